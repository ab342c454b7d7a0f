//! Processes that end with what started them.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, ensure};

use crate::quality::browser_driver::engine::on_path;

/// How long a process may take until it says what it is asked for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a command and ends it, with all of its group, when nobody holds the input any more: a caller that is killed
/// ends nothing itself.
const GUARD: &str = "\"$@\" </dev/null & read -r _; kill -KILL 0";

/// A running process; it is ended with all that it has started, and reaped, when dropped.
#[derive(Debug)]
pub(super) struct Process(Child);

impl Process {
    /// Starts a command at the head of a group of its own.
    pub(super) fn start(command: &Command, output: Stdio, package: &str) -> anyhow::Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        ensure!(on_path(&name), "{name} is not installed (Debian package {package})");
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "sh"]).arg(command.get_program()).args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => guard.env(key, value),
                None => guard.env_remove(key),
            };
        }
        apart(&mut guard);
        guard.stdin(Stdio::piped()).stdout(output).stderr(Stdio::null());
        guard.spawn().map(Self).with_context(|| format!("{name} does not start"))
    }

    /// Starts a command and waits for the first line of its output in which `found` sees something.
    pub(super) fn listened<T: Send + 'static>(
        command: &Command,
        package: &str,
        found: fn(&str) -> Option<T>,
    ) -> anyhow::Result<(Self, T)> {
        let mut process = Self::start(command, Stdio::piped(), package)?;
        let output = process.0.stdout.take().context("the output was asked for")?;
        let name = command.get_program().to_string_lossy().into_owned();
        let said = first(output, found).with_context(|| format!("{name} does not say where it listens"))?;
        Ok((process, said))
    }
}

/// What is found first in an output, which is read on, so that the process never waits for a reader.
fn first<T: Send + 'static>(output: ChildStdout, found: fn(&str) -> Option<T>) -> anyhow::Result<T> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for said in BufReader::new(output).lines().map_while(Result::ok).filter_map(|line| found(&line)) {
            let _ = send.send(said);
        }
    });
    Ok(receive.recv_timeout(PATIENCE)?)
}

/// Puts a command at the head of a group, so that what it starts can be ended with it.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_command: &mut Command) {}

impl Drop for Process {
    fn drop(&mut self) {
        // All of these fail only when the process has ended already.
        if cfg!(unix) {
            let group = format!("-{}", self.0.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
