//! The stage `lint`.

use std::process::Command;

use crate::dev::toolchain::cargo;
use crate::dev::toolchain::wasm::{self, Module};
use crate::dev::toolchain::{self, Toolchain};
use crate::log;
use crate::project::Project;

/// Lints everything for this machine, and the library for wasm.
///
/// # Errors
/// When there is a warning; cargo has shown it.
pub(super) fn check(project: &Project) -> anyhow::Result<()> {
    toolchain::component(project, "clippy", "clippy")?;
    // `--all-targets` excludes the browser tests, because a plain `cargo test` does.
    for targets in [["--workspace", "--all-targets"].as_slice(), &["--package", "kuril-tool", "--test", "browser"]] {
        let mut native = cargo::command(project, "clippy");
        native.args(targets);
        log::step("linting for this machine", || deny(native))?;
    }
    let toolchain = Toolchain::find()?;
    for module in Module::ALL {
        let mut clippy = toolchain.clippy(wasm::command(project, module, "clippy"))?;
        clippy.arg("--lib");
        log::step(&format!("linting {} for wasm", module.name()), || deny(clippy))?;
    }
    Ok(())
}

fn deny(mut command: Command) -> anyhow::Result<()> {
    cargo::run(command.args(["--", "-D", "warnings"]))
}
