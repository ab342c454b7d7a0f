//! The command `soak`: a reader who uses everything for an hour, and what must not grow meanwhile.
//!
//! Besides, a thousand maps come and go, a hundred stand on one page, and a live page is published anew a hundred times.
//! None of this is part of the tests: it takes long, and what it looks for grows slowly. It fails where something grows.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use crate::dev::server::Server;
use crate::dev::server::content::Content;
use crate::log;
use crate::project::Project;
use crate::quality::browser_driver::Driver;
use crate::quality::browser_driver::engine::Engine;
use crate::quality::browser_driver::trap::Trap;
use crate::site::build::{self, BuildOptions};

mod crowd;
mod held;
mod page;

use held::{Held, Kind};
use page::Page;

/// What the reader does, one deed at a time: a driver waits only so long for a script.
const READER: &str = include_str!("../../../../tests/soak/reader.js");
/// The deeds of one turn, and the turns of one sample: figures of single turns differ by what the browser does when it
/// likes.
const DEEDS: u32 = 13;
const TURNS: u32 = 2;
/// The share of the samples after which everything has been used, and what is kept for later is kept.
const WARM: f64 = 0.25;

/// How long, and where.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SoakOptions {
    /// How long the reader reads, in minutes; without it an hour in Chromium, a quarter of one in other engines.
    #[arg(long, value_name = "N")]
    minutes: Option<u64>,
    /// The engine: `chromium`, `firefox` or `webkit`.
    #[arg(long, value_name = "NAME", default_value = "chromium")]
    engine: Engine,
    /// Only this part of it; may be given several times.
    #[arg(long = "only", value_enum)]
    parts: Vec<Part>,
    /// Take the site that was built last.
    #[arg(long)]
    built: bool,
}

/// A part of the command.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Part {
    /// A reader who uses everything.
    Reader,
    /// A thousand maps that come and go.
    Mounts,
    /// A hundred maps on one page.
    Maps,
    /// A live page that is published anew a hundred times.
    Edits,
}

/// Runs everything and prints what was counted.
///
/// # Errors
/// When something grows, and when the site cannot be built or the browser does not start.
pub(crate) fn run(project: &Project, options: &SoakOptions) -> anyhow::Result<()> {
    if !options.built {
        build::build(project, &BuildOptions::default())?;
    }
    let content = Content::load(&project.site(), "/")?;
    let (driver, trap) = (Driver::start(options.engine)?, Trap::set()?);
    let minutes = options.minutes.unwrap_or(if options.engine == Engine::Chromium { 60 } else { 15 });
    let all = [Part::Reader, Part::Mounts, Part::Maps, Part::Edits];
    let mut grown = Vec::new();
    for part in all.into_iter().filter(|part| options.parts.is_empty() || options.parts.contains(part)) {
        let server = Server::start(TcpListener::bind("127.0.0.1:0")?, content.clone(), part == Part::Edits)?;
        let page = Page::open(&driver, &trap, &server.url())?;
        grown.extend(match part {
            Part::Reader => read(&page, Duration::from_secs(60 * minutes))?,
            Part::Mounts => crowd::mounts(&page)?,
            Part::Maps => crowd::many(&page)?,
            Part::Edits => crowd::edits(&page, &server, &content)?,
        });
    }
    for line in &grown {
        log::note(line);
    }
    if !grown.is_empty() {
        bail!("{} figures grow", grown.len());
    }
    log::note(&format!("nothing grows in {}", options.engine));
    Ok(())
}

/// Has the reader read for a time, and returns what has grown.
fn read(page: &Page, time: Duration) -> anyhow::Result<Vec<String>> {
    let (start, mut turn, mut samples) = (Instant::now(), 0, Vec::new());
    while start.elapsed() < time {
        for _ in 0..TURNS {
            (0..DEEDS).try_for_each(|deed| page.run(READER, turn * DEEDS + deed))?;
            turn += 1;
        }
        samples.push(page.held()?);
        if samples.len() % 8 == 1 {
            log::note(&format!(
                "{:>5.1} min, turn {turn}: {}",
                start.elapsed().as_secs_f64() / 60.0,
                Held::last(&samples)
            ));
        }
    }
    ensure!(samples.len() >= 8, "the time is too short for {} samples to tell anything", samples.len());
    log::note(&format!("the reader took {turn} turns: {}", Held::last(&samples)));
    grown("the reader", &samples)
}

/// What has grown between the first samples after the warm-up and the last ones, each as a sentence.
///
/// # Errors
/// When there are no samples.
fn grown(who: &str, samples: &[Held]) -> anyhow::Result<Vec<String>> {
    let warm = samples.get((samples.len() as f64 * WARM) as usize..).context("there are samples")?;
    let part = warm.len().div_ceil(3);
    let (first, last) = (warm.get(..part), warm.get(warm.len() - part..));
    let (first, last) = first.zip(last).context("there are samples")?;
    let judged = Kind::ALL.into_iter().filter_map(|kind| {
        let (before, after) = (kind.median(first)?, kind.median(last)?);
        (after > kind.most(before)).then(|| format!("{who}: {} grow from {before:.0} to {after:.0}", kind.name()))
    });
    Ok(judged.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(heap: impl Fn(u32) -> f64) -> Vec<Held> {
        (0..12).map(|at| Held::of(40.0, 900.0, Some([5000.0, 70.0, heap(at)]), Some(1.5))).collect()
    }

    #[test]
    fn what_stays_or_falls_has_not_grown() {
        assert!(grown("a", &samples(|_| 9e6)).unwrap().is_empty());
        assert!(grown("a", &samples(|at| 9e6 - f64::from(at) * 1e5)).unwrap().is_empty());
    }

    #[test]
    fn what_is_kept_during_the_warm_up_has_not_grown() {
        assert!(grown("a", &samples(|at| if at < 3 { 4e6 } else { 9e6 })).unwrap().is_empty());
    }

    #[test]
    fn what_grows_by_every_turn_is_named() {
        let grown = grown("the reader", &samples(|at| 9e6 + f64::from(at) * 4e5)).unwrap();
        assert!(grown.len() == 1 && grown[0].starts_with("the reader: bytes of the heap grow from "), "{grown:?}");
    }
}
