//! The open page, and how its figures are told.

use std::cell::Cell;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::quality::browser_driver::engine::Engine;
use crate::quality::browser_driver::trap::Trap;
use crate::quality::browser_driver::{Driver, Session};
use crate::quality::soak::held::Held;

const COUNT: &str = include_str!("../../../../tests/soak/count.js");
/// Whether every map of the page has all of its parts.
const COMPLETE: &str = "const all = [...document.querySelectorAll('kuril-map')];\
    return all.length > 0 && all.every((map) => 'complete' in map.dataset);";
/// How long a page may take to become what is waited for, and how often it is asked meanwhile.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(50);

/// The only page of a browser that was opened for it.
pub(super) struct Page {
    session: Session,
    busy: Cell<f64>,
}

impl Page {
    /// Opens a browser and in it the page with the map, and waits until that is complete.
    ///
    /// # Errors
    /// When the browser does not start or the map does not come, as in all that follow.
    pub(super) fn open(driver: &Driver, trap: &Trap, url: &str) -> anyhow::Result<Self> {
        let page = Self { session: driver.session(trap, &[])?, busy: Cell::new(0.0) };
        if driver.engine() == Engine::Chromium {
            page.devtools("Performance.enable")?;
        }
        page.session.post("/url", &json!({ "url": url }))?;
        page.is_complete()?;
        Ok(page)
    }

    /// Waits until all maps of the page are complete.
    pub(super) fn is_complete(&self) -> anyhow::Result<()> {
        self.wait("the map is complete", COMPLETE)
    }

    /// Waits until a script returns true. A page that is just being left may answer nothing.
    pub(super) fn wait(&self, what: &str, script: &str) -> anyhow::Result<()> {
        let start = Instant::now();
        while !self.execute(script, &[]).is_ok_and(|found| found == json!(true)) {
            if start.elapsed() > PATIENCE {
                bail!("{what}: not within {} s", PATIENCE.as_secs());
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Runs a script of the reader with one number.
    pub(super) fn run(&self, script: &str, number: u32) -> anyhow::Result<()> {
        self.execute(script, &[json!(number)]).map(drop)
    }

    fn execute(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        self.session.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// What the page holds now.
    pub(super) fn held(&self) -> anyhow::Result<Held> {
        let found = self.execute(COUNT, &[])?;
        let number = |name: &str| found.get(name).and_then(Value::as_f64).with_context(|| format!("no {name}"));
        let failed = found.get("failed").and_then(Value::as_str).unwrap_or_default();
        ensure!(failed.is_empty(), "the map has failed: {failed}");
        let told = if self.session.engine() == Engine::Chromium { Some(self.counted()?) } else { None };
        // The browser counts from the beginning of a page.
        let busy = told.map(|[.., all]| all - self.busy.replace(all)).filter(|seconds| *seconds >= 0.0);
        let counted = told.map(|[nodes, listeners, heap, _]| [nodes, listeners, heap]);
        Ok(Held::of(number("pages")?, number("elements")?, counted, busy))
    }

    /// Nodes, listeners, bytes of the heap after what is unused has been let go, and seconds of work since the beginning.
    fn counted(&self) -> anyhow::Result<[f64; 4]> {
        for _ in 0..3 {
            self.devtools("HeapProfiler.collectGarbage")?;
        }
        let found = self.devtools("Performance.getMetrics")?;
        let metrics = found.get("metrics").and_then(Value::as_array).context("there are metrics")?;
        let value = |name: &str| {
            let metric = metrics.iter().find(|metric| metric.get("name").is_some_and(|found| found == name));
            metric.and_then(|metric| metric.get("value")?.as_f64()).with_context(|| format!("no {name}"))
        };
        Ok([value("Nodes")?, value("JSEventListeners")?, value("JSHeapUsedSize")?, value("TaskDuration")?])
    }

    fn devtools(&self, command: &str) -> anyhow::Result<Value> {
        self.session.post("/goog/cdp/execute", &json!({ "cmd": command, "params": {} }))
    }
}
