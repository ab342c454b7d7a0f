//! The command `bench`: our map beside other libraries that draw the same land, all in one run.
//!
//! What is measured, and how, stands in `tests/bench/README.md`. The pages take turns, so that a busy moment of the
//! machine meets all of them; what counts are the ratios. It reports and never fails on a figure: whether a figure is
//! good enough is for people to say, because it is this machine's.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::dev::server::Server;
use crate::dev::server::content::Content;
use crate::log;
use crate::project::Project;
use crate::quality::browser_driver::Driver;
use crate::quality::browser_driver::engine::Engine;
use crate::quality::browser_driver::trap::Trap;
use crate::site::build;

mod load;
mod pan;
mod peers;
mod picture;
mod report;
mod spread;
mod subject;
mod tab;

use load::Load;
use pan::{Pan, View};
use subject::{ALL, OURS, Subject};
use tab::Tab;

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Measure only this part.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// How often each page is measured.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Measure these pages only, beside our own; `empty`, `leaflet` and so on.
    #[arg(long = "page", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(ALL.map(|subject| subject.name)))]
    pages: Vec<String>,
}

/// The parts of the measurement.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Part {
    /// Loading on a slow line.
    Load,
    /// Dragging.
    Pan,
}

/// Everything that the measurements need.
struct Bench {
    driver: Driver,
    trap: Trap,
    subjects: Vec<Subject>,
    runs: u32,
    peers: Server,
    ours: Server,
}

/// Measures, prints the tables and writes `target/bench.json`.
///
/// # Errors
/// When the site does not build, a library cannot be had, or the browser does not start.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let bench = Bench::prepare(project, options)?;
    let mut found = BTreeMap::from([("runs", json!(options.runs))]);
    if options.only != Some(Part::Pan) {
        found.insert("load", bench.load()?);
    }
    if options.only != Some(Part::Load) {
        found.insert("pan", bench.pan()?);
    }
    let path = project.target("bench.json");
    fs::write(&path, serde_json::to_string_pretty(&found)? + "\n")
        .with_context(|| format!("cannot write {}", path.display()))?;
    log::note(&format!("wrote {}", path.display()));
    Ok(())
}

impl Bench {
    fn prepare(project: &Project, options: &Options) -> anyhow::Result<Self> {
        build::build(project, &build::Options::default())?;
        let wanted = |subject: &Subject| {
            subject.is_ours() || options.pages.is_empty() || options.pages.iter().any(|name| name == subject.name)
        };
        Ok(Self {
            driver: Driver::start(Engine::Chromium)?,
            trap: Trap::set()?,
            subjects: ALL.into_iter().filter(wanted).collect(),
            runs: options.runs,
            peers: serve(peers::content(project)?)?,
            ours: serve(Content::load(&project.site(), "/")?)?,
        })
    }

    /// A browser that has seen nothing.
    fn tab(&self) -> anyhow::Result<Tab> {
        Tab::open(&self.driver, &self.trap)
    }

    fn url(&self, subject: Subject) -> String {
        if subject.is_ours() { self.ours.url() } else { format!("{}assets/{}.html", self.peers.url(), subject.name) }
    }

    /// Lets the pages take turns; each round, counted from 0, begins with the next one. A page that fails is told of and left out.
    fn rounds<T>(&self, measure: impl Fn(Subject, usize) -> anyhow::Result<T>) -> BTreeMap<&'static str, Vec<T>> {
        let mut found: BTreeMap<_, Vec<T>> = BTreeMap::new();
        for round in 0..self.runs as usize {
            let turns = self.subjects.iter().cycle().skip(round % self.subjects.len().max(1));
            for subject in turns.take(self.subjects.len()) {
                match measure(*subject, round).with_context(|| format!("{} was not measured", subject.name)) {
                    Ok(figures) => found.entry(subject.name).or_default().push(figures),
                    Err(error) => log::failure(&error),
                }
            }
        }
        found
    }

    fn load(&self) -> anyhow::Result<Value> {
        let mut land = BTreeMap::new();
        for subject in self.subjects.iter().filter(|subject| subject.is_map()) {
            match load::prove(self, *subject).with_context(|| format!("{} has no true mark", subject.name)) {
                Ok(counts) => drop(land.insert(subject.name, counts)),
                Err(error) => log::failure(&error),
            }
        }
        let runs = log::step("loading", || Ok(self.rounds(|subject, _| load::sample(self, subject))))?;
        report::table(&load::table(&runs, &self.subjects));
        let ours = runs.get(OURS.name).map(Vec::as_slice).unwrap_or_default();
        report::lines("the median load of ours", &load::story(ours)?);
        report::lines("verdicts", &report::load_verdicts(ours));
        let weights: BTreeMap<_, _> =
            runs.iter().filter_map(|(name, loads)| Some((name, loads.first().map(Load::weight)?))).collect();
        Ok(json!({ "land_at_mark": land, "weights": weights, "runs": runs }))
    }

    fn pan(&self) -> anyhow::Result<Value> {
        let area = pan::area(self)?;
        let mut found = BTreeMap::new();
        for ratio in pan::RATIOS {
            let measure = |subject, round| pan::sample(self, subject, View { area, ratio, searched: round == 0 });
            let what = format!("dragging at {ratio} device pixels per CSS pixel");
            let runs: BTreeMap<_, Vec<Pan>> = log::step(&what, || Ok(self.rounds(measure)))?;
            report::table(&pan::table(&runs, &self.subjects, ratio));
            report::lines("verdicts", &report::pan_verdicts(&runs, ratio));
            found.insert(format!("dpr_{ratio}"), json!(runs));
        }
        Ok(json!({ "area": area, "runs": found }))
    }
}

fn serve(content: Content) -> anyhow::Result<Server> {
    Ok(Server::start(TcpListener::bind("127.0.0.1:0")?, content, false)?)
}
