//! One run of the tests: the engines side by side, the tests of one engine one after the other.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::browser::Browser;
use crate::kept::Between;
use crate::{Row, unable};
use kuril_tool::quality::browser_driver::engine::Engine;
use kuril_tool::quality::browser_driver::trap::Trap;
use kuril_tool::quality::browser_driver::{Crash, Driver};

/// So many of the slowest tests are named in the end.
const SLOWEST: usize = 20;

/// What the arguments ask for.
pub(crate) struct Wanted {
    pub(crate) engines: Vec<Engine>,
    pub(crate) tests: Vec<&'static Row>,
    /// How often each test is run.
    pub(crate) rounds: usize,
}

/// How many tests passed, failed, and were left out.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Runs the engines, as many at a time as there are processors: a browser that is driven keeps about one of them busy.
/// What they share is the built site, which nobody writes. The last of them is the slowest, and begins first.
pub(crate) fn side_by_side(wanted: &Wanted) -> Tally {
    let lanes = thread::available_parallelism().map_or(1, usize::from).min(wanted.engines.len());
    let (waiting, total) = (Mutex::new(wanted.engines.iter().rev()), Mutex::new(Tally::default()));
    thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(engine) = next else { break };
                    let tally = in_engine(*engine, wanted);
                    total.lock().unwrap_or_else(PoisonError::into_inner).add(tally);
                }
            });
        }
    });
    total.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the tests in one engine, and says how long that took, and which of them were the slowest.
fn in_engine(engine: Engine, wanted: &Wanted) -> Tally {
    let start = Instant::now();
    let (mut tally, mut slowest) = (Tally::default(), Vec::new());
    let run = Run::start(engine).and_then(|mut run| {
        for _ in 0..wanted.rounds {
            wanted.tests.iter().try_for_each(|row| run.put_to(row, &mut tally, &mut slowest))?;
        }
        Ok(())
    });
    if let Err(error) = run {
        println!("the tests cannot run in {engine}: {error:#}");
        tally.add(Tally::FAILED);
    }
    let Tally { passed, failed, skipped } = tally;
    println!("{engine}: {:.1} s, {passed} passed, {failed} failed, {skipped} skipped", start.elapsed().as_secs_f64());
    slowest.sort_by(|(_, one), (_, other)| other.cmp(one));
    slowest.truncate(SLOWEST);
    let told: Vec<String> = slowest.iter().map(|(name, time)| format!("{name} {:.1} s", time.as_secs_f64())).collect();
    println!("the slowest in {engine}: {}", told.join(", "));
    tally
}

/// The browser of one engine, which the tests have one after the other.
struct Run {
    trap: Trap,
    driver: Driver,
    open: Option<Between>,
}

impl Run {
    fn start(engine: Engine) -> anyhow::Result<Self> {
        let trap = Trap::set().context("the trap for requests to elsewhere")?;
        Ok(Self { trap, driver: Driver::start(engine)?, open: None })
    }

    /// Runs a test and tells how it went. A failure is one: no test gets a second try. Only where the engine itself has
    /// fallen, which no page may make it do and no test is about, the test is run in another browser, and that is told.
    fn put_to(
        &mut self,
        row: &Row,
        tally: &mut Tally,
        slowest: &mut Vec<(&'static str, Duration)>,
    ) -> anyhow::Result<()> {
        let (engine, (name, _)) = (self.driver.engine(), row);
        if let Some(reason) = unable::reason(engine, name) {
            tally.skipped += 1;
            println!("test {name} in {engine} ... skipped: {reason}");
            return Ok(());
        }
        let start = Instant::now();
        let mut result = self.attempt(row);
        if let Some(crash) = result.as_ref().err().and_then(|error| error.downcast_ref::<Crash>()) {
            println!("test {name} in {engine} ... {crash}, and the test is run in another one");
            self.renew()?;
            result = self.attempt(row);
        }
        let time = start.elapsed();
        slowest.push((name, time));
        let seconds = time.as_secs_f64();
        match result {
            Ok(()) => {
                tally.passed += 1;
                println!("test {name} in {engine} ({seconds:.1} s) ... ok");
                Ok(())
            }
            Err(error) => {
                tally.failed += 1;
                println!("test {name} in {engine} ({seconds:.1} s) ... FAILED\n    {error:#}");
                self.renew()
            }
        }
    }

    fn attempt(&mut self, (name, test): &Row) -> anyhow::Result<()> {
        let mut browser = Browser::start(&self.driver, &self.trap, self.open.take())?;
        browser.put_to(name, *test)?;
        self.open = Some(browser.into_between()?);
        Ok(())
    }

    /// What made a test fail may have harmed the driver as well as the browser.
    fn renew(&mut self) -> anyhow::Result<()> {
        self.open = None;
        self.driver = Driver::start(self.driver.engine())?;
        Ok(())
    }
}
