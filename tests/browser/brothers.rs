//! Other places where a fault that people met elsewhere could be: `README.md` beside this file lists them, and where each
//! was met. A test walks through the brothers of one case, and names the one that fails.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Row;
use crate::browser::Browser;
use crate::embedding::bare;
use crate::hands::Key;
use crate::page::STAGE;

/// The tests of this file.
pub(crate) const TESTS: &[Row] = &[
    ("no_key_of_a_conversion_does_anything_wherever_it_is_pressed", no_key_of_a_conversion_does_anything),
    ("whatever_a_page_sets_for_its_letters_the_map_keeps_its_own", whatever_a_page_sets_for_its_letters),
    ("a_key_that_the_map_takes_reaches_the_page_neither_down_nor_up", a_key_that_the_map_takes),
    ("whatever_is_wished_once_more_is_fulfilled_once_more", whatever_is_wished_once_more),
    ("a_wish_in_vain_is_told_by_whichever_way_it_comes", a_wish_in_vain_is_told),
];

/// What no key of a conversion may change.
const STATE: &str = "const map = find('kuril-map'), root = map.shadowRoot;\
    const state = () => JSON.stringify([map.state, map.position('iturup'), root.querySelector('.tools-place').hidden,\
        Boolean(root.querySelector('dialog')), root.querySelector('.frame').dataset.sheet ?? '', root.querySelector('.findings').hidden,\
        'touring' in root.querySelector('.frame').dataset, root.querySelector('.survey-place')?.textContent.length ?? 0,\
        [...document.querySelectorAll('th')].map((head) => head.getAttribute('aria-sort'))]);";

/// Presses each key at a place as a browser tells of it that converts what is typed.
const CONVERTED: &str = "const target = find(arguments[0]); if (!target) return `there is no ${arguments[0]}`; target.focus();\
    const before = state();\
    for (const key of ['Enter', 'Escape', 'Backspace', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'Home', 'End', '?', '+', '0', 'k', 'Process', 'Dead', 'Unidentified'])\
        for (const init of [{ isComposing: true }, { keyCode: 229 }]) {\
            const event = new KeyboardEvent('keydown', { key, isComposing: Boolean(init.isComposing), bubbles: true, composed: true, cancelable: true });\
            Object.defineProperty(event, 'keyCode', { value: 229 }); target.dispatchEvent(event);\
            if (event.defaultPrevented) return `${key} is taken`; if (state() !== before) return `${key}: ${before} became ${state()}`; }\
    return '';";

fn no_key_of_a_conversion_does_anything(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("iturup")?;
    let press = |browser: &Browser, target: &str| {
        let wrong = browser.script(&[STATE, CONVERTED].concat(), &[json!(target)])?;
        ensure!(wrong == json!(""), "at {target}: {wrong}");
        Ok(())
    };
    for target in [
        STAGE,
        "kuril-map >>> .search input",
        "kuril-map >>> .handle",
        "kuril-map >>> .views .in",
        "#islands th button",
    ] {
        press(browser, target)?;
    }
    open_tools(browser)?;
    browser.script("find('kuril-map >>> [data-tool=measure]').click();", &[])?;
    for target in [STAGE, "kuril-map >>> [data-tool=measure]", "kuril-map >>> #share-link"] {
        press(browser, target).context("while measuring")?;
    }
    browser.script("find('kuril-map >>> [data-act=help]').click();", &[])?;
    browser.wait("the help is open", "return find('kuril-map >>> dialog')?.open;")?;
    press(browser, "kuril-map >>> dialog .close")
}

fn open_tools(browser: &Browser) -> anyhow::Result<()> {
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');").map(drop)
}

/// What pages set for their letters; none of it is a wish of the reader.
const LETTERS: [&str; 7] = [
    "html { font-size: 62.5% } body { font-size: 1.6rem }",
    "html { font-size: 1px }",
    "html { font-size: 8px }",
    "* { font-size: 9px !important; line-height: 1 !important }",
    "body { font-size: 30px; zoom: 1 } article, section, main { font-size: 2em }",
    "kuril-map { font-size: 40px !important; font: 700 44px/3 fantasy !important }",
    "html { -webkit-text-size-adjust: 300%; text-size-adjust: 300% }",
];

/// Sizes of letters and of places that go by them, in parts that come at once, late, and when they are opened.
const SIZES: &str = "const size = (part) => { const found = find(`kuril-map >>> ${part}`); if (!found) return `no ${part}`;\
        return [part, getComputedStyle(found).fontSize, getComputedStyle(found).display]; };\
    return ['.frame', '.search input', '.legend-place', '.sides-place', '.attribution', '.tools-place', '[data-tool=measure]', '.handle', 'dialog h2', 'dialog kbd']\
        .map(size).concat([find('kuril-map >>> .text').clientWidth]);";

fn whatever_a_page_sets_for_its_letters(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    map_alone(browser)?;
    open_tools(browser)?;
    browser.script("find('kuril-map >>> [data-act=help]').click();", &[])?;
    browser.wait("the help is open", "return find('kuril-map >>> dialog')?.open;")?;
    let set =
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets = [sheet];";
    let plain = browser.script(SIZES, &[])?;
    for letters in LETTERS {
        browser.script(set, &[json!(letters)])?;
        let found = browser.script(SIZES, &[])?;
        ensure!(found == plain, "{letters}: {found} and not {plain}");
    }
    // A page that reckons in hundredths of the screen makes nothing larger than letters of twice the size.
    browser.script(set, &[json!("html { font-size: 100px }")])?;
    let size = browser.script("return parseFloat(getComputedStyle(find('kuril-map >>> .frame')).fontSize);", &[])?;
    ensure!(size.as_f64().is_some_and(|size| size <= 32.0), "the letters have {size} px");
    Ok(())
}

/// Puts a map alone into a bare page.
fn map_alone(browser: &Browser) -> anyhow::Result<()> {
    let script = "const map = document.createElement('kuril-map'); map.lang = 'en'; map.style.cssText = 'display: block; width: 1100px; height: 560px';\
        document.body.replaceChildren(map); import('/kuril-map.js');";
    browser.script(script, &[])?;
    browser.is_complete()
}

/// Writes down the keys that a page hears from the map, pressed and let go.
const HEAR: &str = "window.heard = []; for (const type of ['keydown', 'keyup'])\
    document.body.addEventListener(type, ({ key }) => heard.push(`${key} ${type}`));";

/// Presses Escape where the map has something to let go of, and returns what the page has heard of that.
fn escaped(browser: &Browser) -> anyhow::Result<Value> {
    browser.script("heard.length = 0;", &[])?;
    browser.press(Key::Escape)?;
    browser.settle()?;
    browser.script("return heard;", &[])
}

fn a_key_that_the_map_takes(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script(HEAR, &[])?;
    let deeds: [(&str, &str); 6] = [
        ("a chosen island", "find('kuril-map').choose('iturup'); find('kuril-map >>> .stage').focus();"),
        ("the card", "find('kuril-map').choose('iturup'); find('kuril-map >>> .card .close').focus();"),
        ("the tour", "find('kuril-map >>> [data-guide=enter]').click(); find('kuril-map >>> .tour button').focus();"),
        (
            "what is searched",
            "const input = find('kuril-map >>> .search input'); input.focus(); input.value = 'itu';\
            input.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        ),
        ("the help", "find('kuril-map >>> [data-act=help]').focus(); find('kuril-map >>> [data-act=help]').click();"),
        (
            "the tools",
            "find('kuril-map >>> [data-act=tools]').focus(); find('kuril-map >>> [data-act=tools]').click();",
        ),
    ];
    for (what, deed) in deeds {
        browser.script(deed, &[])?;
        let open = match what {
            "the help" => "return find('kuril-map >>> dialog')?.open;",
            "the tools" => "return find('kuril-map').shadowRoot.activeElement?.matches('[data-tool=measure]');",
            _ => "return find('kuril-map').shadowRoot.activeElement;",
        };
        browser.wait(what, open)?;
        let heard = escaped(browser)?;
        ensure!(heard == json!([]), "{what}: the page hears {heard}");
    }
    browser.script("find('kuril-map >>> .stage').focus();", &[])?;
    let heard = escaped(browser)?;
    ensure!(heard == json!(["Escape keydown", "Escape keyup"]), "with nothing to let go of the page hears {heard}");
    Ok(())
}

fn whatever_is_wished_once_more(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let choose = "find('kuril-map').choose('iturup');";
    browser.script(choose, &[])?;
    browser.settle()?;
    let there = browser.island("iturup")?;
    let stage = browser.frame(STAGE)?;
    browser.drag(stage.at(0.5, 0.8), (140.0, -90.0), 5)?;
    browser.settle()?;
    ensure!((browser.island("iturup")?.0 - there.0).abs() > 60.0, "the map is not dragged");
    browser.script(choose, &[])?;
    browser.settle()?;
    let seen = browser.island("iturup")?;
    ensure!(
        seen.0 > stage.left && seen.0 < stage.left + stage.width,
        "an island that is chosen once more is at {seen:?}"
    );
    // A link of the page, a state as a whole, and layers.
    let link = "let link = find('#again'); if (!link) { link = document.createElement('a'); link.id = 'again'; link.href = '#place=shumshu'; document.body.append(link); } link.click();";
    for round in 0..2 {
        browser.script(link, &[])?;
        browser
            .wait(&format!("the link leads there, round {round}"), "return find('kuril-map').chosen === 'shumshu';")?;
        browser.script("find('kuril-map').choose('urup');", &[])?;
        browser.wait("the address follows", "return location.hash.includes('urup');")?;
    }
    for (round, name) in ["state", "layers", "lang"].into_iter().cycle().take(6).enumerate() {
        let script = "const map = find('kuril-map'), wishes = { state: [{ place: 'iturup', date: '1910-08-22' }, {}],\
                layers: ['sea', null], lang: ['ja', 'en'] }; const [wished, other] = wishes[arguments[0]]; map[arguments[0]] = wished;\
            const found = [JSON.stringify(map.state), map.layers, map.lang]; map[arguments[0]] = other; return found;";
        let found = browser.script(script, &[json!(name)])?;
        let at = |index: usize| found.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
        let fulfilled = match name {
            "state" => at(0).contains("iturup") && at(0).contains("1910-08-22"),
            "layers" => at(1) == "sea",
            _ => at(2) == "ja",
        };
        ensure!(fulfilled, "{name} in round {round}: {found}");
    }
    a_story_that_failed_is_asked_for_again(browser)
}

/// A story that could not be had is asked for once more when it is named once more.
fn a_story_that_failed_is_asked_for_again(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("late/");
    let script = "const map = find('kuril-map'); map.story = 'late/';";
    browser.script(script, &[])?;
    browser.wait("the failure is told", "return find('kuril-map').dataset.failed;")?;
    let script = "const fetched = window.fetch; window.fetch = (what, ...rest) => fetched(String(what.url ?? what).replace('/late/', '/data/2/'), ...rest);\
        find('kuril-map').setAttribute('story', 'late/');";
    browser.script(script, &[])?;
    browser
        .wait(
            "the story comes",
            "const { dataset } = find('kuril-map'); return 'read' in dataset && !('failed' in dataset);",
        )
        .map(drop)
}

/// Ways to wish, each with a wish that cannot be fulfilled, and what is told of it.
const VAIN: [(&str, &str, &str); 14] = [
    ("map.setAttribute('perspective', 'moscow')", "perspective", "moscow"),
    ("map.setAttribute('layers', 'depth,fish')", "layers", "fish"),
    ("map.setAttribute('date', '1945')", "date", "1945"),
    ("map.setAttribute('date', 'August 1945')", "date", "August 1945"),
    ("map.setAttribute('date', '1945-8-28')", "date", "1945-8-28"),
    ("map.setAttribute('date', '1900-02-29')", "date", "1900-02-29"),
    ("map.setAttribute('date', '1945-04-31')", "date", "1945-04-31"),
    ("map.setAttribute('view', '147.9;45;2')", "view", "147.9;45;2"),
    ("map.setAttribute('view', '147.9,45')", "view", "147.9,45"),
    ("map.setAttribute('view', '147,9,45,2')", "view", "147,9,45,2"),
    ("map.place = 'kurils'", "place", "kurils"),
    ("map.choose('ITURUP')", "place", "ITURUP"),
    ("map.state = { place: 'atlantis' }", "place", "atlantis"),
    ("map.state = { date: '2026-13-01' }", "date", "2026-13-01"),
];

fn a_wish_in_vain_is_told(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script(
        "window.told = []; addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings));",
        &[],
    )?;
    for (wish, name, value) in VAIN {
        let told = format!("told.length = 0; const map = find('kuril-map'); {wish}; return told.join(' | ');");
        let told = browser.script(&told, &[])?;
        let told = told.as_str().unwrap_or_default();
        ensure!(told.contains(&format!("{name}: ")) && told.contains(value), "{wish}: told is {told:?}");
    }
    browser.begin_with(
        "window.told = []; addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings));",
    )?;
    for (address, value) in [
        ("#place=atlantis", "atlantis"),
        ("#date=1945-02-30", "1945-02-30"),
        ("embed.html?theme=night", "night"),
        ("embed.html?lang=tlh", "tlh"),
    ] {
        browser.visit("about:blank")?;
        browser.open(address)?;
        let told = browser
            .wait("the wish is answered", "return window.told?.join(' | ');")
            .with_context(|| address.to_owned())?;
        ensure!(told.as_str().is_some_and(|told| told.contains(value)), "{address}: told is {told}");
        browser.is_complete()?;
    }
    Ok(())
}
