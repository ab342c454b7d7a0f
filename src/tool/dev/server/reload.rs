//! How an open page learns that the site has been built again.
//!
//! The page waits on an event stream (HTML Living Standard, section 9.2) of its own origin, so that the strict policy
//! of the site holds while one works on it.

use std::io::{self, Write};
use std::process;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::dev::server::request::Request;
use crate::dev::server::response::Response;

/// The script that live pages carry.
pub(super) const SCRIPT: &str = "/_kuril/reload.js";
/// The stream it waits on.
pub(super) const EVENTS: &str = "/_kuril/events";
/// What is put into the head of live pages.
pub(super) const TAG: &str = "<script type=\"module\" src=\"/_kuril/reload.js\"></script>";

/// The worker that keeps a copy of the site, which nobody wants of a site that is being worked on.
pub(super) const WORKER: &str = "/kuril-worker.js";
/// What stands in its place: it takes itself and its copies away.
const LEAVES: &str = "addEventListener('activate', (event) => event.waitUntil((async () => {\n\
    for (const name of await caches.keys()) if (name.startsWith('kuril-')) await caches.delete(name);\n\
    await registration.unregister();\n})()));\n";

/// How often a silent stream proves that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Counts the builds that were announced.
#[derive(Debug)]
pub(super) struct Reload {
    build: Mutex<u64>,
    announced: Condvar,
}

impl Reload {
    /// Begins at a number that an earlier server has not used, so that a page left open notices a restart too.
    pub(super) fn new() -> Self {
        Self { build: Mutex::new(u64::from(process::id()) << 16), announced: Condvar::new() }
    }

    /// Tells every waiting page to reload.
    pub(super) fn announce(&self) {
        *self.build.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.announced.notify_all();
    }

    /// The script of a worker that keeps nothing.
    pub(super) fn worker() -> Response {
        let response = Response::new(200, LEAVES.as_bytes().to_vec());
        response.with("Content-Type", "text/javascript; charset=utf-8").with("Cache-Control", "no-store")
    }

    /// The script, with the build that the page belongs to.
    pub(super) fn script(&self) -> Response {
        let build = *self.build.lock().unwrap_or_else(PoisonError::into_inner);
        let text = format!(
            "const events = new EventSource('{EVENTS}?since={build}');\n\
             events.onmessage = () => {{ events.close(); location.reload(); }};\n\
             addEventListener('pagehide', () => events.close());\n"
        );
        let response = Response::new(200, text.into_bytes());
        response.with("Content-Type", "text/javascript; charset=utf-8").with("Cache-Control", "no-store")
    }

    /// Holds a connection until there is a build other than the one its page belongs to, and says so.
    pub(super) fn tell(&self, request: &Request, mut stream: impl Write) -> io::Result<()> {
        let since = request.query.strip_prefix("since=").and_then(|build| build.parse().ok()).unwrap_or(0);
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    Connection: close\r\n\r\n: waiting\n\n";
        stream.write_all(head.as_bytes())?;
        loop {
            let build = self.build.lock().unwrap_or_else(PoisonError::into_inner);
            let (build, _) = self
                .announced
                .wait_timeout_while(build, HEARTBEAT, |build| *build == since)
                .unwrap_or_else(PoisonError::into_inner);
            let now = *build;
            drop(build);
            if now != since {
                return stream.write_all(format!("data: {now}\n\n").as_bytes());
            }
            stream.write_all(b": still waiting\n\n")?;
        }
    }
}
