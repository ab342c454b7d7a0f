//! Starts browsers and controls them in sessions (W3C `WebDriver`).
//!
//! The protocol is implemented here, because published clients do less: `thirtyfour` finds nothing in a shadow root of
//! Firefox, and then hangs; `fantoccini` adds 120 packages that compile for 87 s, and needs geckodriver, which Debian
//! lacks and Firefox does not need; neither has a deadline for a whole exchange.

use std::fmt;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

pub mod engine;
mod marionette;
mod process;
pub mod trap;
mod wire;

use engine::Engine;
use marionette::Marionette;
use process::Process;
use trap::Trap;
use wire::{DEADLINE, START, exchange, left};

/// The interval at which a starting driver is polled.
const PAUSE: Duration = Duration::from_millis(20);

/// Settings that disable animations in `WebKitGTK`, which no command can do later.
const GTK_SETTINGS: &str = "[Settings]\ngtk-enable-animations=0\n";

/// Opens browsers of one engine; when dropped, it ends together with everything that it has started.
#[derive(Debug)]
pub struct Driver {
    engine: Engine,
    address: SocketAddr,
    // Dropped in this order: the driver, then its screen, then the folder of both.
    _processes: Vec<Process>,
    _folder: Option<TempDir>,
}

impl Driver {
    /// Starts the driver of an engine on a free port.
    ///
    /// # Errors
    /// When it is not installed or does not print its port in time.
    pub fn start(engine: Engine) -> anyhow::Result<Self> {
        match engine {
            Engine::Chromium => {
                let mut command = Command::new("chromedriver");
                let (process, port) = Process::start_and_wait(command.arg("--port=0"), "chromium-driver", |line| {
                    let (_, port) = line.split_once("started successfully on port ")?;
                    port.trim_end_matches('.').parse().ok()
                })?;
                Ok(Self { engine, address: localhost(port), _processes: vec![process], _folder: None })
            }
            // Each session starts its own Firefox, which needs no driver.
            Engine::Firefox => Ok(Self { engine, address: localhost(0), _processes: Vec::new(), _folder: None }),
            Engine::WebKit => Self::webkit(),
        }
    }

    /// Starts a virtual screen, and the driver of `WebKitGTK` on it.
    fn webkit() -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("kuril-browser-")?;
        fs::create_dir(folder.path().join("gtk-3.0"))?;
        fs::write(folder.path().join("gtk-3.0/settings.ini"), GTK_SETTINGS)?;
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"]);
        let (screen, number) = Process::start_and_wait(&screen, "xvfb", |line| line.trim().parse::<u32>().ok())?;
        // The driver does not print a port that it has chosen, so it is given one that was free a moment ago.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg("--host=127.0.0.1").arg(format!("--port={}", address.port()));
        command.env("DISPLAY", format!(":{number}")).env_remove("WAYLAND_DISPLAY");
        for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
            command.env(variable, folder.path());
        }
        let driver = Process::start(&command, Stdio::null(), "webkit2gtk-driver")?;
        let end = Instant::now() + START;
        while TcpStream::connect_timeout(&address, left(end).context("WebKitWebDriver does not listen")?).is_err() {
            thread::sleep(PAUSE);
        }
        // Another program may have taken the port in between, and would not respond to requests.
        let status =
            exchange(address, "GET", "/status", &Value::Null, DEADLINE).context("another program listens there")?;
        ensure!(status.get("ready") == Some(&json!(true)), "WebKitWebDriver is not ready: {status}");
        Ok(Self { engine: Engine::WebKit, address, _processes: vec![driver, screen], _folder: Some(folder) })
    }

    /// The engine whose browsers are opened.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens a browser with a fresh profile, whose requests to other hosts go to the trap. `more` are additional
    /// arguments for Chromium.
    ///
    /// # Errors
    /// When the browser does not start.
    pub fn session(&self, trap: &Trap, more: &[&str]) -> anyhow::Result<Session> {
        let (engine, trap) = (self.engine, trap.address());
        if engine == Engine::Firefox {
            return Ok(Session { engine, connection: Connection::Marionette(Marionette::start(&trap)?) });
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": engine.capabilities(&trap, more) } });
        let opened = exchange(self.address, "POST", "/session", &wanted, START).map_err(|error| {
            let told = format!("it does not start: {error:#}");
            error.context(Crash(told))
        })?;
        let id = opened.get("sessionId").and_then(Value::as_str).context("the driver opened no session")?;
        let process = opened.pointer("/capabilities/goog:processID").and_then(Value::as_u64);
        Ok(Session {
            engine,
            connection: Connection::Http { address: self.address, path: format!("/session/{id}"), process },
        })
    }
}

fn localhost(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// A process of the browser has ended by itself, or does not begin; holds what its driver tells of that.
#[derive(Debug)]
pub struct Crash(String);

impl Crash {
    /// What is told of a browser that shows otherwise that it has fallen.
    #[must_use]
    pub fn told(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Crash {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "the browser has crashed ({})", self.0)
    }
}

impl std::error::Error for Crash {}

/// What the drivers say when there is no page or no browser any more, and how a connection to Firefox ends.
fn is_crash(told: &str) -> bool {
    let words = [
        "tab crashed",
        "page crash",
        "invalid session id",
        "not reachable",
        "Broken pipe",
        "reset by peer",
        "to fill whole buffer",
    ];
    words.iter().any(|words| told.contains(words))
}

/// The connection to an open browser.
#[derive(Debug)]
enum Connection {
    /// Requests to its driver, under the path of the session.
    Http { address: SocketAddr, path: String, process: Option<u64> },
    /// Firefox's own protocol.
    Marionette(Marionette),
}

/// An open browser; it is closed when dropped.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    connection: Connection,
}

impl Session {
    /// The engine of the browser.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Replaces the open tab by a new one, without the cookies and the emulation of the old one.
    ///
    /// # Errors
    /// Those of the driver.
    pub fn renew(&self) -> anyhow::Result<()> {
        let opened = self.post("/window/new", &json!({ "type": "tab" }))?;
        self.exchange("DELETE", "/cookie", &Value::Null)?;
        self.exchange("DELETE", "/window", &Value::Null)?;
        let handle = opened.get("handle").context("a new tab has a handle")?;
        self.post("/window", &json!({ "handle": handle }))?;
        if self.engine == Engine::Chromium {
            // A background tab paints no frames.
            self.post("/goog/cdp/execute", &json!({ "cmd": "Page.bringToFront", "params": {} }))?;
        }
        Ok(())
    }

    /// Sends a GET request under the session's path.
    ///
    /// # Errors
    /// Those of the driver.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.exchange("GET", path, &Value::Null)
    }

    /// Sends a POST request under the session's path.
    ///
    /// # Errors
    /// Those of the driver.
    pub fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.exchange("POST", path, body)
    }

    /// Takes a picture of the page, as PNG.
    ///
    /// # Errors
    /// When the driver sends none.
    pub fn picture(&self) -> anyhow::Result<Vec<u8>> {
        let picture = self.get("/screenshot")?;
        BASE64_STANDARD.decode(picture.as_str().unwrap_or_default()).context("the driver sent no picture")
    }

    fn exchange(&self, method: &str, suffix: &str, body: &Value) -> anyhow::Result<Value> {
        let sent = self.send(method, suffix, body);
        sent.map_err(|error| {
            // Where the answer to the command does not tell it, during which a process ended, that to the next one does.
            let next = || self.send("GET", "/window", &Value::Null).err();
            let crash = [Some(format!("{error:#}")), next().map(|error| format!("{error:#}"))];
            match crash.into_iter().flatten().find(|told| is_crash(told)) {
                Some(told) => error.context(Crash(told)),
                None => error,
            }
        })
    }

    fn send(&self, method: &str, suffix: &str, body: &Value) -> anyhow::Result<Value> {
        match &self.connection {
            Connection::Http { address, path, .. } => {
                exchange(*address, method, &format!("{path}{suffix}"), body, DEADLINE)
            }
            Connection::Marionette(firefox) => firefox.exchange(method, suffix, body),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Connection::Http { address, path, process } = &self.connection else { return };
        let closed = exchange(*address, "DELETE", path, &Value::Null, DEADLINE);
        // The driver does not close a browser that hangs.
        if let (Err(_), Some(process)) = (closed, process) {
            let _ = Command::new("kill").args(["-9", &process.to_string()]).status();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_crash;

    #[test]
    fn the_end_of_a_process_is_told_from_what_a_page_does_wrong() {
        for told in [
            "POST /session/1/execute/sync: tab crashed: tab crashed",
            "GET /session/1/window: invalid session id: session deleted because of page crash or hang.",
            "WebDriver:ExecuteScript: failed to fill whole buffer",
        ] {
            assert!(is_crash(told), "{told}");
        }
        for told in [
            "POST /session/1/execute/sync: javascript error: x is not defined",
            "POST /session/1/url: no response in time",
        ] {
            assert!(!is_crash(told), "{told}");
        }
    }
}
