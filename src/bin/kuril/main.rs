//! The command `kuril`: everything that is done to the map outside a browser.
//!
//! ```text
//! cargo kuril serve   make the site, serve it, make it again when something changes
//! cargo kuril build   write the finished site to target/site
//! cargo kuril test    run all that guards the project, as CI does
//! ```
//!
//! Each command makes what it needs and installs what it lacks, and says so.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod apt;
mod bind;
mod bundle;
mod cargo;
mod compress;
mod derive;
mod fingerprint;
mod hosts;
mod live;
mod page;
mod project;
mod references;
mod say;
mod server;
mod site;
mod stages;
mod still;
mod toolchain;
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
    /// Check the geodata alone.
    Check,
    /// Make contours, levels of detail, areas and label anchors out of `geodata/source`.
    Derive {
        /// Write nothing; fail when a derived file differs from what the inputs give.
        #[arg(long)]
        check: bool,
    },
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
        Command::Check | Command::Derive { check: true } => stages::check_data(&project),
        Command::Derive { check: false } => {
            say::step("deriving the geodata", || derive::run(project.root(), &mut |line| say::note(line)))
        }
    }
}
