//! The driver process, and the sessions it opens (W3C Web Driver).
//!
//! A module that stands alone: the browser tests include it too.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Value, json};

pub(crate) mod base64;
pub(crate) mod trap;
mod wire;

use trap::Trap;
use wire::exchange;

/// What keeps Chromium quiet and independent of the machine.
const ARGUMENTS: [&str; 17] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--no-pings",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--window-size=1280,800",
];

/// A running chromedriver; it is stopped and reaped when dropped.
pub(crate) struct Driver {
    child: Child,
    address: SocketAddr,
}

impl Driver {
    /// Starts the driver on a port of its choice.
    ///
    /// # Errors
    /// When it is not installed or does not say its port within 20 s.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let child = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let child = child.context("chromedriver does not start (Debian package chromium-driver)")?;
        // From here on the process is ended whatever happens.
        let mut driver = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let output = driver.child.stdout.take().context("the output was asked for")?;
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            // Read on after the port, so that the driver never waits for a reader.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some((_, port)) = line.split_once("started successfully on port ") {
                    let _ = send.send(port.trim_end_matches('.').parse::<u16>());
                }
            }
        });
        let port = receive.recv_timeout(Duration::from_secs(20)).context("chromedriver does not say its port")??;
        driver.address.set_port(port);
        Ok(driver)
    }

    /// Opens a browser with a fresh profile and some arguments more, whose requests to elsewhere end in the trap.
    ///
    /// # Errors
    /// When the browser does not start.
    pub(crate) fn session(&self, trap: &Trap, more: &[&str]) -> anyhow::Result<Session> {
        let trap = trap.address();
        let arguments: Vec<_> = ARGUMENTS.iter().chain(more).collect();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
            "proxy": { "proxyType": "manual", "httpProxy": trap, "sslProxy": trap, "noProxy": ["127.0.0.1"] },
        } } });
        let opened = exchange(self.address, "POST", "/session", &wanted).context("the browser does not start")?;
        let id = opened.get("sessionId").and_then(Value::as_str).context("the driver gave no session")?;
        let process = opened.pointer("/capabilities/goog:processID").and_then(Value::as_u64);
        Ok(Session { address: self.address, path: format!("/session/{id}"), process })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Both fail only when the process has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open browser; it is closed when dropped.
pub(crate) struct Session {
    address: SocketAddr,
    path: String,
    process: Option<u64>,
}

impl Session {
    /// Leaves the open tab for a new one, which knows nothing of what the old one was told to pretend.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn renew(&self) -> anyhow::Result<()> {
        let opened = self.post("/window/new", &json!({ "type": "tab" }))?;
        exchange(self.address, "DELETE", &format!("{}/cookie", self.path), &Value::Null)?;
        exchange(self.address, "DELETE", &format!("{}/window", self.path), &Value::Null)?;
        let handle = opened.get("handle").context("a new tab has a handle")?;
        self.post("/window", &json!({ "handle": handle }))?;
        // A tab that is not in front paints no frames.
        self.post("/goog/cdp/execute", &json!({ "cmd": "Page.bringToFront", "params": {} })).map(drop)
    }

    /// Asks the driver for something below the session's path.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn get(&self, path: &str) -> anyhow::Result<Value> {
        exchange(self.address, "GET", &format!("{}{path}", self.path), &Value::Null)
    }

    /// Tells the driver to do something.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        exchange(self.address, "POST", &format!("{}{path}", self.path), body)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let closed = exchange(self.address, "DELETE", &self.path, &Value::Null);
        // A browser that hangs is not closed by its driver either.
        if let (Err(_), Some(process)) = (closed, self.process) {
            let _ = Command::new("kill").args(["-9", &process.to_string()]).status();
        }
    }
}
