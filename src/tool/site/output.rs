//! The files of the site, and how they are written to its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::dev::server::media;
use crate::project::Project;
use crate::site::assets::compress::{Compressed, compressed};
use crate::site::assets::fingerprint::Uses;
use crate::site::host_config;
use crate::site::releases::single_file;
use crate::story::inside::Inside;

/// A file of the site as listed in `target/site.json`, from which the size budgets are checked.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct FileRecord {
    /// The name by which other files refer to it.
    pub(crate) name: String,
    /// Its path in the site.
    pub(crate) path: String,
    /// Its size compressed with brotli, in bytes.
    pub(crate) brotli: usize,
    /// Its size compressed with gzip, in bytes.
    pub(crate) gzip: usize,
    /// Its uncompressed size, in bytes.
    pub(crate) bytes: usize,
    /// The names of the files it refers to.
    pub(crate) uses: BTreeSet<String>,
    /// The names among these that it imports dynamically, by `import()`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) later: BTreeSet<String>,
}

/// A file to be written.
pub(crate) struct SiteFile {
    /// The name by which other files refer to it.
    pub(crate) name: String,
    /// Its path in the site.
    pub(crate) path: String,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
    /// The files it refers to.
    pub(crate) uses: Uses,
}

impl SiteFile {
    /// A file at the root of the site that refers to no others.
    pub(crate) fn plain(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), path: name.to_owned(), bytes, uses: Uses::default() }
    }
}

/// Writes everything to a draft folder, then replaces the old site with it: in `to`, or in the project's own folder.
///
/// # Errors
/// When a folder or file cannot be written, or the folder contains something other than a site.
pub(crate) fn write(
    project: &Project,
    files: &[SiteFile],
    hosts: &[host_config::ConfigFile],
    to: Option<&Path>,
) -> anyhow::Result<Vec<FileRecord>> {
    let site = to.map_or_else(|| project.site(), Path::to_owned);
    ensure_replaceable(&site)?;
    let (draft, old) = (beside(&site, "draft")?, beside(&site, "old")?);
    clear(&draft)?;
    let cache = project.target("packed");
    pack(&cache, files);
    let mut records = Vec::new();
    for file in files {
        let inside = Inside(&draft);
        inside.write(&file.path, &file.bytes)?;
        let is_compressible = media::of(&file.path).is_compressible;
        let packed = is_compressible.then(|| compressed(&cache, &file.bytes)).transpose()?;
        if let Some(Compressed { gzip, brotli }) = &packed {
            inside.write(&format!("{}.gz", file.path), gzip)?;
            inside.write(&format!("{}.br", file.path), brotli)?;
        }
        records.push(FileRecord {
            name: file.name.clone(),
            path: file.path.clone(),
            brotli: packed.as_ref().map_or(file.bytes.len(), |packed| packed.brotli.len()),
            gzip: packed.as_ref().map_or(file.bytes.len(), |packed| packed.gzip.len()),
            bytes: file.bytes.len(),
            uses: file.uses.all.clone(),
            later: file.uses.later.clone(),
        });
    }
    for (name, text) in hosts {
        Inside(&draft).write(name, text.as_bytes())?;
    }
    // Whoever ends this between two steps leaves a whole site or none.
    clear(&old)?;
    if site.exists() {
        fs::rename(&site, &old).with_context(|| format!("cannot replace {}", site.display()))?;
    }
    fs::rename(&draft, &site).with_context(|| format!("cannot put {} in place", site.display()))?;
    clear(&old)?;
    if to.is_none() {
        write_file(&project.target("site.json"), &serde_json::to_vec_pretty(&records)?)?;
    }
    Ok(records)
}

/// Fills the cache with the compressed forms of all files on all processors, because most of a first build is spent here.
/// What cannot be packed or written is told where it is asked for.
fn pack(cache: &Path, files: &[SiteFile]) {
    let lanes = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for lane in 0..lanes {
            scope.spawn(move || {
                for file in files.iter().skip(lane).step_by(lanes).filter(|file| media::of(&file.path).is_compressible)
                {
                    let _ = compressed(cache, &file.bytes);
                }
            });
        }
    });
}

/// A folder beside that of a site, in which the next one is put together or the last one waits to be removed; its name is
/// one that nobody else gives.
fn beside(site: &Path, role: &str) -> anyhow::Result<PathBuf> {
    let name = site.file_name().with_context(|| format!("{} names no folder", site.display()))?;
    Ok(site.with_file_name([name, OsStr::new(".kuril-"), OsStr::new(role)].into_iter().collect::<OsString>()))
}

/// Fails unless a folder contains an older site, is empty or does not exist: anything else must not be removed.
fn ensure_replaceable(site: &Path) -> anyhow::Result<()> {
    let is_empty = || fs::read_dir(site).is_ok_and(|mut entries| entries.next().is_none());
    if site.exists() && !site.join(single_file::PAGE).is_file() && !is_empty() {
        bail!("{} contains something other than a site; it is left unchanged", site.display());
    }
    Ok(())
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads the files of a folder and its subfolders, by path; hidden files and symbolic links are ignored.
///
/// # Errors
/// When the folder or one of its files cannot be read.
pub(crate) fn read_folder(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let inner = read_folder(&entry.path())?;
            files.extend(inner.into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else if kind.is_file() {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_other_content_is_left_unchanged() {
        let fresh = tempfile::tempdir().unwrap();
        let folder = fresh.path().join("site");
        assert!(ensure_replaceable(&folder).is_ok(), "nothing is there yet");
        write_file(&folder.join("letter.txt"), b"kept").unwrap();
        assert!(ensure_replaceable(&folder).is_err());
        write_file(&folder.join(single_file::PAGE), b"").unwrap();
        assert!(ensure_replaceable(&folder).is_ok());
    }
}
