//! Loading on a slow line with a slow processor, from an empty cache to the first complete picture.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::quality::bench::Bench;
use crate::quality::bench::spread::Spread;
use crate::quality::bench::subject::Subject;

/// Bytes a second: 1.6 Mbit/s.
const SPEED: u32 = 200_000;
/// Milliseconds until an answer begins.
const LATENCY: u32 = 150;
/// How many times slower the main thread is than this machine's.
const SLOWER: u32 = 4;
/// Smaller files may travel as they are.
const WORTH_PACKING: u64 = 512;

/// Runs before the page's scripts and notes when the picture was on the screen.
const PROBE: &str = include_str!("../../../../tests/bench/probe/load.js");
/// Collects what was noted.
const LOADED: &str = include_str!("../../../../tests/bench/probe/loaded.js");
/// Counts land on the canvases at the mark.
const PROOF: &str = include_str!("../../../../tests/bench/probe/proof.js");

/// One request, times in milliseconds since navigation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Request {
    pub(super) name: String,
    pub(super) asked: f64,
    pub(super) answered: f64,
    pub(super) ended: f64,
    /// Bytes of the body as they travelled.
    pub(super) wire: u64,
    /// Bytes of the body unpacked.
    plain: u64,
    coding: String,
}

/// One load, times in milliseconds since navigation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Load {
    /// When the page set its mark.
    pub(super) mark: f64,
    /// When the frame with the marked picture was handed on.
    pub(super) seen: f64,
    /// First contentful paint, whatever it showed.
    pub(super) painted: Option<f64>,
    pub(super) requests: Vec<Request>,
    /// Frames that took longer than 50 ms, each with the scripts in it.
    pub(super) frames: Vec<Value>,
}

/// Bytes on the wire before the mark, by kind.
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
    /// What had arrived when the mark was set.
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
/// Those of the driver, when the page never marks a picture, and when a file travels unpacked.
pub(super) fn sample(bench: &Bench, subject: Subject) -> anyhow::Result<Load> {
    let tab = bench.tab()?;
    tab.command("Network.enable", &json!({}))?;
    let line = json!({ "offline": false, "latency": LATENCY, "downloadThroughput": SPEED, "uploadThroughput": SPEED });
    tab.command("Network.emulateNetworkConditions", &line)?;
    tab.command("Emulation.setCPUThrottlingRate", &json!({ "rate": SLOWER }))?;
    tab.install(PROBE, subject.mark())?;
    tab.visit(&bench.url(subject))?;
    tab.wait("performance.getEntriesByName('bench-seen').length")?;
    let load: Load = serde_json::from_value(tab.ask(LOADED, &[json!(subject.mark())])?)?;
    let slow = load
        .requests
        .first()
        .is_some_and(|page| page.answered >= f64::from(LATENCY) || page.ended >= f64::from(LATENCY));
    ensure!(slow, "the line was not slowed down");
    for request in load.requests.iter().filter(|request| request.plain > WORTH_PACKING) {
        ensure!(request.coding == "br" && request.wire < request.plain, "{} did not travel as brotli", request.name);
    }
    Ok(load)
}

/// Land pixels on the canvases of a page: in the task that sets the mark, in the frame after it, a second later.
///
/// # Errors
/// Those of the driver, and when there is less than half of the land when the mark says that there is all.
pub(super) fn prove(bench: &Bench, subject: Subject) -> anyhow::Result<[u64; 3]> {
    let tab = bench.tab()?;
    tab.install(PROOF, subject.mark())?;
    tab.visit(&bench.url(subject))?;
    tab.wait("window.benchLand")?;
    let counts: [u64; 3] = serde_json::from_value(tab.ask("return window.benchLand;", &[])?)?;
    let [at_mark, after, last] = counts;
    let first = at_mark.max(after);
    ensure!(first > 0 && first * 2 >= last, "the mark comes before the land: {counts:?} pixels");
    Ok(counts)
}

/// The lines of the table: name, mark, frame, ratio, bytes.
pub(super) fn table(runs: &BTreeMap<&'static str, Vec<Load>>, subjects: &[Subject]) -> Vec<Vec<String>> {
    let middle = |name: &str, of: fn(&Load) -> f64| Spread::of(runs.get(name)?.iter().map(of));
    let ours = middle(crate::quality::bench::subject::OURS.name, |load| load.mark).map(|spread| spread.median);
    let head = ["load, ms", "mark", "on screen", "of ours", "first paint", "bytes", "page", "code", "data"];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for subject in subjects {
        let Some(mark) = middle(subject.name, |load| load.mark) else { continue };
        let seen = middle(subject.name, |load| load.seen);
        let painted = runs.get(subject.name).into_iter().flatten().filter_map(|load| load.painted);
        let painted = Spread::of(painted);
        let weight = runs.get(subject.name).and_then(|loads| loads.first()).map(Load::weight).unwrap_or_default();
        let text = |spread: Option<Spread>| spread.map_or_else(String::new, |spread| spread.text(0));
        let mut line = vec![subject.name.to_owned(), mark.text(0), text(seen)];
        line.push(ours.map_or_else(String::new, |ours| format!("{:.2}", mark.median / ours)));
        line.push(painted.map_or_else(String::new, |spread| format!("{:.0}", spread.median)));
        line.extend([weight.total(), weight.page, weight.code, weight.data].map(|bytes| bytes.to_string()));
        lines.push(line);
    }
    lines
}

/// What happened in the load whose mark is the median: requests, then long frames with their scripts.
pub(super) fn story(loads: &[Load]) -> anyhow::Result<Vec<String>> {
    let mut sorted: Vec<_> = loads.iter().collect();
    sorted.sort_by(|one, other| one.mark.total_cmp(&other.mark));
    let load = sorted.get(sorted.len() / 2).context("there is no load to tell of")?;
    let mut lines = vec![format!("mark at {:.0} ms, on screen at {:.0} ms", load.mark, load.seen)];
    for request in load.requests.iter().filter(|request| request.ended <= load.mark) {
        let Request { name, asked, answered, ended, wire, .. } = request;
        lines.push(format!("{asked:>6.0} asked {answered:>6.0} answered {ended:>6.0} ended {wire:>8} bytes  {name}"));
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
    fn what_arrives_after_the_mark_does_not_weigh() {
        let names = [("index.html", 1.0), ("a.js", 2.0), ("a.wasm", 3.0), ("first.json", 4.0), ("later.json", 6.0)];
        let requests = names.map(|(name, ended)| request(name, ended)).to_vec();
        let load = Load { mark: 5.0, seen: 5.0, painted: None, requests, frames: Vec::new() };
        let weight = load.weight();
        assert_eq!((weight.page, weight.code, weight.data, weight.total()), (10, 20, 10, 40));
    }
}
