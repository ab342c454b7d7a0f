//! Stories of other places, those of `tests/examples/stories`, in the frame of a site that was built for another.

use std::collections::BTreeSet;

use anyhow::ensure;
use kuril_tool::project::checkout;
use kuril_tool::story;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::elsewhere::Page;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_frame_shows_the_story_of_a_folder_and_nothing_of_its_own", a_frame_shows_the_story_of_a_folder),
    ("a_story_that_nobody_disputes_leaves_nothing_empty", a_story_that_nobody_disputes_leaves_nothing_empty),
    ("every_party_has_its_map_and_every_claimant_its_name", every_party_has_its_map),
    ("a_story_from_elsewhere_is_refused_with_a_sentence", a_story_from_elsewhere_is_refused),
    ("a_story_that_is_not_there_is_told_in_place_of_the_map", a_story_that_is_not_there_is_told),
];

/// The files of a story below `/stories/`.
fn pages(name: &str) -> anyhow::Result<Vec<Page>> {
    let files = story::bundle(&checkout().join("tests/examples/stories").join(name))?;
    Ok(files.into_iter().map(|(file, bytes)| (format!("/stories/{name}/{file}"), bytes)).collect())
}

/// Opens the frame of the published site with a story.
fn open(browser: &mut Browser, name: &str, rest: &str) -> anyhow::Result<()> {
    browser.move_elsewhere(pages(name)?)?;
    browser.calm()?;
    browser.open(&format!("embed.html?story=/stories/{name}/{rest}"))?;
    browser.is_complete()
}

/// All that can be read of the map, but what is only for those who do not see it.
const TEXT: &str = "const root = find('kuril-map').shadowRoot; return root.querySelector('.frame').innerText;";

fn a_frame_shows_the_story_of_a_folder(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "falklands", "&place=west-falkland")?;
    let chosen = browser.script("return find('kuril-map').place;", &[])?;
    ensure!(chosen == json!("west-falkland"), "{chosen} is chosen");
    let own = browser.script("return [find('.strip'), find('kuril-map').textContent.trim(), document.title];", &[])?;
    ensure!(own == json!([null, "", "Map"]), "the page shows of its own: {own}");
    let text = browser.script(TEXT, &[])?;
    let text = text.as_str().unwrap_or_default();
    ensure!(text.contains("claimed by Argentina since 3 January 1833"), "the card says {text}");
    ensure!(!text.contains("Kuril Islands"), "the frame speaks of another story: {text}");
    let heights = browser.script("return [find('kuril-map').clientHeight, innerHeight];", &[])?;
    ensure!(heights[0] == heights[1], "of the frame the map takes {heights}");
    browser.screenshot("falklands")?;
    browser.script("find('kuril-map').date = '1982-05-01';", &[])?;
    browser.settle()?;
    let text = browser.script(TEXT, &[])?;
    ensure!(text.as_str().is_some_and(|text| text.contains("claimed by the United Kingdom")), "in May 1982: {text}");
    Ok(())
}

fn a_story_that_nobody_disputes_leaves_nothing_empty(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "aleutians", "")?;
    let shown = "const root = find('kuril-map').shadowRoot;\
        return ['.time-place', '.sides-place', '.legend-place'].filter((part) => root.querySelector(part).checkVisibility());";
    let shown = browser.script(shown, &[])?;
    ensure!(shown == json!([]), "there are {shown}");
    let empty = "const root = find('kuril-map').shadowRoot; return [...root.querySelectorAll('h2, h3')]\
        .filter((head) => head.checkVisibility() && !head.closest('summary, header') && !head.nextElementSibling)\
        .map((head) => head.textContent);";
    let empty = browser.script(empty, &[])?;
    ensure!(empty == json!([]), "nothing stands below {empty}");
    browser.script("find('kuril-map').choose('attu');", &[])?;
    browser.settle()?;
    browser.has_chosen("attu")?;
    let text = browser.script(TEXT, &[])?;
    let text = text.as_str().unwrap_or_default();
    for word in ["Status", "Undetermined", "What each side says", "What the documents say"] {
        ensure!(!text.contains(word), "the card says {word}: {text}");
    }
    browser.screenshot("aleutians")?;
    Ok(())
}

fn every_party_has_its_map(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "senkaku", "")?;
    let sides = "return [...find('kuril-map').shadowRoot.querySelectorAll('[data-perspective]')].map((side) => side.dataset.perspective);";
    let sides = browser.script(sides, &[])?;
    ensure!(sides == json!(["neutral", "japan", "china", "taiwan", "differ"]), "the sides are {sides}");
    let mut pictures = BTreeSet::new();
    for side in ["neutral", "japan", "china"] {
        browser.script("find('kuril-map').perspective = arguments[0];", &[json!(side)])?;
        browser.settle()?;
        pictures.insert(browser.digest(crate::page::GROUND)?);
    }
    ensure!(pictures.len() == 3, "two sides have the same map");
    browser.script("find('kuril-map').perspective = 'neutral'; find('kuril-map').choose('uotsuri');", &[])?;
    browser.settle()?;
    let legend = browser.script("return find('kuril-map >>> .legend').textContent;", &[])?;
    let legend = legend.as_str().unwrap_or_default();
    ensure!(legend.contains("Administered by Japan, claimed by China and Taiwan"), "the legend says {legend}");
    browser.screenshot("senkaku")?;
    Ok(())
}

/// What stands in place of the map, once the page shows nothing of its own.
const TOLD: &str = "return !find('.strip') && find('main').innerText.trim();";

fn a_story_from_elsewhere_is_refused(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_elsewhere(Vec::new())?;
    browser.calm()?;
    for story in ["https://evil.example/story/", "//evil.example/", "data:application/json,{}", "http://["] {
        browser.open(&format!("embed.html?story={story}"))?;
        let told = browser.wait("the refusal is told", TOLD)?;
        let told = told.as_str().unwrap_or_default();
        ensure!(told.starts_with("story: expected a folder on http://127.0.0.1:"), "told is {told}");
        ensure!(told.ends_with(&format!("found \"{story}\"")), "told is {told}");
        ensure!(browser.script("return find('kuril-map');", &[])?.is_null(), "there is a map");
    }
    Ok(())
}

fn a_story_that_is_not_there_is_told(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_elsewhere(Vec::new())?;
    browser.calm()?;
    browser.forgive("404");
    browser.open("embed.html?story=/stories/none/")?;
    let told = browser.wait("the failure is told", TOLD)?;
    let told = told.as_str().unwrap_or_default();
    ensure!(
        told.contains(".json: the server answered 404") || told.contains(".geojson: the server answered 404"),
        "told is {told}"
    );
    Ok(())
}
