//! How an open page learns that the site has been built again.
//!
//! The page waits on an event stream (HTML Living Standard, section 9.2) of its own origin, so that the strict policy
//! of the site holds while one works on it.

use std::process;
use std::time::Duration;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use tokio::sync::watch;
use tokio::sync::watch::error::RecvError;

/// The script that live pages carry.
pub(super) const SCRIPT: &str = "/_kuril/reload.js";
/// The stream it waits on.
const EVENTS: &str = "/_kuril/events";
/// What is put into the head of live pages.
pub(super) const TAG: &str = "<script type=\"module\" src=\"/_kuril/reload.js\"></script>";

/// The worker that keeps a copy of the site, which nobody wants of a site that is being worked on.
const WORKER: &str = "/kuril-worker.js";
/// What stands in its place: it takes itself and its copies away.
const LEAVES: &str = "addEventListener('activate', (event) => event.waitUntil((async () => {\n\
    for (const name of await caches.keys()) if (name.startsWith('kuril-')) await caches.delete(name);\n\
    await registration.unregister();\n})()));\n";

/// How often a silent stream proves that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Counts the builds that were announced.
#[derive(Clone, Debug)]
pub(super) struct Reload(watch::Sender<u64>);

impl Reload {
    /// Begins at a number that an earlier server has not used, so that a page left open notices a restart too.
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(u64::from(process::id()) << 16))
    }

    /// Tells every waiting page to reload.
    pub(super) fn announce(&self) {
        self.0.send_modify(|build| *build += 1);
    }
}

/// What a live site answers besides its files.
pub(super) fn router<S: Clone + Send + Sync + 'static>(reload: Reload) -> Router<S> {
    let worker = async || code(LEAVES);
    Router::new().route(SCRIPT, get(script)).route(EVENTS, get(events)).route(WORKER, get(worker)).with_state(reload)
}

fn code(text: impl IntoResponse) -> Response {
    ([("Content-Type", "text/javascript; charset=utf-8"), ("Cache-Control", "no-store")], text).into_response()
}

/// The script, with the build that the page belongs to.
async fn script(State(Reload(builds)): State<Reload>) -> Response {
    let build = *builds.borrow();
    code(format!(
        "const events = new EventSource('{EVENTS}?since={build}');\n\
         events.onmessage = () => {{ events.close(); location.reload(); }};\n\
         addEventListener('pagehide', () => events.close());\n"
    ))
}

/// Holds a connection until there is a build other than the one its page belongs to, and says so.
async fn events(State(Reload(builds)): State<Reload>, RawQuery(query): RawQuery) -> Response {
    let since = query.and_then(|query| query.strip_prefix("since=")?.parse().ok()).unwrap_or(0);
    let next = async move {
        let build = *builds.subscribe().wait_for(|build| *build != since).await?;
        Ok::<_, RecvError>(Event::default().data(build.to_string()))
    };
    Sse::new(stream::once(next)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}
