//! Whose requests are answered: only those to this machine, and of a live site only pages of this machine may read.
//!
//! A site that a browser visits can ask this machine too. Where its name is made to lead here (DNS rebinding) the request
//! still names it as the host; where it asks openly, it is the origin. A live site shows what is not published yet.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Answers a request that names this machine as its host, and refuses any other (RFC 9110, section 15.5.20).
pub(super) async fn own_host(request: Request, next: Next) -> Response {
    let told = value(request.headers(), header::HOST);
    let host = request.uri().authority().map_or(told, |authority| authority.as_str());
    if !is_own(host) || !is_own(told) {
        let text = "this server answers to 127.0.0.1, [::1] and localhost only\n";
        return (StatusCode::MISDIRECTED_REQUEST, [("Cache-Control", "no-store")], text).into_response();
    }
    next.run(request).await
}

/// Answers in a way that only pages of this machine can read.
pub(super) async fn own_readers(request: Request, next: Next) -> Response {
    let reader = reader(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    if let Some(reader) = reader {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, reader);
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin, Referer"));
    response
}

/// The origin that may read a response. A sandboxed frame has none, whosever page it is in: what it refers to tells.
fn reader(request: &HeaderMap) -> Option<HeaderValue> {
    let origin = request.get(header::ORIGIN)?;
    let page = if origin == "null" { request.get(header::REFERER)? } else { origin };
    let (_, rest) = page.to_str().ok()?.split_once("://")?;
    is_own(rest.split('/').next()?).then(|| origin.clone())
}

/// Whether a host, with or without a port, is this machine by a name that nobody else can have.
fn is_own(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The value of a request header; empty if it is missing.
pub(super) fn value(request: &HeaderMap, name: HeaderName) -> &str {
    request.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_addresses_and_one_name() {
        for host in ["127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]", "[::1]:8080", "127.0.0.2:80"] {
            assert!(is_own(host), "{host}");
        }
        let others = [
            "",
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "[::2]",
        ];
        for host in others {
            assert!(!is_own(host), "{host}");
        }
    }

    #[test]
    fn only_a_page_of_this_machine_may_read_a_live_site() {
        let may_read = |headers: &[(&'static str, &'static str)]| {
            let pairs = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            reader(&pairs.collect()).is_some()
        };
        assert!(may_read(&[("origin", "http://localhost:3000")]));
        assert!(may_read(&[("origin", "null"), ("referer", "http://127.0.0.1:8080/embed.html")]));
        assert!(!may_read(&[("origin", "https://evil.example")]));
        assert!(!may_read(&[("origin", "null"), ("referer", "https://evil.example/")]));
        assert!(!may_read(&[("origin", "null")]) && !may_read(&[]));
    }
}
