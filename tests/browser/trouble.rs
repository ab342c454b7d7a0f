//! Errors of a page, collected as each engine allows.
//!
//! Chromium hands out its log. Firefox shows its console to scripts in its privileged half. `WebKitGTK` tells nothing: there
//! a script that the server puts before all others writes down what it hears, which leaves out errors of the browser
//! itself. A page that leads to another one hands its notes on in the name of the window.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::driver::engine::Engine;

/// Runs before all other scripts of a page in `WebKitGTK`.
pub(crate) const EARLY: &str = "window.trouble = JSON.parse(window.name || '[]');\
    addEventListener('pagehide', () => { window.name = JSON.stringify(trouble); });\
    addEventListener('error', (event) => trouble.push(event.message ?? `cannot load ${event.target.src ?? event.target.href}`), true);\
    addEventListener('unhandledrejection', (event) => trouble.push(`not caught: ${event.reason}`));\
    addEventListener('securitypolicyviolation', (event) => trouble.push(`${event.violatedDirective} forbids ${event.blockedURI}`));\
    { const say = console.error; console.error = (...words) => { trouble.push(words.join(' ')); say.apply(console, words); }; }\n";

/// Errors on Firefox's console that come from pages, and what pages have written there as errors.
const FIREFOX: &str = "const pages = Services.console.getMessageArray().filter((message) =>\
        message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag)\
        && (/^http/.test(message.sourceName) || /content|CSP/i.test(message.category)));\
    const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);\
    const said = storage.getEvents(null).filter((event) => event.level === 'error' && /^http/.test(event.filename));\
    Services.console.reset(); storage.clearEvents(null);\
    return [...pages.map((message) => `${message.category}: ${message.errorMessage} (${message.sourceName})`),\
        ...said.map((event) => event.arguments.map(String).join(' '))];";

/// What has been collected from pages that are left by now.
pub(crate) type Collected = RefCell<Vec<String>>;

impl Browser<'_> {
    /// The errors since this was last asked.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn trouble(&self, collected: &Collected) -> anyhow::Result<Vec<String>> {
        match self.engine() {
            Engine::Chromium => {
                let log = self.logged()?;
                let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
                let severe = entries.iter().filter(|entry| entry.get("level").is_some_and(|level| level == "SEVERE"));
                Ok(severe.filter_map(|entry| Some(entry.get("message")?.as_str()?.to_owned())).collect())
            }
            Engine::Firefox => Ok(serde_json::from_value(self.privileged(FIREFOX, &[])?)?),
            Engine::WebKit => {
                self.collect(collected)?;
                Ok(collected.take())
            }
        }
    }

    /// Takes over what the page in `WebKitGTK` has written down, before it is left.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn collect(&self, collected: &Collected) -> anyhow::Result<()> {
        if self.engine() == Engine::WebKit {
            let heard = self.script("const heard = window.trouble ?? []; window.trouble = []; return heard;", &[])?;
            let heard: Vec<String> = serde_json::from_value(heard)?;
            collected.borrow_mut().extend(heard);
        }
        Ok(())
    }

    /// Has a script run before those of every page of the site that is opened from now on.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn begin_with(&mut self, script: &str) -> anyhow::Result<()> {
        if self.engine() == Engine::Chromium {
            let source = json!({ "source": script });
            return self.devtools("Page.addScriptToEvaluateOnNewDocument", &source).map(drop);
        }
        self.alter(|serving| serving.early += script)
    }

    fn logged(&self) -> anyhow::Result<Value> {
        self.ask_driver("/se/log", &json!({ "type": "browser" }))
    }
}
