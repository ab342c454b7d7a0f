//! The command `check`: everything that the readers of the map and its rules find in a story's files.
//!
//! The files are read as an author has them, not as the site bundles them, so that each finding names the file and the
//! line to mend.

mod neutrality;
mod patchwork;
mod references;
mod story;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{bail, ensure};

use crate::log;
use story::Checked;

/// Prints the findings in a folder.
///
/// # Errors
/// When there is no such folder, and when there is a finding.
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    ensure!(folder.is_dir(), "there is no folder {}", folder.display());
    match told(folder)? {
        0 => Ok(()),
        1 => bail!("1 finding in {}", folder.display()),
        count => bail!("{count} findings in {}", folder.display()),
    }
}

/// Prints what was read in a folder and every finding, one a line, and counts the findings.
///
/// # Errors
/// When a file is there and cannot be read.
#[expect(clippy::print_stdout, reason = "the findings are the command's result")]
pub(crate) fn told(folder: &Path) -> anyhow::Result<usize> {
    let Checked { mut findings, contents } = log::step("checking the story", || story::checked(folder))?;
    findings.extend(neutrality::findings(folder)?);
    for line in contents {
        log::note(&line);
    }
    for finding in &findings {
        println!("{}", folder.join(finding.to_string()).display());
    }
    let files: BTreeSet<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    match (findings.len(), files.len()) {
        (0, _) => log::note("nothing is wrong in the story's files"),
        (1, _) => log::note("1 finding"),
        (count, 1) => log::note(&format!("{count} findings in one file")),
        (count, files) => log::note(&format!("{count} findings in {files} files")),
    }
    Ok(findings.len())
}
