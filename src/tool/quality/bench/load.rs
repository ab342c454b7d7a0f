//! Loading over a slow connection on a slow processor, from an empty cache to the first complete picture.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::quality::bench::Bench;
use crate::quality::bench::distribution::Distribution;
use crate::quality::bench::page::Page;

/// Throughput, bytes per second: 1.6 Mbit/s.
const THROUGHPUT: u32 = 200_000;
/// Latency of a request, milliseconds.
const LATENCY: u32 = 150;
/// The factor by which the main thread is slowed down.
const CPU_SLOWDOWN: u32 = 4;
/// Files up to this size, bytes, may be sent uncompressed.
const COMPRESSED_ABOVE: u64 = 512;

/// Runs before the page's scripts and records when the picture was on the screen.
const PROBE: &str = include_str!("../../../../tests/bench/probe/load.js");
/// Collects the records.
const LOADED: &str = include_str!("../../../../tests/bench/probe/loaded.js");
/// Counts land pixels on the canvases at the mark.
const LAND_COUNT: &str = include_str!("../../../../tests/bench/probe/proof.js");

/// A request, times in milliseconds since navigation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Request {
    pub(super) name: String,
    pub(super) asked: f64,
    pub(super) answered: f64,
    pub(super) ended: f64,
    /// Size of the body as transferred, bytes.
    pub(super) wire: u64,
    /// Size of the decoded body, bytes.
    plain: u64,
    coding: String,
}

/// A page load, times in milliseconds since navigation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Load {
    /// When the page set its mark.
    pub(super) mark: f64,
    /// When the frame with the marked picture was presented.
    pub(super) seen: f64,
    /// First contentful paint, whatever it shows.
    pub(super) painted: Option<f64>,
    pub(super) requests: Vec<Request>,
    /// Frames that took longer than 50 ms, each with the scripts in it.
    pub(super) frames: Vec<Value>,
}

/// Bytes transferred before the mark, by kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Weight {
    pub(super) page: u64,
    pub(super) code: u64,
    pub(super) data: u64,
    kinds: BTreeMap<String, u64>,
}

impl Weight {
    /// All kinds together.
    pub(super) fn total(&self) -> u64 {
        self.page + self.code + self.data
    }
}

impl Load {
    /// The bytes that had arrived when the mark was set.
    pub(super) fn weight(&self) -> Weight {
        let mut weight = Weight::default();
        for request in self.requests.iter().filter(|request| request.ended <= self.mark) {
            let kind = request.name.rsplit_once('.').map_or("html", |(_, extension)| extension);
            *match kind {
                "html" => &mut weight.page,
                "js" | "css" | "wasm" => &mut weight.code,
                _ => &mut weight.data,
            } += request.wire;
            *weight.kinds.entry(kind.to_owned()).or_default() += request.wire;
        }
        weight
    }
}

/// Loads a page once in a fresh browser.
///
/// # Errors
/// Those of the driver, when the page never sets its mark, and when a file is sent uncompressed.
pub(super) fn sample(bench: &Bench, page: Page) -> anyhow::Result<Load> {
    let tab = bench.tab()?;
    tab.command("Network.enable", &json!({}))?;
    let network = json!({ "offline": false, "latency": LATENCY, "downloadThroughput": THROUGHPUT, "uploadThroughput": THROUGHPUT });
    tab.command("Network.emulateNetworkConditions", &network)?;
    tab.command("Emulation.setCPUThrottlingRate", &json!({ "rate": CPU_SLOWDOWN }))?;
    tab.install(PROBE, page.mark())?;
    tab.visit(&bench.url(page))?;
    tab.wait("performance.getEntriesByName('bench-seen').length")?;
    let load: Load = serde_json::from_value(tab.execute(LOADED, &[json!(page.mark())])?)?;
    let was_slow = load
        .requests
        .first()
        .is_some_and(|first| first.answered >= f64::from(LATENCY) || first.ended >= f64::from(LATENCY));
    ensure!(was_slow, "the connection was not slowed down");
    for request in load.requests.iter().filter(|request| request.plain > COMPRESSED_ABOVE) {
        ensure!(request.coding == "br" && request.wire < request.plain, "{} was not sent as brotli", request.name);
    }
    Ok(load)
}

/// Checks that the mark of a page is not set too early. Returns the land pixels on its canvases in the task that sets
/// the mark, in the frame after it, and a second later.
///
/// # Errors
/// Those of the driver, and when less than half of the land is drawn at the mark.
pub(super) fn verify_mark(bench: &Bench, page: Page) -> anyhow::Result<[u64; 3]> {
    let tab = bench.tab()?;
    tab.install(LAND_COUNT, page.mark())?;
    tab.visit(&bench.url(page))?;
    tab.wait("window.benchLand")?;
    let counts: [u64; 3] = serde_json::from_value(tab.execute("return window.benchLand;", &[])?)?;
    let [at_mark, after, last] = counts;
    let first = at_mark.max(after);
    ensure!(first > 0 && first * 2 >= last, "the mark is set before the land is drawn: {counts:?} pixels");
    Ok(counts)
}

/// The lines of the table.
pub(super) fn table(runs: &BTreeMap<&'static str, Vec<Load>>, pages: &[Page]) -> Vec<Vec<String>> {
    let distribution = |name: &str, of: fn(&Load) -> f64| Distribution::of(runs.get(name)?.iter().map(of));
    let ours = distribution(crate::quality::bench::page::OURS.name, |load| load.mark).map(|figures| figures.median);
    let head = ["load, ms", "mark", "on screen", "of ours", "first paint", "bytes", "page", "code", "data"];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for page in pages {
        let Some(mark) = distribution(page.name, |load| load.mark) else { continue };
        let seen = distribution(page.name, |load| load.seen);
        let painted = runs.get(page.name).into_iter().flatten().filter_map(|load| load.painted);
        let painted = Distribution::of(painted);
        let weight = runs.get(page.name).and_then(|loads| loads.first()).map(Load::weight).unwrap_or_default();
        let text = |figures: Option<Distribution>| figures.map_or_else(String::new, |figures| figures.text(0));
        let mut line = vec![page.name.to_owned(), mark.text(0), text(seen)];
        line.push(ours.map_or_else(String::new, |ours| format!("{:.2}", mark.median / ours)));
        line.push(painted.map_or_else(String::new, |figures| format!("{:.0}", figures.median)));
        line.extend([weight.total(), weight.page, weight.code, weight.data].map(|bytes| bytes.to_string()));
        lines.push(line);
    }
    lines
}

/// The timeline of the load whose mark is the median: requests, then long frames with their scripts.
pub(super) fn timeline(loads: &[Load]) -> anyhow::Result<Vec<String>> {
    let mut sorted: Vec<_> = loads.iter().collect();
    sorted.sort_by(|one, other| one.mark.total_cmp(&other.mark));
    let load = sorted.get(sorted.len() / 2).context("nothing was loaded")?;
    let mut lines = vec![format!("mark at {:.0} ms, on screen at {:.0} ms", load.mark, load.seen)];
    for request in load.requests.iter().filter(|request| request.ended <= load.mark) {
        let Request { name, asked, answered, ended, wire, .. } = request;
        lines.push(format!("{asked:>6.0} sent {answered:>6.0} answered {ended:>6.0} ended {wire:>8} bytes  {name}"));
    }
    for frame in &load.frames {
        let part = |key: &str| frame.get(key).and_then(Value::as_f64).unwrap_or_default();
        let scripts = frame.get("scripts").map(Value::to_string).unwrap_or_default();
        lines.push(format!("{:>6.0} busy for {:.0} ms  {scripts}", part("start"), part("length")));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &str, ended: f64) -> Request {
        let (name, coding) = (name.to_owned(), "br".to_owned());
        Request { name, asked: 0.0, answered: 0.0, ended, wire: 10, plain: 20, coding }
    }

    #[test]
    fn what_arrives_after_the_mark_is_not_counted() {
        let names = [("index.html", 1.0), ("a.js", 2.0), ("a.wasm", 3.0), ("first.json", 4.0), ("later.json", 6.0)];
        let requests = names.map(|(name, ended)| request(name, ended)).to_vec();
        let load = Load { mark: 5.0, seen: 5.0, painted: None, requests, frames: Vec::new() };
        let weight = load.weight();
        assert_eq!((weight.page, weight.code, weight.data, weight.total()), (10, 20, 10, 40));
    }
}
