//! Runs test binaries through cargo, and counts their results while showing them.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::dev::toolchain::cargo;
use crate::project::Project;
use crate::quality::stages::Tally;

/// The stage `native`: everything that `cargo test` runs.
///
/// # Errors
/// When the tests do not compile or cargo cannot be started.
pub(super) fn native(project: &Project, filters: &[String]) -> anyhow::Result<Tally> {
    let mut command = cargo::command(project, "test");
    command.args(["--workspace", "--no-fail-fast", "--"]).args(filters);
    run(&mut command)
}

/// Runs a test command, shows its output and sums up its lines `test result: ...`.
///
/// # Errors
/// When it cannot be started, and when it fails without a failed test.
pub(super) fn run(command: &mut Command) -> anyhow::Result<Tally> {
    let line = cargo::line(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{line}`"))?;
    let output = child.stdout.take().context("the output is not piped")?;
    let mut total = Tally::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        show(&line);
        total = total.and(result(&line).unwrap_or_default());
    }
    let status = child.wait()?;
    if !status.success() && total.failed == 0 {
        bail!("`{line}` ended with {status}");
    }
    Ok(total)
}

/// Shows a line of output; passing tests are counted, not listed.
#[expect(clippy::print_stdout, reason = "forwards the output of the tests")]
fn show(line: &str) {
    if !line.is_empty() && !line.ends_with(" ... ok") {
        println!("{line}");
    }
}

/// Parses a line such as `test result: ok. 12 passed; 0 failed; 0 ignored`.
fn result(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = counts.split(';').find_map(|part| part.trim().strip_suffix(word))?;
        part.trim().parse().ok()
    };
    Some(Tally { passed: number("passed")?, failed: number("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_line_of_a_test_binary_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.2s";
        assert_eq!(result(line), Some(Tally { passed: 12, failed: 3 }));
        assert_eq!(result("test a_result_is_counted ... ok"), None);
    }
}
