//! Flattens the folders of `www/`: in the site all files are in one folder, identified by file name alone.
//!
//! Published addresses therefore do not change when a file moves to another folder. Scripts refer to generated files as
//! if they were in `www/wasm/` and `www/data/`.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};

use crate::site::assets::references::{Language, references, replace};

/// Files that are published under a different name than in `www/`: other sites refer to these names.
const PUBLISHED: [(&str, &str); 3] = [
    ("host-loader.js", "kuril-embed.js"),
    ("service-worker.js", "kuril-worker.js"),
    ("worker-off.js", "kuril-worker-off.js"),
];

/// Returns the files, given by path, under their published names, with references adjusted.
///
/// # Errors
/// When two files have the same name, or a reference leads to the wrong folder.
pub(crate) fn flatten(www: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let names: BTreeMap<&str, &str> = www.keys().map(|path| (file_name(path), path.as_str())).collect();
    ensure!(names.len() == www.len(), "two files of www have the same name in different folders");
    let files = www.iter().map(|(path, bytes)| {
        let name = file_name(path);
        let published = PUBLISHED.iter().find(|(own, _)| *own == name).map_or(name, |(_, other)| other);
        Ok((published.to_owned(), with_flat_references(path, bytes, &names)?))
    });
    files.collect()
}

/// Makes the relative references of a file lead to files in the same folder.
fn with_flat_references(path: &str, bytes: &[u8], names: &BTreeMap<&str, &str>) -> anyhow::Result<Vec<u8>> {
    let Some(language) = Language::of(path).filter(|language| *language != Language::Html) else {
        return Ok(bytes.to_vec());
    };
    let text = str::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))?;
    let found = references(language, path, text);
    for reference in &found {
        let there = names.get(file_name(&reference.name));
        ensure!(
            there.is_none_or(|there| *there == reference.name),
            "{path} refers to {}, which does not exist",
            reference.name
        );
    }
    let addresses: Vec<_> = found.iter().map(|reference| ["./", file_name(&reference.name)].concat()).collect();
    Ok(replace(text, &found, &addresses).into_bytes())
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flattened(files: &[(&str, &str)]) -> anyhow::Result<BTreeMap<String, String>> {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Ok(flatten(&files)?.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect())
    }

    #[test]
    fn files_of_all_folders_share_one_folder_and_still_find_each_other() {
        let element = "import \"../frame/b.js\"; new URL(\"../wasm/c.wasm\", import.meta.url)";
        let files = flattened(&[("element/a.js", element), ("frame/b.js", ""), ("pages/a.html", "{asset:a.js}")]);
        let files = files.unwrap();
        assert_eq!(files["a.js"], "import \"./b.js\"; new URL(\"./c.wasm\", import.meta.url)");
        assert_eq!(files["a.html"], "{asset:a.js}");
    }

    #[test]
    fn files_that_other_sites_name_keep_their_published_names() {
        let files = flattened(&[("frame/host-loader.js", "1"), ("pages/service-worker.js", "2")]).unwrap();
        assert_eq!(files.into_keys().collect::<Vec<_>>(), ["kuril-embed.js", "kuril-worker.js"]);
    }

    #[test]
    fn a_name_in_two_folders_and_a_reference_into_the_wrong_one_are_errors() {
        assert!(flattened(&[("a/x.js", ""), ("b/x.js", "")]).is_err());
        let error = flattened(&[("a/x.js", "import \"./y.js\""), ("b/y.js", "")]).unwrap_err();
        assert_eq!(error.to_string(), "a/x.js refers to a/y.js, which does not exist");
    }
}
