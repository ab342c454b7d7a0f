//! Child processes that end together with this process.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, ensure};

use crate::quality::browser_driver::engine::on_path;

/// The time limit for the expected output of a process.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Runs a command and kills its process group when standard input is closed: a caller that is killed cannot end it
/// itself.
const GUARD: &str = "\"$@\" </dev/null & read -r _; kill -KILL 0";

/// A running process; when dropped, it and everything that it has started is killed and reaped.
#[derive(Debug)]
pub(super) struct Process(Child);

impl Process {
    /// Starts a command in its own process group.
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
        in_own_group(&mut guard);
        guard.stdin(Stdio::piped()).stdout(output).stderr(Stdio::null());
        guard.spawn().map(Self).with_context(|| format!("{name} does not start"))
    }

    /// Starts a command and waits for the first line of its output for which `parse` returns a value.
    pub(super) fn start_and_wait<T: Send + 'static>(
        command: &Command,
        package: &str,
        parse: fn(&str) -> Option<T>,
    ) -> anyhow::Result<(Self, T)> {
        let mut process = Self::start(command, Stdio::piped(), package)?;
        let output = process.0.stdout.take().context("the output is not piped")?;
        let name = command.get_program().to_string_lossy().into_owned();
        let value = first_match(output, parse).with_context(|| format!("{name} does not print where it listens"))?;
        Ok((process, value))
    }
}

/// The first value that is found in an output; the output is read to its end, so that the process never blocks.
fn first_match<T: Send + 'static>(output: ChildStdout, parse: fn(&str) -> Option<T>) -> anyhow::Result<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for value in BufReader::new(output).lines().map_while(Result::ok).filter_map(|line| parse(&line)) {
            let _ = sender.send(value);
        }
    });
    Ok(receiver.recv_timeout(TIMEOUT)?)
}

/// Puts a command into its own process group, so that its children can be ended with it.
#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_command: &mut Command) {}

impl Drop for Process {
    fn drop(&mut self) {
        // These fail only if the process has already ended.
        if cfg!(unix) {
            let group = format!("-{}", self.0.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
