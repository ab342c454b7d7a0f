//! What pages and readers ask for in ways that others got wrong: a wish in vain, the same wish again, a key that belongs to
//! somebody else, letters of another size, a canvas that was dropped.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::embedding::bare;
use crate::hands::Key;
use crate::page::{GROUND, STAGE};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("every_wish_in_vain_is_told_with_what_was_expected", every_wish_in_vain_is_told),
    ("a_language_is_understood_as_any_program_writes_it", a_language_is_understood_as_any_program_writes_it),
    ("the_same_wish_once_more_is_fulfilled_once_more", the_same_wish_once_more),
    ("a_key_that_ends_a_conversion_chooses_nothing", a_key_that_ends_a_conversion_chooses_nothing),
    ("escape_closes_the_dialog_around_a_map_that_has_nothing_to_let_go", escape_closes_the_dialog_around_a_map),
    ("letters_are_as_large_as_the_reader_wants_them_whatever_the_page", letters_are_as_large_as_the_reader_wants),
    ("a_canvas_that_was_dropped_is_painted_again", a_canvas_that_was_dropped_is_painted_again),
    ("names_and_states_are_attributes", names_and_states_are_attributes),
    ("a_browser_without_container_queries_keeps_what_the_element_holds", a_browser_without_container_queries),
];

/// Wishes that no map can fulfil, each with what is told of it.
const VAIN: [(&str, &str, &str); 8] = [
    ("date", "1945-02-31", "expected a day"),
    ("date", "1945-13-01", "expected a day"),
    ("date", "28.08.1945", "expected a day"),
    ("view", "45,147.9,2", "longitude,latitude,zoom"),
    ("view", "147.9,45,12", "longitude,latitude,zoom"),
    ("lang", "de", "a language of the map"),
    ("theme", "night", "light, dark or auto"),
    ("place", "Iturup", "the id of an island"),
];

/// Puts a map with an attribute on a page of another site, and hears what it tells.
const MAP: &str = "window.told = []; const map = document.createElement('kuril-map'); map.style.height = '560px';\
    map.addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings)); map.setAttribute(arguments[0], arguments[1]);\
    document.body.replaceChildren(map); import('/kuril-map.js');";

fn every_wish_in_vain_is_told(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    for (name, value, expected) in VAIN {
        browser.script(MAP, &[json!(name), json!(value)])?;
        let told = browser
            .wait("the wish is answered", "return told.join(' | ');")
            .with_context(|| format!("{name}={value}"))?;
        let told = told.as_str().unwrap_or_default();
        ensure!(
            told.contains(&format!("{name}: ")) && told.contains(expected) && told.contains(value),
            "{name}={value}: {told}"
        );
        browser.is_complete()?;
    }
    Ok(())
}

fn a_language_is_understood_as_any_program_writes_it(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    for (written, spoken) in [("ru_RU", "ru"), ("RU", "ru"), ("ja-JP", "ja"), ("en_US_POSIX", "en")] {
        browser.script(MAP, &[json!("lang"), json!(written)])?;
        browser.is_complete()?;
        let found = browser.script("return [find('kuril-map >>> .frame').lang, told];", &[])?;
        ensure!(found == json!([spoken, []]), "{written}: {found}");
    }
    Ok(())
}

fn the_same_wish_once_more(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let again = "const map = find('kuril-map'); map.setAttribute(arguments[0], arguments[1]);\
        if (arguments[0] === 'view') map.state = {}; else map[arguments[0]] = arguments[2];\
        map.setAttribute(arguments[0], arguments[1]); return map[arguments[0]];";
    for (name, value, other) in
        [("place", "iturup", "urup"), ("date", "1910-08-22", "1945-09-05"), ("perspective", "japan", "russia")]
    {
        let found = browser.script(again, &[json!(name), json!(value), json!(other)])?;
        ensure!(found == json!(value), "{name} is {found}");
    }
    browser.script(again, &[json!("view"), json!("147.9,45,2")])?;
    browser.settle()?;
    let view = browser.script("return find('kuril-map').view;", &[])?;
    ensure!(view == json!("147.9,45,2"), "the view is {view}");
    Ok(())
}

/// Presses Enter as Safari tells of it when a conversion ends, then as a reader does who means it.
const CONVERSION: &str = "const target = find(arguments[0]); target.focus();\
    if ('value' in target) { target.value = 'くなしり'; target.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })); }\
    const press = (key, keyCode) => { const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });\
        Object.defineProperty(event, 'keyCode', { value: keyCode }); target.dispatchEvent(event);\
        return [find('kuril-map').chosen, target.value ?? null, event.defaultPrevented]; };\
    return ['Enter', 'Escape', 'ArrowDown'].map((key) => press(key, 229)).concat([press(arguments[1], 13)]);";

fn a_key_that_ends_a_conversion_chooses_nothing(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let found = browser.script(CONVERSION, &[json!("kuril-map >>> .search input"), json!("Enter")])?;
    let left = json!([null, "くなしり", false]);
    ensure!(found == json!([left, left, left, ["kunashir", "", true]]), "in the search: {found}");
    browser.choose("iturup")?;
    let found = browser.script(CONVERSION, &[json!(STAGE), json!("Escape")])?;
    let left = json!(["iturup", null, false]);
    ensure!(found == json!([left, left, left, [null, null, true]]), "on the map: {found}");
    Ok(())
}

fn escape_closes_the_dialog_around_a_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    for (page, closed) in
        [("in_a_modal", "return find('#modal').hidden;"), ("in_a_native_dialog", "return !find('dialog').open;")]
    {
        for (focused, what) in [(STAGE, "the map"), ("kuril-map >>> .search input", "the empty search")] {
            browser.open(&format!("hosts/bare/{page}.html"))?;
            browser.is_complete()?;
            browser.choose("iturup")?;
            browser.script("find(arguments[0]).focus();", &[json!(focused)])?;
            browser.press(Key::Escape)?;
            browser.settle()?;
            browser.has_chosen("")?;
            ensure!(browser.script(closed, &[])? == json!(false), "{page}: the first Escape is the map's, in {what}");
            browser.script("find(arguments[0]).focus();", &[json!(focused)])?;
            browser.press(Key::Escape)?;
            browser.wait(&format!("{page} closes from {what}"), closed)?;
        }
    }
    Ok(())
}

fn letters_are_as_large_as_the_reader_wants(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    let sizes = "const size = (part) => parseFloat(getComputedStyle(find(`kuril-map >>> ${part}`)).fontSize);\
        const shown = (part) => getComputedStyle(find(`kuril-map >>> ${part}`)).display;\
        return [size('.frame'), size('.search input'), find('kuril-map >>> .text').clientWidth, shown('.legend-place'), shown('.handle')];";
    let mut all = Vec::new();
    for page in ["plain", "root_font"] {
        browser.open(&format!("hosts/{page}.html"))?;
        browser.is_complete()?;
        all.push(browser.script(sizes, &[])?);
    }
    let number = |found: &Value, at: usize| found.get(at).and_then(Value::as_f64).unwrap_or_default();
    ensure!(all.first() == all.last(), "with a root of ten pixels the map is another: {all:?}");
    let found = all.first().context("there are sizes")?;
    ensure!(number(found, 0) >= 16.0 && number(found, 1) >= 16.0 && number(found, 2) >= 300.0, "{found}");
    // Whoever has set larger letters gets them.
    browser.script("document.documentElement.style.fontSize = '20px';", &[])?;
    let found = browser.script(sizes, &[])?;
    ensure!((number(&found, 0) - 20.0).abs() < 0.01, "{found}");
    Ok(())
}

fn a_canvas_that_was_dropped_is_painted_again(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.settle()?;
    let before = browser.digest(GROUND)?;
    let told = [
        "canvas.dispatchEvent(new Event('contextlost', { cancelable: true })); canvas.dispatchEvent(new Event('contextrestored'));",
        "dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));",
        "document.dispatchEvent(new Event('visibilitychange'));",
    ];
    for tell in told {
        browser.script(&format!("for (const canvas of find('kuril-map >>> .stage').querySelectorAll('canvas')) {{ canvas.width = canvas.width; {tell} }}"), &[])?;
        let painted = "const canvas = find('kuril-map >>> canvas.ground'); const { data } = copied(canvas).getImageData(0, 0, canvas.width, canvas.height);\
            return new Set(new Uint32Array(data.buffer)).size > 4;";
        browser.wait("the ground is painted", painted)?;
        browser.settle()?;
        ensure!(browser.digest(GROUND)? == before, "another picture is painted after {tell}");
    }
    Ok(())
}

fn names_and_states_are_attributes(browser: &mut Browser) -> anyhow::Result<()> {
    // As in Firefox before 119, which has no such properties: what is set there is heard by nobody.
    browser.begin_with(
        "for (const owner of [Element.prototype]) for (const name of Object.getOwnPropertyNames(owner))\
            if (/^aria[A-Z]|^role$/.test(name)) Object.defineProperty(owner, name, { configurable: true, get: () => undefined,\
                set: () => { throw new Error(`${name} is set as a property`); } });",
    )?;
    browser.open_map()?;
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');")?;
    let names = "return [...find('kuril-map').shadowRoot.querySelectorAll('button, input, [role=option]')].filter((part) =>\
        part.checkVisibility?.() !== false && !part.getAttribute('aria-label') && !part.textContent.trim() && !part.closest('label')\
        && !part.labels?.length).map((part) => part.outerHTML);";
    let nameless = browser.script(names, &[])?;
    ensure!(nameless == json!([]), "without a name are {nameless}");
    let open = "return find('kuril-map >>> .actions [data-act=tools]').getAttribute('aria-expanded');";
    ensure!(browser.script(open, &[])? == json!("true"), "the button does not say that the tools are open");
    // What is said to be disabled does not act.
    let acts = "const button = find('kuril-map >>> [data-tool=undo]'); button?.click(); return button?.getAttribute('aria-disabled') ?? null;";
    browser.script(acts, &[]).map(drop)
}

fn a_browser_without_container_queries(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(
        "{ const native = CSS.supports.bind(CSS); CSS.supports = (...asked) => !/container/.test(asked.join()) && native(...asked); }",
    )?;
    browser.calm()?;
    browser.open("")?;
    browser.wait("the failure is told", "return find('kuril-map').dataset.failed;")?;
    crate::loading::shows_the_still_page(browser)
}
