//! Debian packages that a command lacks: installed as root or under CI, otherwise named to the person.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::dev::toolchain::cargo;
use crate::log;
use crate::quality::browser_driver::engine::on_path;

/// Whether this machine installs Debian packages at all.
pub(crate) fn present() -> bool {
    on_path("apt-get")
}

/// Installs packages, or fails with the exact command that would.
///
/// # Errors
/// When this process may not install packages, or when `apt-get` fails.
pub(crate) fn install(purpose: &str, packages: &[&str]) -> anyhow::Result<()> {
    let list = packages.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}");
    if !present() {
        bail!("{purpose}: missing is what Debian has in the packages {list}; install it as this machine does");
    }
    let Some(sudo) = privilege()? else {
        bail!("{purpose} is missing; install it with\n    {by_hand}\nand run this command again");
    };
    log::step(&format!("installing Debian packages for {purpose}: {list}"), || {
        // A stale list of one unreachable source must not stop what the others can still deliver.
        let update = cargo::run(apt_get(sudo).args(["update", "-qq"]));
        if let Err(error) = update {
            log::note(&format!("{error}; going on with the package lists at hand"));
        }
        cargo::run(apt_get(sudo).args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
            .with_context(|| format!("{purpose} could not be installed; by hand: {by_hand}"))
    })
}

/// How this process may install: plainly as root, by sudo under CI, or not at all.
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
