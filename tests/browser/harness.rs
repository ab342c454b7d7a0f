//! What all other tests rely on: gestures arrive as they were meant, and nothing unwanted goes unnoticed.

use anyhow::{Context as _, ensure};
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("every_gesture_of_the_mouse_arrives", every_gesture_of_the_mouse_arrives),
    ("every_gesture_of_the_fingers_arrives", every_gesture_of_the_fingers_arrives),
    ("keys_arrive_where_the_focus_is", keys_arrive_where_the_focus_is),
    ("elements_are_found_through_shadow_roots", elements_are_found_through_shadow_roots),
    ("a_page_that_asks_elsewhere_is_noticed", a_page_that_asks_elsewhere_is_noticed),
    ("errors_of_every_kind_and_page_are_noticed", errors_of_every_kind_and_page_are_noticed),
    ("a_request_that_leaves_is_caught", a_request_that_leaves_is_caught),
    ("a_page_notices_that_its_server_is_gone", a_page_notices_that_its_server_is_gone),
];

/// Writes down the events of these kinds, in a page that does nothing else with them.
const LISTEN: &str = "window.heard = []; const box = document.createElement('div'); \
    box.style.position = 'fixed'; box.style.inset = '0'; box.style.touchAction = 'none'; document.body.append(box); \
    for (const kind of arguments[0]) box.addEventListener(kind, (event) => { \
        if (kind === 'wheel') event.preventDefault(); \
        window.heard.push([kind, event.pointerType ?? '', Math.round(event.clientX), Math.round(event.clientY)]); \
    }, { passive: false });";

fn listen(browser: &Browser, kinds: &[&str]) -> anyhow::Result<()> {
    browser.visit("about:blank")?;
    browser.script(LISTEN, &[json!(kinds)]).map(drop)
}

/// The kinds heard since the last time, in order.
fn heard(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let found = browser.script("const kinds = heard.map((event) => event[0]); heard.length = 0; return kinds;", &[])?;
    Ok(serde_json::from_value(found)?)
}

fn every_gesture_of_the_mouse_arrives(browser: &mut Browser) -> anyhow::Result<()> {
    listen(browser, &["pointerdown", "pointerup", "pointermove", "dblclick", "wheel"])?;
    browser.hover((10.0, 10.0))?;
    ensure!(heard(browser)? == ["pointermove"]);
    browser.click((10.0, 10.0))?;
    let clicked = heard(browser)?;
    ensure!(clicked.ends_with(&["pointerdown".into(), "pointerup".into()]), "the click was {clicked:?}");
    browser.double_click((30.0, 10.0))?;
    ensure!(heard(browser)?.last().is_some_and(|kind| kind == "dblclick"));
    browser.drag((50.0, 50.0), (40.0, 20.0), 4)?;
    let end = browser.script("return heard.at(-1);", &[])?;
    ensure!(end == json!(["pointerup", "mouse", 90, 70]), "the drag ended as {end}");
    ensure!(heard(browser)?.iter().filter(|kind| *kind == "pointermove").count() >= 4);
    browser.wheel((60.0, 60.0), -120.0)?;
    browser.wait("the wheel is heard", "return heard.some((event) => event[0] === 'wheel');").map(drop)
}

fn every_gesture_of_the_fingers_arrives(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    listen(browser, &["pointerdown", "pointerup", "pointermove"])?;
    let ratio = if browser.engine() == Engine::WebKit { 1 } else { 3 };
    ensure!(browser.script("return devicePixelRatio;", &[])? == json!(ratio));
    browser.tap((100.0, 100.0))?;
    let first = browser.script("return heard[0];", &[])?;
    ensure!(first == json!(["pointerdown", "touch", 100, 100]), "the tap began as {first}");
    ensure!(heard(browser)? == ["pointerdown", "pointerup"]);
    browser.swipe((100.0, 100.0), (50.0, 0.0), 5)?;
    let moved = heard(browser)?;
    ensure!(moved.len() > 4 && moved.last().is_some_and(|kind| kind == "pointerup"), "the swipe was {moved:?}");
    browser.pinch((200.0, 300.0), 30.0, 90.0)?;
    let lifted = "return heard.filter((event) => event[0] === 'pointerup').length === 2;";
    let lifted = browser.wait("both fingers are lifted", lifted);
    lifted.with_context(|| format!("heard was {:?}", browser.script("return heard;", &[])))?;
    ensure!(heard(browser)?.iter().filter(|kind| *kind == "pointerdown").count() == 2);
    Ok(())
}

fn keys_arrive_where_the_focus_is(browser: &mut Browser) -> anyhow::Result<()> {
    browser.visit("about:blank")?;
    let script = "window.keys = []; const field = document.body.appendChild(document.createElement('input')); \
        field.addEventListener('keydown', (event) => window.keys.push(event.key)); field.focus();";
    browser.script(script, &[])?;
    browser.write("aИ")?;
    for key in Key::ALL {
        browser.press(key)?;
    }
    let keys = browser.script("return keys;", &[])?;
    let arrows = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"];
    let expected = [&["a", "И", "Enter", "Escape", " "], arrows.as_slice(), &["Home", "End", "Tab"]].concat();
    ensure!(keys == json!(expected), "the keys were {keys}");
    Ok(())
}

fn elements_are_found_through_shadow_roots(browser: &mut Browser) -> anyhow::Result<()> {
    browser.visit("about:blank")?;
    let script = "const host = document.body.appendChild(document.createElement('section')); \
        const root = host.attachShadow({ mode: 'open' }); const button = root.appendChild(document.createElement('button')); \
        button.textContent = 'Iturup'; button.addEventListener('click', () => { button.textContent = 'chosen'; });";
    browser.script(script, &[])?;
    ensure!(browser.text("section >>> button")? == "Iturup");
    browser.click(browser.middle("section >>> button")?)?;
    ensure!(browser.text("section >>> button")? == "chosen");
    ensure!(browser.text("section >>> a").is_err());
    Ok(())
}

fn a_page_that_asks_elsewhere_is_noticed(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open("")?;
    browser.script("fetch('http://elsewhere.invalid/').catch(() => { window.refused = true; });", &[])?;
    browser.wait("the request is refused", "return window.refused;")?;
    ensure!(browser.is_clean().is_err(), "a violated policy went unnoticed");
    Ok(())
}

fn errors_of_every_kind_and_page_are_noticed(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(
        "console.error('told on purpose'); setTimeout(() => { throw new Error('thrown on purpose'); });\
        Promise.reject(new Error('rejected on purpose'));",
    )?;
    browser.open("method.html")?;
    browser.script("find('.back a').click();", &[])?;
    browser.wait("the page leads to another", "return location.pathname === '/' && find('kuril-map');")?;
    browser.is_complete()?;
    let told = browser.is_clean().err().map(|error| error.to_string()).unwrap_or_default();
    for kind in ["told", "thrown", "rejected"] {
        let count = told.matches(&format!("{kind} on purpose")).count();
        ensure!(count == 2, "two pages erred, and {count} errors were {kind}: {told}");
    }
    Ok(())
}

fn a_request_that_leaves_is_caught(browser: &mut Browser) -> anyhow::Result<()> {
    browser.visit("about:blank")?;
    let script = "const image = new Image(); image.onerror = () => { window.refused = true; }; \
        image.src = 'http://elsewhere.invalid/x.png';";
    browser.script(script, &[])?;
    browser.wait("the request is refused", "return window.refused;")?;
    let caught = browser.caught();
    ensure!(caught.iter().any(|line| line.contains("elsewhere.invalid")), "the trap caught {caught:?}");
    // What was asked for is on record in the page as well, and leaves with it.
    browser.visit("about:blank")?;
    browser.forgive("elsewhere.invalid");
    Ok(())
}

fn a_page_notices_that_its_server_is_gone(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.stop_server();
    browser.forgive("never-asked-before");
    browser.script("fetch('never-asked-before').catch(() => { window.alone = true; });", &[])?;
    browser.wait("the request fails", "return window.alone;")?;
    let name = browser.script("return navigator.userAgent.match(/Chrom|Firefox|AppleWebKit/g).pop();", &[])?;
    let expected = match browser.engine() {
        Engine::Chromium => "Chrom",
        Engine::Firefox => "Firefox",
        Engine::WebKit => "AppleWebKit",
    };
    ensure!(name == expected, "another engine answers: {name}");
    Ok(())
}
