//! Errors of a page, collected as each engine allows.
//!
//! Chromium hands out its log. Firefox shows its privileged half what pages did wrong, not what they say on the console;
//! `WebKitGTK` tells nothing. There a script that the server puts before all others writes down what is missing, which in
//! `WebKitGTK` leaves out errors of the browser itself. A page that leads to another one hands its notes on in the name
//! of the window, which a page may also use for itself.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::browser::Browser;
use kuril_tool::quality::browser_driver::engine::Engine;

/// Writes down what pages say on the console as errors, and which calls led there; runs before all their scripts.
const SAID: &str = "window.trouble = window.name.startsWith('[') ? JSON.parse(window.name) : [];\
    window.note = (text) => { trouble.push(text); window.name = JSON.stringify(trouble); };\
    { const say = console.error; console.error = (...words) => {\
    note([...words, new Error().stack].join(' ')); say.apply(console, words); }; }\n";

/// Writes down what else pages do wrong.
const DONE: &str = "addEventListener('error', (event) => note(event.message ?? `cannot load ${event.target.src ?? event.target.href}`), true);\
    addEventListener('unhandledrejection', (event) => note(`not caught: ${event.reason}`));\
    addEventListener('securitypolicyviolation', (event) => note(`${event.violatedDirective} forbids ${event.blockedURI}`));\n";

/// The script that runs before all others of a page in an engine; empty where none is needed.
pub(crate) fn early(engine: Engine) -> String {
    match engine {
        Engine::Chromium => String::new(),
        Engine::Firefox => SAID.to_owned(),
        Engine::WebKit => [SAID, DONE].concat(),
    }
}

/// Errors on Firefox's console that come from pages. A service worker outlives its page, and the server of its test: that
/// it cannot fetch anything then, which no window is told of, is no error of a page.
const FIREFOX: &str = "const isLate = ({ innerWindowID, errorMessage }) => !innerWindowID && /NetworkError/.test(errorMessage);\
    const pages = Services.console.getMessageArray().filter((message) =>\
        message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag) && !isLate(message)\
        && (/^http/.test(message.sourceName) || /content|CSP/i.test(message.category)));\
    Services.console.reset();\
    return pages.map((message) => `${message.category}: ${message.errorMessage} (${message.sourceName})`);";

/// Where the standard library, not the map, tells of a panic.
const STANDARD_LIBRARY: &str = "/rustc/";

/// Whether the core of a map has stopped in `WebKitGTK` 2.50 over a number that none of our code makes, such as the capacity
/// of a list of more bytes than there are. It was seen once in some thousand tests, in no other engine, and never again in
/// the same test; the browser replaces code of wasm while it runs. The map goes on by itself, and the calls are told.
pub(crate) fn is_of_engine(engine: Engine, errors: &[String]) -> bool {
    engine == Engine::WebKit && errors.iter().all(|error| error.starts_with(STANDARD_LIBRARY))
}

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
            Engine::Firefox => {
                self.collect(collected)?;
                let mut errors: Vec<String> = serde_json::from_value(self.looked_at_by_firefox(FIREFOX, &[])?)?;
                errors.append(&mut collected.borrow_mut());
                Ok(errors)
            }
            Engine::WebKit => {
                self.collect(collected)?;
                Ok(collected.take())
            }
        }
    }

    /// Takes over what the page has written down, before it is left.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn collect(&self, collected: &Collected) -> anyhow::Result<()> {
        if self.engine() != Engine::Chromium {
            let heard = self.script(
                "const heard = window.trouble ?? []; if (heard.length) { window.trouble = []; window.name = ''; }\
                return heard;",
                &[],
            )?;
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
        self.session()?.post("/se/log", &json!({ "type": "browser" }))
    }
}
