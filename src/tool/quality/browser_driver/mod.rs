//! The browsers: how each is started, and the sessions in which it does what it is told (W3C Web Driver).
//!
//! Spoken to by hand, because the clients of the registry do less. `thirtyfour` finds nothing in a shadow root of Firefox,
//! and then hangs; `fantoccini` brings 120 packages that compile for 87 s, and needs geckodriver, which Debian lacks and
//! Firefox does not need; neither has a deadline for a whole exchange.

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
use wire::{DEADLINE, exchange, left};

/// How often a driver that starts is knocked at.
const PAUSE: Duration = Duration::from_millis(20);

/// Tells `WebKitGTK` that the reader wants no motion, which no command can tell it later.
const STILL: &str = "[Settings]\ngtk-enable-animations=0\n";

/// What opens browsers of one engine; it ends with all that it has started when it is dropped.
#[derive(Debug)]
pub struct Driver {
    engine: Engine,
    address: SocketAddr,
    // Dropped in this order: who draws, then the screen, then the folder of both.
    _processes: Vec<Process>,
    _folder: Option<TempDir>,
}

impl Driver {
    /// Starts the driver of an engine on a free port.
    ///
    /// # Errors
    /// When it is not installed or does not say its port in time.
    pub fn start(engine: Engine) -> anyhow::Result<Self> {
        match engine {
            Engine::Chromium => {
                let mut command = Command::new("chromedriver");
                let (process, port) = Process::listened(command.arg("--port=0"), "chromium-driver", |line| {
                    let (_, port) = line.split_once("started successfully on port ")?;
                    port.trim_end_matches('.').parse().ok()
                })?;
                Ok(Self { engine, address: local(port), _processes: vec![process], _folder: None })
            }
            // Each session starts a Firefox of its own, which needs no driver.
            Engine::Firefox => Ok(Self { engine, address: local(0), _processes: Vec::new(), _folder: None }),
            Engine::WebKit => Self::webkit(),
        }
    }

    /// Starts a screen that is nowhere to be seen, and the driver of `WebKitGTK` on it.
    fn webkit() -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("kuril-browser-")?;
        fs::create_dir(folder.path().join("gtk-3.0"))?;
        fs::write(folder.path().join("gtk-3.0/settings.ini"), STILL)?;
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "2000x1400x24", "-nolisten", "tcp"]);
        let (screen, number) = Process::listened(&screen, "xvfb", |line| line.trim().parse::<u32>().ok())?;
        // The driver does not tell a port that it has chosen, so it is given one that has just been free.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg("--host=127.0.0.1").arg(format!("--port={}", address.port()));
        command.env("DISPLAY", format!(":{number}")).env_remove("WAYLAND_DISPLAY");
        for place in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
            command.env(place, folder.path());
        }
        let driver = Process::start(&command, Stdio::null(), "webkit2gtk-driver")?;
        let end = Instant::now() + DEADLINE;
        while TcpStream::connect_timeout(&address, left(end).context("WebKitWebDriver does not listen")?).is_err() {
            thread::sleep(PAUSE);
        }
        // Another program may have taken the port in between, and would leave every request without an answer.
        let status = exchange(address, "GET", "/status", &Value::Null).context("another program listens there")?;
        ensure!(status.get("ready") == Some(&json!(true)), "WebKitWebDriver is not ready: {status}");
        Ok(Self { engine: Engine::WebKit, address, _processes: vec![driver, screen], _folder: Some(folder) })
    }

    /// The engine whose browsers are opened.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens a browser with a fresh profile, and in Chromium with some arguments more, whose requests to elsewhere end
    /// in the trap.
    ///
    /// # Errors
    /// When the browser does not start.
    pub fn session(&self, trap: &Trap, more: &[&str]) -> anyhow::Result<Session> {
        let (engine, trap) = (self.engine, trap.address());
        if engine == Engine::Firefox {
            return Ok(Session { engine, link: Link::Marionette(Marionette::start(&trap)?) });
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": engine.capabilities(&trap, more) } });
        let opened = exchange(self.address, "POST", "/session", &wanted).context("the browser does not start")?;
        let id = opened.get("sessionId").and_then(Value::as_str).context("the driver gave no session")?;
        let process = opened.pointer("/capabilities/goog:processID").and_then(Value::as_u64);
        Ok(Session { engine, link: Link::Http { address: self.address, path: format!("/session/{id}"), process } })
    }
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// How an open browser is spoken to.
#[derive(Debug)]
enum Link {
    /// By requests to its driver, below the path of the session.
    Http { address: SocketAddr, path: String, process: Option<u64> },
    /// By its own protocol.
    Marionette(Marionette),
}

/// An open browser; it is closed when dropped.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    link: Link,
}

impl Session {
    /// The engine of the browser.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Leaves the open tab for a new one, which knows nothing of what the old one was told to pretend.
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
            // A tab that is not in front paints no frames.
            self.post("/goog/cdp/execute", &json!({ "cmd": "Page.bringToFront", "params": {} }))?;
        }
        Ok(())
    }

    /// Asks the driver for something below the session's path.
    ///
    /// # Errors
    /// Those of the driver.
    pub fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.exchange("GET", path, &Value::Null)
    }

    /// Tells the driver to do something.
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

    fn exchange(&self, method: &str, below: &str, body: &Value) -> anyhow::Result<Value> {
        match &self.link {
            Link::Http { address, path, .. } => exchange(*address, method, &format!("{path}{below}"), body),
            Link::Marionette(firefox) => firefox.exchange(method, below, body),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Link::Http { address, path, process } = &self.link else { return };
        let closed = exchange(*address, "DELETE", path, &Value::Null);
        // A browser that hangs is not closed by its driver either.
        if let (Err(_), Some(process)) = (closed, process) {
            let _ = Command::new("kill").args(["-9", &process.to_string()]).status();
        }
    }
}
