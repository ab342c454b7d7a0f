//! Versions of the element that pages name by digest: what is not exactly that does not run, and a reader keeps what the
//! page holds instead.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::HEADING;
use crate::site::Alter;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_pinned_map_has_all_of_its_parts", a_pinned_map_has_all_of_its_parts),
    ("a_pinned_script_with_another_byte_does_not_run", a_pinned_script_with_another_byte_does_not_run),
    ("a_pinned_core_with_another_byte_is_named_and_does_not_run", a_pinned_core_with_another_byte_does_not_run),
    ("a_pinned_style_with_another_byte_is_named_and_leaves_what_the_page_holds", a_pinned_style_with_another_byte),
    ("a_pinned_story_is_shown_as_it_was_or_not_at_all", a_pinned_story_is_shown_as_it_was_or_not_at_all),
    ("a_correction_of_the_story_reaches_a_pinned_map", a_correction_of_the_story_reaches_a_pinned_map),
];

/// Opens a page that names its version and the digest of the script.
fn open_pinned(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    browser.begin_with(
        "window.told = []; addEventListener('kuril-error', (event) => told.push(...event.detail.findings));",
    )?;
    browser.open("hosts/pinned.html")
}

fn a_pinned_map_has_all_of_its_parts(browser: &mut Browser) -> anyhow::Result<()> {
    open_pinned(browser)?;
    browser.is_complete()?;
    browser.choose("iturup")?;
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');")?;
    let script = "return [...find('kuril-map').shadowRoot.querySelectorAll('link')]\
        .map(({ integrity, crossOrigin, sheet }) => [/^sha384-/.test(integrity), crossOrigin, Boolean(sheet)]);";
    let styles = browser.script(script, &[])?;
    ensure!(styles == json!(vec![json!([true, "anonymous", true]); 3]), "the styles are {styles}");
    let script = "const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);\
        return [...new Set(paths.map((path) => path.replace(/[^/]*$/, '')))].filter((path) => path !== '/').sort();";
    let folders = browser.script(script, &[])?;
    let version = concat!("/v/", env!("CARGO_PKG_VERSION"), "/");
    ensure!(folders == json!(["/data/2/", version]), "the map asks for files in {folders}");
    let shared = "const fields = [...find('kuril-map >>> .sharing').querySelectorAll('input, textarea')];\
        return fields.map(({ value }) => value.match(/http:[^\"#?]*/)[0].slice(location.origin.length));";
    let shared = browser.script(shared, &[])?;
    ensure!(shared == json!(["/", "/embed.html"]), "link and code lead to {shared}");
    Ok(())
}

fn a_pinned_script_with_another_byte_does_not_run(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| Some(if is_pinned(path, ".js") { flipped(bytes) } else { bytes }))?;
    browser.forgive("integrity");
    browser.forgive("cannot load");
    open_pinned(browser)?;
    let script = "const text = find('kuril-map p').getBoundingClientRect();\
        return [customElements.get('kuril-map') === undefined, text.width > 20 && text.height > 5];";
    ensure!(browser.script(script, &[])? == json!([true, true]), "the page does not show what it holds");
    Ok(())
}

fn a_pinned_core_with_another_byte_does_not_run(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| Some(if is_pinned(path, ".wasm") { flipped(bytes) } else { bytes }))?;
    browser.forgive("integrity");
    open_pinned(browser)?;
    browser.wait("the failure is told", "return window.told.length;")?;
    let told = browser.script("return window.told;", &[])?;
    let names =
        |text: &Value| text.as_str().is_some_and(|text| text.starts_with("kuril_map_bg.") && text.contains(".wasm: "));
    ensure!(told.as_array().is_some_and(|told| told.len() == 1 && told.iter().all(names)), "told was {told}");
    let text = browser.frame("kuril-map p")?;
    ensure!(text.width > 20.0 && text.height > 5.0, "the page does not show what it holds");
    Ok(())
}

fn a_pinned_style_with_another_byte(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| Some(if is_pinned(path, ".css") { flipped(bytes) } else { bytes }))?;
    browser.forgive("integrity");
    browser.forgive("cannot load");
    open_pinned(browser)?;
    browser.wait("the failure is told", "return window.told.length;")?;
    let told = browser.script("return window.told;", &[])?;
    let names =
        |text: &Value| text.as_str().is_some_and(|text| text.starts_with("kuril-map.") && text.contains(".css: "));
    ensure!(told.as_array().is_some_and(|told| told.len() == 1 && told.iter().all(names)), "told was {told}");
    let text = browser.frame("kuril-map p")?;
    ensure!(text.width > 20.0 && text.height > 5.0, "the page does not show what it holds");
    Ok(())
}

/// Opens a page that names the digest of its story, too, and lists what it is told when a map is there or not.
fn open_pinned_story(browser: &mut Browser) -> anyhow::Result<Value> {
    open_pinned(browser)?;
    browser.open("hosts/pinned_story.html")?;
    browser.wait(
        "the map is there or not",
        "return ['read', 'failed'].some((mark) => mark in find('kuril-map').dataset);",
    )?;
    browser.script("return [find('kuril-map').dataset.failed ?? '', told.join()];", &[])
}

fn a_pinned_story_is_shown_as_it_was_or_not_at_all(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("integrity");
    browser.forgive("cannot load");
    browser.alter_site(|path, bytes| {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace("Iturup", "Corrected").into_bytes();
        Some(if path.contains("/data/2/") && path.matches('/').count() == 3 { text(bytes) } else { bytes })
    })?;
    let told = open_pinned_story(browser)?;
    ensure!(told == json!(["", ""]), "told was {told}");
    browser.choose("iturup")?;
    ensure!(browser.text(HEADING)?.contains("Iturup"), "the words are others");
    // One word elsewhere in the story, or in the list of digests.
    let damages: [(&str, Alter); 3] = [
        ("first.json", |path, bytes| Some(if is_frozen(path, "first.json") { flipped(bytes) } else { bytes })),
        ("reading.en.json", |path, bytes| {
            Some(if is_frozen(path, "reading.en.json") { flipped(bytes) } else { bytes })
        }),
        ("integrity.json", |path, bytes| Some(if is_frozen(path, "integrity.json") { flipped(bytes) } else { bytes })),
    ];
    for (name, damage) in damages {
        browser.alter_site(damage)?;
        let told = open_pinned_story(browser)?;
        let text = |at: usize| told.get(at).and_then(Value::as_str).unwrap_or_default();
        ensure!(text(1).starts_with(name), "{name}: told was {told}");
        // Without what is read beside it the map says so and goes on.
        ensure!(text(0).is_empty() == (name == "reading.en.json"), "{name}: told was {told}");
    }
    Ok(())
}

/// Whether a file belongs to the story that never changes and has this name.
fn is_frozen(path: &str, name: &str) -> bool {
    path.contains("/data/2/") && path.matches('/').count() == 4 && path.ends_with(name)
}

fn a_correction_of_the_story_reaches_a_pinned_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace("Iturup", "Corrected").into_bytes();
        Some(if path.contains("/data/2/") { text(bytes) } else { bytes })
    })?;
    open_pinned(browser)?;
    browser.is_complete()?;
    browser.choose("iturup")?;
    let heading = browser.text(HEADING)?;
    ensure!(heading.contains("Corrected"), "the card is headed {heading:?}");
    Ok(())
}

/// Whether a file belongs to a version that never changes and has this ending.
fn is_pinned(path: &str, ending: &str) -> bool {
    path.contains(concat!("/v/", env!("CARGO_PKG_VERSION"), "/")) && path.ends_with(ending)
}

/// The same bytes but for one in their middle.
fn flipped(mut bytes: Vec<u8>) -> Vec<u8> {
    let middle = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(middle) {
        *byte ^= 1;
    }
    bytes
}
