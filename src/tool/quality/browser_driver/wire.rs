//! An exchange with the driver: JSON over HTTP/1.1, on its own connection, with a deadline for the whole exchange.
//!
//! A client such as `ureq` would spare forty lines here and compile for 15 s.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::Value;

/// How long an exchange may take.
pub(super) const DEADLINE: Duration = Duration::from_secs(30);
/// How long a browser may take to start where the processors have other work.
pub(super) const START: Duration = Duration::from_mins(2);

/// Sends a request and returns the `value` of the response (W3C `WebDriver`, section 6.3).
///
/// # Errors
/// When the exchange takes longer than `limit`, and when the driver responds with an error, whose message is shown.
pub(super) fn exchange(
    address: SocketAddr,
    method: &str,
    path: &str,
    body: &Value,
    limit: Duration,
) -> anyhow::Result<Value> {
    let end = Instant::now() + limit;
    let response = send(address, method, path, body, end).with_context(|| format!("{method} {path}"))?;
    let (head, body) = response.split_once("\r\n\r\n").context("the driver's response has no body")?;
    let mut response: Value =
        serde_json::from_str(body).with_context(|| format!("{method} {path}: not JSON: {body}"))?;
    let value = response.get_mut("value").map(Value::take).unwrap_or_default();
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status != "200" {
        let error =
            |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().lines().next().unwrap_or_default();
        bail!("{method} {path}: {}: {}", error("error"), error("message"));
    }
    Ok(value)
}

fn send(address: SocketAddr, method: &str, path: &str, body: &Value, end: Instant) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, left(end)?)?;
    let body = if method == "POST" { body.to_string() } else { String::new() };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.set_write_timeout(Some(left(end)?))?;
    stream.write_all((head + &body).as_bytes())?;
    let mut response = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        stream.set_read_timeout(Some(left(end)?))?;
        let count = stream.read(&mut chunk).context("no response in time")?;
        response.extend_from_slice(chunk.get(..count).unwrap_or_default());
        if count == 0 || is_complete(&response) {
            return String::from_utf8(response).context("the driver's response is not UTF-8");
        }
    }
}

/// Whether a response is complete by its content length: the driver may keep the connection open.
fn is_complete(response: &[u8]) -> bool {
    let Some(head) = response.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let text = String::from_utf8_lossy(response.get(..head).unwrap_or_default()).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| response.len() >= head + 4 + length)
}

/// The time until a deadline.
///
/// # Errors
/// When it has passed.
pub(super) fn left(end: Instant) -> anyhow::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() {
        bail!("no response in time");
    }
    Ok(left)
}
