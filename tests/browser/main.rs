//! The built site in a real browser.
//!
//! A test is a plain function in the table [`TESTS`]; its name is a sentence. Every test gets a fresh tab and a server
//! of its own on the built site, whose port makes it an origin without a past; after a failure it gets a fresh browser. Beyond what it asserts itself, a test fails when the
//! console shows an error, when a policy is violated, or when anything but its own server is asked for something.
//! Arguments choose the tests whose names contain one of them. Pictures go to `target/browser`.

#![expect(clippy::print_stdout, reason = "a test runner reports on the standard output")]

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;

mod browser;
mod choosing;
#[path = "../../src/bin/kuril/driver/mod.rs"]
mod driver;
mod failing;
mod hands;
mod harness;
mod keyboard;
mod languages;
mod loading;
mod method;
mod moving;
mod page;
mod parity;
#[expect(dead_code, unused_imports, reason = "the tests need less of the pictures than the command does")]
#[path = "../../src/bin/kuril/picture/mod.rs"]
mod picture;
mod reading;
#[expect(dead_code, reason = "the tests need less of the server than the command does")]
#[path = "../../src/bin/kuril/server/mod.rs"]
mod server;
mod site;
mod story;
mod table;
mod tools;

use browser::Browser;
use driver::Driver;
use driver::trap::Trap;

/// A test: it drives the browser and returns what went wrong.
type Test = fn(&mut Browser) -> anyhow::Result<()>;

/// All tests by name, one table a file.
const TESTS: [&[(&str, Test)]; 13] = [
    harness::TESTS,
    loading::TESTS,
    failing::TESTS,
    choosing::TESTS,
    keyboard::TESTS,
    moving::TESTS,
    languages::TESTS,
    story::TESTS,
    reading::TESTS,
    table::TESTS,
    method::TESTS,
    tools::TESTS,
    parity::TESTS,
];

fn main() -> ExitCode {
    let filters: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let chosen = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()));
    let tests: Vec<_> = TESTS.iter().flat_map(|table| table.iter()).filter(|(name, _)| chosen(name)).collect();
    println!("running {} tests", tests.len());
    let failed = match run(&tests) {
        Ok(failed) => failed,
        Err(error) => {
            println!("the browser tests cannot run: {error:#}");
            tests.len().max(1)
        }
    };
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {} passed; {failed} failed;", tests.len().saturating_sub(failed));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the tests one after the other, because they share the processor with the browser they drive; returns how many
/// failed.
fn run(tests: &[&(&str, Test)]) -> anyhow::Result<usize> {
    let trap = Trap::set().context("the trap for requests to elsewhere")?;
    let driver = Driver::start()?;
    let (mut failed, mut open) = (0, None);
    for (name, test) in tests {
        let start = Instant::now();
        let result = Browser::start(&driver, &trap, open.take()).and_then(|mut browser| {
            browser.put_to(name, *test)?;
            Ok(browser.into_session())
        });
        let seconds = start.elapsed().as_secs_f64();
        match result {
            Ok(session) => {
                open = Some(session);
                println!("test {name} ({seconds:.1} s) ... ok");
            }
            Err(error) => {
                failed += 1;
                println!("test {name} ({seconds:.1} s) ... FAILED\n    {error:#}");
            }
        }
    }
    Ok(failed)
}
