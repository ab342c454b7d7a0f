//! The command `serve`: build, serve, and build again whenever something changes.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use anyhow::Context as _;
use notify_debouncer_mini::notify::{self, PollWatcher, RecursiveMode};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};

use crate::dev::server::Server;
use crate::dev::server::content::Content;
use crate::dev::toolchain::cargo;
use crate::log;
use crate::project::Project;
use crate::site::build;

/// The port that is tried first when none is wished for.
const USUAL_PORT: u16 = 8080;
/// How often the sources are looked at, and how long nothing must have moved before they are built again.
const PAUSE: Duration = Duration::from_millis(400);

/// Builds and serves the site until the command is interrupted.
///
/// # Errors
/// When the first build fails or the port is taken.
pub(crate) fn serve(project: &Project, port: Option<u16>) -> anyhow::Result<()> {
    let listener = listener(port)?;
    let sources = ["src", "www", "Cargo.toml", "Cargo.lock"].map(|name| project.root().join(name));
    let watched = [&sources[..], &[project.story().to_owned()]].concat();
    let (send, changes) = mpsc::channel();
    let _watcher = watcher(&watched, send)?;
    build::build(project, &build::BuildOptions::default())?;
    let server = Server::start(listener, Content::load(&project.site(), "/")?, true)?;
    announce(&server);
    loop {
        let events = changes.recv()?.into_iter().chain(changes.try_iter().flatten()).flatten();
        let Some(event) = events.last() else { continue };
        let path = event.path.strip_prefix(project.root()).unwrap_or(&event.path);
        log::note(&format!("{} has changed", path.display()));
        match rebuild(project) {
            Ok(content) => {
                server.replace(content);
                log::note(&format!("reloaded {}", server.url()));
            }
            Err(error) => {
                log::failure(&error);
                log::note("the last good site stays; waiting for the next change");
            }
        }
    }
}

/// Sends the changes of files and folders for as long as it lives. It polls: networked file systems send no events, and
/// some systems report the build's own reading as well.
fn watcher(paths: &[PathBuf], send: Sender<DebounceEventResult>) -> notify::Result<Debouncer<PollWatcher>> {
    let polling = notify::Config::default().with_poll_interval(PAUSE);
    let config = Config::default().with_timeout(PAUSE).with_notify_config(polling);
    let mut debouncer = new_debouncer_opt::<_, PollWatcher>(config, send)?;
    for path in paths {
        debouncer.watcher().watch(path, RecursiveMode::Recursive)?;
    }
    Ok(debouncer)
}

#[expect(clippy::print_stdout, reason = "the address is the command's result; scripts read it")]
fn announce(server: &Server) {
    println!("{}", server.url());
    log::note(&format!("open {} (Ctrl+C ends)", server.url()));
}

/// Builds through cargo, because a change may concern this command too: the still picture and the tables come from the
/// same code as the map.
fn rebuild(project: &Project) -> anyhow::Result<Content> {
    let mut command = cargo::command(project, "run");
    command.args(["--quiet", "--package", "kuril-tool", "--bin", "kuril", "--", "build", "--story"]);
    cargo::run(command.arg(project.story()))?;
    Content::load(&project.site(), "/").context("cannot read the new site")
}

fn listener(port: Option<u16>) -> anyhow::Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind(("127.0.0.1", port))
            .with_context(|| format!("cannot listen on port {port}; without --port a free one is found"));
    }
    match TcpListener::bind(("127.0.0.1", USUAL_PORT)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            log::note(&format!("port {USUAL_PORT} is taken: a free one takes its place"));
            TcpListener::bind(("127.0.0.1", 0))
        }
        other => other,
    }
    .context("cannot listen on this machine")
}
