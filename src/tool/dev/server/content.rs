//! A site held in memory, and how a request is matched with a file of it.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::Path;

use crate::dev::server::media;
use crate::dev::server::request::{Coding, Request};
use crate::dev::server::response::Response;
use crate::site::headers::{Kind, headers};

/// All files by absolute path; packed forms stand beside them with `.br` and `.gz`.
#[derive(Debug, Default)]
pub struct Content {
    files: BTreeMap<String, Vec<u8>>,
    /// Headers of files that are not the site's own, in place of the site's.
    foreign: BTreeMap<String, Vec<(String, String)>>,
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
        self.files.insert(path.to_owned(), bytes);
    }

    /// Adds one file that is not the site's own, with all the headers that it gets besides its type.
    pub fn insert_foreign(&mut self, path: &str, bytes: Vec<u8>, headers: Vec<(String, String)>) {
        self.insert(path, bytes);
        self.foreign.insert(path.to_owned(), headers);
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

    /// The answer to a GET or HEAD request; `tag` is put into the head of every page.
    pub(super) fn answer(&self, request: &Request, tag: Option<&str>) -> Response {
        if !request.path.starts_with('/') {
            return Response::plain(400, "this is not a path\n");
        }
        let mut path = request.path.clone();
        if path.ends_with('/') {
            path += "index.html";
        }
        let Some(plain) = self.files.get(&path) else {
            return Response::plain(404, &format!("there is no {path} here\n"));
        };
        let kind = Kind::of(&path);
        let tag = tag.filter(|_| matches!(kind, Kind::Page | Kind::Embed));
        let (coding, body) = match tag {
            Some(tag) => (None, tagged(plain, tag)),
            None => self.packed(request, &path).unwrap_or_else(|| (None, plain.clone())),
        };
        let response = respond(request, &path, coding, body);
        match self.foreign.get(&path) {
            Some(own) => own.iter().fold(response, |response, (name, value)| response.with(name, value)),
            None => headers(kind, origin(request).as_deref())
                .iter()
                .fold(response, |response, (name, value)| response.with(name, value)),
        }
    }

    /// The best packed form that the browser accepts.
    fn packed(&self, request: &Request, path: &str) -> Option<(Option<&'static str>, Vec<u8>)> {
        let forms = [(Coding::Brotli, "br", "br"), (Coding::Gzip, "gz", "gzip")];
        forms.into_iter().filter(|(coding, ..)| request.accepts(*coding)).find_map(|(_, extension, name)| {
            let body = self.files.get(&format!("{path}.{extension}"))?;
            Some((Some(name), body.clone()))
        })
    }
}

/// The origin under which the browser has asked: a sandboxed frame in some browsers takes `'self'` for nothing.
fn origin(request: &Request) -> Option<String> {
    let host = request.header("host");
    let sound = |letter: char| letter.is_ascii_alphanumeric() || ".:-[]".contains(letter);
    (!host.is_empty() && host.chars().all(sound)).then(|| format!("http://{host}"))
}

fn respond(request: &Request, path: &str, coding: Option<&str>, body: Vec<u8>) -> Response {
    let etag = etag(&body);
    let fresh = request.header("if-none-match").split(',').any(|known| known.trim() == etag);
    let mut response = if fresh { Response::new(304, Vec::new()) } else { Response::new(200, body) };
    response = response.with("Content-Type", media::of(path).name).with("ETag", &etag).with("Vary", "Accept-Encoding");
    if let Some(coding) = coding {
        response = response.with("Content-Encoding", coding);
    }
    response
}

/// A validator of exactly these bytes.
fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}-{:x}\"", hasher.finish(), body.len())
}

/// A page with a tag at the end of its head, or of the page when it has no head.
fn tagged(page: &[u8], tag: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    match text.split_once("</head>") {
        Some((head, rest)) => format!("{head}{tag}</head>{rest}").into_bytes(),
        None => format!("{text}{tag}").into_bytes(),
    }
}
