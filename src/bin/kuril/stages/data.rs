//! The stage `data`, which is also the command `check`.

use super::Tally;
use crate::project::Project;
use crate::{derive, say};

/// Checks that everything derived is what the inputs give today.
///
/// # Errors
/// When an input is missing or does not fit the others.
pub(crate) fn check(project: &Project) -> anyhow::Result<Tally> {
    let stale = say::step("deriving the geodata again to compare", || derive::stale(project.root()))?;
    for path in &stale {
        say::note(&format!("{path} is stale: run `cargo kuril derive`"));
    }
    Ok(if stale.is_empty() { Tally::ONE } else { Tally::NONE })
}
