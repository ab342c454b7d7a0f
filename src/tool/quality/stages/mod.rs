//! The command `test`: all checks of the project, in stages that can also be run individually.
//!
//! A failed stage does not stop the next one, so that one run shows everything there is to fix; only stages that need
//! the built site are skipped when the build fails.

use std::time::{Duration, Instant};

use anyhow::bail;

use crate::log;
use crate::project::Project;
use crate::quality::browser_driver::engine::Engine;
use crate::quality::fuzz;
use crate::site::build;

mod browser;
mod budget;
mod counted;
mod data;
mod format;
mod lint;
mod program;
mod scripts;
mod supply;

/// A stage of the run.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, clap::ValueEnum)]
pub(crate) enum Stage {
    /// Formatting of the Rust sources.
    Fmt,
    /// Lints, for this machine and for wasm; warnings are errors.
    Lint,
    /// Unit tests, native test binaries and documentation examples.
    Native,
    /// What others may send, made up for some seconds a target.
    Fuzz,
    /// The build of the site.
    Build,
    /// Scripts and styles: format, lints, types and unit tests.
    Scripts,
    /// The geodata: no derived file is stale, and the story is valid.
    Data,
    /// The size of the site.
    Budget,
    /// The program with the code of the site inside, where there is no checkout.
    Program,
    /// The site in a real browser.
    Browser,
    /// What others have made: licences, and advisories where they can be asked for.
    Supply,
}

const ALL: [Stage; 11] = [
    Stage::Fmt,
    Stage::Lint,
    Stage::Native,
    Stage::Fuzz,
    Stage::Build,
    Stage::Scripts,
    Stage::Data,
    Stage::Budget,
    Stage::Program,
    Stage::Browser,
    Stage::Supply,
];

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Fuzz => "fuzz",
            Self::Build => "build",
            Self::Scripts => "scripts",
            Self::Data => "data",
            Self::Budget => "budget",
            Self::Program => "program",
            Self::Browser => "browser",
            Self::Supply => "supply",
        }
    }

    fn needs_site(self) -> bool {
        matches!(self, Self::Scripts | Self::Budget | Self::Browser)
    }

    fn run(self, project: &Project, options: &TestOptions) -> anyhow::Result<Tally> {
        let filters = &options.filters;
        match self {
            Self::Fmt => format::check(project).map(|()| Tally::ONE),
            Self::Lint => lint::check(project).map(|()| Tally { passed: 2, failed: 0 }),
            Self::Native => counted::native(project, filters),
            Self::Fuzz => fuzz::briefly(project).map(|(passed, failed)| Tally { passed, failed }),
            Self::Build => build::build(project, &build::BuildOptions::default()).map(|_| Tally::ONE),
            Self::Scripts => scripts::check(project),
            Self::Data => data::check(project),
            Self::Budget => budget::check(project),
            Self::Program => program::check(project),
            Self::Browser => browser::check(project, options),
            Self::Supply => supply::check(project),
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
pub(crate) struct TestOptions {
    /// The stages to run; all of them when none is named.
    stages: Vec<Stage>,
    /// Run only those native and browser tests whose names contain this; may be given several times.
    #[arg(long = "only", value_name = "TEXT")]
    filters: Vec<String>,
    /// Run the browser tests in this engine alone: `chromium`, `firefox` or `webkit`; may be given several times.
    #[arg(long = "engine", value_name = "NAME")]
    engines: Vec<Engine>,
    /// Run each browser test so often.
    #[arg(long, value_name = "N", default_value_t = 1)]
    repeat: u32,
}

/// The command `check`: only the data.
///
/// # Errors
/// When the data is invalid.
pub(crate) fn check_data(project: &Project) -> anyhow::Result<()> {
    run(project, &TestOptions { stages: vec![Stage::Data], filters: Vec::new(), engines: Vec::new(), repeat: 1 })
}

/// The command `derive --check`: only the derived files.
///
/// # Errors
/// When one differs from what the inputs produce.
pub(crate) fn check_derived(project: &Project) -> anyhow::Result<()> {
    match data::stale(project)? {
        0 => Ok(()),
        count => bail!("{count} derived files are stale"),
    }
}

/// The result of a stage.
struct StageResult {
    stage: Stage,
    tally: Tally,
    elapsed: Duration,
}

/// Runs the stages in order and prints a summary.
///
/// # Errors
/// When anything failed.
pub(crate) fn run(project: &Project, options: &TestOptions) -> anyhow::Result<()> {
    let chosen = ALL.into_iter().filter(|stage| options.stages.is_empty() || options.stages.contains(stage));
    let mut results: Vec<StageResult> = Vec::new();
    for stage in chosen {
        let unbuilt = results.iter().any(|result| result.stage == Stage::Build && result.tally.failed > 0);
        if unbuilt && stage.needs_site() {
            log::note(&format!("{} needs the site, which was not built", stage.name()));
            results.push(StageResult { stage, tally: Tally::NONE, elapsed: Duration::ZERO });
            continue;
        }
        log::note(&format!("== {}", stage.name()));
        let start = Instant::now();
        let tally = stage.run(project, options).unwrap_or_else(|error| {
            log::failure(&error);
            Tally::NONE
        });
        results.push(StageResult { stage, tally, elapsed: start.elapsed() });
    }
    let total = summary(&results);
    if total.failed > 0 {
        bail!("{} of {} checks failed", total.failed, total.passed + total.failed);
    }
    Ok(())
}

/// Prints the duration of each stage and, last, the totals in the line that tools look for.
#[expect(clippy::print_stdout, reason = "the summary is the command's result")]
fn summary(results: &[StageResult]) -> Tally {
    println!();
    for StageResult { stage, tally, elapsed } in results {
        let (name, Tally { passed, failed }) = (stage.name(), tally);
        println!("{name:<8} {:>6.1} s  {passed:>4} passed  {failed:>3} failed", elapsed.as_secs_f64());
    }
    let elapsed: Duration = results.iter().map(|result| result.elapsed).sum();
    let total = results.iter().fold(Tally::default(), |total, result| total.and(result.tally));
    println!("{:<8} {:>6.1} s", "all", elapsed.as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    total
}
