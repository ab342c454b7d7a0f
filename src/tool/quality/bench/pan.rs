//! Dragging the map for two seconds: main-thread time per frame, blank land, and pixels of canvases.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use serde::Serialize;
use serde_json::{Value, json};

use crate::quality::bench::Bench;
use crate::quality::bench::distribution::Distribution;
use crate::quality::bench::page::{EMPTY, OURS, Page};
use crate::quality::bench::screenshot::Screenshot;
use crate::quality::bench::tab::Tab;

/// The window, CSS pixels.
const WINDOW: (u32, u32) = (1280, 800);
/// The device pixel ratios.
pub(super) const RATIOS: [u32; 2] = [1, 2];
/// Moves of the timed drag. The browser handles one per frame, 60 per second: two seconds in all.
const MOVES: i32 = 120;
/// The tolerated offset after the drag, CSS pixels: libraries ignore the first few pixels of a movement.
const TOLERANCE: f64 = 12.0;
/// The colours of land and of what is behind it, the same on all pages.
const LAND: [u8; 3] = [0xf1, 0xeb, 0xdd];
const BACKGROUND: [u8; 3] = [0xe9, 0xf1, 0xf3];

/// Counts frames and pixels of canvases.
const PROBE: &str = include_str!("../../../../tests/bench/probe/frames.js");

/// A drag.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Pan {
    /// Main-thread CPU time per frame, ms.
    pub(super) task: f64,
    /// The part of it spent in scripts.
    script: f64,
    /// Number of frames, and duration in seconds.
    frames: f64,
    seconds: f64,
    /// Pixels that should show land while the button is down, and those of them that are blank; every second pixel in
    /// both directions is sampled.
    pub(super) land: u64,
    pub(super) blank: u64,
    /// Pixels of all canvases together.
    pub(super) pixels: f64,
}

/// The box of a map in the window, CSS pixels: left, top, width, height.
pub(super) type Area = [f64; 4];

/// How a page is displayed and examined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewport {
    pub(super) area: Area,
    /// Device pixels per CSS pixel.
    pub(super) ratio: u32,
    /// Whether to look for blank land too, which takes longest and gives the same result each time.
    pub(super) checks_blank: bool,
}

/// The box of our own map, which all peers use too.
///
/// # Errors
/// Those of the driver.
pub(super) fn area(bench: &Bench) -> anyhow::Result<Area> {
    let tab = ready(bench, OURS, &bench.url(OURS), 1)?;
    let script = "const { left, top, width, height } = document.querySelector('kuril-map').shadowRoot\
                  .querySelector('.stage').getBoundingClientRect(); return [left, top, width, height];";
    Ok(serde_json::from_value(tab.execute(script, &[])?)?)
}

/// Opens a page in a window of fixed size and waits until it is complete.
fn ready(bench: &Bench, page: Page, url: &str, ratio: u32) -> anyhow::Result<Tab> {
    let tab = bench.tab()?;
    let (width, height) = WINDOW;
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": false });
    tab.command("Emulation.setDeviceMetricsOverride", &metrics)?;
    tab.visit(url)?;
    tab.wait(page.complete())?;
    tab.rest(300)?;
    Ok(tab)
}

/// Drags the map of a page once in a fresh browser.
///
/// # Errors
/// Those of the driver, and when the map does not follow the mouse.
pub(super) fn sample(bench: &Bench, page: Page, viewport: Viewport) -> anyhow::Result<Pan> {
    let Viewport { area, ratio, checks_blank } = viewport;
    let [left, top, width, height] = area;
    let (left, top) = if page.is_ours() { (left, top) } else { (0.0, 0.0) };
    let url = format!("{}?{width:.0}x{height:.0}", bench.url(page));
    let tab = ready(bench, page, &url, ratio)?;
    tab.execute(page.nearer(), &[])?;
    tab.rest(900)?;
    let pixels = tab.execute(PROBE, &[])?.as_f64().unwrap_or_default();
    let centre = (left + width / 2.0, top + height / 2.0);
    // The first drag warms up compilers and caches.
    drag(&tab, centre)?;
    release(&tab)?;
    let (before, start) = (position(&tab, page)?, Counters::read(&tab)?);
    let begun = Instant::now();
    let along = drag(&tab, centre)?;
    let seconds = begun.elapsed().as_secs_f64();
    let end = Counters::read(&tab)?;
    let after = position(&tab, page)?;
    release(&tab)?;
    let off = (after.0 - before.0 - along.0).hypot(after.1 - before.1 - along.1);
    ensure!(off < TOLERANCE, "after the drag the map was {off:.0} pixels away from the mouse");
    let frames = end.frames - start.frames;
    ensure!(frames > 30.0, "there were only {frames} frames");
    let (land, blank) =
        if checks_blank && page.is_map() { blank(&tab, [left, top, width, height], ratio)? } else { (0, 0) };
    let cost = |of: fn(&Counters) -> f64| (of(&end) - of(&start)) * 1000.0 / frames;
    Ok(Pan { task: cost(|read| read.task), script: cost(|read| read.script), frames, seconds, land, blank, pixels })
}

/// Presses and moves for two seconds, there and half the way back; returns the total displacement.
fn drag(tab: &Tab, (x, y): (f64, f64)) -> anyhow::Result<(f64, f64)> {
    let offset = |step: i32| {
        let turn = MOVES * 2 / 3;
        let steps = if step <= turn { step } else { 2 * turn - step };
        (steps * -4, steps * 2)
    };
    let mut actions = vec![to(x, y), json!({ "type": "pointerDown", "button": 0 })];
    actions.extend((1..=MOVES).map(|step| {
        let (across, down) = offset(step);
        to(x + f64::from(across), y + f64::from(down))
    }));
    tab.mouse(&actions)?;
    let (across, down) = offset(MOVES);
    Ok((f64::from(across), f64::from(down)))
}

/// Holds the mouse still, so that the map has no momentum, and releases the button.
fn release(tab: &Tab) -> anyhow::Result<()> {
    tab.mouse(&[json!({ "type": "pause", "duration": 400 }), json!({ "type": "pointerUp", "button": 0 })])?;
    tab.rest(700)
}

fn to(x: f64, y: f64) -> Value {
    json!({ "type": "pointerMove", "x": x.round() as i64, "y": y.round() as i64, "duration": 0 })
}

fn position(tab: &Tab, page: Page) -> anyhow::Result<(f64, f64)> {
    tab.rest(50)?;
    Ok(serde_json::from_value(tab.execute(page.position(), &[])?)?)
}

/// The browser's counters: seconds of the main thread, and frames.
struct Counters {
    task: f64,
    script: f64,
    frames: f64,
}

impl Counters {
    fn read(tab: &Tab) -> anyhow::Result<Self> {
        tab.command("Performance.enable", &json!({ "timeDomain": "threadTicks" }))?;
        let answer = tab.command("Performance.getMetrics", &json!({}))?;
        let metrics = answer.get("metrics").and_then(Value::as_array).context("the browser gave no metrics")?;
        let metric = |name: &str| {
            let found = metrics.iter().find(|metric| metric.get("name").is_some_and(|known| known == name));
            found.and_then(|metric| metric.get("value")?.as_f64()).with_context(|| format!("no metric {name}"))
        };
        let frames = tab.execute("return window.benchCount;", &[])?.as_f64().unwrap_or_default();
        Ok(Self { task: metric("TaskDuration")?, script: metric("ScriptDuration")?, frames })
    }
}

/// Drags the map far towards both corners and compares it before and after the button is released. Returns the number
/// of pixels that show land afterwards, and how many of them were blank before.
fn blank(tab: &Tab, area: Area, ratio: u32) -> anyhow::Result<(u64, u64)> {
    let [left, top, width, height] = area;
    let (across, down) = (width * 0.35, height * -0.3);
    let (mut land, mut blank) = (0, 0);
    for side in [1.0, -1.0, -1.0] {
        let at = |share: f64| (left + width / 2.0 + across * side * share, top + height / 2.0 + down * side * share);
        let (x, y) = at(-1.0);
        let mut actions = vec![to(x, y), json!({ "type": "pointerDown", "button": 0 })];
        actions.extend((1..=30).map(|step| {
            let (x, y) = at(f64::from(step) / 15.0 - 1.0);
            to(x, y)
        }));
        tab.mouse(&actions)?;
        let held = tab.screenshot()?;
        release(tab)?;
        let rest = tab.screenshot()?;
        let (more, missing) = compare(&held, &rest, area, ratio);
        land += more;
        blank += missing;
    }
    ensure!(land > 0, "no land was seen");
    Ok((land, blank))
}

fn compare(held: &Screenshot, rest: &Screenshot, area: Area, ratio: u32) -> (u64, u64) {
    let [left, top, width, height] = area.map(|length| (length * f64::from(ratio)).round() as usize);
    let (mut land, mut blank) = (0, 0);
    for y in (top..top + height).step_by(2) {
        for x in (left..left + width).step_by(2) {
            if rest.at(x, y).is_some_and(|color| is_similar(color, LAND)) {
                land += 1;
                blank += u64::from(held.at(x, y).is_some_and(|color| is_similar(color, BACKGROUND)));
            }
        }
    }
    (land, blank)
}

fn is_similar(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other))).sum::<u32>() < 6
}

/// The lines of the table for one device pixel ratio.
pub(super) fn table(runs: &BTreeMap<&'static str, Vec<Pan>>, pages: &[Page], ratio: u32) -> Vec<Vec<String>> {
    let distribution = |name: &str, of: fn(&Pan) -> f64| Distribution::of(runs.get(name)?.iter().map(of));
    let median = |name: &str| distribution(name, |pan| pan.task).map(|figures| figures.median);
    let (ours, empty) = (median(OURS.name), median(EMPTY.name));
    let title = format!("pan, DPR {ratio}, ms a frame");
    let head = [title.as_str(), "main thread", "over empty", "of ours", "script", "frames", "land blank", "canvas Mpx"];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for page in pages {
        let Some(task) = distribution(page.name, |pan| pan.task) else { continue };
        let figure = |of: fn(&Pan) -> f64| distribution(page.name, of).map_or(0.0, |figures| figures.median);
        let mut line = vec![page.name.to_owned(), task.text(2)];
        line.push(empty.map_or_else(String::new, |empty| format!("{:+.2}", task.median - empty)));
        line.push(ours.map_or_else(String::new, |ours| format!("{:.2}", task.median / ours)));
        line.push(format!("{:.2}", figure(|pan| pan.script)));
        line.push(format!("{:.0}", figure(|pan| pan.frames)));
        let blank = Distribution::of(runs.get(page.name).into_iter().flatten().filter_map(Pan::blank_share));
        line.push(blank.map_or_else(String::new, |share| format!("{:.1} %", share.most)));
        line.push(format!("{:.2}", figure(|pan| pan.pixels / 1e6)));
        lines.push(line);
    }
    lines
}

impl Pan {
    /// The percentage of land that is blank while the button is down; `None` if it was not examined.
    pub(super) fn blank_share(&self) -> Option<f64> {
        (self.land > 0).then(|| self.blank as f64 * 100.0 / self.land as f64)
    }
}
