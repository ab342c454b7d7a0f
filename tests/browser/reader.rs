//! What the picture shows, for readers who do not see it.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::word;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_list_keeps_step_with_the_islands_in_sight", a_list_keeps_step_with_the_islands_in_sight),
    ("the_islands_in_sight_are_in_the_readers_tree", the_islands_in_sight_are_in_the_readers_tree),
    ("the_view_is_described_in_words", the_view_is_described_in_words),
];

const ISLANDS: &str = "return [...find('kuril-map').shadowRoot.querySelectorAll('.sight button')]\
    .map((button) => [button.dataset.place, button.ariaPressed, button.textContent, button.tabIndex]);";

/// Waits until the list has as many islands as it should, and returns them.
fn listed(browser: &Browser, wanted: &str) -> anyhow::Result<Vec<(String, String, String, i64)>> {
    let script = "const all = find('kuril-map').shadowRoot.querySelectorAll('.sight button'); return WANTED;";
    browser.wait("the list is up to date", &script.replace("WANTED", wanted))?;
    Ok(serde_json::from_value(browser.script(ISLANDS, &[])?)?)
}

fn a_list_keeps_step_with_the_islands_in_sight(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let whole = listed(browser, "all.length > 30")?;
    ensure!(whole.first().is_some_and(|(id, ..)| id == "atlasov"), "the first is {:?}", whole.first());
    ensure!(whole.iter().all(|(_, pressed, _, stop)| pressed == "false" && *stop == -1), "one is a stop: {whole:?}");
    browser.choose("shikotan")?;
    let near = listed(browser, "all.length < 20 && [...all].some(({ ariaPressed }) => ariaPressed === 'true')")?;
    let (id, .., text, _) = near.iter().find(|(_, pressed, ..)| pressed == "true").context("one is chosen")?;
    ensure!(
        id == "shikotan"
            && text == "Shikotan. Administered by Russia (USSR) since 1945; claimed by Japan since 7 September 1951.",
        "{text}"
    );
    ensure!(near.iter().all(|(id, ..)| id != "atlasov"), "what is out of sight is listed");
    browser.script("find('kuril-map').date = '1900-05-01'; find('kuril-map').lang = 'ru';", &[])?;
    listed(browser, "[...all].some(({ textContent }) => /Шикотан/.test(textContent) && !/1945/.test(textContent))")?;
    browser.script("find('kuril-map >>> .sight button').click();", &[])?;
    browser.settle()?;
    let first = near.first().map(|(id, ..)| id.as_str()).unwrap_or_default();
    browser.has_chosen(first)
}

fn the_islands_in_sight_are_in_the_readers_tree(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    listed(browser, "all.length > 30")?;
    browser.devtools("Accessibility.enable", &json!({}))?;
    let found = browser.devtools("Accessibility.getFullAXTree", &json!({}))?;
    let nodes = found.get("nodes").and_then(Value::as_array).context("the browser has an accessibility tree")?;
    let has = |role: &str, name: &str| {
        nodes.iter().any(|node| {
            let is = |path, value| node.pointer(path).and_then(Value::as_str) == Some(value);
            is("/role/value", role) && is("/name/value", name) && node.get("ignored") != Some(&json!(true))
        })
    };
    ensure!(has("list", &word("en", "reader.sight")?), "the list is not in the tree");
    let name = "Iturup / Etorofu. Administered by Russia (USSR) since 1945; claimed by Japan since 11 February 1956.";
    ensure!(has("button", name), "the tree does not tell of Iturup");
    ensure!(has("button", &word("en", "help.open")?), "the tree has no help");
    Ok(())
}

/// Has the view described anew and returns the words.
fn described(browser: &Browser) -> anyhow::Result<String> {
    browser.script("find('kuril-map >>> .actions .help').click();", &[])?;
    browser.wait("the help is open", "return find('kuril-map >>> dialog')?.open;")?;
    browser.script("find('kuril-map >>> dialog .describe').click();", &[])?;
    browser.wait("the view is described", "return find('kuril-map >>> .described .view');")?;
    let text = browser.text("kuril-map >>> .described")?;
    browser.script("find('kuril-map >>> dialog').close();", &[])?;
    Ok(text)
}

fn the_view_is_described_in_words(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let whole = described(browser)?;
    let told = ["° N", "° E", "km wide", "Shown: Neutral", "Atlasov", "Iturup / Etorofu", "border since 1946"];
    for words in told {
        ensure!(whole.contains(words), "no {words:?} in {whole:?}");
    }
    browser.choose("four-islands")?;
    let four = described(browser)?;
    ensure!(four.contains("inset"), "the inset is not described: {four:?}");
    browser.choose("shikotan")?;
    browser.script("find('kuril-map').perspective = 'japan'; find('kuril-map').date = '1946-02-01';", &[])?;
    browser.settle()?;
    let near = described(browser)?;
    for words in ["Shown: Japan’s view", "Shikotan selected", "1946"] {
        ensure!(near.contains(words), "no {words:?} in {near:?}");
    }
    ensure!(!near.contains("Atlasov"), "what is out of sight is described: {near}");
    browser.script("find('kuril-map').lang = 'ja';", &[])?;
    browser.settle()?;
    let japanese = described(browser)?;
    ensure!(japanese.contains("色丹島") && !japanese.contains("reader."), "in Japanese: {japanese}");
    Ok(())
}
