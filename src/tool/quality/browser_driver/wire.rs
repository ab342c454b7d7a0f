//! One exchange with the driver: JSON over HTTP/1.1, on a connection of its own, with a deadline for the whole of it.
//!
//! A client such as `ureq` would spare forty lines here and compile for 15 s.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::Value;

/// How long an exchange may take.
pub(super) const DEADLINE: Duration = Duration::from_secs(30);

/// Sends a request and returns the `value` of the answer (W3C Web Driver, section 6.3).
///
/// # Errors
/// When the deadline passes, and when the driver answers with an error, which is shown as it words it.
pub(super) fn exchange(address: SocketAddr, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
    let end = Instant::now() + DEADLINE;
    let answer = talk(address, method, path, body, end).with_context(|| format!("{method} {path}"))?;
    let (head, body) = answer.split_once("\r\n\r\n").context("the driver's answer has no body")?;
    let mut answer: Value = serde_json::from_str(body).with_context(|| format!("{method} {path}: not JSON: {body}"))?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status != "200" {
        let told =
            |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().lines().next().unwrap_or_default();
        bail!("{method} {path}: {}: {}", told("error"), told("message"));
    }
    Ok(value)
}

fn talk(address: SocketAddr, method: &str, path: &str, body: &Value, end: Instant) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, left(end)?)?;
    let body = if method == "POST" { body.to_string() } else { String::new() };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.set_write_timeout(Some(left(end)?))?;
    stream.write_all((head + &body).as_bytes())?;
    let mut answer = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        stream.set_read_timeout(Some(left(end)?))?;
        let count = stream.read(&mut piece)?;
        answer.extend_from_slice(piece.get(..count).unwrap_or_default());
        if count == 0 || complete(&answer) {
            return String::from_utf8(answer).context("the driver's answer is not UTF-8");
        }
    }
}

/// The driver may keep the connection open: the answer ends where its head says.
fn complete(answer: &[u8]) -> bool {
    let Some(head) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let text = String::from_utf8_lossy(answer.get(..head).unwrap_or_default()).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= head + 4 + length)
}

/// The time until a deadline.
///
/// # Errors
/// When it has passed.
pub(super) fn left(end: Instant) -> anyhow::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() {
        bail!("no answer within {} s", DEADLINE.as_secs());
    }
    Ok(left)
}
