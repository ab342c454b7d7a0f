//! The library compiled for the browser, once for each module that the page loads.

use std::path::PathBuf;
use std::process::Command;

use anyhow::bail;

use crate::dev::toolchain::cargo;
use crate::dev::toolchain::{TARGET, Toolchain};
use crate::log;
use crate::project::Project;

/// A module of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Module {
    /// The map, before the first frame.
    Map,
    /// The tools, when a reader opens them.
    Press,
}

impl Module {
    /// Both of them.
    pub(crate) const ALL: [Self; 2] = [Self::Map, Self::Press];

    /// The name with which those of its files begin.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Map => "kuril_map",
            Self::Press => "kuril_press",
        }
    }

    /// Its own target folder, so that building the one never makes the other out of date.
    pub(crate) fn folder(self, project: &Project) -> PathBuf {
        project.target(match self {
            Self::Map => "wasm",
            Self::Press => "wasm-press",
        })
    }

    /// The compiled module before it is bound, which still names its functions.
    pub(crate) fn unbound(self, project: &Project) -> PathBuf {
        self.folder(project).join(TARGET).join("wasm/kuril_map.wasm")
    }

    /// What it asks of the library.
    fn features(self) -> &'static [&'static str] {
        match self {
            Self::Map => &["--features", "map"],
            Self::Press => &["--features", "tools"],
        }
    }
}

/// Compiles the library as a module of the page and returns the unbound wasm file.
///
/// # Errors
/// When it does not compile; the compiler has said why.
pub(crate) fn compile(project: &Project, toolchain: &Toolchain, module: Module) -> anyhow::Result<PathBuf> {
    let mut command = command(project, module, "rustc");
    // The library for other Rust code is of no use here, and its half of the work would double the time.
    command.args(["--lib", "--crate-type", "cdylib", "--profile", "wasm"]);
    toolchain.equip(&mut command);
    log::step(&format!("compiling {} to wasm", module.name()), || cargo::run(&mut command))?;
    let wasm = module.unbound(project);
    if !wasm.is_file() {
        bail!("cargo succeeded and yet there is no {}", wasm.display());
    }
    Ok(wasm)
}

/// A cargo command for a module, in a target folder of its own: two compilers may be about.
pub(crate) fn command(project: &Project, module: Module, subcommand: &str) -> Command {
    let mut command = cargo::command(project, subcommand);
    command.args(["--package", "kuril-map", "--target", TARGET]).arg("--target-dir").arg(module.folder(project));
    command.args(module.features());
    command
}
