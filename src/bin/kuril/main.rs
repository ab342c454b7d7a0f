//! The command `kuril`: everything that is done to the map outside a browser.
//!
//! ```text
//! cargo kuril serve    make the site, serve it, make it again when something changes
//! cargo kuril build    write the finished site to target/site
//! cargo kuril test     run all that guards the project, as CI does
//! cargo kuril check    find what is wrong in a story's files
//! cargo kuril render   write a picture of the map in any state
//! cargo kuril bless    take the pictures of today as those that the tests compare with
//! cargo kuril derive   make shapes and levels of detail out of their sources
//! cargo kuril bench    measure loading and dragging beside other libraries
//! cargo kuril link     find the places that a text speaks of
//! ```
//!
//! Each command makes what it needs and installs what it lacks, and says so.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod announce;
mod apt;
mod bench;
mod bind;
mod bless;
mod broken;
mod bundle;
mod cargo;
mod check;
mod compress;
mod derive;
#[expect(dead_code, reason = "measuring needs less of the driver than the browser tests do")]
mod driver;
mod earlier;
mod export;
mod fingerprint;
mod hosts;
mod integrity;
mod join;
mod link;
mod live;
mod npm;
mod offline;
mod og;
mod output;
mod package;
mod page;
mod picture;
mod project;
mod references;
mod render;
mod say;
#[expect(dead_code, reason = "the command needs less of the server than the browser tests do")]
mod server;
mod single;
mod site;
mod stages;
mod still;
mod swatches;
mod toolchain;
mod versions;
mod wasm;
mod watch;

/// Makes, serves and tests Kuril Map.
#[derive(Debug, Parser)]
#[command(name = "kuril", bin_name = "cargo kuril")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the site and serve it on 127.0.0.1; make it again and reload the page when something changes.
    Serve {
        /// The port to listen on; without it 8080, or a free one when 8080 is taken.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Write the finished site to `target/site`, ready for any static host.
    Build(site::Options),
    /// Run all that guards the project, as CI does: formatting, lints, tests, budgets, browser.
    Test(stages::Options),
    /// Find what is wrong in a story's files, and name file, line and feature of each finding.
    Check {
        /// The folder of the story; without it `geodata`, whose derived files are then compared with their inputs too.
        folder: Option<PathBuf>,
    },
    /// Write a picture of the map in any state as an SVG or PNG file.
    Render(render::Options),
    /// Take the pictures of today as those that the tests compare with, and say which changed.
    Bless,
    /// Make contours, levels of detail, areas and label anchors out of `geodata/source`.
    Derive {
        /// Write nothing; fail when a derived file differs from what the inputs give.
        #[arg(long)]
        check: bool,
    },
    /// Measure loading and dragging, ours beside other libraries, and write `target/bench.json`.
    Bench(bench::Options),
    /// Find the places that a text speaks of, or make the mentions of the story's articles again.
    Link(link::Options),
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> anyhow::Result<()> {
    let project = project::Project::find()?;
    match command {
        Command::Serve { port } => live::serve(&project, *port),
        Command::Build(options) => site::build(&project, options).map(drop),
        Command::Test(options) => stages::run(&project, options),
        Command::Check { folder: Some(folder) } => check::run(folder),
        Command::Check { folder: None } => stages::check_data(&project),
        Command::Render(options) => render::run(&project, options),
        Command::Bless => bless::run(&project),
        Command::Bench(options) => bench::run(&project, options),
        Command::Link(options) => link::run(&project, options),
        Command::Derive { check: true } => stages::check_derived(&project),
        Command::Derive { check: false } => {
            say::step("deriving the geodata", || derive::run(project.root(), &mut |line| say::note(line)))
        }
    }
}
