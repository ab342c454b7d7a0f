//! Readers with wishes of their own: colours, contrast, large letters, paper.

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::page::STAGE;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("forced_colours_tell_the_pressed_side", forced_colours_tell_the_pressed_side),
    ("more_contrast_leaves_no_faint_ink", more_contrast_leaves_no_faint_ink),
    ("letters_of_twice_the_size_cover_nothing", letters_of_twice_the_size_cover_nothing),
    ("at_four_times_the_size_nothing_is_lost", at_four_times_the_size_nothing_is_lost),
    ("in_a_page_from_right_to_left_the_map_reads_as_ever", in_a_page_from_right_to_left),
    ("paper_shows_the_map_and_the_card_without_controls", paper_shows_the_map_and_the_card),
];

fn feature(browser: &Browser, name: &str, value: &str) -> anyhow::Result<()> {
    let features = json!({ "features": [{ "name": name, "value": value }] });
    browser.devtools("Emulation.setEmulatedMedia", &features).map(drop)
}

fn forced_colours_tell_the_pressed_side(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    feature(browser, "forced-colors", "active")?;
    let script = "return ['true', 'false'].map((pressed) => getComputedStyle(find(\
        `kuril-map >>> .sides-switch [aria-pressed=${pressed}]`)).backgroundColor)\
        .concat(getComputedStyle(find('kuril-map >>> .sides-switch')).borderTopStyle);";
    let found = browser.script(script, &[])?;
    ensure!(found.get(0) != found.get(1), "the pressed side looks like the others: {found}");
    ensure!(found.get(2) == Some(&json!("solid")), "the switch has no edge: {found}");
    Ok(())
}

fn more_contrast_leaves_no_faint_ink(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let inks = "const style = (name) => getComputedStyle(find(`kuril-map >>> ${name}`)).color;\
        return style('.by') === style('.frame');";
    ensure!(browser.script(inks, &[])? == json!(false), "the ink is never faint");
    feature(browser, "prefers-contrast", "more")?;
    ensure!(browser.script(inks, &[])? == json!(true), "faint ink is left");
    Ok(())
}

/// Whether boxes of the map's controls lie over each other, by name.
const OVER: &str = "const names = ['.sides-switch', '.views', '.legend-place', '.search', '.time-place'];\
    const boxes = names.map((name) => [name, find(`kuril-map >>> ${name}`).getBoundingClientRect()]);\
    return boxes.flatMap(([name, a], at) => boxes.slice(at + 1).filter(([, b]) => a.width && b.width && a.left < b.right - 1\
        && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(([other]) => `${name} ${other}`));";

fn letters_of_twice_the_size_cover_nothing(browser: &mut Browser) -> anyhow::Result<()> {
    for (width, height) in [(1280, 800), (600, 900)] {
        browser.resize(width, height, 1.0, false)?;
        browser.open_map()?;
        browser.script("document.documentElement.style.fontSize = '200%';", &[])?;
        browser.settle()?;
        let over = browser.script(OVER, &[])?;
        ensure!(over == json!([]), "at {width} × {height} these cover each other: {over}");
        let across = browser.script("return document.documentElement.scrollWidth - innerWidth;", &[])?;
        ensure!(across.as_f64().is_some_and(|across| across <= 0.0), "the page scrolls across by {across}");
    }
    Ok(())
}

fn at_four_times_the_size_nothing_is_lost(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(320, 256, 1.0, false)?;
    browser.open_map()?;
    let across = browser.script("return document.documentElement.scrollWidth - innerWidth;", &[])?;
    ensure!(across.as_f64().is_some_and(|across| across <= 0.0), "the page scrolls across by {across}");
    let stage = browser.frame(STAGE)?;
    ensure!(stage.height >= 128.0, "of the map {} px are left", stage.height);
    let hidden = browser.script(
        "return ['.sides-switch', '.time-place .day', '.when .step'].filter((name) => {\
            const box = find(`kuril-map >>> ${name}`).getBoundingClientRect(), map = find('kuril-map').getBoundingClientRect();\
            return !box.height || box.right > innerWidth || box.bottom > map.bottom; });",
        &[],
    )?;
    ensure!(hidden == json!([]), "lost are {hidden}");
    Ok(())
}

fn in_a_page_from_right_to_left(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let before = (browser.frame(STAGE)?, browser.island("ketoy")?);
    browser.script("document.documentElement.dir = 'rtl';", &[])?;
    browser.settle()?;
    let after = (browser.frame(STAGE)?, browser.island("ketoy")?);
    ensure!((before.0.width - after.0.width).abs() < 1.0 && before.1 == after.1, "{before:?} became {after:?}");
    let ways =
        "return ['.frame', '.text', '.told'].map((name) => getComputedStyle(find(`kuril-map >>> ${name}`)).direction);";
    ensure!(browser.script(ways, &[])? == json!(["ltr", "ltr", "ltr"]), "the words run the wrong way");
    browser.click(browser.island("urup")?)?;
    browser.settle()?;
    browser.has_chosen("urup")
}

fn paper_shows_the_map_and_the_card(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("urup")?;
    browser.script("dispatchEvent(new Event('beforeprint'));", &[])?;
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
    let script = "const root = find('kuril-map').shadowRoot; const shown = (part) => part?.checkVisibility({ visibilityProperty: true });\
        const copy = root.querySelector('.copy'); const card = root.querySelector('.card').getBoundingClientRect();\
        const inks = new Set(copied(copy).getImageData(0, 0, copy.width, copy.height).data).size;\
        return [shown(copy) && inks > 20, card.height > 200 && card.bottom <= find('kuril-map').getBoundingClientRect().bottom,\
            [...root.querySelectorAll('button, input')].filter(shown).filter((part) => !part.closest('.legend, .card')).map((part) => part.outerHTML)];";
    let found = browser.script(script, &[])?;
    ensure!(found == json!([true, true, []]), "on paper there are {found}");
    browser.screenshot("paper")?;
    browser.script("dispatchEvent(new Event('afterprint'));", &[])?;
    ensure!(browser.script("return find('kuril-map >>> .copy');", &[])?.is_null(), "the copy stays");
    // Where nothing tells that a page is to be printed, the map itself is on the paper.
    let painted = "const ground = find('kuril-map >>> canvas.ground'); if (!ground.checkVisibility() || ground.width < 100) return false;\
        const { width, height } = ground; return new Set(copied(ground).getImageData(0, 0, width, height).data).size > 20;";
    browser.wait("the map itself is on the paper", painted)?;
    let inks = "const swatches = [...find('kuril-map').shadowRoot.querySelectorAll('.inlineLegend-place .swatch')];\
        return [swatches.length > 1, swatches.every((swatch) => getComputedStyle(swatch).printColorAdjust === 'exact'),\
            getComputedStyle(find('kuril-map >>> .inlineLegend-place')).breakInside];";
    let inks = browser.script(inks, &[])?;
    ensure!(inks == json!([true, true, "avoid"]), "the legend is printed as {inks}");
    Ok(())
}
