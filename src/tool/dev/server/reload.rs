//! Reloads open pages when the site has been rebuilt.
//!
//! The page listens to an event stream (HTML Living Standard, section 9.2) of its own origin, so that the strict
//! content security policy of the site applies during development too.

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

/// The script in live pages.
pub(super) const SCRIPT: &str = "/_kuril/reload.js";
/// The stream that it listens to.
const EVENTS: &str = "/_kuril/events";
/// The tag inserted into the head of live pages.
pub(super) const TAG: &str = "<script type=\"module\" src=\"/_kuril/reload.js\"></script>";

/// The service worker that caches the site, which would get in the way during development.
const WORKER: &str = "/kuril-worker.js";
/// A worker that replaces it: it removes itself and its caches.
const UNREGISTERING_WORKER: &str = "addEventListener('activate', (event) => event.waitUntil((async () => {\n\
    for (const name of await caches.keys()) if (name.startsWith('kuril-')) await caches.delete(name);\n\
    await registration.unregister();\n})()));\n";

/// The interval of keep-alive messages.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Counts the announced builds.
#[derive(Clone, Debug)]
pub(super) struct Reload(watch::Sender<u64>);

impl Reload {
    /// Starts at a number that an earlier server has not used, so that an open page notices a restart too.
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(u64::from(process::id()) << 16))
    }

    /// Tells every waiting page to reload.
    pub(super) fn announce(&self) {
        self.0.send_modify(|build| *build += 1);
    }
}

/// The routes of a live site besides its files.
pub(super) fn router<S: Clone + Send + Sync + 'static>(reload: Reload) -> Router<S> {
    let worker = async || script_response(UNREGISTERING_WORKER);
    Router::new().route(SCRIPT, get(script)).route(EVENTS, get(events)).route(WORKER, get(worker)).with_state(reload)
}

fn script_response(text: impl IntoResponse) -> Response {
    ([("Content-Type", "text/javascript; charset=utf-8"), ("Cache-Control", "no-store")], text).into_response()
}

/// The script, with the number of the build that the page belongs to.
async fn script(State(Reload(builds)): State<Reload>) -> Response {
    let build = *builds.borrow();
    script_response(format!(
        "const events = new EventSource('{EVENTS}?since={build}');\n\
         events.onmessage = () => {{ events.close(); location.reload(); }};\n\
         addEventListener('pagehide', () => events.close());\n"
    ))
}

/// Sends an event as soon as there is a build other than the one the page belongs to.
async fn events(State(Reload(builds)): State<Reload>, RawQuery(query): RawQuery) -> Response {
    let since = query.and_then(|query| query.strip_prefix("since=")?.parse().ok()).unwrap_or(0);
    let next = async move {
        let build = *builds.subscribe().wait_for(|build| *build != since).await?;
        Ok::<_, RecvError>(Event::default().data(build.to_string()))
    };
    Sse::new(stream::once(next)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}
