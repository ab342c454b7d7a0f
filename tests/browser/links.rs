//! Addresses: every state has one, a link that is sent opens what was seen, and every island has a page of its own.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::{STAGE, geodata, word};
use crate::pretend::Wishes;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_link_opens_place_day_and_side", a_link_opens_place_day_and_side),
    ("a_choice_is_walked_back_to_and_a_day_is_not", a_choice_is_walked_back_to_and_a_day_is_not),
    ("a_view_of_the_readers_own_stands_in_the_address_and_opens_again", a_view_of_the_readers_own_opens_again),
    ("a_link_is_followed_at_once_and_a_reader_who_moves_on_stays_there", a_link_is_followed_at_once),
    ("an_address_that_nobody_wrote_does_no_harm", an_address_that_nobody_wrote_does_no_harm),
    ("the_embed_keeps_its_state_in_its_query_and_makes_no_history", the_embed_keeps_its_state_in_its_query),
    ("link_and_code_hold_what_is_seen", link_and_code_hold_what_is_seen),
    ("link_and_code_are_copied_or_selected", link_and_code_are_copied_or_selected),
    ("every_island_has_a_page_that_opens_the_map", every_island_has_a_page_that_opens_the_map),
    ("the_page_of_an_island_fits_a_phone_by_day_and_night", the_page_of_an_island_fits_a_phone),
];

/// What the map is asked for: place, day, side.
const STATE: &str =
    "const { chosen, date, perspective } = find('kuril-map'); return [chosen ?? '', date, perspective];";

fn shows(browser: &Browser, expected: [&str; 3]) -> anyhow::Result<()> {
    let found = browser.script(STATE, &[])?;
    ensure!(found == json!(expected), "the map shows {found}, not {expected:?}");
    Ok(())
}

/// Waits until the address ends with this.
fn address_becomes(browser: &Browser, part: &str, expected: &str) -> anyhow::Result<()> {
    let script = format!("return location.{part} === {};", Value::from(expected));
    let found = browser.wait(&format!("the address ends with {expected:?}"), &script);
    found.map(drop).with_context(|| format!("it is {:?}", browser.script("return location.href;", &[])))
}

fn latest() -> anyhow::Result<String> {
    let story = geodata("story.json")?;
    story.get("as_of").and_then(Value::as_str).map(str::to_owned).context("the story has a latest day")
}

/// Longitude, latitude and zoom of the view.
fn view(browser: &Browser) -> anyhow::Result<[f64; 3]> {
    let found = browser.script("return find('kuril-map').view.split(',').map(Number);", &[])?;
    serde_json::from_value(found).context("a view is three numbers")
}

fn a_link_opens_place_day_and_side(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("#place=urup&date=1855-02-07&perspective=japan&theme=dark")?;
    browser.is_complete()?;
    shows(browser, ["urup", "1855-02-07", "japan"])?;
    browser.has_chosen("urup")?;
    ensure!(browser.attribute("kuril-map >>> .frame", "data-theme")? == "dark");
    // The address stays as it was written, because the map shows just that.
    address_becomes(browser, "hash", "#place=urup&date=1855-02-07&perspective=japan&theme=dark")?;
    ensure!(browser.script("return history.length;", &[])?.as_u64() <= Some(3), "opening a link made history");
    browser.script("find('kuril-map').theme = 'light';", &[])?;
    address_becomes(browser, "hash", "#place=urup&date=1855-02-07&perspective=japan&theme=light")
}

fn a_choice_is_walked_back_to_and_a_day_is_not(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let length = || browser.script("return history.length;", &[]).map(|found| found.as_u64().unwrap_or_default());
    let before = length()?;
    let day = latest()?;
    browser.choose("matua")?;
    address_becomes(browser, "hash", "#place=matua")?;
    browser.script("find('kuril-map').date = '1910-08-22'; find('kuril-map').perspective = 'russia';", &[])?;
    address_becomes(browser, "hash", "#place=matua&date=1910-08-22&perspective=russia")?;
    ensure!(length()? == before + 1, "a day or a side made an entry of the history");
    browser.choose("iturup")?;
    address_becomes(browser, "hash", "#place=iturup&date=1910-08-22&perspective=russia")?;
    ensure!(length()? == before + 2);
    browser.script("find('kuril-map').date = null; find('kuril-map').perspective = 'neutral';", &[])?;
    address_becomes(browser, "hash", "#place=iturup")?;
    browser.script("history.back();", &[])?;
    browser.wait("the first place is back", "return find('kuril-map').chosen === 'matua';")?;
    shows(browser, ["matua", "1910-08-22", "russia"])?;
    browser.script("history.back();", &[])?;
    browser.wait("nothing is chosen", "return !find('kuril-map').chosen;")?;
    shows(browser, ["", &day, "neutral"])?;
    browser.script("history.forward();", &[])?;
    browser.wait("the first place is back again", "return find('kuril-map').chosen === 'matua';")?;
    browser.settle()?;
    browser.has_chosen("matua")
}

fn a_view_of_the_readers_own_opens_again(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.wheel(browser.island("simushir")?, -400.0)?;
    browser.settle()?;
    browser.wait("a view is in the address", "return location.hash.startsWith('#view=');")?;
    browser.drag(browser.frame(STAGE)?.at(0.6, 0.6), (70.0, -45.0), 5)?;
    browser.settle()?;
    // The address follows a moment after the map has come to rest, and a moment is long on a busy machine.
    browser.wait("this view is in it", "return location.hash === `#view=${find('kuril-map').view}`;")?;
    let (seen, at) = (view(browser)?, browser.island("simushir")?);
    let hash = browser.script("return location.hash;", &[])?;
    let hash = hash.as_str().context("a hash is a text")?.to_owned();
    browser.visit("about:blank")?;
    browser.open(&hash)?;
    browser.is_complete()?;
    let (again, then) = (view(browser)?, browser.island("simushir")?);
    let off = (at.0 - then.0).hypot(at.1 - then.1);
    ensure!(off < 2.0, "the island is {off} px from where it was: {seen:?}, {again:?}");
    // A far view, and near ones with and without a place, lead where they say.
    for wanted in ["148.5,47.25,0.5", "155.56,50.84,6", "145.2,43.3,4.25"] {
        browser.script("find('kuril-map').view = arguments[0];", &[json!(wanted)])?;
        browser.settle()?;
        let found = view(browser)?;
        let parts: Vec<f64> = wanted.split(',').filter_map(|part| part.parse().ok()).collect();
        let near = parts.iter().zip(found).all(|(wanted, found)| (wanted - found).abs() < 0.002);
        ensure!(near, "{wanted} led to {found:?}");
    }
    browser.script("find('kuril-map').view = null;", &[])?;
    address_becomes(browser, "hash", "")
}

/// Keeps the reading matter back until the page lets it come.
const KEPT_BACK: &str = "{ const native = window.fetch; window.fetch = async (what, ...rest) => {\
    if (String(what.url ?? what).includes('reading')) await new Promise((done) => { window.letCome = done; });\
    return native(what, ...rest); }; }";

fn a_link_is_followed_at_once(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.begin_with(KEPT_BACK)?;
    for (hash, begins) in [("#view=148.5,47.25,2&date=1910-08-22", ""), ("#place=urup&date=1910-08-22", "urup")] {
        browser.visit("about:blank")?;
        browser.open(hash)?;
        browser.wait("the map is ready", "return 'ready' in (find('kuril-map')?.dataset ?? {}) && window.letCome;")?;
        browser.settle()?;
        browser.has_chosen(begins)?;
        let [lon, lat, zoom] = view(browser)?;
        let near = (lon - 148.5).abs() < 0.001 && (lat - 47.25).abs() < 0.001 && (zoom - 2.0).abs() < 0.01;
        ensure!(near || begins == "urup", "the view of the link comes late: {lon},{lat},{zoom}");
        if !begins.is_empty() {
            browser.choose("shumshu")?;
        }
        browser.drag(browser.frame(STAGE)?.at(0.5, 0.5), (90.0, 30.0), 5)?;
        browser.settle()?;
        let (moved, chosen) = (view(browser)?, if begins.is_empty() { "" } else { "shumshu" });
        browser.script("window.letCome();", &[])?;
        browser.is_complete()?;
        let off = view(browser)?.iter().zip(moved).map(|(now, then)| (now - then).abs()).fold(0.0, f64::max);
        ensure!(off < 1e-9, "the reader is thrown from {moved:?} to {:?}", view(browser)?);
        shows(browser, [chosen, "1910-08-22", "neutral"])?;
    }
    Ok(())
}

fn an_address_that_nobody_wrote_does_no_harm(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    let day = latest()?;
    let hostile = [
        "#place=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&date=%22%3E&perspective=__proto__&view=NaN,1e999,-0x7&theme=%27",
        "#place=__proto__&date=9999999999-99-99&view=1,2&lang=%00&__proto__=x&constructor=y",
        "#%E0%A4%A&place=&date=&view=,,&perspective=",
    ];
    for hash in hostile {
        browser.visit("about:blank")?;
        browser.open(hash)?;
        browser.is_complete()?;
        shows(browser, ["", &day, "neutral"])?;
        let error = browser.script("return find('kuril-map').dataset.failed ?? '';", &[])?;
        ensure!(error == json!(""), "{hash}: {error}");
    }
    // A view far outside of the map is brought to its edge, and the map still answers.
    browser.script("find('kuril-map').view = '-179,-89,8';", &[])?;
    browser.settle()?;
    ensure!(view(browser)?.iter().all(|part| part.is_finite()), "the view is {:?}", view(browser)?);
    browser.choose("iturup")?;
    browser.has_chosen("iturup")
}

fn the_embed_keeps_its_state_in_its_query(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("embed.html?lang=ru&place=urup")?;
    browser.is_complete()?;
    let length = browser.script("return history.length;", &[])?;
    browser.choose("matua")?;
    browser.script("find('kuril-map').date = '1910-08-22';", &[])?;
    address_becomes(browser, "search", "?lang=ru&place=matua&date=1910-08-22")?;
    ensure!(browser.script("return history.length;", &[])? == length, "the embed made history");
    ensure!(browser.script("return location.hash;", &[])? == json!(""));
    Ok(())
}

/// Opens the tools and waits until they are there.
fn open_tools(browser: &Browser) -> anyhow::Result<()> {
    browser.click(browser.middle("kuril-map >>> .actions .tools")?)?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));").map(drop)
}

/// Link and code as the tools show them.
fn shared(browser: &Browser) -> anyhow::Result<[String; 2]> {
    let script = "return ['link', 'code'].map((name) => find(`kuril-map >>> #share-${name}`).value);";
    Ok(serde_json::from_value(browser.script(script, &[])?)?)
}

fn link_and_code_hold_what_is_seen(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_site("/below/")?;
    browser.calm()?;
    browser.open("ja/#place=urup&date=1910-08-22")?;
    browser.is_complete()?;
    open_tools(browser)?;
    address_becomes(browser, "hash", "#place=urup&date=1910-08-22")?;
    let origin = browser.script("return location.origin;", &[])?;
    let site = format!("{}/below/", origin.as_str().context("an origin is a text")?);
    let [link, code] = shared(browser)?;
    ensure!(link == format!("{site}ja/#place=urup&date=1910-08-22"), "the link is {link}");
    let source = format!("src=\"{site}ja/embed.html?place=urup&amp;date=1910-08-22\"");
    let sandbox = "sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\"";
    for part in [source.as_str(), sandbox, "allow=\"fullscreen; clipboard-write\"", "loading=\"lazy\"", "title=\""] {
        ensure!(code.contains(part), "the code lacks {part}: {code}");
    }
    browser.script("find('kuril-map').choose('matua'); find('kuril-map').lang = 'en';", &[])?;
    browser.wait(
        "the link follows",
        "return find('kuril-map >>> #share-link').value.endsWith('/below/#place=matua&date=1910-08-22');",
    )?;
    // The words of another language may still be on their way.
    let named =
        format!("return find('kuril-map >>> .sharing label').textContent === {};", json!(word("en", "share.link")?));
    browser.wait("the field is named in English", &named)?;
    // What the reader is handed works: the code's own address shows the same.
    let [link, _] = shared(browser)?;
    browser.visit("about:blank")?;
    browser.visit(&link)?;
    browser.is_complete()?;
    shows(browser, ["matua", "1910-08-22", "neutral"])
}

fn link_and_code_are_copied_or_selected(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("shumshu")?;
    open_tools(browser)?;
    let lend = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => {\
        if (arguments[0]) throw new Error('forbidden'); window.copied = text; } } });";
    let press = |name: &str| {
        let script = "find('kuril-map >>> .sharing').querySelector(`[data-copy=${arguments[0]}]`).click();";
        browser.script(script, &[json!(name)])
    };
    let told = |key: &str| {
        let script =
            format!("return find('kuril-map >>> .sharing .said').textContent === {};", json!(word("en", key)?));
        browser.wait("the reader is told", &script)
    };
    browser.script(&lend.replace("arguments[0]", "false"), &[])?;
    press("link")?;
    told("share.copied")?;
    // What they hold follows the map until it is at rest.
    let is_copied = browser.script("return window.copied === find('kuril-map >>> #share-link').value;", &[])?;
    ensure!(is_copied == json!(true));
    browser.script(&lend.replace("arguments[0]", "true"), &[])?;
    press("code")?;
    told("share.selected")?;
    let script = "const box = find('kuril-map >>> #share-code');\
        return [box.getRootNode().activeElement === box, box.selectionStart, box.value.length - box.selectionEnd];";
    let selected = browser.script(script, &[])?;
    ensure!(selected == json!([true, 0, 0]), "the code is not selected: {selected}");
    browser.script("find('kuril-map >>> .sharing').scrollIntoView({ block: 'end' });", &[])?;
    browser.screenshot("share").map(drop)
}

fn every_island_has_a_page_that_opens_the_map(browser: &mut Browser) -> anyhow::Result<()> {
    for (folder, lang, name) in [("", "en", "Iturup / Etorofu"), ("ja/", "ja", "択捉島"), ("ru/", "ru", "Итуруп")]
    {
        browser.calm()?;
        browser.open(&format!("{folder}islands/iturup/"))?;
        let script = "const data = JSON.parse(find('script[type=\"application/ld+json\"]').textContent);\
            const image = find('.leaf img');\
            return [document.documentElement.lang, find('h1').innerText, data['@type'], data.name,\
                image.complete && image.naturalWidth, document.querySelectorAll('button').length,\
                document.documentElement.scrollWidth <= innerWidth];";
        let found = browser.script(script, &[])?;
        let part = |at: usize| found.get(at).cloned().unwrap_or_default();
        ensure!(part(0) == json!(lang) && part(2) == json!("Place"), "{found}");
        ensure!(part(1).as_str().is_some_and(|heading| heading.contains(name)) && part(1) == part(3), "{found}");
        ensure!(part(4) == json!(1200) && part(5) == json!(0) && part(6) == json!(true), "{found}");
        browser.screenshot(&format!("island-{lang}"))?;
        browser.click(browser.middle(".back a")?)?;
        browser.wait("the map's page is open", "return find('kuril-map');")?;
        browser.is_complete()?;
        browser.has_chosen("iturup")?;
    }
    Ok(())
}

fn the_page_of_an_island_fits_a_phone(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 2.0, true)?;
    for dark in [false, true] {
        browser.wish(Wishes { calm: false, dark })?;
        for path in ["islands/paramushir/", "ja/islands/habomai/", "ru/islands/kurils-north-of-iturup/"] {
            browser.open(path)?;
            let script = "const page = document.documentElement; const paper = getComputedStyle(document.body)\
                .backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0);\
                const small = [...document.querySelectorAll('header nav a')]\
                .filter((link) => Math.min(link.offsetWidth, link.offsetHeight) < 44).length;\
                return [page.scrollWidth <= innerWidth, small, paper < 380];";
            let found = browser.script(script, &[])?;
            ensure!(found == json!([true, 0, dark]), "{path} dark {dark}: {found}");
        }
        browser.screenshot(&format!("island-phone-{dark}"))?;
    }
    Ok(())
}
