//! What the page does when a part of it does not come.

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::loading::shows_the_still_page;
use crate::page::{GROUND, HEADING, STAGE, word};
use kuril_map::limits::FINDINGS;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_core_that_does_not_run_leaves_the_still_page", a_core_that_does_not_run_leaves_the_still_page),
    ("a_core_that_does_not_come_leaves_the_still_page", a_core_that_does_not_come_leaves_the_still_page),
    ("a_damaged_feature_is_told_and_the_rest_is_drawn", a_damaged_feature_is_told_and_the_rest_is_drawn),
    ("a_thousand_findings_are_told_one_by_one", a_thousand_findings_are_told_one_by_one),
    ("a_finer_plate_that_does_not_come_leaves_a_working_map", a_missing_plate_leaves_a_working_map),
    ("a_complete_map_needs_its_server_no_more", a_complete_map_needs_its_server_no_more),
];

/// Writes down the errors that the map tells, from before the page runs.
const LISTEN: &str =
    "window.told = []; addEventListener('kuril-error', (event) => told.push(...event.detail.findings));";

fn listen(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(LISTEN)
}

fn a_core_that_does_not_run_leaves_the_still_page(browser: &mut Browser) -> anyhow::Result<()> {
    browser
        .alter_site(|path, bytes| Some(if path.contains("/kuril_map_bg.") { b"no wasm".to_vec() } else { bytes }))?;
    falls_back(browser)
}

fn a_core_that_does_not_come_leaves_the_still_page(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| (!path.contains("/kuril_map_bg.")).then_some(bytes))?;
    browser.forgive("404");
    falls_back(browser)
}

fn falls_back(browser: &mut Browser) -> anyhow::Result<()> {
    listen(browser)?;
    browser.open("")?;
    browser.wait("the failure is told", "return window.told.length > 0;")?;
    let failed = browser.attribute("kuril-map", "data-failed")?;
    let told = browser.script("return window.told;", &[])?;
    ensure!(!failed.is_empty() && told == json!([failed]), "told was {told}, and the element says {failed:?}");
    shows_the_still_page(browser)
}

fn a_damaged_feature_is_told_and_the_rest_is_drawn(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| {
        let plate = path.contains("/plate.0.");
        let text = String::from_utf8_lossy(&bytes).replace("\"id\":\"matua\",", "\"id\":\"matua\",\"geometry\":7,");
        Some(if plate { text.into_bytes() } else { bytes })
    })?;
    listen(browser)?;
    browser.open_map()?;
    let told = browser.script("return window.told.join(' ');", &[])?;
    ensure!(told.as_str().is_some_and(|told| told.contains("matua")), "told was {told}");
    let shown = browser.text("kuril-map >>> .findings")?;
    ensure!(shown.contains(&word("en", "error.data")?) && shown.contains("matua"), "the page says {shown:?}");
    let [red, _, blue] = browser.ground_at(browser.island("iturup")?)?;
    ensure!(red > blue, "the sound islands are not drawn: {red} {blue}");
    browser.screenshot("damaged").map(drop)
}

fn a_thousand_findings_are_told_one_by_one(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| {
        let plate = path.contains("/plate.0.");
        let bad = "{},".repeat(FINDINGS.most + 1);
        let text = String::from_utf8_lossy(&bytes).replacen("\"features\":[", &format!("\"features\":[{bad}"), 1);
        Some(if plate { text.into_bytes() } else { bytes })
    })?;
    listen(browser)?;
    browser.open_map()?;
    let told: Vec<String> = serde_json::from_value(browser.script("return window.told;", &[])?)?;
    let last = "kuril-map: the files: expected at most 1000 findings, found 1001";
    ensure!(told.len() == FINDINGS.most + 1 && told.last().is_some_and(|told| told == last), "{:?}", told.last());
    let [red, _, blue] = browser.ground_at(browser.island("iturup")?)?;
    ensure!(red > blue, "the sound islands are not drawn: {red} {blue}");
    Ok(())
}

fn a_missing_plate_leaves_a_working_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| (!path.contains("/plate.1.")).then_some(bytes))?;
    browser.forgive("404");
    listen(browser)?;
    browser.calm()?;
    browser.open("")?;
    browser.wait("the failure is told", "return window.told.length > 0;")?;
    browser.choose("paramushir")?;
    browser.has_chosen("paramushir")?;
    let [red, _, blue] = browser.ground_at(browser.island("paramushir")?)?;
    ensure!(red > blue, "Paramushir is not drawn");
    Ok(())
}

fn a_complete_map_needs_its_server_no_more(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    // What is read in a language is fetched when the language is first spoken.
    browser.script("find('kuril-map').setAttribute('lang', 'ru');", &[])?;
    browser.settle()?;
    browser.stop_server();
    let stage = browser.frame(STAGE)?;
    let before = browser.digest(GROUND)?;
    browser.drag(stage.at(0.5, 0.8), (60.0, -40.0), 4)?;
    browser.wheel(stage.at(0.5, 0.5), -320.0)?;
    browser.settle()?;
    ensure!(browser.digest(GROUND)? != before, "the map is not painted anew");
    browser.choose("kunashir")?;
    browser.has_chosen("kunashir")?;
    let heading = browser.text(HEADING)?;
    ensure!(heading.contains("Кунашир"), "the card is headed {heading:?}");
    Ok(())
}
