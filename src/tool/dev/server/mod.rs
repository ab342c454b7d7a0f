//! A small static server for the finished site, on this machine alone.
//!
//! It sends what a good host sends: the response headers of [`headers`], the compressed form that the browser accepts,
//! and 304 for what has not changed. The site is kept in memory, so that a build in progress is never seen. A module
//! that stands alone: the browser tests include it too.

use std::io::{self, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

pub mod content;
pub mod media;
mod reload;
mod request;
mod response;

use content::Content;
use reload::Reload;
use request::Request;
use response::Response;

/// How long a connection may stay silent before it is closed.
const SILENCE: Duration = Duration::from_secs(30);

/// A running server; it stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    content: RwLock<Arc<Content>>,
    reload: Option<Reload>,
    stopped: AtomicBool,
}

impl Server {
    /// Serves content on a listener that is already bound. Live pages reload themselves when the content is replaced.
    ///
    /// # Errors
    /// When the listener has no address or no thread can be started.
    pub fn start(listener: TcpListener, content: Content, live: bool) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            content: RwLock::new(Arc::new(content)),
            reload: live.then(Reload::new),
            stopped: AtomicBool::new(false),
        });
        let theirs = Arc::clone(&shared);
        thread::Builder::new().name("accept".to_owned()).spawn(move || accept(&listener, &theirs))?;
        Ok(Self { address, shared })
    }

    /// The address of the site's front page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves other content from now on, and reloads live pages.
    pub fn replace(&self, content: Content) {
        *self.shared.content.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(content);
        if let Some(reload) = &self.shared.reload {
            reload.announce();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        if let Some(reload) = &self.shared.reload {
            reload.announce();
        }
        // One last connection wakes the thread that waits for the next one.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_millis(200));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A browser that goes away in the middle of an answer is no concern of the server's.
        let talk = move || drop(converse(&stream, &shared));
        let _ = thread::Builder::new().name("connection".to_owned()).spawn(talk);
    }
}

/// Answers the requests of one connection until either side has had enough.
fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(request) = Request::read(&mut reader)? {
        if shared.stopped.load(Ordering::SeqCst) {
            return Ok(());
        }
        if let Some(reload) = &shared.reload
            && request.path == reload::EVENTS
        {
            return reload.tell(&request, writer);
        }
        let response = answer(&request, shared);
        writer.write_all(&response.bytes(&request))?;
        if !request.keeps_alive {
            return Ok(());
        }
    }
    Ok(())
}

fn answer(request: &Request, shared: &Shared) -> Response {
    if request.method.is_empty() {
        return Response::plain(400, "this is not HTTP\n");
    }
    if request.method != "GET" && request.method != "HEAD" {
        return Response::plain(405, "only GET and HEAD are answered here\n").with("Allow", "GET, HEAD");
    }
    if let Some(reload) = &shared.reload
        && request.path == reload::SCRIPT
    {
        return reload.script();
    }
    if shared.reload.is_some() && request.path == reload::WORKER {
        return Reload::worker();
    }
    let content = Arc::clone(&shared.content.read().unwrap_or_else(PoisonError::into_inner));
    let live = shared.reload.is_some();
    content.answer(request, live.then_some(reload::TAG))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn server(live: bool) -> Server {
        let mut content = Content::default();
        content.insert("/index.html", b"<html><head></head></html>".to_vec());
        content.insert("/assets/a.0123abcd.js", b"export {}".to_vec());
        content.insert("/assets/a.0123abcd.js.br", b"small".to_vec());
        Server::start(TcpListener::bind("127.0.0.1:0").unwrap(), content, live).unwrap()
    }

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn one_connection_carries_several_requests() {
        let twice = "GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD /index.html HTTP/1.1\r\nConnection: close\r\n\r\n";
        let text = ask(&server(false), twice);
        assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2);
        assert_eq!(text.matches("<html>").count(), 1);
    }

    #[test]
    fn a_browser_that_accepts_brotli_gets_it_and_is_told_so() {
        let text = ask(
            &server(false),
            "GET /assets/a.0123abcd.js HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n",
        );
        assert!(text.contains("\r\nContent-Encoding: br\r\n"), "{text}");
        assert!(text.contains("immutable"), "{text}");
        assert!(text.ends_with("\r\n\r\nsmall"), "{text}");
    }

    #[test]
    fn what_has_not_changed_is_not_sent_again() {
        let server = server(false);
        let first = ask(&server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        let tag = first.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
        let again = ask(&server, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n"));
        assert!(again.starts_with("HTTP/1.1 304 "), "{again}");
        assert!(again.ends_with("\r\n\r\n"), "{again}");
    }

    #[test]
    fn only_a_live_page_carries_the_script_that_reloads_it() {
        let request = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
        assert!(ask(&server(true), request).contains(reload::TAG));
        assert!(!ask(&server(false), request).contains(reload::TAG));
    }

    #[test]
    fn a_live_site_keeps_no_copy_of_itself() {
        let request = "GET /kuril-worker.js HTTP/1.1\r\nConnection: close\r\n\r\n";
        assert!(ask(&server(true), request).contains("registration.unregister()"));
        assert!(ask(&server(false), request).starts_with("HTTP/1.1 404 "), "the site of this test has no worker");
    }

    #[test]
    fn a_live_page_hears_of_new_content() {
        let server = server(true);
        let script = ask(&server, &format!("GET {} HTTP/1.1\r\nConnection: close\r\n\r\n", reload::SCRIPT));
        let (_, events) = script.split_once("EventSource('").unwrap();
        let (events, _) = events.split_once('\'').unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(format!("GET {events} HTTP/1.1\r\n\r\n").as_bytes()).unwrap();
        server.replace(Content::default());
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.ends_with("\n\n") && text.contains("data: "), "{text}");
    }

    #[test]
    fn other_methods_and_unknown_paths_are_refused() {
        let server = server(false);
        assert!(ask(&server, "POST / HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 405 "));
        assert!(ask(&server, "GET /../Cargo.toml HTTP/1.1\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert!(ask(&server, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
    }
}
