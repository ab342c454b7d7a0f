//! The stage `lint`.

use std::process::Command;

use crate::project::Project;
use crate::toolchain::{self, Toolchain};
use crate::wasm::{self, Module};
use crate::{cargo, say};

/// Lints everything for this machine, and the library for wasm.
///
/// # Errors
/// When there is a warning; the compiler has shown it.
pub(super) fn check(project: &Project) -> anyhow::Result<()> {
    toolchain::component(project, "clippy", "clippy")?;
    // `--all-targets` leaves out the browser tests, because a plain `cargo test` does.
    for targets in [["--all-targets"].as_slice(), &["--test", "browser"]] {
        let mut native = cargo::command(project, "clippy");
        native.args(["--features", "tool"]).args(targets);
        say::step("linting for this machine", || deny(native))?;
    }
    let found = Toolchain::find()?;
    for module in Module::ALL {
        let mut lints = found.clippy(wasm::command(project, module, "clippy"))?;
        lints.arg("--lib");
        say::step(&format!("linting {} for wasm", module.name()), || deny(lints))?;
    }
    Ok(())
}

fn deny(mut command: Command) -> anyhow::Result<()> {
    cargo::run(command.args(["--", "-D", "warnings"]))
}
