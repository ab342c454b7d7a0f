//! The stage `data`, also the command `check` without a folder.

use crate::log;
use crate::project::Project;
use crate::quality::stages::Tally;
use crate::story::check;
use crate::story::derive;

/// Checks that the derived files are up to date and the story's files are valid.
///
/// # Errors
/// When an input is missing or inconsistent with the others.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    let fresh = stale(project)? == 0;
    let sound = check::print_findings(project.story())? == 0;
    let tally = |passed| if passed { Tally::ONE } else { Tally::NONE };
    Ok(tally(fresh).and(tally(sound)))
}

/// Reports the derived files that differ from what the inputs produce, and returns their number.
///
/// # Errors
/// When an input is missing or inconsistent with the others.
pub(super) fn stale(project: &Project) -> anyhow::Result<usize> {
    let stale = log::step("deriving the geodata again for comparison", || derive::stale(project.story()))?;
    for path in &stale {
        log::note(&format!("{path} is stale: run `cargo kuril derive`"));
    }
    Ok(stale.len())
}
