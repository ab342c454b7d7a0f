//! A browser opened for one measurement, with an empty profile.

use anyhow::bail;
use serde_json::{Value, json};

use crate::quality::bench::screenshot::Screenshot;
use crate::quality::browser_driver::trap::Trap;
use crate::quality::browser_driver::{Driver, Session};

/// Arguments that enable WebGL without a graphics processor.
const ARGUMENTS: [&str; 2] = ["--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

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
        Ok(Self { session: driver.session(trap, &ARGUMENTS)? })
    }

    /// Sends a command of the Chrome `DevTools` Protocol.
    ///
    /// # Errors
    /// Those of the driver, as in all following methods.
    pub(super) fn command(&self, command: &str, parameters: &Value) -> anyhow::Result<Value> {
        self.session.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Makes a script of `tests/bench/probe` run before the scripts of every page opened from now on.
    pub(super) fn install(&self, probe: &str, mark: &str) -> anyhow::Result<()> {
        let source = format!("{{{probe}\ninstall({});}}", json!(mark));
        self.command("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source })).map(drop)
    }

    /// Opens a page and waits for its `load` event.
    pub(super) fn visit(&self, url: &str) -> anyhow::Result<()> {
        self.session.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs a function body in the page and returns its result.
    pub(super) fn execute(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        self.session.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Waits until an expression is true, polling rarely enough not to disturb the measurement; fails when the page
    /// reports a failure, or after 25 s.
    pub(super) fn wait(&self, expression: &str) -> anyhow::Result<()> {
        let script = format!(
            "return new Promise((done) => {{ const end = performance.now() + 25000; const look = () => {{\
               if (window.benchFailed) done(window.benchFailed); else if ({expression}) done(null);\
               else if (performance.now() > end) done('not within 25 s: ' + {});\
               else setTimeout(look, 50); }}; look(); }});",
            json!(expression)
        );
        match self.execute(&script, &[])? {
            Value::Null => Ok(()),
            reason => bail!("{}", reason.as_str().unwrap_or("the page failed")),
        }
    }

    /// Lets the page run for some milliseconds.
    pub(super) fn rest(&self, ms: u32) -> anyhow::Result<()> {
        self.execute("return new Promise((done) => setTimeout(done, arguments[0]));", &[json!(ms)]).map(drop)
    }

    /// Performs mouse actions (W3C `WebDriver`, section 15).
    pub(super) fn mouse(&self, actions: &[Value]) -> anyhow::Result<()> {
        let parameters = json!({ "pointerType": "mouse" });
        let mouse = json!({ "type": "pointer", "id": "mouse", "parameters": parameters, "actions": actions });
        self.session.post("/actions", &json!({ "actions": [mouse] })).map(drop)
    }

    /// Takes a screenshot.
    pub(super) fn screenshot(&self) -> anyhow::Result<Screenshot> {
        Screenshot::read(&self.session.picture()?)
    }
}
