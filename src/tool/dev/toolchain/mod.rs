//! A compiler that can make wasm, found or made.
//!
//! Tried in this order: the compiler at hand; one that an earlier run has made from Debian packages; the one at hand
//! after `rustup target add`, bounded in time, because behind some firewalls rustup waits for minutes; last the compiler
//! of the Debian packages, with a standard library built once from their source ([`debian`]). The variable
//! `KURIL_WASM_TOOLCHAIN=debian` allows Debian's only.

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
mod debian;
pub(crate) mod npm;
pub(crate) mod wasm;
pub(crate) mod wasm_bindgen;
pub(crate) mod web;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How long `rustup` may take before it is stopped.
const PATIENCE: Duration = Duration::from_secs(90);

/// A compiler that has the standard library of [`TARGET`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Toolchain {
    /// The compiler that cargo uses anyway.
    Default,
    /// The Debian compiler, with its standard library in a folder of its own.
    Debian {
        /// The folder with `bin/rustc` and `lib/rustlib`.
        sysroot: PathBuf,
    },
}

impl Toolchain {
    /// Finds a compiler, and makes or installs one where there is none.
    ///
    /// # Errors
    /// When packages are missing and may not be installed, or when the standard library does not build.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let debian_only = env::var_os("KURIL_WASM_TOOLCHAIN").is_some_and(|wish| wish == "debian");
        if !debian_only && has_target(&rustc) {
            return Ok(Self::Default);
        }
        if let Some(sysroot) = debian::earlier() {
            return Ok(Self::Debian { sysroot });
        }
        if !debian_only && by_rustup(&["target", "add", TARGET]) && has_target(&rustc) {
            return Ok(Self::Default);
        }
        debian::sysroot().map(|sysroot| Self::Debian { sysroot })
    }

    /// Makes a cargo command compile with this compiler.
    pub(crate) fn equip(&self, command: &mut Command) {
        if let Self::Debian { sysroot } = self {
            command.env("RUSTC", sysroot.join("bin/rustc"));
        }
    }

    /// The lint command of this compiler; it takes the arguments of `cargo clippy`.
    ///
    /// # Errors
    /// When the lints of the Debian compiler are missing and may not be installed.
    pub(crate) fn clippy(&self, usual: Command) -> anyhow::Result<Command> {
        match self {
            Self::Default => Ok(usual),
            Self::Debian { sysroot } => debian::clippy(sysroot, &usual),
        }
    }
}

/// Whether a compiler finds the core library of [`TARGET`].
fn has_target(rustc: impl AsRef<OsStr>) -> bool {
    let output = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let Ok(output) = output else { return false };
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success() && holds_core(Path::new(&folder))
}

fn holds_core(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    })
}

/// Makes sure of a cargo subcommand that is a component of the toolchain.
///
/// # Errors
/// When it is missing and rustup cannot bring it.
pub(crate) fn component(project: &Project, subcommand: &str, component: &str) -> anyhow::Result<()> {
    let present = || {
        let mut command = cargo::command(project, subcommand);
        let quiet = command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    if present() || (by_rustup(&["component", "add", component]) && present()) {
        return Ok(());
    }
    bail!("`cargo {subcommand}` is missing; install it with `rustup component add {component}`")
}

/// Runs rustup, bounded in time; true when it says that it has delivered.
fn by_rustup(arguments: &[&str]) -> bool {
    let child = Command::new("rustup")
        .args(arguments)
        .envs([("RUSTUP_DOWNLOAD_TIMEOUT", "15"), ("RUSTUP_MAX_RETRIES", "1")])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(child) => {
            let seconds = PATIENCE.as_secs();
            log::note(&format!("installing: rustup {} (at most {seconds} s) ...", arguments.join(" ")));
            in_time(child)
        }
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                log::note(&format!("rustup does not start: {error}"));
            }
            false
        }
    }
}

/// Waits for a process as long as patience lasts; true when it has succeeded.
fn in_time(mut child: Child) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Ok(Some(status)) = child.try_wait() {
            return status.success();
        }
        thread::sleep(Duration::from_millis(100));
    }
    log::note("rustup has not answered in time; going on without it");
    // It may have ended in this very moment: then there is nothing to stop.
    let _ = child.kill();
    let _ = child.wait();
    false
}
