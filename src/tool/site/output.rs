//! The files of the site, and how they come into its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::dev::server::media;
use crate::project::Project;
use crate::site::assets::compress::{Compressed, compressed};
use crate::site::assets::fingerprint::Uses;
use crate::site::host_config;
use crate::site::releases::single_file;

/// One file of the site, as `target/site.json` lists it for the budgets.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Listed {
    /// The name by which other files refer to it.
    pub(crate) name: String,
    /// Where it stands in the site.
    pub(crate) path: String,
    /// Its size as it travels to a browser that takes brotli, in bytes.
    pub(crate) brotli: usize,
    /// Its size as it travels to a browser that takes gzip, in bytes.
    pub(crate) gzip: usize,
    /// Its own size, in bytes.
    pub(crate) bytes: usize,
    /// The names of the files it refers to.
    pub(crate) uses: BTreeSet<String>,
    /// Those among them that it imports later than itself, by `import()`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) later: BTreeSet<String>,
}

/// A file to be written.
pub(crate) struct File {
    /// The name by which other files refer to it.
    pub(crate) name: String,
    /// Where it stands in the site.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
    /// What it refers to.
    pub(crate) uses: Uses,
}

impl File {
    /// A file that names no others, at the root of the site.
    pub(crate) fn plain(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), path: name.to_owned(), bytes, uses: Uses::default() }
    }
}

/// Writes everything aside, then puts it in the place of the old site, in that folder or where the project has it.
///
/// # Errors
/// When a folder or a file cannot be written, or the folder holds something else.
pub(crate) fn write(
    project: &Project,
    files: &[File],
    hosts: &[host_config::File],
    to: Option<&Path>,
) -> anyhow::Result<Vec<Listed>> {
    let site = to.map_or_else(|| project.site(), Path::to_owned);
    replaceable(&site)?;
    let draft = site.with_extension("draft");
    clear(&draft)?;
    let mut list = Vec::new();
    for file in files {
        let path = draft.join(&file.path);
        put(&path, &file.bytes)?;
        let packs = media::of(&file.path).packs;
        let packed = packs.then(|| compressed(&project.target("packed"), &file.bytes)).transpose()?;
        if let Some(Compressed { gzip, brotli }) = &packed {
            put(&draft.join(format!("{}.gz", file.path)), gzip)?;
            put(&draft.join(format!("{}.br", file.path)), brotli)?;
        }
        list.push(Listed {
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
        put(&draft.join(name), text.as_bytes())?;
    }
    clear(&site)?;
    fs::rename(&draft, &site).with_context(|| format!("cannot put {} in place", site.display()))?;
    if to.is_none() {
        put(&project.target("site.json"), &serde_json::to_vec_pretty(&list)?)?;
    }
    Ok(list)
}

/// Whether what stands in the place of a site is an older one, or nothing: a folder of anything else is not removed.
fn replaceable(site: &Path) -> anyhow::Result<()> {
    let empty = || fs::read_dir(site).is_ok_and(|mut entries| entries.next().is_none());
    if site.exists() && !site.join(single_file::PAGE).is_file() && !empty() {
        bail!("{} holds something else than a site; it is left as it is", site.display());
    }
    Ok(())
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// The files of a folder and those below it, by path; hidden ones do not count.
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
        if entry.file_type()?.is_dir() {
            let inner = read_folder(&entry.path())?;
            files.extend(inner.into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_something_else_is_left_as_it_is() {
        let folder = std::env::temp_dir().join(format!("kuril-site-{}", std::process::id()));
        assert!(replaceable(&folder).is_ok(), "nothing is there yet");
        put(&folder.join("letter.txt"), b"kept").unwrap();
        assert!(replaceable(&folder).is_err());
        put(&folder.join(single_file::PAGE), b"").unwrap();
        assert!(replaceable(&folder).is_ok());
        clear(&folder).unwrap();
    }
}
