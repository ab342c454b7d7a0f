//! The count of executions, which stays in the repository: how much each target has been through.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::project::Project;
use crate::quality::fuzz::Target;
use crate::quality::fuzz::program::Run;

/// The file, relative to the project root.
const FILE: &str = "tests/fuzz/executions.json";

/// What a target has been through.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    /// Inputs, of all counted runs.
    executions: u64,
    /// Branches that its kept inputs reach.
    branches_reached: u64,
    /// Branches of its program, of which other targets reach others.
    branches: u64,
    /// Inputs that stopped it, all of them mended and kept.
    findings: u64,
}

impl Count {
    /// Adds a run of a target.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub(super) fn add(project: &Project, target: Target, run: &Run) -> anyhow::Result<()> {
        let path = project.root().join(FILE);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {FILE}"))?;
        let mut all: BTreeMap<String, Self> = serde_json::from_str(&text).with_context(|| FILE.to_owned())?;
        let count = all.entry(target.name().to_owned()).or_default();
        *count = count.with(run);
        let text = serde_json::to_string_pretty(&all)? + "\n";
        fs::write(&path, text).with_context(|| format!("cannot write {FILE}"))
    }

    fn with(self, run: &Run) -> Self {
        Self {
            executions: self.executions + run.executions,
            branches_reached: run.reached,
            branches: run.all,
            findings: self.findings + u64::from(run.finding.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_summed_and_branches_are_those_of_the_last_run() {
        let run = |executions, reached| Run { executions, reached, all: 9000, finding: None };
        let count = Count::default().with(&run(100, 800)).with(&run(11, 810));
        assert_eq!(count, Count { executions: 111, branches_reached: 810, branches: 9000, findings: 0 });
    }
}
