//! A proxy that refuses all requests and records them.
//!
//! The browser connects directly to servers on this machine and to the trap for everything else: a request to a third
//! party can neither leave nor go unnoticed.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Hosts to which Chromium and Firefox themselves send requests, whatever their settings; the page's own record of
/// requests would still reveal requests from the page.
const BROWSER_HOSTS: [&str; 10] = [
    "accounts.google.com",
    "android.clients.google.com",
    "aus5.mozilla.org",
    "clients2.google.com",
    "content-autofill.googleapis.com",
    "firefox.settings.services.mozilla.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "update.googleapis.com",
];

/// The trap, which lives as long as the process.
#[derive(Debug)]
pub struct Trap {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Trap {
    /// Starts the trap on a free port.
    ///
    /// # Errors
    /// When no port is available.
    pub fn set() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let recorder = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(line) = refuse(&stream) {
                    recorder.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                }
            }
        });
        Ok(Self { address, requests })
    }

    /// Host and port of the proxy.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Returns the requests recorded since the last call, as request lines.
    pub fn emptied(&self) -> Vec<String> {
        std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads the request line and refuses the request.
fn refuse(mut stream: &TcpStream) -> Option<String> {
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    // It does not matter if the browser does not wait for the refusal.
    let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let line = line.trim();
    let is_browser_host = BROWSER_HOSTS.iter().any(|host| line.contains(host));
    (!line.is_empty() && !is_browser_host).then(|| line.to_owned())
}
