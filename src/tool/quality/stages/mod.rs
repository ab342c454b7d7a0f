//! The command `test`: everything that guards the project, in stages that can also be run alone.
//!
//! A stage that fails does not stop the next one, so that one run shows all there is to mend; only what needs the
//! built site is left out when the build fails.

use std::time::{Duration, Instant};

use anyhow::bail;

use crate::log;
use crate::project::Project;
use crate::quality::browser_driver::engine::Engine;
use crate::site::build;

mod browser;
mod budget;
mod counted;
mod data;
mod format;
mod lint;
mod scripts;

/// One part of the run.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, clap::ValueEnum)]
pub(crate) enum Stage {
    /// The formatting of the Rust sources.
    Fmt,
    /// The lints, for this machine and for wasm, warnings denied.
    Lint,
    /// Unit tests, the native test binary and the examples in the documentation.
    Native,
    /// The finished site.
    Build,
    /// Scripts and styles: format, lints, types and unit tests.
    Scripts,
    /// The geodata: nothing derived is stale, and nothing in the story is unsound.
    Data,
    /// What the site weighs.
    Budget,
    /// The site in a real browser.
    Browser,
}

const ALL: [Stage; 8] =
    [Stage::Fmt, Stage::Lint, Stage::Native, Stage::Build, Stage::Scripts, Stage::Data, Stage::Budget, Stage::Browser];

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Build => "build",
            Self::Scripts => "scripts",
            Self::Data => "data",
            Self::Budget => "budget",
            Self::Browser => "browser",
        }
    }

    fn needs_site(self) -> bool {
        matches!(self, Self::Budget | Self::Browser)
    }

    fn run(self, project: &Project, options: &Options) -> anyhow::Result<Tally> {
        let filters = &options.filters;
        match self {
            Self::Fmt => format::check(project).map(|()| Tally::ONE),
            Self::Lint => lint::check(project).map(|()| Tally { passed: 2, failed: 0 }),
            Self::Native => counted::native(project, filters),
            Self::Build => build::build(project, &build::Options::default()).map(|_| Tally::ONE),
            Self::Scripts => scripts::check(project),
            Self::Data => data::check(project),
            Self::Budget => budget::check(project),
            Self::Browser => browser::check(project, filters, &options.engines),
        }
    }
}

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    passed: u32,
    failed: u32,
}

impl Tally {
    const ONE: Self = Self { passed: 1, failed: 0 };
    const NONE: Self = Self { passed: 0, failed: 1 };

    fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Which stages to run, and which of their tests.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// The stages to run; all of them when none is named.
    stages: Vec<Stage>,
    /// Run only those native and browser tests whose names contain this; may be given several times.
    #[arg(long = "only", value_name = "TEXT")]
    filters: Vec<String>,
    /// Run the browser tests in this engine alone: `chromium`, `firefox` or `webkit`; may be given several times.
    #[arg(long = "engine", value_name = "NAME")]
    engines: Vec<Engine>,
}

/// The command `check`: the data alone.
///
/// # Errors
/// When the data does not hold what it promises.
pub(crate) fn check_data(project: &Project) -> anyhow::Result<()> {
    run(project, &Options { stages: vec![Stage::Data], filters: Vec::new(), engines: Vec::new() })
}

/// The command `derive --check`: the derived files alone.
///
/// # Errors
/// When one differs from what the inputs give.
pub(crate) fn check_derived(project: &Project) -> anyhow::Result<()> {
    match data::stale(project)? {
        0 => Ok(()),
        count => bail!("{count} derived files are stale"),
    }
}

/// One line of the summary.
struct Row {
    stage: Stage,
    tally: Tally,
    spent: Duration,
}

/// Runs the stages in their order and prints what came of them.
///
/// # Errors
/// When anything failed.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let chosen = ALL.into_iter().filter(|stage| options.stages.is_empty() || options.stages.contains(stage));
    let mut rows: Vec<Row> = Vec::new();
    for stage in chosen {
        let unbuilt = rows.iter().any(|row| row.stage == Stage::Build && row.tally.failed > 0);
        if unbuilt && stage.needs_site() {
            log::note(&format!("{} needs the site, which was not built", stage.name()));
            rows.push(Row { stage, tally: Tally::NONE, spent: Duration::ZERO });
            continue;
        }
        log::note(&format!("== {}", stage.name()));
        let start = Instant::now();
        let tally = stage.run(project, options).unwrap_or_else(|error| {
            log::failure(&error);
            Tally::NONE
        });
        rows.push(Row { stage, tally, spent: start.elapsed() });
    }
    let total = summary(&rows);
    if total.failed > 0 {
        bail!("{} of {} checks failed", total.failed, total.passed + total.failed);
    }
    Ok(())
}

/// Prints the seconds of each stage and, last, the line that tools look for.
#[expect(clippy::print_stdout, reason = "the summary is the command's result")]
fn summary(rows: &[Row]) -> Tally {
    println!();
    for Row { stage, tally, spent } in rows {
        let (name, Tally { passed, failed }) = (stage.name(), tally);
        println!("{name:<8} {:>6.1} s  {passed:>4} passed  {failed:>3} failed", spent.as_secs_f64());
    }
    let spent: Duration = rows.iter().map(|row| row.spent).sum();
    let total = rows.iter().fold(Tally::default(), |total, row| total.and(row.tally));
    println!("{:<8} {:>6.1} s", "all", spent.as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    total
}
