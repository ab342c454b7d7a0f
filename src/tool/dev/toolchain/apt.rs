//! Installs missing Debian packages as root or in CI; otherwise tells the user how to install them.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::dev::toolchain::cargo;
use crate::log;
use crate::quality::browser_driver::engine::on_path;

/// Whether this machine uses Debian packages.
pub(crate) fn is_available() -> bool {
    on_path("apt-get")
}

/// Installs packages, or fails with the exact command to do so.
///
/// # Errors
/// When this process may not install packages, or when `apt-get` fails.
pub(crate) fn install(purpose: &str, packages: &[&str]) -> anyhow::Result<()> {
    let list = packages.join(" ");
    let manual_command = format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}");
    if !is_available() {
        bail!("{purpose}: missing are the Debian packages {list}; install their equivalent on this machine");
    }
    let Some(sudo) = privilege()? else {
        bail!("{purpose} is missing; install it with\n    {manual_command}\nand run this command again");
    };
    log::step(&format!("installing Debian packages for {purpose}: {list}"), || {
        // One unreachable source must not prevent installation from the others.
        let update = cargo::run(apt_get(sudo).args(["update", "-qq"]));
        if let Err(error) = update {
            log::note(&format!("{error}; continuing with the existing package lists"));
        }
        cargo::run(apt_get(sudo).args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
            .with_context(|| format!("{purpose} could not be installed; to do so manually: {manual_command}"))
    })
}

/// The command prefix for installing packages: none as root, sudo in CI; `None` if this process may not install any.
fn privilege() -> anyhow::Result<Option<&'static [&'static str]>> {
    let id = Command::new("id").arg("-u").output().context("cannot run `id -u`")?;
    if String::from_utf8_lossy(&id.stdout).trim() == "0" {
        return Ok(Some(&[]));
    }
    Ok(env::var_os("CI").map(|_| ["sudo", "-n"].as_slice()))
}

fn apt_get(sudo: &[&str]) -> Command {
    let mut words = sudo.iter().chain(&["apt-get"]);
    let mut command = Command::new(words.next().copied().unwrap_or("apt-get"));
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
    command
}
