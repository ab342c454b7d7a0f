//! The stage `browser`.

use std::env;

use super::{Tally, counted};
use crate::project::Project;
use crate::{apt, cargo};

/// What the tests drive, and the Debian package that brings it.
const PROGRAMS: [(&str, &str); 2] = [("chromium", "chromium"), ("chromedriver", "chromium-driver")];

/// Runs the browser tests against the site that was built last.
///
/// # Errors
/// When the browser is missing and may not be installed, or the tests do not compile.
pub(super) fn check(project: &Project, filters: &[String]) -> anyhow::Result<Tally> {
    let missing: Vec<_> =
        PROGRAMS.iter().filter(|(program, _)| !on_path(program)).map(|(_, package)| *package).collect();
    if !missing.is_empty() {
        apt::install("the browser of the tests", &missing)?;
    }
    let mut command = cargo::command(project, "test");
    command.args(["--features", "tool", "--test", "browser", "--"]).args(filters);
    counted::run(&mut command)
}

fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
