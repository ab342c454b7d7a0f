//! Finds or installs a compiler for wasm.
//!
//! In this order: the default compiler; one that an earlier run has built from Debian packages; the default compiler
//! after `rustup target add`, with a time limit, because behind some firewalls rustup hangs for minutes; finally the
//! compiler of the Debian packages, with a standard library built once from their source ([`debian`]). The variable
//! `KURIL_WASM_TOOLCHAIN=debian` restricts the choice to Debian's.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::bail;

use crate::log;
use crate::project::Project;

pub(crate) mod apt;
pub(crate) mod cargo;
pub(crate) mod crates;
mod debian;
pub(crate) mod npm;
pub(crate) mod paths;
mod split;
pub(crate) mod wasm;
pub(crate) mod wasm_bindgen;
pub(crate) mod web;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The time limit for `rustup`.
const TIMEOUT: Duration = Duration::from_secs(90);

/// A compiler that has the standard library of [`TARGET`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Toolchain {
    /// The compiler that cargo uses by default.
    Default,
    /// The Debian compiler, with its standard library in a separate folder.
    Debian {
        /// The folder with `bin/rustc` and `lib/rustlib`.
        sysroot: PathBuf,
    },
}

impl Toolchain {
    /// Finds a compiler, or builds or installs one.
    ///
    /// # Errors
    /// When packages are missing and may not be installed, or when the standard library does not build.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let debian_only = env::var_os("KURIL_WASM_TOOLCHAIN").is_some_and(|value| value == "debian");
        if !debian_only && has_target(&rustc) {
            return Ok(Self::Default);
        }
        if let Some(sysroot) = debian::existing_sysroot() {
            return Ok(Self::Debian { sysroot });
        }
        if !debian_only && run_rustup(&["target", "add", TARGET]) && has_target(&rustc) {
            return Ok(Self::Default);
        }
        debian::build_sysroot().map(|sysroot| Self::Debian { sysroot })
    }

    /// Makes a cargo command use this compiler.
    pub(crate) fn configure(&self, command: &mut Command) {
        if let Self::Debian { sysroot } = self {
            command.env("RUSTC", sysroot.join("bin/rustc"));
        }
    }

    /// Clippy of this compiler, with the arguments of a `cargo clippy` command.
    ///
    /// # Errors
    /// When the lints of the Debian compiler are missing and may not be installed.
    pub(crate) fn clippy(&self, default: Command) -> anyhow::Result<Command> {
        match self {
            Self::Default => Ok(default),
            Self::Debian { sysroot } => debian::clippy(sysroot, &default),
        }
    }
}

/// Whether a compiler finds the core library of [`TARGET`].
fn has_target(rustc: impl AsRef<OsStr>) -> bool {
    let output = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let Ok(output) = output else { return false };
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success() && contains_core(Path::new(&folder))
}

fn contains_core(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    })
}

/// Ensures that a cargo subcommand, which is a component of the toolchain, is installed.
///
/// # Errors
/// When it is missing and rustup cannot install it.
pub(crate) fn component(project: &Project, subcommand: &str, component: &str) -> anyhow::Result<()> {
    let is_installed = || {
        let mut command = cargo::command(project, subcommand);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if is_installed() || (run_rustup(&["component", "add", component]) && is_installed()) {
        return Ok(());
    }
    bail!("`cargo {subcommand}` is missing; install it with `rustup component add {component}`")
}

/// Runs rustup with a time limit; returns whether it has succeeded.
fn run_rustup(arguments: &[&str]) -> bool {
    let child = Command::new("rustup")
        .args(arguments)
        .envs([("RUSTUP_DOWNLOAD_TIMEOUT", "15"), ("RUSTUP_MAX_RETRIES", "1")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(child) => {
            let seconds = TIMEOUT.as_secs();
            log::note(&format!("installing: rustup {} (at most {seconds} s) ...", arguments.join(" ")));
            succeeds_in_time(child)
        }
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                log::note(&format!("rustup does not start: {error}"));
            }
            false
        }
    }
}

/// Waits for a process up to the time limit; returns whether it has succeeded.
fn succeeds_in_time(mut child: Child) -> bool {
    let start = Instant::now();
    while start.elapsed() < TIMEOUT {
        if let Ok(Some(status)) = child.try_wait() {
            return status.success();
        }
        thread::sleep(Duration::from_millis(100));
    }
    log::note("rustup has not finished in time; continuing without it");
    // Fails only if it has just ended.
    let _ = child.kill();
    let _ = child.wait();
    false
}
