//! An answer on its way out (RFC 9112, section 4).

use std::fmt::Write as _;

use crate::dev::server::request::Request;

/// A status, headers and a body.
#[derive(Debug)]
pub(super) struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    /// An answer without headers of its own.
    pub(super) fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    /// A line of text.
    pub(super) fn plain(status: u16, text: &str) -> Self {
        let response = Self::new(status, text.as_bytes().to_vec());
        response.with("Content-Type", "text/plain; charset=utf-8").with("Cache-Control", "no-store")
    }

    /// The answer with one more header.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What goes over the wire in answer to a request.
    pub(super) fn bytes(&self, request: &Request) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            // Writing to a String cannot fail.
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if self.status != 304 {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        head += if request.keeps_alive { "Connection: keep-alive\r\n\r\n" } else { "Connection: close\r\n\r\n" };
        let mut bytes = head.into_bytes();
        if request.method != "HEAD" && self.status != 304 {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        304 => "Not Modified",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Answer",
    }
}
