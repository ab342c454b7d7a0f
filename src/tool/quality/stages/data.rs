//! The stage `data`, which is also the command `check` without a folder.

use crate::log;
use crate::project::Project;
use crate::quality::stages::Tally;
use crate::story::check;
use crate::story::derive;

/// Checks that everything derived is what the inputs give today, and that the story's files are sound.
///
/// # Errors
/// When an input is missing or does not fit the others.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    let fresh = stale(project)? == 0;
    let sound = check::told(project.story())? == 0;
    let tally = |kept| if kept { Tally::ONE } else { Tally::NONE };
    Ok(tally(fresh).and(tally(sound)))
}

/// Names the derived files that differ from what the inputs give, and counts them.
///
/// # Errors
/// When an input is missing or does not fit the others.
pub(super) fn stale(project: &Project) -> anyhow::Result<usize> {
    let stale = log::step("deriving the geodata again to compare", || derive::stale(project.story()))?;
    for path in &stale {
        log::note(&format!("{path} is stale: run `cargo kuril derive`"));
    }
    Ok(stale.len())
}
