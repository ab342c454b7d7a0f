//! A proxy that answers nothing and remembers what it was asked for.
//!
//! The browser goes straight to this machine's own servers and to the trap for all else: a request to a third party
//! cannot leave, and cannot go unnoticed.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What Chromium and Firefox ask for on their own account, switched off or not; a page that asked there would still be noticed by its
/// own record of requests.
const CHATTER: [&str; 10] = [
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

/// The trap, set for as long as the process lives.
#[derive(Debug)]
pub struct Trap {
    address: SocketAddr,
    caught: Arc<Mutex<Vec<String>>>,
}

impl Trap {
    /// Sets the trap on a free port.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn set() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let caught = Arc::new(Mutex::new(Vec::new()));
        let theirs = Arc::clone(&caught);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(line) = refused(&stream) {
                    theirs.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                }
            }
        });
        Ok(Self { address, caught })
    }

    /// Host and port, as a proxy is named.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// What was caught since the last time, one request line each.
    pub fn emptied(&self) -> Vec<String> {
        std::mem::take(&mut *self.caught.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads the request line and refuses.
fn refused(mut stream: &TcpStream) -> Option<String> {
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    // A browser that does not wait for the refusal is refused all the same.
    let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let line = line.trim();
    let chatter = CHATTER.iter().any(|host| line.contains(host));
    (!line.is_empty() && !chatter).then(|| line.to_owned())
}
