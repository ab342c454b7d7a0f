//! A small static server for the finished site, on the local machine only.
//!
//! It is built on `axum` and responds as a good host does: with the headers of [`headers`](crate::site::headers), the
//! compressed form that the browser accepts, and 304 for unchanged files. The site is held in memory, so that a build
//! in progress is never visible. `tower-http` serves folders from disk and without entity tags.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use tokio::runtime::{Builder, Runtime};

use content::Content;
use reload::Reload;

pub mod content;
mod hosts;
pub mod media;
mod reload;

/// A running server; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

#[derive(Debug)]
struct Shared {
    content: RwLock<Arc<Content>>,
    reload: Option<Reload>,
}

impl Server {
    /// Serves content on a bound listener. If `live`, pages reload themselves when the content is replaced.
    ///
    /// # Errors
    /// When the listener has no address or no thread can be started.
    pub fn start(listener: TcpListener, content: Content, live: bool) -> io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let shared = Arc::new(Shared { content: RwLock::new(Arc::new(content)), reload: live.then(Reload::new) });
        let router = shared.reload.clone().map_or_else(Router::new, reload::router);
        let router = router.fallback(get(file)).with_state(Arc::clone(&shared));
        let router = if live { router.layer(from_fn(hosts::own_readers)) } else { router };
        let router = router.layer(from_fn(hosts::own_host));
        let listener = {
            let _guard = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        // Small responses must not wait for more data (Nagle's algorithm).
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        runtime.spawn(async { axum::serve(listener, router).await });
        Ok(Self { address, shared, runtime: Some(runtime) })
    }

    /// The address of the site's front page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Replaces the content, and reloads live pages.
    pub fn replace(&self, content: Content) {
        *self.shared.content.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(content);
        if let Some(reload) = &self.shared.reload {
            reload.announce();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Aborts open connections, which a browser may keep indefinitely.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn file(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let content = Arc::clone(&shared.content.read().unwrap_or_else(PoisonError::into_inner));
    content.answer(request.uri().path(), request.headers(), shared.reload.as_ref().map(|_| reload::TAG))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    fn server(live: bool) -> Server {
        let mut content = Content::default();
        content.insert("/index.html", b"<html><head></head></html>".to_vec());
        content.insert("/assets/a.0123abcd.js", b"export {}".to_vec());
        content.insert("/assets/a.0123abcd.js.br", b"small".to_vec());
        content.insert("/a b/И.txt", b"plain".to_vec());
        Server::start(TcpListener::bind("127.0.0.1:0").unwrap(), content, live).unwrap()
    }

    /// The response to a request, with lower-case header names.
    fn send(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    /// The response to a GET request with additional headers.
    fn get(server: &Server, path: &str, more: &str) -> String {
        send(server, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n{more}\r\n"))
    }

    #[test]
    fn a_browser_that_accepts_brotli_gets_it_with_its_content_coding() {
        let text = get(&server(false), "/assets/a.0123abcd.js", "Accept-Encoding: gzip, br\r\n");
        assert!(text.contains("\r\ncontent-encoding: br\r\n"), "{text}");
        assert!(text.contains("immutable"), "{text}");
        assert!(text.ends_with("\r\n\r\nsmall"), "{text}");
    }

    #[test]
    fn a_coding_with_weight_zero_is_refused() {
        let text = get(&server(false), "/assets/a.0123abcd.js", "Accept-Encoding: GZIP;q=0.5, br;q=0\r\n");
        assert!(text.ends_with("\r\n\r\nexport {}"), "{text}");
    }

    #[test]
    fn what_has_not_changed_is_not_sent_again() {
        let server = server(false);
        let first = get(&server, "/", "");
        let tag = first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        let again = get(&server, "/", &format!("If-None-Match: {tag}\r\n"));
        assert!(again.starts_with("HTTP/1.1 304 "), "{again}");
        assert!(again.ends_with("\r\n\r\n"), "{again}");
    }

    #[test]
    fn a_path_is_decoded_and_its_query_does_not_count() {
        assert!(get(&server(false), "/a%20b/%D0%98.txt?x=%20", "").ends_with("\r\n\r\nplain"));
    }

    #[test]
    fn only_a_live_page_carries_the_script_that_reloads_it() {
        assert!(get(&server(true), "/", "").contains(reload::TAG));
        assert!(!get(&server(false), "/", "").contains(reload::TAG));
    }

    #[test]
    fn a_live_site_keeps_no_copy_of_itself() {
        assert!(get(&server(true), "/kuril-worker.js", "").contains("registration.unregister()"));
        let other = get(&server(false), "/kuril-worker.js", "");
        assert!(other.starts_with("HTTP/1.1 404 "), "the site of this test has no worker");
    }

    #[test]
    fn a_live_page_hears_of_new_content() {
        let server = server(true);
        let script = get(&server, reload::SCRIPT, "");
        let (_, events) = script.split_once("EventSource('").unwrap();
        let (events, _) = events.split_once('\'').unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        let request = format!("GET {events} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        server.replace(Content::default());
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.contains("text/event-stream") && text.contains("data: "), "{text}");
    }

    #[test]
    fn a_request_to_another_host_is_refused_whatever_it_asks_for() {
        for live in [false, true] {
            let server = server(live);
            for (target, host) in [
                ("/", "evil.example"),
                ("/", "127.0.0.1.evil.example:8080"),
                (reload::SCRIPT, "a"),
                ("http://evil.example/", "127.0.0.1"),
            ] {
                let text =
                    send(&server, &format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
                assert!(text.starts_with("HTTP/1.1 421 ") && !text.contains("<html>"), "{text}");
            }
        }
    }

    #[test]
    fn a_page_of_another_site_may_read_a_published_site_and_no_live_one() {
        let allowed = |live: bool, more: &str| {
            let text = get(&server(live), "/", more);
            let line = text.lines().find_map(|line| line.strip_prefix("access-control-allow-origin: "));
            line.unwrap_or_default().to_owned()
        };
        assert_eq!(allowed(false, "Origin: https://evil.example\r\n"), "*");
        assert_eq!(allowed(true, "Origin: https://evil.example\r\n"), "");
        assert_eq!(allowed(true, "Origin: null\r\nReferer: https://evil.example/\r\n"), "");
        assert_eq!(allowed(true, "Origin: null\r\nReferer: http://127.0.0.1:8080/\r\n"), "null");
        assert_eq!(allowed(true, "Origin: http://localhost:8080\r\n"), "http://localhost:8080");
    }

    #[test]
    fn other_methods_and_unknown_paths_are_refused() {
        let server = server(false);
        let posted = send(&server, "POST / HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n");
        assert!(posted.starts_with("HTTP/1.1 405 ") && posted.contains("\r\nallow: GET,HEAD\r\n"), "{posted}");
        assert!(get(&server, "/../Cargo.toml", "").starts_with("HTTP/1.1 404 "));
    }
}
