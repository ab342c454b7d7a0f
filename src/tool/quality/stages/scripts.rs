//! The stage `scripts`: checks scripts and styles without a browser.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::dev::toolchain::cargo;
use crate::dev::toolchain::web;
use crate::log;
use crate::project::Project;
use crate::quality::stages::Tally;

/// The folder of the unit tests, relative to the project root.
const TESTS: &str = "tests/scripts";

/// The settings of the type checker for scripts of pages and for the service worker, relative to the project root.
const TYPES: [&str; 2] = ["tsconfig.json", "tsconfig.worker.json"];

/// Checks format, lints and types of scripts and styles, and runs the unit tests of scripts.
///
/// # Errors
/// When one of the programs cannot be installed.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    Ok(style(project)?.and(types(project)?).and(units(project)?))
}

/// Checks format and lints.
fn style(project: &Project) -> anyhow::Result<Tally> {
    let biome = web::biome(project)?;
    let tally = succeeds(project, Command::new(&biome).args(["check", "--error-on-warnings"]));
    if tally == Tally::NONE {
        log::note(&format!("to fix what can be fixed automatically: {} check --write", biome.display()));
    }
    Ok(tally)
}

/// Checks the types that comments give to scripts. What the wasm modules export has the types that a build has written.
fn types(project: &Project) -> anyhow::Result<Tally> {
    if !project.target("types").is_dir() {
        bail!("the types of the wasm modules are missing: run `cargo kuril build`");
    }
    let tsc = web::tsc(project)?;
    let checks = TYPES.map(|settings| succeeds(project, Command::new(&tsc).args(["--project", settings])));
    Ok(checks.into_iter().fold(Tally::default(), Tally::and))
}

/// Runs the unit tests and counts them.
fn units(project: &Project) -> anyhow::Result<Tally> {
    let folder = project.root().join(TESTS);
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    files.sort();
    let mut node = web::node()?;
    let output = node.args(["--test", "--test-reporter=tap"]).args(files).stderr(Stdio::inherit()).output();
    let output = output.context("cannot run node")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let tally = Tally { passed: count(&text, "# pass "), failed: count(&text, "# fail ") };
    if tally.passed == 0 || (!output.status.success() && tally.failed == 0) {
        bail!("node ran no tests: {text}");
    }
    if tally.failed > 0 {
        log::note(&text);
    }
    Ok(tally)
}

/// The number after a heading of the summary (Test Anything Protocol), 0 if it is missing.
fn count(text: &str, heading: &str) -> u32 {
    text.lines().rev().find_map(|line| line.strip_prefix(heading)?.parse().ok()).unwrap_or(0)
}

/// Runs a command, which itself shows what is wrong.
fn succeeds(project: &Project, command: &mut Command) -> Tally {
    match cargo::run(command.current_dir(project.root())) {
        Ok(()) => Tally::ONE,
        Err(error) => {
            log::failure(&error);
            Tally::NONE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_the_unit_tests_is_read() {
        let text = "ok 1 - a name\n# tests 3\n# pass 2\n# fail 1\n# skipped 0\n";
        assert_eq!([count(text, "# pass "), count(text, "# fail "), count(text, "# todo ")], [2, 1, 0]);
    }
}
