//! Drives Firefox by its remote protocol Marionette: length-prefixed JSON over TCP.
//!
//! Its commands correspond to those of W3C `WebDriver`, so that this module only maps request paths to commands.
//! The protocol: <https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html>.

use std::cell::RefCell;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::quality::browser_driver::engine::{Engine, FIREFOX, PREFERENCES, on_path};
use crate::quality::browser_driver::process::Process;
use crate::quality::browser_driver::wire::{DEADLINE, START, left};

/// The interval at which a starting Firefox is polled for its port.
const PAUSE: Duration = Duration::from_millis(20);

/// A running Firefox with a fresh profile. The fields are dropped in this order: first the process, then its folder.
#[derive(Debug)]
pub(super) struct Marionette {
    stream: RefCell<(TcpStream, u64)>,
    _process: Process,
    _folder: TempDir,
}

impl Marionette {
    /// Starts Firefox and opens a session.
    ///
    /// # Errors
    /// When it is not installed or does not publish its port in time.
    pub(super) fn start(trap: &str) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("kuril-browser-")?;
        fs::write(folder.path().join("user.js"), PREFERENCES)?;
        let program = FIREFOX.iter().find(|program| on_path(program)).unwrap_or(&FIREFOX[0]);
        let mut command = Command::new(program);
        // System access allows tests to emulate other screens and user preferences.
        command.args(["-headless", "-marionette", "-remote-allow-system-access", "-no-remote", "-profile"]);
        command.arg(folder.path()).envs([("MOZ_HEADLESS_WIDTH", "2000"), ("MOZ_HEADLESS_HEIGHT", "1400")]);
        // Without this the address of Mozilla's remote settings cannot be changed.
        command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        let process = Process::start(&command, Stdio::null(), "firefox-esr")?;
        let end = Instant::now() + START;
        let port = port(&folder, end).context("Firefox does not publish its port")?;
        let stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), left(end)?)?;
        let started = Self { stream: RefCell::new((stream, 0)), _process: process, _folder: folder };
        receive(&mut started.stream.borrow_mut().0, end).context("Firefox sends no greeting")?;
        started.command("WebDriver:NewSession", &Engine::Firefox.capabilities(trap, &[]), START)?;
        Ok(started)
    }

    /// Performs a `WebDriver` request, given by method and path.
    ///
    /// # Errors
    /// Those of Firefox, when the deadline passes, and for unsupported paths.
    pub(super) fn exchange(&self, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        let command = match (method, path) {
            ("GET", "/window") => "WebDriver:GetWindowHandle",
            ("POST", "/url") => "WebDriver:Navigate",
            ("POST", "/execute/sync") => "WebDriver:ExecuteScript",
            ("POST", "/frame") => "WebDriver:SwitchToFrame",
            ("POST", "/print") => "WebDriver:Print",
            ("POST", "/actions") => "WebDriver:PerformActions",
            ("POST", "/window/new") => "WebDriver:NewWindow",
            ("POST", "/window") => "WebDriver:SwitchToWindow",
            ("DELETE", "/window") => "WebDriver:CloseWindow",
            ("DELETE", "/cookie") => "WebDriver:DeleteAllCookies",
            ("POST", "/moz/context") => "Marionette:SetContext",
            ("GET", "/screenshot") => {
                let whole = json!({ "full": false, "hash": false });
                return self.command("WebDriver:TakeScreenshot", &whole, DEADLINE).map(unwrap_value);
            }
            _ => bail!("{method} {path} is not supported for Firefox"),
        };
        self.command(command, body, DEADLINE).map(unwrap_value)
    }

    /// Sends a command and returns its result, which comes within `limit`.
    fn command(&self, name: &str, parameters: &Value, limit: Duration) -> anyhow::Result<Value> {
        let end = Instant::now() + limit;
        let (stream, number) = &mut *self.stream.borrow_mut();
        *number += 1;
        let parameters = if parameters.is_null() { json!({}) } else { parameters.clone() };
        let message = json!([0, number, name, parameters]).to_string();
        stream.set_write_timeout(Some(left(end)?))?;
        stream.write_all(format!("{}:{message}", message.len()).as_bytes()).with_context(|| name.to_owned())?;
        let response = receive(stream, end).with_context(|| name.to_owned())?;
        ensure!(response.get(1) == Some(&json!(number)), "{name}: the response belongs to another command");
        let error = |key: &str| response.pointer(&format!("/2/{key}")).and_then(Value::as_str).unwrap_or_default();
        if response.get(2).is_some_and(|value| !value.is_null()) {
            bail!("{name}: {}: {}", error("error"), error("message").lines().next().unwrap_or_default());
        }
        Ok(response.get(3).cloned().unwrap_or_default())
    }
}

/// Unwraps a result that consists only of a `value`.
fn unwrap_value(result: Value) -> Value {
    match result {
        Value::Object(mut members) if members.len() == 1 && members.contains_key("value") => {
            members.remove("value").unwrap_or_default()
        }
        other => other,
    }
}

/// Waits for the port, which Firefox writes to its profile.
fn port(folder: &TempDir, end: Instant) -> anyhow::Result<u16> {
    loop {
        let written = fs::read_to_string(folder.path().join("MarionetteActivePort"));
        if let Some(port) = written.ok().and_then(|text| text.trim().parse().ok()) {
            return Ok(port);
        }
        left(end)?;
        thread::sleep(PAUSE);
    }
}

/// Receives a message: its length in decimal digits, a colon, and that many bytes of JSON.
fn receive(stream: &mut TcpStream, end: Instant) -> anyhow::Result<Value> {
    let (mut length, mut byte) = (0_usize, [0]);
    loop {
        stream.set_read_timeout(Some(left(end)?))?;
        stream.read_exact(&mut byte)?;
        match byte {
            [b':'] => break,
            [digit @ b'0'..=b'9'] if length < 1 << 30 => length = length * 10 + usize::from(digit - b'0'),
            _ => bail!("Firefox sent no length"),
        }
    }
    let mut message = vec![0; length];
    stream.set_read_timeout(Some(left(end)?))?;
    stream.read_exact(&mut message)?;
    Ok(serde_json::from_slice(&message)?)
}
