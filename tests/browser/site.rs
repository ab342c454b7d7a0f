//! The built site, served as it is or with some of its files altered.

use kuril_tool::project::checkout;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use anyhow::Context as _;
use axum::body::Bytes;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha384};

use crate::elsewhere::{self, Page};
use kuril_tool::dev::server::Server;
use kuril_tool::dev::server::content::Content;

/// Gets a path and its bytes, and returns other bytes, or none to drop the file.
pub(crate) type Alter = fn(&str, Vec<u8>) -> Option<Vec<u8>>;

/// Gets a path and its bytes, and returns others.
pub(crate) type Change = fn(&str, Vec<u8>) -> (String, Vec<u8>);

/// What becomes of one file on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Damage {
    /// It is not there.
    Missing,
    /// A page stands in its place, as where a server answers every address with its index.
    Page,
    /// It breaks off in its middle, as while it is uploaded.
    Half,
    /// Other code has its name.
    Other,
}

impl Damage {
    /// Those that a page can notice.
    pub(crate) const NOTICED: [Self; 3] = [Self::Missing, Self::Page, Self::Half];

    /// The bytes of a file after that.
    fn done_to(self, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
        match self {
            Self::Missing => None,
            Self::Other => Some(b"window.swapped = 'other code runs';".to_vec()),
            Self::Page => Some(b"<!doctype html><title>The index</title>".to_vec()),
            Self::Half => {
                bytes.truncate(bytes.len() / 2);
                Some(bytes)
            }
        }
    }
}

/// The version that was built.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Name of the script that runs before all others.
pub(crate) const EARLY: &str = "early.js";
/// Name of the script of the worker.
pub(crate) const WORKER: &str = "kuril-worker.js";

/// The ports on which a server has listened.
static TAKEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// Listens on a port that no test has had before: a browser keeps what has come from an origin, also what a test has damaged,
/// and the system gives a port again some time after it is free.
///
/// # Errors
/// When there is no port.
pub(crate) fn listener() -> io::Result<TcpListener> {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        if TAKEN.lock().unwrap_or_else(PoisonError::into_inner).insert(port) {
            return Ok(listener);
        }
    }
}

/// How the site is served.
#[derive(Debug)]
pub(crate) struct Serving {
    /// The path below which it stands; it begins and ends with a slash.
    pub(crate) below: String,
    /// What happens to its files.
    pub(crate) alter: Option<Alter>,
    /// A part of the path of a file that is damaged, and how.
    pub(crate) damage: Option<(String, Damage)>,
    /// A script that runs in each page before all others.
    pub(crate) early: String,
    /// Whether the pages of other sites stand beside it, below `hosts/`, and a second copy of it below `older/`.
    pub(crate) hosts: bool,
    /// Pages of others beside the site as it is published at an address, in place of the one that knows none.
    pub(crate) published: Option<Vec<Page>>,
}

impl Serving {
    /// The site as it was built, with a script before all others where that is not empty.
    pub(crate) fn plain(early: &str) -> Self {
        Self {
            below: "/".to_owned(),
            alter: None,
            damage: None,
            early: early.to_owned(),
            hosts: false,
            published: None,
        }
    }

    /// A server of the site that was built last.
    ///
    /// # Errors
    /// When there is no site.
    pub(crate) fn start(&self) -> anyhow::Result<Server> {
        if let Some(pages) = &self.published {
            return elsewhere::serve(pages, &self.early);
        }
        Ok(Server::start(listener()?, self.content()?, false)?)
    }

    fn content(&self) -> anyhow::Result<Content> {
        let site = target().join("site");
        let mut content = self.altered(&site).context("there is no built site: run `cargo kuril build`")?;
        if self.hosts {
            self.add_hosts(&mut content, &site)?;
        }
        Ok(content)
    }

    /// The site as another version of it: each file under the path and with the bytes that it then has.
    ///
    /// # Errors
    /// When there is no site.
    pub(crate) fn other(&self, change: Change) -> anyhow::Result<Content> {
        let mut content = Content::default();
        let all = loaded(&target().join("site"))?;
        let plain = all.iter().filter(|(path, _)| !is_packed(path));
        let changed = plain.map(|(path, bytes)| change(&format!("{}{path}", self.below), bytes.to_vec()));
        let changed: BTreeMap<_, _> = changed.collect();
        let worker = format!("{}{WORKER}", self.below);
        for (path, bytes) in &changed {
            let bytes = if is_page(path) { begun(bytes, &self.early, &self.below) } else { bytes.clone() };
            content.insert(path, if *path == worker { listing(&bytes, &self.below, &changed) } else { bytes });
        }
        content.insert(&format!("{}{EARLY}", self.below), self.early.clone().into_bytes());
        Ok(content)
    }

    fn add_hosts(&self, content: &mut Content, site: &Path) -> io::Result<()> {
        for (path, bytes) in loaded(site)?.iter() {
            content.insert(&format!("{}older/{path}", self.below), bytes.clone());
        }
        content.insert_foreign("/favicon.ico", Vec::new(), Vec::new());
        for entry in fs::read_dir(target().join("npm"))? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                let path = format!("{}node_modules/kuril-map/{}", self.below, entry.file_name().to_string_lossy());
                content.insert(&path, fs::read(entry.path())?);
            }
        }
        for (path, bytes) in files(&hosts(), &format!("{}hosts/", self.below))? {
            let headers = headers_of(&String::from_utf8_lossy(&bytes));
            let bytes = if is_page(&path) { begun(&pinned(&bytes)?, &self.early, &self.below) } else { bytes };
            content.insert_foreign(&path, bytes, headers);
        }
        Ok(())
    }

    fn is_altered(&self) -> bool {
        self.alter.is_some() || self.damage.is_some()
    }

    /// A file as it is served; none where it is not.
    fn served(&self, path: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
        let bytes = match self.alter {
            Some(alter) => alter(path, bytes)?,
            None => bytes,
        };
        match &self.damage {
            Some((part, damage)) if path.contains(part) && !path.contains("/v/") => damage.done_to(bytes),
            _ => Some(bytes),
        }
    }

    fn altered(&self, site: &Path) -> io::Result<Content> {
        let mut content = Content::default();
        for (path, bytes) in loaded(site)?.iter() {
            let path = format!("{}{path}", self.below);
            // The packed forms of what has been altered are those of something else.
            let packed = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
            if packed.is_some_and(|plain| self.is_altered() || (is_page(plain) && !self.early.is_empty())) {
                continue;
            }
            if !self.is_altered() && !is_page(&path) {
                content.insert(&path, bytes.clone());
            } else if let Some(bytes) = self.served(&path, bytes.to_vec()) {
                content.insert(&path, if is_page(&path) { begun(&bytes, &self.early, &self.below) } else { bytes });
            }
        }
        if !self.early.is_empty() {
            content.insert(&format!("{}{EARLY}", self.below), self.early.clone().into_bytes());
        }
        Ok(content)
    }
}

/// The worker of a site with these files, which lists their digests.
fn listing(worker: &[u8], below: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let worker = String::from_utf8_lossy(worker);
    let parts = worker.strip_prefix("const KEPT=").and_then(|rest| rest.split_once(";\n"));
    let list = parts.and_then(|(list, script)| Some((serde_json::from_str::<Value>(list).ok()?, script)));
    let Some((mut list, script)) = list else { return worker.into_owned().into_bytes() };
    for (path, digest) in list.get_mut("assets").and_then(Value::as_object_mut).into_iter().flatten() {
        if let Some(bytes) = files.get(&format!("{below}{path}")) {
            *digest = integrity(bytes).into();
        }
    }
    format!("const KEPT={list};\n{script}").into_bytes()
}

/// A page that begins with the early script, which stands below a path, if there is one.
pub(crate) fn begun(page: &[u8], early: &str, below: &str) -> Vec<u8> {
    let tag = if early.is_empty() { String::new() } else { format!("<script src=\"{below}{EARLY}\"></script>") };
    String::from_utf8_lossy(page).replacen("<head>", &format!("<head>{tag}"), 1).into_bytes()
}

/// The site without its scripts: modules become text that no browser runs, and what is meant for a browser without
/// scripts takes effect.
#[expect(clippy::unnecessary_wraps, reason = "it is one of the ways to alter a site")]
pub(crate) fn without_modules(path: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    if !is_page(path) {
        return Some(bytes);
    }
    let page = String::from_utf8_lossy(&bytes).replace("type=\"module\"", "type=\"text/plain\"");
    Some(page.replace("<noscript>", "").replace("</noscript>", "").into_bytes())
}

/// The folder of the story that never changes, as a path in the site, and the digest of its list.
fn frozen() -> io::Result<(String, String)> {
    for entry in fs::read_dir(target().join("site/data/2"))? {
        let entry = entry?;
        if let Ok(list) = fs::read(entry.path().join("integrity.json")) {
            return Ok((format!("data/2/{}", entry.file_name().to_string_lossy()), integrity(&list)));
        }
    }
    Err(io::Error::other("the site has no story that never changes"))
}

/// The digest of a file, as pages name it.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// A page with the version of the site and the digests of its files in place: `{version}`, `{major}`, `{integrity:NAME}`,
/// and `{story}`, whose list has the digest `{integrity:story}`.
fn pinned(page: &[u8]) -> io::Result<Vec<u8>> {
    let mut page = String::from_utf8_lossy(page).into_owned();
    if page.contains("{integrity:") {
        let (story, digest) = frozen()?;
        page = page.replace("{story}", &story).replace("{integrity:story}", &digest);
        let list = fs::read(target().join("site/v").join(VERSION).join("integrity.json"))?;
        let list: Value = serde_json::from_slice(&list)?;
        for (name, digest) in list.get("files").and_then(Value::as_object).into_iter().flatten() {
            page = page.replace(&format!("{{integrity:{name}}}"), digest.as_str().unwrap_or_default());
        }
    }
    let major = VERSION.split('.').next().unwrap_or_default();
    Ok(page.replace("{version}", VERSION).replace("{major}", major).into_bytes())
}

/// Whether a file is the packed form of another.
pub(crate) fn is_packed(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// Whether a file is a page.
pub(crate) fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// The files of a folder by their paths in it.
type Folder = Arc<Vec<(String, Bytes)>>;

/// The files of a folder that nobody writes while the tests run: they are read once, and shared by all servers.
fn loaded(folder: &Path) -> io::Result<Folder> {
    static LOADED: LazyLock<Mutex<BTreeMap<PathBuf, Folder>>> = LazyLock::new(Mutex::default);
    let mut all = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = all.get(folder) {
        return Ok(Arc::clone(found));
    }
    let read = files(folder, "")?.into_iter().map(|(path, bytes)| (path, Bytes::from(bytes))).collect();
    let read = Arc::new(read);
    all.insert(folder.to_owned(), Arc::clone(&read));
    Ok(read)
}

/// The files of a folder, with a prefix before their paths in it.
pub(crate) fn files(folder: &Path, prefix: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path(), &(path + "/"))?);
        } else {
            found.push((path, fs::read(entry.path())?));
        }
    }
    Ok(found)
}

/// The headers that a page asks for in comments of its own: `<!-- header NAME: VALUE -->`.
fn headers_of(page: &str) -> Vec<(String, String)> {
    let lines = page.lines().filter_map(|line| line.strip_prefix("<!-- header ")?.strip_suffix(" -->"));
    lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The pages of other sites.
pub(crate) fn hosts() -> PathBuf {
    checkout().join("tests/hosts")
}

/// Where the tool builds.
pub(crate) fn target() -> PathBuf {
    checkout().join("target")
}
