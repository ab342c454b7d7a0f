//! The command `fuzz` and the stage of the same name: what others can send to the map, made up by the million.
//!
//! The targets are the package `kuril-fuzz` (`tests/fuzz`), each a program with libFuzzer that is led by the branches
//! which an input reaches. Inputs that reached something new are kept in `target/fuzz`, the smallest of them in the
//! repository, where `cargo test` reads them again.

mod executions;
mod program;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::ValueEnum as _;

use crate::log;
use crate::project::Project;
use executions::Count;
use program::{Limit, Program, Run};

/// How long the stage runs each target, seconds.
const BRIEFLY: u64 = 10;
/// How long the command runs each target when it is not told, seconds.
const LONG: u64 = 300;

/// What is fuzzed.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, clap::ValueEnum)]
pub enum Target {
    /// Files of features.
    Geojson,
    /// The story's own file.
    Story,
    /// Facts, sources, articles, events and the status of all days.
    Reading,
    /// Addresses and attributes.
    Address,
    /// What a page says to the map.
    Message,
    /// Texts in which places are looked for.
    Linker,
    /// Sequences of inputs, with the picture composed after each.
    Inputs,
    /// Files of other programs.
    Import,
}

impl Target {
    /// All targets.
    #[must_use]
    pub fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// The name of its module and of its folder in the corpus.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Geojson => "geojson",
            Self::Story => "story",
            Self::Reading => "reading",
            Self::Address => "address",
            Self::Message => "message",
            Self::Linker => "linker",
            Self::Inputs => "inputs",
            Self::Import => "import",
        }
    }
}

/// What to fuzz, and for how long.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct FuzzOptions {
    /// The target; all of them when none is named.
    target: Option<Target>,
    /// Run each target so many seconds; without it, and without `--runs`, five minutes.
    #[arg(long, value_name = "N", conflicts_with = "runs")]
    seconds: Option<u64>,
    /// Give each target so many inputs.
    #[arg(long, value_name = "N")]
    runs: Option<u64>,
    /// Add the executions to `tests/fuzz/executions.json`, and keep in the repository the inputs that reach most.
    #[arg(long)]
    count: bool,
}

/// The command `fuzz`.
///
/// # Errors
/// When there was a finding, the targets do not build, or a file cannot be written.
pub(crate) fn run(project: &Project, options: &FuzzOptions) -> anyhow::Result<()> {
    let limit = match (options.runs, options.seconds) {
        (Some(runs), _) => Limit::Runs(runs),
        (None, seconds) => Limit::Seconds(seconds.unwrap_or(LONG)),
    };
    program::build(project)?;
    let chosen = options.target.as_ref().map_or(Target::all(), std::slice::from_ref);
    let mut findings = 0;
    for target in chosen {
        let program = Program::of(project, *target);
        let run = tell(*target, &program, limit)?;
        findings += u32::from(run.finding.is_some());
        if options.count {
            program.keep()?;
            Count::add(project, *target, &run)?;
        }
    }
    if findings > 0 {
        bail!("{findings} of {} targets had a finding", chosen.len());
    }
    Ok(())
}

/// The stage `fuzz`: runs each target briefly. Returns how many had no finding, and how many had one; none where the
/// fuzzer does not run.
///
/// # Errors
/// When the targets do not build or cannot be run.
pub(crate) fn briefly(project: &Project) -> anyhow::Result<(u32, u32)> {
    if !cfg!(unix) {
        log::note("libFuzzer runs on Linux and macOS: nothing is fuzzed here");
        return Ok((0, 0));
    }
    program::build(project)?;
    let (mut sound, mut found) = (0, 0);
    for target in Target::all() {
        let run = tell(*target, &Program::of(project, *target), Limit::Seconds(BRIEFLY))?;
        let counted = if run.finding.is_some() { &mut found } else { &mut sound };
        *counted += 1;
    }
    Ok((sound, found))
}

/// Runs a target and tells what came of it.
fn tell(target: Target, program: &Program, limit: Limit) -> anyhow::Result<Run> {
    let run = program.run(limit)?;
    let Run { executions, reached, all, finding } = &run;
    log::note(&format!("{}: {executions} executions, {reached} of {all} branches", target.name()));
    if let Some(finding) = finding {
        log::note(&format!("{}: {}", target.name(), finding.what));
        log::note(&format!("the input is {}", finding.input.display()));
        log::note(&format!("when it is mended, keep it in tests/fuzz/corpus/{}", target.name()));
    }
    Ok(run)
}

/// A folder below `target/fuzz`, made if it is missing.
fn folder(project: &Project, name: &str) -> anyhow::Result<PathBuf> {
    let folder = project.target("fuzz").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
