//! The command line of `kuril`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::dev::{release, serve};
use crate::log;
use crate::project::{IS_RELEASED, PROGRAM, Project};
use crate::quality::{bench, bless, fuzz, soak, stages};
use crate::render::command as render;
use crate::site::{build, make};
use crate::story::{check, derive, link_places, new};

/// Makes, serves and tests Kuril Map.
#[derive(Debug, Parser)]
#[command(name = "kuril", bin_name = PROGRAM, version)]
struct Cli {
    /// The folder of the story; without it `geodata`.
    #[arg(long, global = true, value_name = "FOLDER")]
    story: Option<PathBuf>,
    /// A file with a font for letters of pictures that the embedded fonts lack; may be given several times. Without it the
    /// fonts of the system are searched.
    #[arg(long, global = true, value_name = "FILE")]
    font: Vec<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the site and serve it on 127.0.0.1; make it again and reload the page when something changes.
    Serve {
        /// The folder of the story; without it that of `--story`, else `geodata`, and changes of the code are followed, too.
        folder: Option<PathBuf>,
        /// The port to listen on; without it 8080, or a free one when 8080 is taken.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Write the finished site to `target/site`, ready for any static host.
    Build(build::BuildOptions),
    /// Write the finished site of the story in a folder.
    Make {
        /// The folder of the story.
        folder: PathBuf,
        #[command(flatten)]
        options: build::BuildOptions,
        /// Make the site again whenever a file of the story changes, until the command is interrupted.
        #[arg(long)]
        watch: bool,
    },
    /// Run all that guards the project, as CI does: formatting, lints, tests, budgets, browser.
    Test(stages::TestOptions),
    /// Write a draft story, made of other programs’ files of features and of texts, and tell what was guessed.
    New(new::Options),
    /// Find what is wrong in a story's files, and name file, line and feature of each finding.
    Check {
        /// The folder of the story; without it `geodata`, whose derived files are then compared with their inputs too.
        folder: Option<PathBuf>,
    },
    /// Write a picture of the map in any state as an SVG or PNG file.
    Render(render::RenderOptions),
    /// Write anew the files that the tests compare with: pictures, findings, and what is declared of the attributes.
    Bless,
    /// Make contours, levels of detail, areas and label anchors out of the folder `source` of the story.
    Derive {
        /// Write nothing; fail when a derived file differs from what the inputs give.
        #[arg(long)]
        check: bool,
    },
    /// Write the program with the code of the site inside to `target/program`: it makes and serves stories without a
    /// checkout and without Rust.
    Release,
    /// Measure loading and dragging, ours beside other libraries, and write `target/bench.json`.
    Bench(bench::BenchOptions),
    /// Give the map what others may send, made up by the million: files, addresses, messages, texts, inputs.
    Fuzz(fuzz::FuzzOptions),
    /// Let a scripted reader use the map for an hour, and fail where memory, listeners, nodes or the cost of frames grow.
    Soak(soak::SoakOptions),
    /// Find the places that a text speaks of, or make the mentions of the story's articles again.
    Link(link_places::Options),
}

impl Command {
    /// Whether the command needs nothing but the folder of a story, which may lie anywhere, and the code where that is
    /// inside this program.
    fn is_of_a_story(&self, is_named: bool) -> bool {
        match self {
            Self::New(_) | Self::Check { folder: Some(_) } => true,
            Self::Make { .. } | Self::Serve { folder: Some(_), .. } => IS_RELEASED,
            Self::Check { .. } | Self::Render(_) | Self::Derive { check: false } | Self::Link(_) => is_named,
            _ => false,
        }
    }
}

/// The project, with the story that the command line names.
fn project(cli: &Cli) -> anyhow::Result<Project> {
    let story =
        cli.story.as_ref().map(std::path::absolute).transpose().context("cannot tell the folder of the story")?;
    match (Project::find(), story) {
        (Ok(project), Some(story)) => Ok(project.with_story(story)),
        (Err(_), story) if cli.command.is_of_a_story(story.is_some()) => {
            Ok(Project::of_story(story.unwrap_or_default()))
        }
        (found, _) => found,
    }
}

/// Runs the command of this process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<()> {
    let project = project(cli)?.with_fonts(cli.font.clone());
    match &cli.command {
        Command::Serve { folder: Some(folder), port } => serve::serve_story(project, folder, *port),
        Command::Serve { folder: None, port } => serve::serve(&project, *port),
        Command::Build(options) => build::build(&project, options).map(drop),
        Command::Make { folder, options, watch } => make::run(project, folder, options, *watch),
        Command::Test(options) => stages::run(&project, options),
        Command::Check { folder } => match folder.as_ref().or(cli.story.as_ref()) {
            Some(folder) => check::run(folder),
            None => stages::check_data(&project),
        },
        Command::Render(options) => render::run(&project, options),
        Command::Bless => bless::run(&project),
        Command::Release => release::run(&project),
        Command::Bench(options) => bench::run(&project, options),
        Command::Fuzz(options) => fuzz::run(&project, options),
        Command::Soak(options) => soak::run(&project, options),
        Command::Link(options) => link_places::run(&project, options),
        Command::New(options) => new::run(options),
        Command::Derive { check: true } => stages::check_derived(&project),
        Command::Derive { check: false } => {
            log::step("deriving the geodata", || derive::run(project.story(), &mut |line| log::note(line)))
        }
    }
}
