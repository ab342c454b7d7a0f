//! Runs cargo from a command that cargo itself has started.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::project::Project;

/// A cargo command in the project root, always with the lock file.
pub(crate) fn command(project: &Project, subcommand: &str) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(project.root()).arg(subcommand);
    if subcommand != "fmt" {
        command.arg("--locked");
    }
    command
}

/// Runs a command and waits for it.
///
/// # Errors
/// When it cannot be started or does not succeed; the message shows the command line.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// A command line for messages.
pub(crate) fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    command.get_args().fold(program.into_owned(), |line, arg| line + " " + &arg.to_string_lossy())
}
