//! The map is moved, and stays sharp and whole.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hands::Place;
use crate::page::{Frame, STAGE};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_drag_carries_the_map_along_exactly", a_drag_carries_the_map_along_exactly),
    ("a_swipe_carries_the_map_along_exactly", a_swipe_carries_the_map_along_exactly),
    ("the_wheel_zooms_about_the_pointer", the_wheel_zooms_about_the_pointer),
    ("two_fingers_zoom_about_their_middle", two_fingers_zoom_about_their_middle),
    ("a_pinch_on_a_trackpad_zooms_the_map_and_not_the_page", a_pinch_on_a_trackpad_zooms_the_map_and_not_the_page),
    ("a_double_click_zooms_about_its_place", a_double_click_zooms_about_its_place),
    ("the_buttons_zoom_and_lead_home", the_buttons_zoom_and_lead_home),
    ("no_edge_is_blank_while_the_map_is_dragged", no_edge_is_blank_while_the_map_is_dragged),
    ("another_size_of_the_window_keeps_the_centre", another_size_of_the_window_keeps_the_centre),
    ("canvases_have_the_pixels_of_the_screen", canvases_have_the_pixels_of_the_screen),
    ("a_map_that_is_removed_and_put_back_works", a_map_that_is_removed_and_put_back_works),
];

fn is_near(found: Place, expected: Place) -> anyhow::Result<()> {
    let near = (found.0 - expected.0).abs() <= 1.0 && (found.1 - expected.1).abs() <= 1.0;
    ensure!(near, "the island is at {found:?}, expected at {expected:?}");
    Ok(())
}

/// A place moved away from another by a factor.
fn scaled(place: Place, about: Place, factor: f64) -> Place {
    (about.0 + (place.0 - about.0) * factor, about.1 + (place.1 - about.1) * factor)
}

fn whole(at: Place) -> Place {
    (at.0.round(), at.1.round())
}

fn a_drag_carries_the_map_along_exactly(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let start = browser.island("ketoy")?;
    let stage = browser.frame(STAGE)?;
    browser.drag(stage.at(0.6, 0.6), (-90.0, 70.0), 5)?;
    browser.settle()?;
    is_near(browser.island("ketoy")?, (start.0 - 90.0, start.1 + 70.0))?;
    browser.has_chosen("")?;
    let [red, _, blue] = browser.ground_at(browser.island("iturup")?)?;
    ensure!(red > blue, "the picture did not follow");
    Ok(())
}

fn a_swipe_carries_the_map_along_exactly(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    browser.open_map()?;
    let start = browser.island("ketoy")?;
    let stage = browser.frame(STAGE)?;
    browser.swipe(stage.at(0.5, 0.5), (60.0, 50.0), 5)?;
    browser.settle()?;
    is_near(browser.island("ketoy")?, (start.0 + 60.0, start.1 + 50.0))?;
    let scrolled = browser.script("return scrollY;", &[])?;
    ensure!(scrolled == json!(0), "the page scrolled by {scrolled}");
    Ok(())
}

fn the_wheel_zooms_about_the_pointer(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let pointer = whole(browser.island("ketoy")?);
    let (ketoy, urup) = (browser.island("ketoy")?, browser.island("urup")?);
    browser.wheel(pointer, -320.0)?;
    browser
        .wait("the wheel is heard", &format!("return find('kuril-map').position('urup')[0] < {};", urup.0 - 20.0))?;
    browser.settle()?;
    is_near(browser.island("ketoy")?, scaled(ketoy, pointer, 2.0))?;
    is_near(browser.island("urup")?, scaled(urup, pointer, 2.0))?;
    let scrolled = browser.script("return scrollY;", &[])?;
    ensure!(scrolled == json!(0), "the page scrolled by {scrolled}");
    Ok(())
}

fn two_fingers_zoom_about_their_middle(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    browser.open_map()?;
    let middle = whole(browser.frame(STAGE)?.at(0.5, 0.5));
    let (ketoy, urup) = (browser.island("ketoy")?, browser.island("urup")?);
    browser.pinch(middle, 40.0, 80.0)?;
    browser.settle()?;
    is_near(browser.island("ketoy")?, scaled(ketoy, middle, 2.0))?;
    is_near(browser.island("urup")?, scaled(urup, middle, 2.0))?;
    browser.has_chosen("")?;
    let scale = browser.script("return visualViewport.scale;", &[])?;
    ensure!(scale == json!(1), "the page itself is zoomed by {scale}");
    Ok(())
}

/// Safari alone sends these events, and no engine lets a driver pinch on a trackpad: they are sent by a script.
fn a_pinch_on_a_trackpad_zooms_the_map_and_not_the_page(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let middle = whole(browser.frame(STAGE)?.at(0.5, 0.5));
    let ketoy = browser.island("ketoy")?;
    let pinch = "const stage = find('kuril-map >>> .stage'); const [clientX, clientY] = arguments;\
        return [['gesturestart', 1], ['gesturechange', 1.5], ['gesturechange', 2], ['gestureend', 2]].map(([type, scale]) => {\
            const event = Object.assign(new UIEvent(type, { bubbles: true, cancelable: true }), { scale, clientX, clientY });\
            stage.dispatchEvent(event); return event.defaultPrevented; });";
    let prevented = browser.script(pinch, &[json!(middle.0), json!(middle.1)])?;
    ensure!(prevented == json!([true, true, true, true]), "the browser zooms the page: {prevented}");
    browser.settle()?;
    is_near(browser.island("ketoy")?, scaled(ketoy, middle, 2.0))
}

fn a_double_click_zooms_about_its_place(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let stage = browser.frame(STAGE)?;
    let ketoy = browser.island("ketoy")?;
    let pointer = whole((ketoy.0, f64::midpoint(ketoy.1, stage.top + stage.height)));
    browser.double_click(pointer)?;
    browser.settle()?;
    is_near(browser.island("ketoy")?, scaled(ketoy, pointer, 2.0))
}

fn the_buttons_zoom_and_lead_home(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let middle = browser.frame(STAGE)?.at(0.5, 0.5);
    let ketoy = browser.island("ketoy")?;
    for (name, factor) in [("in", 2.0), ("in", 4.0), ("out", 2.0), ("home", 1.0)] {
        let button = format!("kuril-map >>> .views .{name}");
        // The way home is offered where it leads somewhere.
        browser.wait("the button is there", &format!("return find('{button}').checkVisibility();"))?;
        let frame = browser.frame(&button)?;
        ensure!(frame.width >= 44.0 && frame.height >= 44.0, "{name} is too small for a finger: {frame:?}");
        browser.click(browser.middle(&button)?)?;
        browser.settle()?;
        is_near(browser.island("ketoy")?, scaled(ketoy, middle, factor)).with_context(|| name.to_owned())?;
    }
    Ok(())
}

/// Makes what the canvases leave open glare, so that it can be counted on the screen.
const GLARE: [u8; 3] = [255, 0, 255];

fn blank_pixels(browser: &Browser, within: Frame) -> anyhow::Result<u64> {
    browser.count_on_screen(GLARE, within)
}

fn no_edge_is_blank_while_the_map_is_dragged(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script("find('kuril-map >>> .plate').style.background = 'rgb(255, 0, 255)';", &[])?;
    let stage = browser.frame(STAGE)?;
    browser.script("find('kuril-map >>> .ground').style.visibility = 'hidden';", &[])?;
    browser.settle()?;
    let blank = blank_pixels(browser, stage)?;
    ensure!(blank > 1000, "what is blank cannot be seen by this test: only {blank} pixels are");
    browser.script("find('kuril-map >>> .ground').style.visibility = '';", &[])?;
    browser.settle()?;
    browser.wheel(stage.at(0.5, 0.5), -640.0)?;
    browser.settle()?;
    let middle = stage.at(0.5, 0.5);
    for along in [(300.0, 200.0), (-300.0, -200.0), (330.0, -190.0), (-60.0, 40.0)] {
        browser.hold(middle, along, 6)?;
        browser.settle()?;
        let blank = blank_pixels(browser, stage)?;
        ensure!(blank == 0, "{blank} pixels are blank when the map is dragged by {along:?}");
        browser.release()?;
    }
    browser.wheel(middle, 640.0)?;
    browser.settle()?;
    ensure!(blank_pixels(browser, stage)? == 0, "zooming out leaves pixels blank");
    Ok(())
}

fn another_size_of_the_window_keeps_the_centre(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(1280, 800, 1.0, false)?;
    browser.open_map()?;
    browser.wheel(browser.frame(STAGE)?.at(0.4, 0.5), -320.0)?;
    browser.settle()?;
    let from_middle = |browser: &Browser| {
        let (x, y) = browser.island("ketoy")?;
        let middle = browser.frame(STAGE)?.at(0.5, 0.5);
        anyhow::Ok((x - middle.0, y - middle.1))
    };
    let before = from_middle(browser)?;
    for (width, height) in [(1000, 620), (390, 844), (1600, 900)] {
        let width = browser.resize(width, height, 1.0, false)?;
        let fits = "const stage = find('kuril-map >>> .stage'), canvas = find('kuril-map >>> .furniture');\
            return innerWidth === WIDTH && canvas.clientWidth === stage.clientWidth\
                && canvas.clientHeight === stage.clientHeight;";
        browser.wait("the picture has the new size", &fits.replace("WIDTH", &width.to_string()))?;
        browser.settle()?;
        is_near(from_middle(browser)?, before).with_context(|| format!("at {width} × {height}"))?;
    }
    Ok(())
}

/// All canvases together, which is what phones grant to one.
const MOST_PIXELS: f64 = 16_777_216.0;

fn canvases_have_the_pixels_of_the_screen(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(1280, 800, 1.0, false)?;
    browser.open_map()?;
    for (width, height, ratio) in
        [(1280, 800, 1.0), (853, 533, 1.5), (1280, 800, 2.0), (390, 844, 3.0), (1600, 1000, 3.0)]
    {
        browser.resize(width, height, ratio, false)?;
        let script = "const stage = find('kuril-map >>> .stage');\
            const all = [...stage.querySelectorAll('canvas:not(.beside)')];\
            const furniture = all.at(-1); if (furniture.clientWidth !== stage.clientWidth) return false;\
            if (devicePixelRatio !== RATIO || Math.abs(furniture.clientHeight - stage.clientHeight) > 1) return false;\
            return all.map((canvas) => [canvas.width, canvas.height, canvas.clientWidth, canvas.clientHeight]);";
        let found = browser.wait("the canvases fit", &script.replace("RATIO", &ratio.to_string()))?;
        browser.settle()?;
        let again = browser.wait("the canvases fit", &script.replace("RATIO", &ratio.to_string()))?;
        ensure!(found.as_array().map(Vec::len) == Some(3), "there are other canvases: {found}");
        has_pixels(&again, ratio).with_context(|| format!("{width} × {height} at {ratio}"))?;
    }
    Ok(())
}

/// Whether canvases, each given as its own size and its size on the page, have the screen's pixels as far as allowed.
fn has_pixels(canvases: &Value, ratio: f64) -> anyhow::Result<()> {
    let canvases: Vec<[f64; 4]> = serde_json::from_value(canvases.clone())?;
    let total: f64 = canvases.iter().map(|[width, height, ..]| width * height).sum();
    ensure!(total <= MOST_PIXELS, "the canvases have {total} pixels");
    let stretched = total > 0.98 * MOST_PIXELS;
    for [width, height, across, down] in canvases {
        let fits = (width - across * ratio).abs() <= 1.0 && (height - down * ratio).abs() <= 1.0;
        ensure!(fits || stretched, "a canvas of {across} × {down} has {width} × {height} pixels");
    }
    Ok(())
}

fn a_map_that_is_removed_and_put_back_works(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let script = "window.map = find('kuril-map'); window.main = map.parentNode; window.next = map.nextSibling;\
        for (const name of ['ready', 'read', 'complete']) delete map.dataset[name];\
        map.remove(); return new Promise((done) => setTimeout(() => done(map.position('ketoy')), 0));";
    let gone = browser.script(script, &[])?;
    ensure!(gone.is_null(), "the map that was removed still lives");
    browser.script("main.insertBefore(map, next);", &[])?;
    browser.is_complete()?;
    browser.click(browser.island("urup")?)?;
    browser.settle()?;
    browser.has_chosen("urup")
}
