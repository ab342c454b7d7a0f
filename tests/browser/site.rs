//! The built site, served as it is or with some of its files altered.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::server::Server;
use crate::server::content::Content;

/// A server of the site that was built last, below a path.
///
/// # Errors
/// When there is no site.
pub(crate) fn served(below: &str) -> anyhow::Result<Server> {
    let content = Content::load(&target().join("site"), below);
    let content = content.context("there is no built site: run `cargo kuril build`")?;
    Ok(Server::start(TcpListener::bind("127.0.0.1:0")?, content, false)?)
}

/// A server of that site with some files altered; `alter` gets a path and its bytes, and none drops the file.
///
/// # Errors
/// When there is no site.
pub(crate) fn altered(alter: fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> anyhow::Result<Server> {
    let mut content = Content::default();
    for (path, bytes) in plain_files(&target().join("site"), "/")? {
        if let Some(bytes) = alter(&path, bytes) {
            content.insert(&path, bytes);
        }
    }
    Ok(Server::start(TcpListener::bind("127.0.0.1:0")?, content, false)?)
}

/// The files of a folder by absolute path, without their packed forms.
fn plain_files(folder: &Path, prefix: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files.extend(plain_files(&entry.path(), &(path + "/"))?);
        } else if entry.path().extension().is_none_or(|extension| extension != "br" && extension != "gz") {
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(files)
}

/// Where the tool builds.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target")
}
