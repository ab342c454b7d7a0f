//! More of the same as `brothers.rs`: pictures, pinches, names, and what older browsers lack.

use anyhow::{Context as _, ensure};
use serde_json::json;

use crate::Row;
use crate::browser::Browser;
use crate::page::{GROUND, STAGE};
use crate::trouble;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[Row] = &[
    ("a_picture_is_whole_after_all_that_takes_it_away", a_picture_is_whole_after_all),
    ("a_pinch_zooms_the_map_once_wherever_it_is_made", a_pinch_zooms_the_map_once),
    ("no_part_that_comes_late_names_itself_by_a_property", no_part_that_comes_late_names_itself_by_a_property),
    ("a_browser_that_lacks_something_new_shows_the_map_or_what_it_holds", a_browser_that_lacks_something_new),
];

/// What takes a picture away, or its canvases, and gives them back.
const TAKEN: [(&str, &str); 7] = [
    ("the map is hidden and shown", "map.style.display = 'none'; await frames(3); map.style.display = '';"),
    (
        "it has no height for a while",
        "map.style.height = '0'; map.style.minHeight = '0'; await frames(3); map.style.height = map.style.minHeight = '';",
    ),
    (
        "the furniture is lost",
        "const lost = root.querySelector('canvas.furniture'); lost.width = lost.width; lost.dispatchEvent(new Event('contextrestored'));",
    ),
    (
        "all canvases are lost while the page is hidden",
        "for (const canvas of root.querySelectorAll('.stage canvas')) canvas.width = canvas.width; document.dispatchEvent(new Event('visibilitychange'));",
    ),
    (
        "the page comes back out of the store of pages",
        "for (const canvas of root.querySelectorAll('.stage canvas')) canvas.width = canvas.width;\
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));",
    ),
    (
        "it is printed",
        "dispatchEvent(new Event('beforeprint')); await frames(2); dispatchEvent(new Event('afterprint'));",
    ),
    ("it has another size for a while", "map.style.width = '60%'; await frames(3); map.style.width = '';"),
];

fn a_picture_is_whole_after_all(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.settle()?;
    let pictures = |browser: &Browser| {
        ["ground", "marks", "furniture"]
            .map(|name| browser.digest(&format!("kuril-map >>> canvas.{name}")))
            .into_iter()
            .collect::<anyhow::Result<Vec<_>>>()
    };
    let before = pictures(browser)?;
    for (what, taken) in TAKEN {
        let script = format!(
            "const map = find('kuril-map'), root = map.shadowRoot;\
            const frames = async (left) => {{ for (; left; left -= 1) await new Promise(requestAnimationFrame); }};\
            return (async () => {{ {taken} await frames(4); return true; }})();"
        );
        browser.script(&script, &[])?;
        browser.settle()?;
        // In another size names find other places, and keep them.
        let same = what.contains("another size") || pictures(browser)? == before;
        ensure!(same, "another picture is painted after this: {what}");
        let [red, _, blue] = browser.ground_at(browser.island("iturup")?)?;
        ensure!(red > blue, "{GROUND} is blank after this: {what}");
    }
    Ok(())
}

/// Pinches at the middle of a part, by the wheel with Ctrl and as Safari tells of it, and returns whether the browser would
/// zoom the page.
const PINCHED: &str = "const target = find(arguments[0]), { left, top, width, height } = target.getBoundingClientRect();\
    const where = { bubbles: true, cancelable: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 };\
    const events = [new WheelEvent('wheel', { ...where, deltaY: -80, ctrlKey: true }),\
        ...[['gesturestart', 1], ['gesturechange', 1.4], ['gestureend', 1.4]].map(([type, scale]) =>\
            Object.assign(new UIEvent(type, where), { scale, clientX: where.clientX, clientY: where.clientY }))];\
    return events.map((event) => { target.dispatchEvent(event); return event.defaultPrevented; }).every(Boolean);";

fn a_pinch_zooms_the_map_once(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    for target in [STAGE, "kuril-map >>> .views .in", "kuril-map >>> .views .home", "kuril-map >>> .attribution"] {
        let prevented = browser.script(PINCHED, &[json!(target)])?;
        ensure!(prevented == json!(true), "over {target} the browser zooms the page");
    }
    browser.script("find('kuril-map').state = {};", &[])?;
    browser.settle()?;
    // Where fingers touch the screen, Safari tells of them twice: the map goes by the fingers.
    let ketoy = browser.island("ketoy")?;
    let twice = "const stage = find('kuril-map >>> .stage'); const finger = (type, pointerId, clientX) => stage.dispatchEvent(new PointerEvent(type,\
            { pointerId, clientX, clientY: 400, pointerType: 'touch', isPrimary: pointerId === 1, button: 0, buttons: 1, bubbles: true, cancelable: true }));\
        const pinch = (type, scale) => stage.dispatchEvent(Object.assign(new UIEvent(type, { bubbles: true, cancelable: true }), { scale, clientX: 400, clientY: 400 }));\
        finger('pointerdown', 1, 300); finger('pointerdown', 2, 500); pinch('gesturestart', 1);\
        pinch('gesturechange', 2); pinch('gesturechange', 3); finger('pointerup', 1, 300); finger('pointerup', 2, 500); pinch('gestureend', 3);";
    browser.script(twice, &[])?;
    browser.settle()?;
    let after = browser.island("ketoy")?;
    ensure!(
        (after.0 - ketoy.0).abs() < 2.0 && (after.1 - ketoy.1).abs() < 2.0,
        "the map is zoomed twice: {ketoy:?} {after:?}"
    );
    // What a browser tells of no scale is no pinch.
    let odd = "const stage = find('kuril-map >>> .stage'); for (const scale of [undefined, 0, -1, NaN, Infinity, '2'])\
        for (const type of ['gesturestart', 'gesturechange', 'gestureend'])\
            stage.dispatchEvent(Object.assign(new UIEvent(type, { bubbles: true, cancelable: true }), { scale, clientX: 400, clientY: 400 }));";
    browser.script(odd, &[])?;
    browser.settle()?;
    let (x, y) = browser.island("ketoy")?;
    ensure!(x.is_finite() && y.is_finite(), "the map is at {x} {y}");
    browser.choose("iturup")
}

/// As in a browser that has no such properties: whoever sets or reads one errs.
const NO_PROPERTIES: &str = "for (const name of Object.getOwnPropertyNames(Element.prototype))\
    if (/^aria[A-Z]|^role$/.test(name)) Object.defineProperty(Element.prototype, name, { configurable: true,\
        get: () => { throw new Error(`${name} is read`); }, set: () => { throw new Error(`${name} is set`); } });";

fn no_part_that_comes_late_names_itself_by_a_property(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(NO_PROPERTIES)?;
    browser.open_map()?;
    let deeds = [
        "find('kuril-map >>> [data-act=help]').click();",
        "find('kuril-map >>> dialog').close(); find('kuril-map').choose('iturup');",
        "find('kuril-map >>> [data-guide=enter]').click();",
        "find('kuril-map >>> [data-guide=leave]')?.click(); const input = find('kuril-map >>> .search input'); input.value = 'itu'; input.dispatchEvent(new InputEvent('input'));",
        "find('kuril-map >>> [data-act=tools]').click();",
        "find('kuril-map >>> .handle').click(); find('#islands th button').click();",
        "find('kuril-map').lang = 'ja';",
    ];
    for deed in deeds {
        if deed.contains("dialog") {
            browser.wait("the help is open", "return find('kuril-map >>> dialog')?.open;")?;
        }
        browser.script(deed, &[])?;
        browser.settle()?;
        browser.is_clean().with_context(|| deed.to_owned())?;
    }
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');")?;
    let sorted = browser.attribute("#islands th[aria-sort]", "aria-sort")?;
    ensure!(!sorted.is_empty(), "the table does not say how it is sorted");
    for path in ["embed.html?place=iturup", "method.html", "islands/iturup/"] {
        browser.open(path)?;
        browser.wait("the page is there", "return document.readyState === 'complete';")?;
        if path.starts_with("embed") {
            browser.is_complete()?;
        }
        browser.is_clean().with_context(|| path.to_owned())?;
    }
    Ok(())
}

/// What browsers have not had long, each taken away before the page begins.
const LACKING: [(&str, &str); 7] = [
    (
        "mixed colours",
        "const supports = CSS.supports.bind(CSS); CSS.supports = (...given) => !/color-mix/.test(given.join()) && supports(...given);",
    ),
    ("canvases outside the page", "delete window.OffscreenCanvas;"),
    ("idle moments", "delete window.requestIdleCallback; delete window.cancelIdleCallback;"),
    ("dialogs", "delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.show;"),
    ("a clipboard", "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });"),
    ("streamed modules", "delete WebAssembly.instantiateStreaming; delete WebAssembly.compileStreaming;"),
    (
        "the names of its abilities",
        "delete Element.prototype.checkVisibility; delete window.structuredClone; delete window.reportError;",
    ),
];

fn a_browser_that_lacks_something_new(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    for (what, early) in LACKING {
        browser.alter(|serving| serving.early.clear())?;
        if browser.engine() != Engine::Chromium {
            browser.begin_with(&trouble::early(browser.engine()))?;
        }
        browser.alter(|serving| serving.early += early)?;
        browser.calm()?;
        browser.open("")?;
        let done =
            "const { dataset } = find('kuril-map'); return dataset.failed || ('complete' in dataset && 'complete');";
        let done = browser.wait(what, done)?;
        if what == "mixed colours" {
            ensure!(done != json!("complete"), "without {what} the words would stand on no ground");
            crate::loading::shows_the_still_page(browser).with_context(|| what.to_owned())?;
            continue;
        }
        ensure!(done == json!("complete"), "without {what}: {done}");
        browser.choose("iturup").with_context(|| what.to_owned())?;
        browser.has_chosen("iturup").with_context(|| what.to_owned())?;
        browser.script("find('kuril-map >>> [data-act=help]').click();", &[])?;
        browser.settle()?;
    }
    Ok(())
}
