//! Compiles the library for the browser, once for each module that the page loads.

use std::path::PathBuf;
use std::process::Command;

use anyhow::bail;

use crate::dev::toolchain::cargo;
use crate::dev::toolchain::paths::Paths;
use crate::dev::toolchain::{TARGET, Toolchain};
use crate::log;
use crate::project::Project;

/// A wasm module of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Module {
    /// The map, loaded before the first frame.
    Map,
    /// The tools, loaded when a reader opens them.
    Tools,
}

impl Module {
    /// Both modules.
    pub(crate) const ALL: [Self; 2] = [Self::Map, Self::Tools];

    /// The start of the names of its files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Map => "kuril_map",
            Self::Tools => "kuril_tools",
        }
    }

    /// Whether a part of it comes later, in a module of its own ([`split`](super::split)).
    pub(crate) fn is_split(self) -> bool {
        matches!(self, Self::Map)
    }

    /// Its own target folder, so that building one module never invalidates the other.
    pub(crate) fn folder(self, project: &Project) -> PathBuf {
        project.target(match self {
            Self::Map => "wasm",
            Self::Tools => "wasm-tools",
        })
    }

    /// The compiled module before it is bound, which still names its functions.
    pub(crate) fn unbound(self, project: &Project) -> PathBuf {
        self.folder(project).join(TARGET).join("wasm/kuril_map.wasm")
    }

    /// The cargo arguments that select its features of the library.
    fn features(self) -> &'static [&'static str] {
        match self {
            Self::Map => &["--features", "map"],
            Self::Tools => &["--features", "tools"],
        }
    }
}

/// Compiles the library as a module of the page and returns the wasm file, without bindings.
///
/// # Errors
/// When it does not compile; the compiler has shown why.
pub(crate) fn compile(project: &Project, toolchain: &Toolchain, module: Module) -> anyhow::Result<PathBuf> {
    let mut command = command(project, module, "rustc");
    // Building the rlib too would double the time.
    command.args(["--lib", "--crate-type", "cdylib", "--profile", "wasm"]);
    if module.is_split() {
        // What is parted is found by its relocations.
        command.args(["--", "-Clink-arg=--emit-relocs"]);
    }
    toolchain.configure(&mut command);
    Paths::of(project).hide(&mut command);
    log::step(&format!("compiling {} to wasm", module.name()), || cargo::run(&mut command))?;
    let wasm = module.unbound(project);
    if !wasm.is_file() {
        bail!("cargo succeeded and yet there is no {}", wasm.display());
    }
    Ok(wasm)
}

/// A cargo command for a module, in its own target folder, because its compiler may differ from the default one.
pub(crate) fn command(project: &Project, module: Module, subcommand: &str) -> Command {
    let mut command = cargo::command(project, subcommand);
    command.args(["--package", "kuril-map", "--target", TARGET]).arg("--target-dir").arg(module.folder(project));
    command.args(module.features());
    command
}
