//! The built site in real browsers of three engines.
//!
//! A test is a plain function in the table [`TESTS`]; its name is a sentence. Every test gets a fresh tab and a server
//! of its own on the built site, whose port makes it an origin without a past, or the open map that another has left as
//! new (`kept.rs`). Beyond what it asserts itself, a test fails when the console shows an error, when a policy is violated,
//! or when anything but its own server is asked for something. What fails has failed: no test gets a second try.
//! Arguments choose the tests whose names contain one of them; `--engine=NAME` chooses an engine, `--repeat=N` runs each
//! test so often. Engines run side by side, the tests of one engine one after the other. Pictures go to `target/browser`.

#![expect(clippy::print_stdout, reason = "a test runner reports on the standard output")]

use std::process::ExitCode;

use anyhow::{Context as _, ensure};

mod axe;
mod brothers;
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
mod healing;
mod hosts;
mod inset;
mod kept;
mod keyboard;
mod keys;
mod lacking;
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
mod run;
mod sharing;
mod sheet;
mod site;
mod stories;
mod story;
mod table;
mod talk;
mod tools;
mod trouble;
mod unable;
mod upgrade;
mod wished;
mod wishes;
mod wordpress;

use browser::Browser;
use kuril_tool::quality::browser_driver::engine::Engine;
use run::{Tally, Wanted};

/// A test: it drives the browser and returns what went wrong.
type Test = fn(&mut Browser) -> anyhow::Result<()>;

/// A test by its name.
type Row = (&'static str, Test);

/// All tests, one table a file.
const TESTS: &[&[Row]] = &[
    harness::TESTS,
    loading::TESTS,
    failing::TESTS,
    damaged::TESTS,
    healing::TESTS,
    choosing::TESTS,
    keyboard::TESTS,
    keys::TESTS,
    moving::TESTS,
    languages::TESTS,
    legend::TESTS,
    inset::TESTS,
    links::TESTS,
    sharing::TESTS,
    stories::TESTS,
    story::TESTS,
    reader::TESTS,
    reading::TESTS,
    offline::TESTS,
    upgrade::TESTS,
    sheet::TESTS,
    wished::TESTS,
    brothers::TESTS,
    lacking::TESTS,
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

fn main() -> ExitCode {
    let tally = wanted().map(|wanted| {
        println!(
            "running {} tests in {}",
            wanted.tests.len(),
            wanted.engines.iter().map(|engine| engine.name()).collect::<Vec<_>>().join(", ")
        );
        run::side_by_side(&wanted)
    });
    let tally = tally.unwrap_or_else(|error| {
        println!("the browser tests cannot run: {error:#}");
        Tally::FAILED
    });
    let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {} passed; {} failed; {} ignored;", tally.passed, tally.failed, tally.skipped);
    if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wanted() -> anyhow::Result<Wanted> {
    let all = || TESTS.iter().flat_map(|table| table.iter());
    let unknown = unable::unknown(&all().map(|(name, _)| *name));
    ensure!(unknown.is_empty(), "tests are left out that do not exist: {unknown:?}");
    let (mut engines, mut filters, mut rounds) = (Vec::new(), Vec::new(), 1);
    for argument in std::env::args().skip(1) {
        if let Some(name) = argument.strip_prefix("--engine=") {
            engines.push(name.parse().map_err(anyhow::Error::msg)?);
        } else if let Some(count) = argument.strip_prefix("--repeat=") {
            rounds = count.parse().context("--repeat takes a number")?;
        } else if !argument.starts_with('-') {
            filters.push(argument);
        }
    }
    if engines.is_empty() {
        engines = Engine::ALL.to_vec();
    }
    let chosen = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()));
    Ok(Wanted { engines, tests: all().filter(|(name, _)| chosen(name)).collect(), rounds })
}
