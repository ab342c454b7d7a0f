//! A browser on the built site: opening, asking, waiting, looking.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::hands::Place;
use crate::kept::{Between, Kept};
use crate::pretend::Wishes;
use crate::site::{self, Serving};
use crate::trouble::{self, Collected};
use kuril_tool::dev::server::Server;
use kuril_tool::quality::browser_driver::engine::Engine;
use kuril_tool::quality::browser_driver::trap::Trap;
use kuril_tool::quality::browser_driver::{Crash, Driver, Session};

/// How long a page may take to become what a test waits for: no test is about speed, and machines may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);
/// How often it is asked meanwhile.
const PAUSE: Duration = Duration::from_millis(25);

/// Finds an element through shadow roots: the parts of a selector between ` >>> ` each lead one root deeper. Copies a
/// canvas to read its pixels, whichever way it came by them.
const FIND: &str = "const find = (selector) => selector.split('>>>').reduce(\
    (root, part) => root && (root.shadowRoot ?? root).querySelector(part.trim()), document);\
    const copied = (canvas) => { const size = [canvas.width, canvas.height];\
        const copy = new OffscreenCanvas(...size).getContext('2d', { willReadFrequently: true });\
        copy.drawImage(canvas, 0, 0); return copy; };";

/// The size of a page that no test has given another, in CSS pixels.
const SIZE: (u32, u32) = (1280, 800);

/// One browser with a fresh tab and a server of its own.
pub(crate) struct Browser<'a> {
    pub(super) session: Session,
    trap: &'a Trap,
    pub(crate) server: Option<Server>,
    pub(crate) serving: Serving,
    pub(crate) site: String,
    /// The page that the test before has left, until this one does something else than to open the map.
    pub(super) kept: RefCell<Option<Kept>>,
    /// Whether the page with the map is open, and whether the test has done to the browser what does not end with a page.
    pub(super) opened: Cell<bool>,
    pub(super) alone: Cell<bool>,
    forgiven: BTreeSet<String>,
    collected: Collected,
}

impl<'a> Browser<'a> {
    /// Takes over an open browser, or opens one, and serves the site that was built last.
    ///
    /// # Errors
    /// When there is no site, or the browser does not start.
    pub(crate) fn start(driver: &Driver, trap: &'a Trap, open: Option<Between>) -> anyhow::Result<Self> {
        let serving = Serving::plain(&trouble::early(driver.engine()));
        let server = serving.start()?;
        let open = open.map_or_else(|| driver.session(trap, &[]).map(|session| Between { session, kept: None }), Ok)?;
        let Between { session, kept } = open;
        let (forgiven, collected, site) = (BTreeSet::new(), Collected::default(), server.url());
        let is_kept = kept.is_some();
        let (kept, opened, alone) = (RefCell::new(kept), Cell::new(false), Cell::new(false));
        let browser =
            Self { session, trap, server: Some(server), serving, site, kept, opened, alone, forgiven, collected };
        if !is_kept {
            browser.prepare()?;
        }
        Ok(browser)
    }

    /// Makes a fresh tab what every test expects.
    pub(super) fn prepare(&self) -> anyhow::Result<()> {
        self.trap.emptied();
        if self.engine() == Engine::Firefox {
            // What another test has made this browser pretend does not end with its tab.
            self.wish(Wishes::default())?;
        }
        // Nor does what the old tab complained of while it was closed.
        self.trouble(&self.collected)?;
        self.resize(SIZE.0, SIZE.1, 1.0, false)?;
        self.alone.set(false);
        Ok(())
    }

    /// Runs one test, then looks for what no test wants; a failure leaves a picture.
    ///
    /// # Errors
    /// Those of the test, and everything on the console that should not be there.
    pub(crate) fn put_to(&mut self, name: &str, test: Test) -> anyhow::Result<()> {
        let result = test(self).and_then(|()| self.is_clean());
        if result.is_err() {
            // The failure itself is what has to be told, whether or not there is a picture of it.
            let _ = self.screenshot(&format!("failed-{name}"));
            let _ = self.is_clean().inspect_err(|error| println!("    {} adds to {name}: {error:#}", self.engine()));
        }
        result
    }

    /// Opens a page of the site and waits until it has loaded.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn open(&self, path: &str) -> anyhow::Result<()> {
        self.visit(&format!("{}{path}", self.site))
    }

    /// Opens any address and waits until it has loaded.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn visit(&self, url: &str) -> anyhow::Result<()> {
        self.collect(&self.collected)?;
        self.session_alone()?.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs a script in the page and returns what it returns; `arguments[0]` and so on are the values given. `find` is
    /// at hand: it takes a selector whose parts, parted by `>>>`, lead through shadow roots.
    ///
    /// # Errors
    /// When the script throws.
    pub(crate) fn script(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        self.session()?.post("/execute/sync", &json!({ "script": format!("{FIND}{script}"), "args": arguments }))
    }

    /// Waits until a script returns something true, and returns that.
    ///
    /// # Errors
    /// When it does not in time; the message says what was waited for.
    pub(crate) fn wait(&self, what: &str, script: &str) -> anyhow::Result<Value> {
        let start = Instant::now();
        loop {
            let value = self.script(script, &[])?;
            let empty = [json!(""), json!(0)];
            if !value.is_null() && value != json!(false) && !empty.contains(&value) {
                return Ok(value);
            }
            if start.elapsed() > PATIENCE {
                bail!("{what}: not within {} s", PATIENCE.as_secs());
            }
            thread::sleep(PAUSE);
        }
    }

    /// The middle of an element.
    ///
    /// # Errors
    /// When there is no such element.
    pub(crate) fn middle(&self, selector: &str) -> anyhow::Result<Place> {
        // Of a link that runs over two lines the middle of its whole box may lie beside it.
        let script = "const box = find(arguments[0])?.getClientRects()[0];\
            return box && [box.x + box.width / 2, box.y + box.height / 2];";
        let found = self.script(script, &[json!(selector)])?;
        let part = |at: usize| found.get(at).and_then(Value::as_f64);
        part(0).zip(part(1)).with_context(|| format!("there is no {selector}"))
    }

    /// The text of an element as a reader sees it.
    ///
    /// # Errors
    /// When there is no such element.
    pub(crate) fn text(&self, selector: &str) -> anyhow::Result<String> {
        let found = self.script("return find(arguments[0])?.innerText;", &[json!(selector)])?;
        found.as_str().map(str::to_owned).with_context(|| format!("there is no {selector}"))
    }

    /// The mean colour of the pixels of a canvas around a place, as red, green, blue and alpha; the place counts in the
    /// canvas's own pixels.
    ///
    /// # Errors
    /// When there is no such canvas.
    pub(crate) fn colour(&self, canvas: &str, x: u32, y: u32) -> anyhow::Result<[u64; 4]> {
        let script = "const canvas = find(arguments[0]); if (!canvas) return null; const side = 13, half = 6;\
            const { data } = copied(canvas).getImageData(arguments[1] - half, arguments[2] - half, side, side);\
            return [0, 1, 2, 3].map((part) => Math.round(\
                data.filter((_, at) => at % 4 === part).reduce((sum, value) => sum + value, 0) / (side * side)));";
        let found = self.script(script, &[json!(canvas), json!(x), json!(y)])?;
        serde_json::from_value(found).with_context(|| format!("there is no canvas {canvas}"))
    }

    /// The engine of the browser.
    pub(crate) fn engine(&self) -> Engine {
        self.session.engine()
    }

    /// Gives the window a size.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn window(&self, width: u32, height: u32) -> anyhow::Result<()> {
        self.session_alone()?.post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }

    /// Runs a script in the privileged half of Firefox.
    ///
    /// # Errors
    /// When the script throws.
    pub(crate) fn privileged(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        self.alone.set(true);
        self.looked_at_by_firefox(script, arguments)
    }

    /// The same for a script that changes nothing.
    pub(super) fn looked_at_by_firefox(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        let session = self.session()?;
        session.post("/moz/context", &json!({ "value": "chrome" }))?;
        let result = session.post("/execute/sync", &json!({ "script": script, "args": arguments }));
        session.post("/moz/context", &json!({ "value": "content" }))?;
        result
    }

    /// A command that only one of the drivers knows.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn ask_driver(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.session_alone()?.post(path, body)
    }

    /// A command of Chromium's own protocol.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> anyhow::Result<Value> {
        self.session_alone()?.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Performs input actions and releases what they hold.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn act(&self, actions: &Value) -> anyhow::Result<()> {
        self.session()?.post("/actions", &json!({ "actions": actions })).map(drop)
    }

    /// A picture of the page as PNG, in base64.
    ///
    /// # Errors
    /// When the driver sends none.
    pub(crate) fn picture(&self) -> anyhow::Result<String> {
        let picture = self.session()?.get("/screenshot")?;
        picture.as_str().map(str::to_owned).context("the driver sent no picture")
    }

    /// Writes a picture of the page to `target/browser`.
    ///
    /// # Errors
    /// When the picture cannot be taken or written.
    pub(crate) fn screenshot(&self, name: &str) -> anyhow::Result<PathBuf> {
        let bytes = self.session()?.picture()?;
        let folder = site::target().join("browser").join(self.engine().name());
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Expects errors on the console whose text contains this, as when a test stops the server on purpose.
    pub(crate) fn forgive(&mut self, text: &str) {
        self.alone.set(true);
        self.forgiven.insert(text.to_owned());
    }

    /// What the console has shown since it was last asked, errors only.
    fn console_errors(&self) -> anyhow::Result<Vec<String>> {
        let errors = self.trouble(&self.collected)?;
        Ok(errors.into_iter().filter(|text| !self.forgiven.iter().any(|known| text.contains(known))).collect())
    }

    /// The requests to elsewhere since this was last asked.
    pub(crate) fn caught(&self) -> Vec<String> {
        self.trap.emptied()
    }

    /// Whether nothing has happened that no test wants: an error on the console, a violated policy, a request to
    /// anywhere but the site.
    ///
    /// # Errors
    /// When something has.
    pub(crate) fn is_clean(&self) -> anyhow::Result<()> {
        let errors = self.console_errors()?;
        if !errors.is_empty() {
            let told = format!("the console shows errors:\n      {}", errors.join("\n      "));
            let is_of_engine = trouble::is_of_engine(self.engine(), &errors);
            return Err(if is_of_engine { Crash::told(&told).into() } else { anyhow::anyhow!(told) });
        }
        let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)\
            .filter((name) => !name.startsWith(location.origin + '/'));";
        let foreign = self.script(script, &[])?;
        ensure!(foreign == json!([]), "the page asked elsewhere for {foreign}");
        let caught = self.caught();
        ensure!(caught.is_empty(), "the browser asked elsewhere: {}", caught.join("; "));
        Ok(())
    }
}
