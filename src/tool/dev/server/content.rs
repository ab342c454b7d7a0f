//! A site held in memory, and how a request is matched with a file of it.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::Path;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;

use crate::dev::server::media;
use crate::site::headers::{FileKind, headers};

/// How files may be packed, the best first: the coding and the extension.
const PACKED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// The coding of a body, where it is packed, and the body.
type Form = (Option<&'static str>, Bytes);

/// All files by absolute path; packed forms stand beside them with `.br` and `.gz`.
#[derive(Debug, Default)]
pub struct Content {
    files: BTreeMap<String, Bytes>,
    /// Headers of files that are not the site's own, in place of the site's.
    foreign: BTreeMap<String, HeaderMap>,
}

impl Content {
    /// The files of a folder, served below a path that begins and ends with a slash.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read.
    pub fn load(folder: &Path, below: &str) -> io::Result<Self> {
        let mut content = Self::default();
        content.add(folder, below)?;
        Ok(content)
    }

    /// Adds one file.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Adds one file that is not the site's own, with all the headers that it gets besides its type.
    pub fn insert_foreign(&mut self, path: &str, bytes: Vec<u8>, headers: Vec<(String, String)>) {
        self.insert(path, bytes);
        self.foreign.insert(path.to_owned(), header_map(headers));
    }

    fn add(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add(&entry.path(), &(path + "/"))?;
            } else {
                self.insert(&path, fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// The answer to a request; `tag` is put into the head of every page.
    pub(super) fn answer(&self, path: &str, asked: &HeaderMap, tag: Option<&str>) -> Response {
        let mut path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        if path.ends_with('/') {
            path += "index.html";
        }
        let Some(plain) = self.files.get(&path) else {
            let text = format!("there is no {path} here\n");
            return (StatusCode::NOT_FOUND, [("Cache-Control", "no-store")], text).into_response();
        };
        let tag = tag.filter(|_| matches!(FileKind::of(&path), FileKind::Page | FileKind::Embed));
        let form = match tag {
            Some(tag) => (None, tagged(plain, tag)),
            None => self.packed(&path, asked).unwrap_or_else(|| (None, plain.clone())),
        };
        self.respond(&path, asked, form)
    }

    /// A form of a file with its headers, or the word that the browser has it already.
    fn respond(&self, path: &str, asked: &HeaderMap, (coding, body): Form) -> Response {
        let etag = etag(&body);
        let is_known = sent(asked, header::IF_NONE_MATCH).split(',').any(|known| known.trim() == etag);
        let given = self.foreign.get(path).cloned();
        let given = given.unwrap_or_else(|| header_map(headers(FileKind::of(path), origin(asked).as_deref())));
        let coding = coding.map(|coding| [(header::CONTENT_ENCODING, coding)]);
        let own = [
            (header::CONTENT_TYPE, media::of(path).name),
            (header::ETAG, &etag),
            (header::VARY, header::ACCEPT_ENCODING.as_str()),
        ];
        if is_known {
            return (StatusCode::NOT_MODIFIED, given, coding, own).into_response();
        }
        (given, coding, own, body).into_response()
    }

    /// The best packed form that the browser accepts.
    fn packed(&self, path: &str, asked: &HeaderMap) -> Option<Form> {
        PACKED.into_iter().filter(|(coding, _)| accepts(asked, coding)).find_map(|(coding, extension)| {
            let body = self.files.get(&format!("{path}.{extension}"))?;
            Some((Some(coding), body.clone()))
        })
    }
}

/// Headers by name and value.
fn header_map<N: AsRef<str>>(pairs: Vec<(N, String)>) -> HeaderMap {
    let parsed =
        pairs.into_iter().map(|(name, value)| (HeaderName::try_from(name.as_ref()), HeaderValue::try_from(value)));
    parsed.filter_map(|(name, value)| Some((name.ok()?, value.ok()?))).collect()
}

/// The value of a header; empty when it was not sent.
fn sent(asked: &HeaderMap, name: HeaderName) -> &str {
    asked.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Whether the browser takes a body in this coding (RFC 9110, section 12.5.3).
fn accepts(asked: &HeaderMap, coding: &str) -> bool {
    sent(asked, header::ACCEPT_ENCODING).split(',').any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(coding) && weight.is_none_or(|weight| weight > 0.0)
    })
}

/// The origin under which the browser has asked: a sandboxed frame in some browsers takes `'self'` for nothing.
fn origin(asked: &HeaderMap) -> Option<String> {
    let host = sent(asked, header::HOST);
    let sound = |letter: char| letter.is_ascii_alphanumeric() || ".:-[]".contains(letter);
    (!host.is_empty() && host.chars().all(sound)).then(|| format!("http://{host}"))
}

/// A validator of exactly these bytes.
fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}-{:x}\"", hasher.finish(), body.len())
}

/// A page with a tag at the end of its head, or of the page when it has no head.
fn tagged(page: &[u8], tag: &str) -> Bytes {
    let text = String::from_utf8_lossy(page);
    match text.split_once("</head>") {
        Some((head, rest)) => format!("{head}{tag}</head>{rest}").into(),
        None => format!("{text}{tag}").into(),
    }
}
