//! The command `bless`: takes what the project makes today as that with which the tests compare.

use std::env;

use anyhow::bail;

use crate::dev::toolchain::cargo;
use crate::log;
use crate::project::Project;

/// The tests that compare with files, by the packages that they belong to and parts of their names.
const TESTS: [(&str, &[&str]); 2] =
    [("kuril-map", &["every_damage_is_named"]), ("kuril-tool", &["as_it_was_blessed", "as_the_table_of_fields_says"])];

/// Has the tests write the files anew with which they compare: pictures, findings, declarations.
///
/// # Errors
/// When the variable `CI` is set, or a test fails for another reason.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    if env::var_os("CI").is_some() {
        bail!("CI is set: files are blessed by people who have looked at them, never by CI");
    }
    for (package, tests) in TESTS {
        let mut command = cargo::command(project, "test");
        command.env("BLESS", "1").args(["--quiet", "--package", package, "--"]).args(tests);
        cargo::run(&mut command)?;
    }
    log::note("look at each file that has changed before you commit it");
    Ok(())
}
