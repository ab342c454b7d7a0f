//! The story as it is today in a folder that never changes, for pages that must know every word that they show.
//!
//! The folder is named by the digest of its list, `data/2/0123abcd/integrity.json`, which has the digest of every file.
//! A page names the folder by `story` and the digest of the list by `story-integrity`. Folders of earlier builds are
//! preserved with all data.

use std::collections::BTreeMap;

use kuril_map::story::manifest::SCHEMA;
use serde_json::json;

use crate::site::assets::fingerprint::digest;
use crate::site::assets::integrity::of_file;
use crate::site::releases::version::DATA;

/// The file with the digests of the others.
pub(crate) const LIST: &str = "integrity.json";

/// A folder that never changes.
#[derive(Debug)]
pub(crate) struct Frozen {
    /// Its path in the site.
    pub(crate) folder: String,
    /// The digest of its list.
    pub(crate) integrity: String,
    /// Its files by path in the site.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Frozen {
    /// Freezes the data of the story, given by name.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub(crate) fn new(data: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Self> {
        let digests: BTreeMap<_, _> = data.iter().map(|(name, bytes)| (name, of_file(bytes))).collect();
        let list = serde_json::to_vec_pretty(&json!({ "schema": SCHEMA, "files": digests }))?;
        let stamp = digest(&list);
        let folder = format!("{DATA}/{SCHEMA}/{}", stamp.get(..8).unwrap_or(&stamp));
        let integrity = of_file(&list);
        let files = data.iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes.clone()));
        let files = files.chain([(format!("{folder}/{LIST}"), list)]).collect();
        Ok(Self { folder, integrity, files })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frozen(text: &str) -> Frozen {
        Frozen::new(&BTreeMap::from([("first.json".to_owned(), text.as_bytes().to_vec())])).unwrap()
    }

    #[test]
    fn the_folder_is_another_one_for_every_word_and_lists_the_digests_of_its_files() {
        let [one, two] = ["{}", "[]"].map(frozen);
        assert_ne!((&one.folder, &one.integrity), (&two.folder, &two.integrity));
        let list = &one.files[&format!("{}/{LIST}", one.folder)];
        assert_eq!(of_file(list), one.integrity);
        let list: serde_json::Value = serde_json::from_slice(list).unwrap();
        assert_eq!(list["files"]["first.json"], of_file(b"{}"));
        assert_eq!(one.files.len(), 2);
    }
}
