//! The pages of other sites, `tests/hosts`: whatever they do to the map, a reader gets the map or the readable fallback,
//! and the page around it neither moves nor complains.
//!
//! A page says in a comment what is expected: `<!-- expect frame -->`, else a working map. The pages are found by walking
//! the folder.

use std::fs;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::site;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] =
    &[("every_host_page_gets_a_working_map_or_the_fallback", every_host_page_gets_a_working_map_or_the_fallback)];

/// So many pages at least make the test worth its name.
const ENOUGH: usize = 30;

/// All maps of a page, through the shadow trees of others. What an iframe holds is looked at from inside.
const MAPS: &str = "const maps = (root) => [...root.querySelectorAll('*')].flatMap((one) =>\
        one.localName === 'kuril-map' ? [one] : one.shadowRoot ? maps(one.shadowRoot) : []);";

/// Whether every map of the page can be used: it has come, it is large enough, it is painted in several colours, and it
/// follows a choice. Returns what is wrong, or nothing.
pub(crate) const WORKS: &str = "const all = maps(document); if (!all.length) return 'there is no map';\
    for (const map of all) {\
        if (!('read' in map.dataset)) return `a map is at ${JSON.stringify(map.dataset)}`;\
        const part = (selector) => map.shadowRoot.querySelector(selector);\
        const { clientWidth, clientHeight } = part('.stage');\
        if (clientWidth < 100 || clientHeight < 100) return `a map is ${clientWidth} by ${clientHeight}`;\
        const canvas = part('canvas.ground'); if (canvas.getClientRects().length === 0) return 'a canvas is hidden';\
        const { data } = copied(canvas).getImageData(0, 0, canvas.width, canvas.height);\
        if (new Set(new Uint32Array(data.buffer)).size < 4) return 'a map is blank';\
        window.acted ??= performance.now(); map.choose('iturup'); if (map.chosen !== 'iturup') return 'a choice is not followed';\
        if (!part('.card h2')?.textContent.trim()) return 'there is no card';\
        const { letterSpacing, textTransform, fontStyle, direction } = getComputedStyle(part('.card h2'));\
        const style = [letterSpacing, textTransform, fontStyle, direction].join();\
        if (style !== 'normal,none,normal,ltr') return `the styles of the page reach the map: ${style}`;\
    } return '';";

/// Whether the page in a frame has fetched all that it fetches by itself: what was broken off by leaving it would be told
/// as an error of the next page.
const SETTLED: &str = "return performance.getEntriesByType('resource').some(({ name }) => /address[^/]*[.]js$/.test(name))\
    ? '' : 'the page has not settled';";

/// Whether the fallback can be read in place of the map. Returns what is wrong, or nothing.
const FALLS_BACK: &str = "const [map] = maps(document); if (!map?.dataset.failed) return 'nothing has failed';\
    const text = map.firstElementChild; const { width, height } = text.getBoundingClientRect();\
    return width > 20 && height > 5 && text.textContent ? '' : 'the fallback cannot be read';";

/// What has moved by itself, how far and from where to where; nothing where the browser does not tell.
// Scores are told to two digits (web.dev, "Cumulative Layout Shift"): what rounds to nothing is nothing.
const SHIFTS: &str = "if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return [];\
    const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');\
    const tell = ({ node, previousRect, currentRect }) =>\
        `${node?.localName ?? node?.nodeName}.${node?.className} ${box(previousRect)} -> ${box(currentRect)}`;\
    return new Promise((done) => { const all = [];\
        const observer = new PerformanceObserver((list) => { for (const one of list.getEntries())\
            if (one.value >= 0.005 && one.startTime < (window.acted ?? Infinity)) all.push(`${one.value.toFixed(3)}: ${[...one.sources].map(tell).join('; ')}`); });\
        observer.observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(all), 50); });";

fn every_host_page_gets_a_working_map_or_the_fallback(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    let pages = pages()?;
    ensure!(pages.len() >= ENOUGH, "there are {} pages only", pages.len());
    let mut broken = Vec::new();
    for (name, expected) in pages {
        let result = visit(browser, &name, &expected).and_then(|()| browser.is_clean());
        if let Err(error) = result {
            broken.push(format!("{name}: {error:#}"));
        }
    }
    ensure!(broken.is_empty(), "{} pages fail:\n      {}", broken.len(), broken.join("\n      "));
    Ok(())
}

/// The pages by name, each with what it expects.
fn pages() -> anyhow::Result<Vec<(String, String)>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(site::hosts())? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        let expected = text.lines().find_map(|line| line.strip_prefix("<!-- expect ")?.strip_suffix(" -->"));
        pages.push((name, expected.unwrap_or("map").to_owned()));
    }
    pages.sort();
    Ok(pages)
}

fn visit(browser: &Browser, name: &str, expected: &str) -> anyhow::Result<()> {
    browser.open(&format!("hosts/{name}"))?;
    match expected {
        "map" => holds(browser, WORKS)?,
        "map printed" => {
            holds(browser, WORKS)?;
            let printed = browser.ask_driver("/print", &json!({}));
            ensure!(browser.engine() == Engine::WebKit || printed?.as_str().is_some_and(|pdf| pdf.len() > 10_000));
            holds(browser, WORKS)?;
        }
        "frame" => in_frame(browser, |browser| {
            holds(browser, WORKS)?;
            holds(browser, SETTLED)
        })?,
        "still frame" => in_frame(browser, |browser| {
            holds(browser, "return find('kuril-map svg')?.getBoundingClientRect().width > 100 ? '' : 'no picture';")
        })?,
        "fallback" => holds(browser, FALLS_BACK)?,
        "gone" => holds(browser, "return maps(document).length ? 'the map is still there' : '';")?,
        other => anyhow::bail!("nobody knows what {other:?} means"),
    }
    let shifts = browser.script(SHIFTS, &[])?;
    ensure!(shifts == json!([]), "things move by themselves: {shifts}");
    Ok(())
}

/// Looks into the first frame of the page.
///
/// # Errors
/// When there is no frame, and those of looking.
pub(crate) fn in_frame<T>(browser: &Browser, look: impl Fn(&Browser) -> anyhow::Result<T>) -> anyhow::Result<T> {
    browser.wait("there is a frame", "return find('iframe');")?;
    browser.ask_driver("/frame", &json!({ "id": 0 }))?;
    let seen = look(browser);
    browser.ask_driver("/frame", &json!({ "id": Value::Null }))?;
    seen
}

/// Waits until a script finds nothing wrong.
///
/// # Errors
/// What is wrong.
pub(crate) fn holds(browser: &Browser, script: &str) -> anyhow::Result<()> {
    let wrong = || browser.script(&format!("{MAPS}{script}"), &[]);
    let waited = browser.wait("all is well", &format!("{MAPS}return (() => {{ {script} }})() === '';"));
    waited.map(drop).or_else(|_| {
        let wrong = wrong()?;
        ensure!(wrong == json!(""), "{wrong}");
        Ok(())
    })
}
