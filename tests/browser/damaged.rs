//! Files of the map that do not come, are something else, or break off: whichever it is, the page around keeps what the
//! element holds, or the map goes on with what it has, and the page hears why.

use std::fs;

use anyhow::{Context as _, ensure};
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::site::{Damage, target};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("without_any_one_of_its_files_the_element_falls_back_or_goes_on", without_any_one_of_its_files),
    ("a_page_that_refuses_the_styles_of_the_map_keeps_what_the_element_holds", a_page_that_refuses_the_styles),
    ("an_element_without_a_box_of_its_own_never_grows", an_element_without_a_box_of_its_own_never_grows),
    ("a_frame_tells_its_page_that_the_script_of_the_map_is_missing", a_frame_tells_its_page),
];

/// Writes down what the page hears: from the element, from a script that cannot be loaded, from one that is none.
const LISTEN: &str = "window.told = []; addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings));\
    addEventListener('error', ({ message, target }) => told.push(message ?? target.src), true);";

/// What an element on a page needs, by the beginning and the end of its name. Others are for pages, tools and frames.
const NEEDED: [(&str, &str); 21] = [
    ("attributes", "js"),
    ("controls", "css"),
    ("controls", "js"),
    ("first", "json"),
    ("healing", "js"),
    ("idle", "js"),
    ("kuril-map", "css"),
    ("kuril-map", "js"),
    ("kuril_map", "js"),
    ("kuril_map_bg", "wasm"),
    ("kuril_texts", "wasm"),
    ("later", "js"),
    ("parts", "js"),
    ("plate.0", "geojson"),
    ("plate.1", "geojson"),
    ("pointer", "js"),
    ("reading", "js"),
    ("renewal", "js"),
    ("search", "js"),
    ("sheet", "js"),
    ("texts", "js"),
];

/// What is wrong with a page that has heard something, or nothing: the map can be used, or what the element holds can be
/// read and no part of the map covers it. Either way the page is no longer than it should be.
const SOUND: &str = "const map = find('kuril-map'); if (!told.length) return 'nothing is told';\
    if (document.documentElement.scrollHeight > 3000) return 'the page has grown';\
    if ('read' in map.dataset && !('failed' in map.dataset)) return '';\
    if (customElements.get('kuril-map') && !map.dataset.failed) return 'nothing has failed';\
    const { width, height } = map.firstElementChild.getBoundingClientRect();\
    if (width < 20 || height < 5) return 'what the element holds cannot be read';\
    return map.shadowRoot?.querySelector('canvas') ? 'a canvas is left' : '';";

/// Waits until the page is as it should be when a file is damaged.
fn falls_back_or_goes_on(browser: &Browser, what: &str) -> anyhow::Result<()> {
    let waited = browser.wait(what, &format!("return (() => {{ {SOUND} }})() === '';"));
    if waited.is_err() {
        let (wrong, told) = (browser.script(SOUND, &[])?, browser.script("return told;", &[])?);
        ensure!(wrong == json!(""), "{what}: {wrong}; told was {told}");
    }
    Ok(())
}

/// The file of the built site with this beginning and end of its name.
fn asset(beginning: &str, end: &str) -> anyhow::Result<String> {
    for entry in fs::read_dir(target().join("site/assets"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let stamp = name.strip_prefix(beginning).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(end));
        if stamp.is_some_and(|stamp| stamp.len() == 9) {
            return Ok(name);
        }
    }
    anyhow::bail!("there is no {beginning}….{end}")
}

fn without_any_one_of_its_files(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    browser.calm()?;
    browser.begin_with(LISTEN)?;
    let entry = ("/kuril-map.js".to_owned(), "/kuril-map.js".to_owned());
    let assets = NEEDED.iter().map(|(beginning, end)| {
        let name = asset(beginning, end)?;
        Ok((name.clone(), format!("/assets/{name}")))
    });
    let files = assets.chain([Ok(entry)]).collect::<anyhow::Result<Vec<_>>>()?;
    for (name, path) in files {
        for damage in Damage::NOTICED {
            browser.alter(|serving| {
                serving.hosts = true;
                serving.damage = Some((path.clone(), damage));
            })?;
            browser.open("hosts/plain.html")?;
            falls_back_or_goes_on(browser, &format!("{name} {damage:?}"))?;
        }
    }
    Ok(())
}

fn a_page_that_refuses_the_styles(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    browser.calm()?;
    browser.begin_with(LISTEN)?;
    browser.alter(|serving| serving.hosts = true)?;
    browser.open("hosts/bare/styles_refused.html")?;
    falls_back_or_goes_on(browser, "styles refused")?;
    let failed = browser.attribute("kuril-map", "data-failed")?;
    ensure!(failed.contains("kuril-map.") && failed.contains(".css"), "told is {failed:?}");
    Ok(())
}

fn an_element_without_a_box_of_its_own_never_grows(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.alter(|serving| serving.hosts = true)?;
    browser.open("hosts/plain.html")?;
    browser.is_complete()?;
    // As when an extension, or a page that moves the element, takes the styles away from a map that is there.
    let script = "for (const link of [...find('kuril-map').shadowRoot.querySelectorAll('link')]) link.remove();\
        const height = () => document.documentElement.scrollHeight; const heights = [];\
        return new Promise((done) => { const look = () => { heights.push(height());\
            if (heights.length < 30) requestAnimationFrame(look); else done(heights); }; requestAnimationFrame(look); });";
    let heights = browser.script(script, &[])?;
    let heights: Vec<u64> = serde_json::from_value(heights)?;
    let last = heights.last().copied().context("the page has a height")?;
    ensure!(last < 100_000 && heights.iter().skip(5).all(|height| *height == last), "the page grows: {heights:?}");
    Ok(())
}

fn a_frame_tells_its_page(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    browser.calm()?;
    browser.begin_with(LISTEN)?;
    for (beginning, damage) in [("kuril_map", Damage::Missing), ("kuril-map", Damage::Page), ("sheet", Damage::Half)] {
        let path = format!("/assets/{}", asset(beginning, "js")?);
        browser.alter(|serving| {
            serving.hosts = true;
            serving.damage = Some((path, damage));
        })?;
        browser.open("hosts/sandboxed_barely.html")?;
        let told = browser.wait("the page hears", "return told.length;");
        told.with_context(|| format!("{beginning} {damage:?}"))?;
    }
    Ok(())
}
