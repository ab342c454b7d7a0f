//! The command `kuril`.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};

mod derive;

/// Makes and checks Kuril Map.
#[derive(Debug, Parser)]
#[command(name = "kuril", bin_name = "cargo kuril")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make contours, levels of detail, areas and label anchors out of `geodata/source`.
    Derive {
        /// Write nothing; fail when a derived file differs from what the inputs give.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match Cli::parse().command {
        Command::Derive { check: false } => derive::run(root, &mut |line| {
            let _ = writeln!(std::io::stderr(), "{line}");
        }),
        Command::Derive { check: true } => match derive::stale(root)?.as_slice() {
            [] => Ok(()),
            stale => bail!("stale, run `cargo kuril derive`: {}", stale.join(", ")),
        },
    }
}
