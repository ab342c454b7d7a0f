//! The command `bench`: compares our map with other libraries that draw the same land, all in one run.
//!
//! `tests/bench/README.md` describes what is measured, and how. The pages take turns, so that a busy moment of the
//! machine affects all of them; what counts is the ratios. The command reports figures and never fails on one: they
//! depend on the machine, so people judge them.

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

mod distribution;
mod load;
mod page;
mod pan;
mod peers;
mod report;
mod screenshot;
mod tab;

use load::Load;
use page::{ALL, OURS, Page};
use pan::{Pan, Viewport};
use tab::Tab;

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct BenchOptions {
    /// Take only these measurements.
    #[arg(long, value_enum)]
    only: Option<Measurement>,
    /// How often each page is measured.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Measure only these pages besides our own: `empty`, `leaflet` and so on.
    #[arg(long = "page", value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(ALL.map(|page| page.name)))]
    pages: Vec<String>,
}

/// The groups of measurements.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Measurement {
    /// Loading over a slow connection.
    Load,
    /// Dragging.
    Pan,
}

/// Everything that the measurements need.
struct Bench {
    driver: Driver,
    trap: Trap,
    pages: Vec<Page>,
    runs: u32,
    peers: Server,
    ours: Server,
}

/// Measures, prints the tables and writes `target/bench.json`.
///
/// # Errors
/// When the site does not build, a library cannot be had, or the browser does not start.
pub(crate) fn run(project: &Project, options: &BenchOptions) -> anyhow::Result<()> {
    let bench = Bench::prepare(project, options)?;
    let mut found = BTreeMap::from([("runs", json!(options.runs))]);
    if options.only != Some(Measurement::Pan) {
        found.insert("load", bench.load()?);
    }
    if options.only != Some(Measurement::Load) {
        found.insert("pan", bench.pan()?);
    }
    let path = project.target("bench.json");
    fs::write(&path, serde_json::to_string_pretty(&found)? + "\n")
        .with_context(|| format!("cannot write {}", path.display()))?;
    log::note(&format!("wrote {}", path.display()));
    Ok(())
}

impl Bench {
    fn prepare(project: &Project, options: &BenchOptions) -> anyhow::Result<Self> {
        build::build(project, &build::BuildOptions::default())?;
        let wanted = |page: &Page| {
            page.is_ours() || options.pages.is_empty() || options.pages.iter().any(|name| name == page.name)
        };
        Ok(Self {
            driver: Driver::start(Engine::Chromium)?,
            trap: Trap::set()?,
            pages: ALL.into_iter().filter(wanted).collect(),
            runs: options.runs,
            peers: serve(peers::content(project)?)?,
            ours: serve(Content::load(&project.site(), "/")?)?,
        })
    }

    /// Opens a browser with an empty profile.
    fn tab(&self) -> anyhow::Result<Tab> {
        Tab::open(&self.driver, &self.trap)
    }

    fn url(&self, page: Page) -> String {
        if page.is_ours() { self.ours.url() } else { format!("{}assets/{}.html", self.peers.url(), page.name) }
    }

    /// Measures the pages in turn; each round, counted from 0, begins with another page. A page that fails is reported
    /// and omitted.
    fn rounds<T>(&self, measure: impl Fn(Page, usize) -> anyhow::Result<T>) -> BTreeMap<&'static str, Vec<T>> {
        let mut found: BTreeMap<_, Vec<T>> = BTreeMap::new();
        for round in 0..self.runs as usize {
            let turns = self.pages.iter().cycle().skip(round % self.pages.len().max(1));
            for page in turns.take(self.pages.len()) {
                match measure(*page, round).with_context(|| format!("{} was not measured", page.name)) {
                    Ok(figures) => found.entry(page.name).or_default().push(figures),
                    Err(error) => log::failure(&error),
                }
            }
        }
        found
    }

    fn load(&self) -> anyhow::Result<Value> {
        let mut land = BTreeMap::new();
        for page in self.pages.iter().filter(|page| page.is_map()) {
            match load::verify_mark(self, *page).with_context(|| format!("{} sets its mark too early", page.name)) {
                Ok(counts) => drop(land.insert(page.name, counts)),
                Err(error) => log::failure(&error),
            }
        }
        let runs = log::step("loading", || Ok(self.rounds(|page, _| load::sample(self, page))))?;
        report::table(&load::table(&runs, &self.pages));
        let ours = runs.get(OURS.name).map(Vec::as_slice).unwrap_or_default();
        report::lines("our median load", &load::timeline(ours)?);
        report::lines("verdicts", &report::load_verdicts(ours));
        let weights: BTreeMap<_, _> =
            runs.iter().filter_map(|(name, loads)| Some((name, loads.first().map(Load::weight)?))).collect();
        Ok(json!({ "land_at_mark": land, "weights": weights, "runs": runs }))
    }

    fn pan(&self) -> anyhow::Result<Value> {
        let area = pan::area(self)?;
        let mut found = BTreeMap::new();
        for ratio in pan::RATIOS {
            let measure = |page, round| pan::sample(self, page, Viewport { area, ratio, checks_blank: round == 0 });
            let what = format!("dragging at {ratio} device pixels per CSS pixel");
            let runs: BTreeMap<_, Vec<Pan>> = log::step(&what, || Ok(self.rounds(measure)))?;
            report::table(&pan::table(&runs, &self.pages, ratio));
            report::lines("verdicts", &report::pan_verdicts(&runs, ratio));
            found.insert(format!("dpr_{ratio}"), json!(runs));
        }
        Ok(json!({ "area": area, "runs": found }))
    }
}

fn serve(content: Content) -> anyhow::Result<Server> {
    Ok(Server::start(TcpListener::bind("127.0.0.1:0")?, content, false)?)
}
