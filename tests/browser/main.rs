//! The built site in real browsers of three engines.
//!
//! A test is a plain function in the table [`TESTS`]; its name is a sentence. Every test gets a fresh tab and a server
//! of its own on the built site, whose port makes it an origin without a past. Beyond what it asserts itself, a test fails
//! when the console shows an error, when a policy is violated, or when anything but its own server is asked for something.
//! What fails is tried once more in a fresh browser, because machines and drivers have their moods; the first failure and
//! the number of such tests are printed.
//! Arguments choose the tests whose names contain one of them; `--engine=NAME` chooses an engine. Engines run side by
//! side, the tests of one engine one after the other. Pictures go to `target/browser`.

#![expect(clippy::print_stdout, reason = "a test runner reports on the standard output")]

use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, ensure};

mod axe;
mod browser;
mod choosing;
mod damaged;
mod elsewhere;
mod embedding;
mod examples;
mod export;
mod failing;
mod hands;
mod harness;
mod hosts;
mod inset;
mod keyboard;
mod keys;
mod languages;
mod legend;
mod links;
mod loading;
mod method;
mod moving;
mod offline;
mod page;
mod parity;
mod pinned;
mod pretend;
mod publish;
mod published;
mod react;
mod reader;
mod reading;
mod sharing;
mod sheet;
mod site;
mod story;
mod table;
mod talk;
mod tools;
mod trouble;
mod unable;
mod wished;
mod wishes;
mod wordpress;

use browser::Browser;
use kuril_tool::quality::browser_driver::engine::Engine;
use kuril_tool::quality::browser_driver::trap::Trap;
use kuril_tool::quality::browser_driver::{Driver, Session};

/// A test: it drives the browser and returns what went wrong.
type Test = fn(&mut Browser) -> anyhow::Result<()>;

/// All tests by name, one table a file.
const TESTS: &[&[(&str, Test)]] = &[
    harness::TESTS,
    loading::TESTS,
    failing::TESTS,
    damaged::TESTS,
    choosing::TESTS,
    keyboard::TESTS,
    keys::TESTS,
    moving::TESTS,
    languages::TESTS,
    legend::TESTS,
    inset::TESTS,
    links::TESTS,
    sharing::TESTS,
    story::TESTS,
    reader::TESTS,
    reading::TESTS,
    offline::TESTS,
    sheet::TESTS,
    wished::TESTS,
    wishes::TESTS,
    table::TESTS,
    method::TESTS,
    tools::TESTS,
    export::TESTS,
    parity::TESTS,
    embedding::TESTS,
    talk::TESTS,
    published::TESTS,
    examples::TESTS,
    wordpress::TESTS,
    hosts::TESTS,
    pinned::TESTS,
    axe::TESTS,
];

/// What the arguments ask for.
struct Wanted {
    engines: Vec<Engine>,
    tests: Vec<&'static (&'static str, Test)>,
}

/// How many tests passed, and among them those that did so only when they were tried again; how many failed, and were
/// left out.
#[derive(Clone, Copy, Default)]
struct Tally {
    passed: usize,
    unsteady: usize,
    failed: usize,
    skipped: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.unsteady += other.unsteady;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

fn main() -> ExitCode {
    let tally = wanted().map(|wanted| {
        println!(
            "running {} tests in {}",
            wanted.tests.len(),
            wanted.engines.iter().map(|engine| engine.name()).collect::<Vec<_>>().join(", ")
        );
        side_by_side(&wanted)
    });
    let tally = tally.unwrap_or_else(|error| {
        println!("the browser tests cannot run: {error:#}");
        Tally { failed: 1, ..Tally::default() }
    });
    let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {} passed; {} failed; {} ignored;", tally.passed, tally.failed, tally.skipped);
    if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wanted() -> anyhow::Result<Wanted> {
    let all = || TESTS.iter().flat_map(|table| table.iter());
    let unknown = unable::unknown(&all().map(|(name, _)| *name));
    ensure!(unknown.is_empty(), "tests are left out that do not exist: {unknown:?}");
    let (mut engines, mut filters) = (Vec::new(), Vec::new());
    for argument in std::env::args().skip(1) {
        if let Some(name) = argument.strip_prefix("--engine=") {
            engines.push(name.parse().map_err(anyhow::Error::msg)?);
        } else if !argument.starts_with('-') {
            filters.push(argument);
        }
    }
    if engines.is_empty() {
        engines = Engine::ALL.to_vec();
    }
    let chosen = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()));
    Ok(Wanted { engines, tests: all().filter(|(name, _)| chosen(name)).collect() })
}

/// Runs the engines, as many at a time as there are processors: a browser that is driven keeps about one of them busy.
/// What they share is the built site, which nobody writes.
fn side_by_side(wanted: &Wanted) -> Tally {
    let lanes = thread::available_parallelism().map_or(1, usize::from).min(wanted.engines.len());
    let (waiting, total) = (Mutex::new(wanted.engines.iter()), Mutex::new(Tally::default()));
    thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(engine) = next else { break };
                    let tally = in_engine(*engine, &wanted.tests);
                    total.lock().unwrap_or_else(PoisonError::into_inner).add(tally);
                }
            });
        }
    });
    total.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the tests in one engine and says how long that took.
fn in_engine(engine: Engine, tests: &[&(&str, Test)]) -> Tally {
    let start = Instant::now();
    let tally = run(engine, tests).unwrap_or_else(|error| {
        println!("the tests cannot run in {engine}: {error:#}");
        Tally { failed: tests.len().max(1), ..Tally::default() }
    });
    let Tally { passed, unsteady, failed, skipped } = tally;
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{engine}: {seconds:.1} s, {passed} passed ({unsteady} of them only when tried again), {failed} failed, \
         {skipped} skipped"
    );
    tally
}

/// Runs the tests one after the other, because they share the processor with the browser they drive.
fn run(engine: Engine, tests: &[&(&str, Test)]) -> anyhow::Result<Tally> {
    let trap = Trap::set().context("the trap for requests to elsewhere")?;
    let mut driver = Driver::start(engine)?;
    let (mut tally, mut open) = (Tally::default(), None);
    for (name, test) in tests {
        if let Some(reason) = unable::reason(engine, name) {
            tally.skipped += 1;
            println!("test {name} in {engine} ... skipped: {reason}");
            continue;
        }
        let attempt = |driver: &Driver, open: Option<Session>| {
            let start = Instant::now();
            let result = Browser::start(driver, &trap, open).and_then(|mut browser| {
                browser.put_to(name, *test)?;
                browser.into_session()
            });
            (result, start.elapsed().as_secs_f64())
        };
        let (mut result, mut seconds) = attempt(&driver, open.take());
        if let Err(error) = &result {
            println!("test {name} in {engine} ({seconds:.1} s) ... failed, and is tried once more\n    {error:#}");
            // What made a test fail may have harmed the driver as well as the browser.
            driver = Driver::start(engine)?;
            (result, seconds) = attempt(&driver, None);
            tally.unsteady += usize::from(result.is_ok());
        }
        match result {
            Ok(session) => {
                open = Some(session);
                tally.passed += 1;
                println!("test {name} in {engine} ({seconds:.1} s) ... ok");
            }
            Err(error) => {
                tally.failed += 1;
                driver = Driver::start(engine)?;
                println!("test {name} in {engine} ({seconds:.1} s) ... FAILED\n    {error:#}");
            }
        }
    }
    Ok(tally)
}
