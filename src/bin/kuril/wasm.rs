//! The library compiled for the browser.

use std::path::PathBuf;
use std::process::Command;

use anyhow::bail;

use crate::project::Project;
use crate::toolchain::{TARGET, Toolchain};
use crate::{cargo, say};

/// Compiles the library for the browser and returns the unbound wasm file.
///
/// # Errors
/// When it does not compile; the compiler has said why.
pub(crate) fn compile(project: &Project, toolchain: &Toolchain) -> anyhow::Result<PathBuf> {
    let mut command = command(project, "rustc");
    // The library for other Rust code is of no use here, and its half of the work would double the time.
    command.args(["--lib", "--crate-type", "cdylib", "--profile", "wasm"]);
    toolchain.equip(&mut command);
    say::step("compiling the map to wasm", || cargo::run(&mut command))?;
    let wasm = project.target("wasm").join(TARGET).join("wasm/kuril_map.wasm");
    if !wasm.is_file() {
        bail!("cargo succeeded and yet there is no {}", wasm.display());
    }
    Ok(wasm)
}

/// A cargo command for the wasm target, in a target folder of its own: two compilers may be about.
pub(crate) fn command(project: &Project, subcommand: &str) -> Command {
    let mut command = cargo::command(project, subcommand);
    command.args(["--target", TARGET]).arg("--target-dir").arg(project.target("wasm"));
    command
}
