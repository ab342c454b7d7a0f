//! The command `serve`: build, serve, and build again whenever something changes.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::Context as _;

use crate::dev::server::Server;
use crate::dev::server::content::Content;
use crate::dev::toolchain::cargo;
use crate::dev::watch::Snapshot;
use crate::log;
use crate::project::Project;
use crate::site::build;

/// The port that is tried first when none is wished for.
const USUAL_PORT: u16 = 8080;

/// Builds and serves the site until the command is interrupted.
///
/// # Errors
/// When the first build fails or the port is taken.
pub(crate) fn serve(project: &Project, port: Option<u16>) -> anyhow::Result<()> {
    let listener = listener(port)?;
    let watched = ["src", "www", "geodata", "Cargo.toml", "Cargo.lock"].map(|name| project.root().join(name));
    let mut snapshot = Snapshot::of(&watched);
    build::build(project, &build::Options::default())?;
    let server = Server::start(listener, Content::load(&project.site(), "/")?, true)?;
    announce(&server);
    loop {
        let (now, path) = snapshot.changed(&watched);
        snapshot = now;
        let path = path.strip_prefix(project.root()).unwrap_or(&path);
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

#[expect(clippy::print_stdout, reason = "the address is the command's result; scripts read it")]
fn announce(server: &Server) {
    println!("{}", server.url());
    log::note(&format!("open {} (Ctrl+C ends)", server.url()));
}

/// Builds through cargo, because a change may concern this command too: the still picture and the tables come from the
/// same code as the map.
fn rebuild(project: &Project) -> anyhow::Result<Content> {
    let mut command = cargo::command(project, "run");
    cargo::run(command.args(["--quiet", "--package", "kuril-tool", "--bin", "kuril", "--", "build"]))?;
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
