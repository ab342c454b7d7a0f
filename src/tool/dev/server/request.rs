//! A request as far as a static server reads it (RFC 9112, section 3; RFC 9110, section 12.5.3).

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

/// The longest head that is read, in bytes.
const HEAD: u64 = 32 * 1024;

/// One request, header names in lower case.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// Decoded, without the query.
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) keeps_alive: bool,
}

/// How a body may be packed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Coding {
    Brotli,
    Gzip,
}

impl Request {
    /// The next request of a connection; `None` when the other side has closed it. What is not HTTP becomes a request
    /// with an empty method.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = reader.take(HEAD);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut request = Self::begin(&line);
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 || line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                request.headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
            }
        }
        let wish = request.header("connection").to_ascii_lowercase();
        request.keeps_alive = request.keeps_alive && wish != "close" && !request.headers.contains_key("content-length");
        Ok(Some(request))
    }

    /// A header's value; empty when it was not sent.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// Whether the browser takes a body in this coding.
    pub(super) fn accepts(&self, coding: Coding) -> bool {
        let wanted = match coding {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        };
        let mut offers = self.header("accept-encoding").split(',').map(str::trim).map(|offer| {
            let (name, weight) = offer.split_once(';').unwrap_or((offer, "q=1"));
            let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
            (name.trim().to_ascii_lowercase(), weight.unwrap_or(1.0) > 0.0)
        });
        offers.find(|(name, _)| name == wanted).is_some_and(|(_, welcome)| welcome)
    }

    fn begin(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Self::default();
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: method.to_owned(),
            path: decoded(path),
            query: query.to_owned(),
            headers: BTreeMap::new(),
            keeps_alive: version == "HTTP/1.1",
        }
    }
}

/// A path with its `%41` written as `A`.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| str::from_utf8(hex).ok());
        if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        Request::read(&mut text.as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn a_path_is_decoded_and_parted_from_its_query() {
        let request = request("GET /a%20b/%D0%98?x=%20 HTTP/1.1\r\n\r\n");
        assert_eq!((request.path.as_str(), request.query.as_str()), ("/a b/И", "x=%20"));
    }

    #[test]
    fn a_coding_with_weight_zero_is_refused() {
        let request = request("GET / HTTP/1.1\r\nAccept-Encoding: GZIP;q=0.5, br;q=0\r\n\r\n");
        assert!(request.accepts(Coding::Gzip));
        assert!(!request.accepts(Coding::Brotli));
    }

    #[test]
    fn an_old_or_closing_client_is_not_kept_waiting() {
        assert!(request("GET / HTTP/1.1\r\n\r\n").keeps_alive);
        assert!(!request("GET / HTTP/1.0\r\n\r\n").keeps_alive);
        assert!(!request("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n").keeps_alive);
    }

    #[test]
    fn a_closed_connection_is_no_request() {
        assert!(Request::read(&mut "".as_bytes()).unwrap().is_none());
    }
}
