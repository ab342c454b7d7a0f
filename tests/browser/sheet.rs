//! Hands on a map in another page, and on a phone.

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::hands::{Key, Place};
use crate::page::{MARKS, STAGE, word};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_wheel_scrolls_the_host_page_and_zooms_with_ctrl", the_wheel_scrolls_the_host_page_and_zooms_with_ctrl),
    ("one_finger_scrolls_the_host_page_and_two_move_the_map", one_finger_scrolls_and_two_move_the_map),
    ("a_long_press_lights_up_an_island_and_chooses_none", a_long_press_lights_up_an_island),
    ("the_sheet_is_dragged_and_closed_and_opens_for_a_card", the_sheet_is_dragged_and_closed),
    ("every_button_is_large_enough_for_a_finger", every_button_is_large_enough_for_a_finger),
];

const HANDLE: &str = "kuril-map >>> .handle";
const HINT: &str = "kuril-map >>> .hint";

/// Opens the map as it stands in the pages of others.
fn open_among_others(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter_site(|path, bytes| {
        let page = std::path::Path::new(path).extension().is_some_and(|extension| extension == "html");
        let text = || String::from_utf8_lossy(&bytes).replace(" gestures=\"direct\"", "").into_bytes();
        Some(if page { text() } else { bytes })
    })?;
    browser.open_map()
}

/// Where an island lies in the map's box.
fn lies(browser: &Browser) -> anyhow::Result<Place> {
    let found = browser.script("return [...find('kuril-map').position('ketoy')];", &[])?;
    let (x, y, _): (f64, f64, f64) = serde_json::from_value(found)?;
    Ok((x, y))
}

fn the_wheel_scrolls_the_host_page_and_zooms_with_ctrl(browser: &mut Browser) -> anyhow::Result<()> {
    open_among_others(browser)?;
    let (before, at) = (lies(browser)?, browser.frame(STAGE)?.at(0.5, 0.5));
    browser.wheel(at, 40.0)?;
    browser.wait("the page scrolls", "return scrollY > 0;")?;
    ensure!(browser.text(HINT)?.is_empty(), "one who scrolls past is told {:?}", browser.text(HINT)?);
    browser
        .wait("the turn is over", "window.turned ??= performance.now(); return performance.now() - turned > 300;")?;
    browser.wheel(at, 160.0)?;
    browser.wait("the page scrolls on", "return scrollY > 100;")?;
    ensure!(browser.text(HINT)? == word("en", "help.hint_wheel")?, "the hint is {:?}", browser.text(HINT)?);
    browser.wait("the hint goes away", "return !find('kuril-map >>> .hint').textContent;")?;
    browser.wheel(at, -200.0)?;
    browser.wait("the page scrolls back", "return scrollY === 0;")?;
    ensure!(browser.text(HINT)?.is_empty(), "the hint is shown again");
    ensure!(lies(browser)? == before, "the map moved as well");
    let turn = "const event = new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, clientX: arguments[0], clientY: arguments[1], bubbles: true,\
        cancelable: true }); find('kuril-map >>> .stage').dispatchEvent(event); return event.defaultPrevented;";
    ensure!(browser.script(turn, &[json!(at.0), json!(at.1)])? == json!(true), "the browser zooms the page");
    browser.settle()?;
    ensure!(lies(browser)? != before, "the wheel does not zoom with Ctrl");
    Ok(())
}

fn one_finger_scrolls_and_two_move_the_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    open_among_others(browser)?;
    let before = lies(browser)?;
    browser.swipe(browser.frame(STAGE)?.at(0.5, 0.7), (0.0, -120.0), 6)?;
    browser.wait("the page scrolls", "return scrollY > 20;")?;
    ensure!(browser.text(HINT)? == word("en", "help.hint_fingers")?, "the hint is {:?}", browser.text(HINT)?);
    ensure!(lies(browser)? == before, "the map moved as well");
    // What the finger has set in motion may yet run on.
    browser.wait("the page is back", "const back = scrollY === 0; scrollTo(0, 0); return back;")?;
    let middle = browser.frame(STAGE)?.at(0.5, 0.5);
    browser.pinch((middle.0.round(), middle.1.round()), 40.0, 80.0)?;
    browser.settle()?;
    let (x, y) = lies(browser)?;
    ensure!((x - before.0).hypot(y - before.1) > 20.0, "two fingers do not zoom: {x} {y} after {before:?}");
    let scale = browser.script("return visualViewport.scale;", &[])?;
    ensure!(scale == json!(1), "the page itself is zoomed by {scale}");
    browser.tap(browser.island("ketoy")?)?;
    browser.settle()?;
    browser.has_chosen("ketoy")
}

fn a_long_press_lights_up_an_island(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    browser.open_map()?;
    let stage = browser.frame(STAGE)?;
    let (before, island) = (browser.digest(MARKS)?, browser.island("simushir")?);
    browser.tap_long(island, 700)?;
    browser.settle()?;
    browser.has_chosen("")?;
    let lit = browser.digest(MARKS)?;
    ensure!(lit != before, "the island is not lit up");
    browser.tap_long(stage.at(0.75, 0.62), 700)?;
    browser.settle()?;
    browser.has_chosen("")?;
    ensure!(browser.digest(MARKS)? != lit, "the island is lit up for ever");
    browser.tap(island)?;
    browser.settle()?;
    browser.has_chosen("simushir")
}

fn stands(browser: &Browser) -> anyhow::Result<String> {
    browser.settle()?;
    browser.attribute("kuril-map >>> .frame", "data-sheet")
}

fn the_sheet_is_dragged_and_closed(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 1.0, false)?;
    browser.open_map()?;
    let height = browser.frame(STAGE)?.height;
    browser.drag(browser.middle(HANDLE)?, (0.0, -400.0), 6)?;
    ensure!(stands(browser)? == "tall", "the sheet is {:?}", stands(browser)?);
    ensure!((browser.frame(STAGE)?.height - height).abs() < 1.0, "the map is squeezed by the tall sheet");
    browser.drag(browser.middle(HANDLE)?, (0.0, 500.0), 6)?;
    ensure!(stands(browser)? == "closed", "the sheet is {:?}", stands(browser)?);
    ensure!(browser.attribute(HANDLE, "aria-expanded")? == "false");
    let taller = format!("return find('kuril-map >>> .stage').clientHeight > {};", height + 110.0);
    browser.wait("the map has the room of the sheet", &taller)?;
    browser.choose("urup")?;
    ensure!(stands(browser)? == "half", "the sheet stays closed over a card");
    browser.script("find(arguments[0]).focus();", &[json!(HANDLE)])?;
    browser.press(Key::Up)?;
    ensure!(stands(browser)? == "tall", "the arrow key leaves the sheet {:?}", stands(browser)?);
    browser.press(Key::Enter)?;
    ensure!(stands(browser)? == "closed", "the button leaves the sheet {:?}", stands(browser)?);
    let named = [word("en", "reader.sheet")?, word("en", "reader.sheet_closed")?].join(": ");
    ensure!(browser.attribute(HANDLE, "aria-label")? == named);
    Ok(())
}

fn every_button_is_large_enough_for_a_finger(browser: &mut Browser) -> anyhow::Result<()> {
    for (width, height) in [(390, 844), (844, 390)] {
        browser.resize(width, height, 3.0, true)?;
        browser.open_map()?;
        browser.choose("paramushir")?;
        let script = "const root = find('kuril-map').shadowRoot; if (!matchMedia('(pointer: coarse)').matches) return ['a mouse'];\
            const all = [...root.querySelectorAll('button, input, .attribution')].filter((part) => !part.closest('.sight')\
                && part.checkVisibility({ visibilityProperty: true }));\
            const reach = (part) => { const { width, height } = part.getBoundingClientRect();\
                const around = ['::before', '::after'].map((name) => getComputedStyle(part, name)).filter(({ position }) => position === 'absolute');\
                return { width, height: Math.max(height, ...around.map((box) => parseFloat(box.height))) }; };\
            return all.length < 20 ? ['nothing'] : all.map((part) => [part.className || part.localName, reach(part)])\
                .filter(([, box]) => box.width < 43.9 || box.height < 43.9).map(([name, box]) => `${name} ${box.width} × ${box.height}`);";
        let small = browser.script(script, &[])?;
        ensure!(small == json!([]), "too small at {width} × {height}: {small}");
    }
    Ok(())
}
