//! A site held in memory, and the responses to requests for its files.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::Path;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;

use crate::dev::server::hosts::value;
use crate::dev::server::media;
use crate::site::headers::{FileKind, headers};

/// Compressed forms, the best first: content coding and file extension.
const COMPRESSED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// A body, with its content coding if it is compressed.
type Form = (Option<&'static str>, Bytes);

/// All files by absolute path; compressed forms have the additional extension `.br` or `.gz`.
#[derive(Clone, Debug, Default)]
pub struct Content {
    files: BTreeMap<String, Bytes>,
    /// Headers of files that are not part of the site, instead of the site's headers.
    foreign: BTreeMap<String, HeaderMap>,
}

impl Content {
    /// Loads the files of a folder, served under a path that starts and ends with a slash.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read.
    pub fn load(folder: &Path, prefix: &str) -> io::Result<Self> {
        let mut content = Self::default();
        content.add(folder, prefix)?;
        Ok(content)
    }

    /// Adds a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Bytes>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Adds a file that is not part of the site, with all its headers except its type.
    pub fn insert_foreign(&mut self, path: &str, bytes: impl Into<Bytes>, headers: Vec<(String, String)>) {
        self.insert(path, bytes);
        self.foreign.insert(path.to_owned(), header_map(headers));
    }

    fn add(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.add(&entry.path(), &(path + "/"))?;
            } else if kind.is_file() {
                self.insert(&path, fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// The response to a request; `tag` is inserted into the head of every page.
    pub(super) fn answer(&self, path: &str, request: &HeaderMap, tag: Option<&str>) -> Response {
        let mut path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        if path.ends_with('/') {
            path += "index.html";
        }
        let Some(plain) = self.files.get(&path) else {
            let text = format!("{path} does not exist\n");
            return (StatusCode::NOT_FOUND, [("Cache-Control", "no-store")], text).into_response();
        };
        let tag = tag.filter(|_| matches!(FileKind::of(&path), FileKind::Page | FileKind::Embed));
        let form = match tag {
            Some(tag) => (None, with_tag(plain, tag)),
            None => self.compressed(&path, request).unwrap_or_else(|| (None, plain.clone())),
        };
        self.respond(&path, request, form)
    }

    /// Responds with a form of a file and its headers, or with 304 if the browser has it already.
    fn respond(&self, path: &str, request: &HeaderMap, (coding, body): Form) -> Response {
        let etag = etag(&body);
        let is_known = value(request, header::IF_NONE_MATCH).split(',').any(|known| known.trim() == etag);
        let headers_of_file = self.foreign.get(path).cloned();
        let headers_of_file =
            headers_of_file.unwrap_or_else(|| header_map(headers(FileKind::of(path), origin(request).as_deref())));
        let coding = coding.map(|coding| [(header::CONTENT_ENCODING, coding)]);
        let own = [
            (header::CONTENT_TYPE, media::of(path).name),
            (header::ETAG, &etag),
            (header::VARY, header::ACCEPT_ENCODING.as_str()),
        ];
        if is_known {
            return (StatusCode::NOT_MODIFIED, headers_of_file, coding, own).into_response();
        }
        (headers_of_file, coding, own, body).into_response()
    }

    /// The best compressed form that the browser accepts.
    fn compressed(&self, path: &str, request: &HeaderMap) -> Option<Form> {
        COMPRESSED.into_iter().filter(|(coding, _)| accepts(request, coding)).find_map(|(coding, extension)| {
            let body = self.files.get(&format!("{path}.{extension}"))?;
            Some((Some(coding), body.clone()))
        })
    }
}

/// Converts pairs of name and value; invalid ones are dropped.
fn header_map<N: AsRef<str>>(pairs: Vec<(N, String)>) -> HeaderMap {
    let parsed =
        pairs.into_iter().map(|(name, value)| (HeaderName::try_from(name.as_ref()), HeaderValue::try_from(value)));
    parsed.filter_map(|(name, value)| Some((name.ok()?, value.ok()?))).collect()
}

/// Whether the browser accepts a body in this coding (RFC 9110, section 12.5.3).
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    value(request, header::ACCEPT_ENCODING).split(',').any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(coding) && weight.is_none_or(|weight| weight > 0.0)
    })
}

/// The origin of the requested address: in a sandboxed frame some browsers do not match it with `'self'`.
fn origin(request: &HeaderMap) -> Option<String> {
    let host = value(request, header::HOST);
    let is_valid = |letter: char| letter.is_ascii_alphanumeric() || ".:-[]".contains(letter);
    (!host.is_empty() && host.chars().all(is_valid)).then(|| format!("http://{host}"))
}

/// A strong validator of these bytes.
fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}-{:x}\"", hasher.finish(), body.len())
}

/// Inserts a tag at the end of a page's head, or of the page if it has no head.
fn with_tag(page: &[u8], tag: &str) -> Bytes {
    let text = String::from_utf8_lossy(page);
    match text.split_once("</head>") {
        Some((head, rest)) => format!("{head}{tag}</head>{rest}").into(),
        None => format!("{text}{tag}").into(),
    }
}
