//! A browser opened for one measurement, with a profile that has seen nothing.

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::quality::bench::picture::Picture;
use crate::quality::browser_driver::base64::decoded;
use crate::quality::browser_driver::trap::Trap;
use crate::quality::browser_driver::{Driver, Session};

/// Lets pages use WebGL where there is no graphics processor.
const MORE: [&str; 2] = ["--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

/// The browser's only tab.
pub(super) struct Tab {
    session: Session,
}

impl Tab {
    /// Opens a browser.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) fn open(driver: &Driver, trap: &Trap) -> anyhow::Result<Self> {
        Ok(Self { session: driver.session(trap, &MORE)? })
    }

    /// A command of Chromium's own protocol.
    ///
    /// # Errors
    /// Those of the driver, as in all that follow.
    pub(super) fn command(&self, command: &str, parameters: &Value) -> anyhow::Result<Value> {
        self.session.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Has a script of `tests/bench/probe` run before those of every page that is opened from now on.
    pub(super) fn install(&self, probe: &str, mark: &str) -> anyhow::Result<()> {
        let source = format!("{{{probe}\ninstall({});}}", json!(mark));
        self.command("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source })).map(drop)
    }

    /// Opens a page and waits for its `load` event.
    pub(super) fn visit(&self, url: &str) -> anyhow::Result<()> {
        self.session.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs the body of a function in the page and returns what it returns.
    pub(super) fn ask(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        self.session.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Waits until an expression is true, asking seldom enough to cost nothing; fails when the page says that it has
    /// failed, or after 25 s.
    pub(super) fn wait(&self, expression: &str) -> anyhow::Result<()> {
        let script = format!(
            "return new Promise((done) => {{ const end = performance.now() + 25000; const look = () => {{\
               if (window.benchFailed) done(window.benchFailed); else if ({expression}) done(null);\
               else if (performance.now() > end) done('not within 25 s: ' + {});\
               else setTimeout(look, 50); }}; look(); }});",
            json!(expression)
        );
        match self.ask(&script, &[])? {
            Value::Null => Ok(()),
            reason => bail!("{}", reason.as_str().unwrap_or("the page failed")),
        }
    }

    /// Lets the page do what it does for some milliseconds.
    pub(super) fn rest(&self, ms: u32) -> anyhow::Result<()> {
        self.ask("return new Promise((done) => setTimeout(done, arguments[0]));", &[json!(ms)]).map(drop)
    }

    /// Performs actions of the mouse (W3C Web Driver, section 15).
    pub(super) fn mouse(&self, actions: &[Value]) -> anyhow::Result<()> {
        let parameters = json!({ "pointerType": "mouse" });
        let hand = json!({ "type": "pointer", "id": "mouse", "parameters": parameters, "actions": actions });
        self.session.post("/actions", &json!({ "actions": [hand] })).map(drop)
    }

    /// What is on the screen.
    pub(super) fn picture(&self) -> anyhow::Result<Picture> {
        let picture = self.session.get("/screenshot")?;
        Picture::read(&decoded(picture.as_str().context("the driver sent no picture")?))
    }
}
