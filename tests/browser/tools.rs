//! The measuring tools: loaded when they are asked for, used with mouse and keys, in every language.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;
use crate::page::{MARKS, STAGE, word};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_tools_are_fetched_when_they_are_opened", the_tools_are_fetched_when_they_are_opened),
    ("clicks_measure_a_line_and_a_figure_and_choose_nothing", clicks_measure_a_line_and_a_figure),
    ("the_map_is_still_dragged_while_measuring", the_map_is_still_dragged_while_measuring),
    ("keys_measure_at_the_middle_of_the_map", keys_measure_at_the_middle_of_the_map),
    ("escape_ends_measuring_and_then_closes_the_tools", escape_ends_measuring_and_then_closes_the_tools),
    ("the_tools_tell_where_a_chosen_island_lies_and_what_is_near", the_tools_tell_of_a_chosen_island),
    ("coordinates_are_copied_or_selected", coordinates_are_copied_or_selected),
    ("the_tools_speak_every_language_and_follow_a_change", the_tools_speak_every_language),
    ("on_a_phone_the_tools_leave_the_map_free", on_a_phone_the_tools_leave_the_map_free),
];

const BUTTON: &str = "kuril-map >>> .actions .tools";
const PANEL: &str = "kuril-map >>> .tools-place";

/// Opens the tools and waits until the finest coasts have come to them too.
fn open_tools(browser: &Browser) -> anyhow::Result<()> {
    browser.click(browser.middle(BUTTON)?)?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));").map(drop)
}

fn press(browser: &Browser, tool: &str) -> anyhow::Result<()> {
    browser.click(browser.middle(&format!("{PANEL} [data-tool={tool}]"))?)
}

/// Whether the panel's text has all these words in it.
fn tells(browser: &Browser, words: &[&str]) -> anyhow::Result<()> {
    let text = browser.text(PANEL)?;
    for word in words {
        ensure!(text.contains(word), "no {word:?} in {text:?}");
    }
    Ok(())
}

fn said(browser: &Browser) -> anyhow::Result<String> {
    let said = browser.script("return find('kuril-map >>> .live').textContent;", &[])?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

/// Sets points in open water, at shares of the map's width and height.
fn set_points(browser: &Browser, places: &[(f64, f64)]) -> anyhow::Result<()> {
    let stage = browser.frame(STAGE)?;
    for (across, down) in places {
        browser.click(stage.at(*across, *down))?;
    }
    browser.settle()
}

/// Whether something of the tools was asked for.
fn is_fetched(browser: &Browser) -> anyhow::Result<bool> {
    let script =
        "return performance.getEntriesByType('resource').some(({ name }) => /kuril[-_](press|tools)/.test(name));";
    Ok(browser.script(script, &[])? == json!(true))
}

fn the_tools_are_fetched_when_they_are_opened(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    ensure!(!is_fetched(browser)?, "the tools came with the map");
    let size = browser.frame(BUTTON)?;
    ensure!(size.width >= 44.0 && size.height >= 44.0, "the button is {size:?}");
    ensure!(browser.text(BUTTON)? == word("en", "tools.share")?, "the button says {:?}", browser.text(BUTTON)?);
    open_tools(browser)?;
    ensure!(is_fetched(browser)?);
    ensure!(browser.attribute(BUTTON, "aria-expanded")? == "true");
    let focus = browser.script("return find('kuril-map').shadowRoot.activeElement?.dataset.tool ?? '';", &[])?;
    ensure!(focus == json!("measure"), "the focus is at {focus}");
    browser.screenshot("tools").map(drop)
}

fn clicks_measure_a_line_and_a_figure(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser)?;
    press(browser, "measure")?;
    // The panel grows as it tells more, and an inset that has made room for it stays where it went.
    let line = [(0.55, 0.25), (0.75, 0.25)];
    set_points(browser, &line)?;
    browser.click(browser.island("paramushir")?)?;
    press(browser, "figure")?;
    press(browser, "clear")?;
    browser.settle()?;
    let before = browser.digest(MARKS)?;
    set_points(browser, &line)?;
    ensure!(browser.digest(MARKS)? != before, "no line is drawn");
    tells(browser, &["Length", "km", "nautical miles", "Last point", "′ N", "Nearest places"])?;
    ensure!(said(browser)?.starts_with("Points: 2 · "), "said: {:?}", said(browser)?);
    // On an island, where a click would choose it otherwise.
    browser.click(browser.island("paramushir")?)?;
    browser.has_chosen("")?;
    ensure!(said(browser)?.starts_with("Points: 3 · "), "said: {:?}", said(browser)?);
    tells(browser, &["Paramushir", "here"])?;
    press(browser, "figure")?;
    tells(browser, &["Perimeter", "Area", "km²", "Open figure"])?;
    browser.screenshot("tools-figure")?;
    press(browser, "undo")?;
    tells(browser, &["Length", "Close figure"])?;
    press(browser, "clear")?;
    browser.settle()?;
    ensure!(said(browser)? == word("en", "tools.cleared")?);
    ensure!(browser.digest(MARKS)? == before, "the line is still there");
    Ok(())
}

fn the_map_is_still_dragged_while_measuring(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser)?;
    press(browser, "measure")?;
    let (x, y) = browser.island("ketoy")?;
    browser.wheel((x, y), -300.0)?;
    browser.settle()?;
    let start = browser.island("ketoy")?;
    browser.drag(browser.frame(STAGE)?.at(0.6, 0.6), (40.0, -30.0), 6)?;
    browser.settle()?;
    let end = browser.island("ketoy")?;
    let moved = (end.0 - start.0, end.1 - start.1);
    ensure!((moved.0 - 40.0).abs() < 1.0 && (moved.1 + 30.0).abs() < 1.0, "the map moved by {moved:?}");
    ensure!(!said(browser)?.contains("Points"), "dragging set a point: {:?}", said(browser)?);
    Ok(())
}

fn keys_measure_at_the_middle_of_the_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script("find(arguments[0]).focus();", &[json!(BUTTON)])?;
    browser.press(Key::Enter)?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));")?;
    browser.press(Key::Enter)?;
    let shown = "return getComputedStyle(find('kuril-map >>> .crosshair')).visibility;";
    ensure!(browser.script(shown, &[])? == json!("visible"), "there is no crosshair");
    browser.write("+")?;
    browser.settle()?;
    let start = browser.island("ketoy")?;
    browser.press(Key::Enter)?;
    ensure!(said(browser)? == "Points: 1", "said: {:?}", said(browser)?);
    browser.press(Key::Right)?;
    browser.press(Key::Down)?;
    browser.settle()?;
    let end = browser.island("ketoy")?;
    let moved = (end.0 - start.0, end.1 - start.1);
    ensure!((moved.0 + 64.0).abs() < 1.0 && (moved.1 + 64.0).abs() < 1.0, "the map moved by {moved:?}");
    browser.has_chosen("")?;
    browser.press(Key::Enter)?;
    ensure!(said(browser)?.starts_with("Points: 2 · ") && said(browser)?.ends_with("km"), "said: {:?}", said(browser)?);
    browser.settle()?;
    browser.screenshot("tools-keys").map(drop)
}

fn escape_ends_measuring_and_then_closes_the_tools(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("ketoy")?;
    open_tools(browser)?;
    press(browser, "measure")?;
    set_points(browser, &[(0.6, 0.3), (0.7, 0.4)])?;
    browser.press(Key::Escape)?;
    ensure!(browser.attribute(&format!("{PANEL} [data-tool=measure]"), "aria-pressed")? == "false");
    browser.has_chosen("ketoy")?;
    tells(browser, &["Length"])?;
    browser.press(Key::Escape)?;
    let hidden = browser.script("return find(arguments[0]).hidden;", &[json!(PANEL)])?;
    ensure!(hidden == json!(true), "the tools are still open");
    let focus = browser.script("return find('kuril-map').shadowRoot.activeElement?.dataset.act ?? '';", &[])?;
    ensure!(focus == json!("tools"), "the focus is at {focus}");
    browser.has_chosen("ketoy")
}

fn the_tools_tell_of_a_chosen_island(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser)?;
    tells(browser, &[&word("en", "tools.none")?])?;
    browser.choose("shumshu")?;
    tells(browser, &["Shumshu", "Paramushir", "Severo-Kurilsk", "′ E", "to the "])?;
    browser.hover(browser.frame(STAGE)?.at(0.5, 0.5))?;
    tells(browser, &[&word("en", "tools.position_pointer")?])?;
    browser.click(browser.middle(&format!("{PANEL} [data-place=paramushir]"))?)?;
    browser.settle()?;
    browser.has_chosen("paramushir")
}

fn coordinates_are_copied_or_selected(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("shumshu")?;
    open_tools(browser)?;
    let shown = browser.text(&format!("{PANEL} .coordinates"))?;
    let lend = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => {\
        if (arguments[0]) throw new Error('forbidden'); window.copied = text; } } });";
    browser.script(&lend.replace("arguments[0]", "false"), &[])?;
    press(browser, "copy")?;
    browser.wait("the text is copied", "return window.copied;")?;
    ensure!(browser.script("return window.copied;", &[])? == json!(shown));
    tells(browser, &[&word("en", "tools.copied")?])?;
    browser.script(&lend.replace("arguments[0]", "true"), &[])?;
    press(browser, "copy")?;
    let notice = "return find('kuril-map >>> .tools-place .said').textContent === arguments[0];";
    let told = word("en", "tools.selected")?;
    browser.wait("the reader is told", &notice.replace("arguments[0]", &Value::from(told).to_string()))?;
    let selected =
        browser.script("return (find('kuril-map').shadowRoot.getSelection?.() ?? getSelection()).toString();", &[])?;
    ensure!(selected == json!(shown), "selected is {selected}, not {shown:?}");
    Ok(())
}

fn the_tools_speak_every_language(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("shumshu")?;
    open_tools(browser)?;
    for (lang, name, degrees) in [("en", "Paramushir", "′ N"), ("ja", "幌筵島", "北緯"), ("ru", "Парамушир", "с. ш.")]
    {
        browser.script("find('kuril-map').lang = arguments[0];", &[json!(lang)])?;
        browser.settle()?;
        let keys = ["tools.title", "tools.measure", "tools.undo", "tools.clear", "tools.copy", "tools.nearest"];
        for key in keys {
            tells(browser, &[&word(lang, key)?])?;
        }
        tells(browser, &[name, degrees])?;
        ensure!(!browser.text(PANEL)?.contains("tools."), "a word is missing in {lang}");
        ensure!(browser.attribute(BUTTON, "title")? == word(lang, "tools.open")?);
    }
    Ok(())
}

fn on_a_phone_the_tools_leave_the_map_free(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    browser.open_map()?;
    browser.tap(browser.middle(BUTTON)?)?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));")?;
    let (stage, panel) = (browser.frame(STAGE)?, browser.frame(PANEL)?);
    ensure!(panel.top >= stage.top + stage.height - 1.0, "the panel {panel:?} lies over the map {stage:?}");
    browser.tap(browser.middle(&format!("{PANEL} [data-tool=measure]"))?)?;
    for (across, down) in [(0.3, 0.5), (0.6, 0.6)] {
        browser.tap(stage.at(across, down))?;
    }
    ensure!(said(browser)?.starts_with("Points: 2 · "), "said: {:?}", said(browser)?);
    browser.has_chosen("")?;
    browser.settle()?;
    browser.screenshot("tools-phone").map(drop)
}
