//! The command `bless`: accepts the current output of the project as the reference files of the tests.

use std::env;

use anyhow::bail;

use crate::dev::toolchain::cargo;
use crate::log;
use crate::project::Project;

/// The tests that compare with reference files: packages, and substrings of test names.
const TESTS: [(&str, &[&str]); 3] = [
    ("kuril-map", &["every_damage_is_named"]),
    ("kuril-import", &["as_it_was_blessed"]),
    ("kuril-tool", &["as_it_was_blessed", "as_the_table_of_fields_says"]),
];

/// Makes the tests rewrite their reference files: pictures, findings, declarations, tables of keys.
///
/// # Errors
/// When the variable `CI` is set, or a test fails for another reason.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    if env::var_os("CI").is_some() {
        bail!("CI is set: reference files are blessed by people who have looked at them, never by CI");
    }
    for (package, tests) in TESTS {
        let mut command = cargo::command(project, "test");
        command.env("BLESS", "1").args(["--quiet", "--package", package, "--"]).args(tests);
        cargo::run(&mut command)?;
    }
    log::note("look at every changed file before you commit it");
    Ok(())
}
