//! The files of `www/`, which lie in folders by task, as the site has them: beside each other, by file name alone.
//!
//! Published addresses therefore do not change when a file moves to another folder. What a build writes is named as if
//! it lay in `www/wasm/` and `www/data/`.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};

use crate::site::assets::references::{Language, references, replaced};

/// Files that are published under another name than they have in `www/`: other sites name these in their pages.
const PUBLISHED: [(&str, &str); 2] = [("host-loader.js", "kuril-embed.js"), ("service-worker.js", "kuril-worker.js")];

/// Returns the files, given by path, by the name under which each is published, with their references to match.
///
/// # Errors
/// When two files have one name, or a reference leads to the wrong folder.
pub(crate) fn flat(www: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let names: BTreeMap<&str, &str> = www.keys().map(|path| (file_name(path), path.as_str())).collect();
    ensure!(names.len() == www.len(), "two files of www have the same name in different folders");
    let files = www.iter().map(|(path, bytes)| {
        let name = file_name(path);
        let published = PUBLISHED.iter().find(|(own, _)| *own == name).map_or(name, |(_, other)| other);
        Ok((published.to_owned(), beside(path, bytes, &names)?))
    });
    files.collect()
}

/// A file whose relative references lead to files beside it.
fn beside(path: &str, bytes: &[u8], names: &BTreeMap<&str, &str>) -> anyhow::Result<Vec<u8>> {
    let Some(language) = Language::of(path).filter(|language| *language != Language::Html) else {
        return Ok(bytes.to_vec());
    };
    let text = str::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))?;
    let found = references(language, path, text);
    for reference in &found {
        let there = names.get(file_name(&reference.name));
        ensure!(
            there.is_none_or(|there| *there == reference.name),
            "{path} refers to {}, which is not there",
            reference.name
        );
    }
    let addresses: Vec<_> = found.iter().map(|reference| ["./", file_name(&reference.name)].concat()).collect();
    Ok(replaced(text, &found, &addresses).into_bytes())
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
        Ok(flat(&files)?.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect())
    }

    #[test]
    fn files_of_all_folders_lie_beside_each_other_and_still_find_each_other() {
        let element = "import \"../frame/b.js\"; new URL(\"../wasm/c.wasm\", import.meta.url)";
        let files = flattened(&[("element/a.js", element), ("frame/b.js", ""), ("pages/a.html", "{asset:a.js}")]);
        let files = files.unwrap();
        assert_eq!(files["a.js"], "import \"./b.js\"; new URL(\"./c.wasm\", import.meta.url)");
        assert_eq!(files["a.html"], "{asset:a.js}");
    }

    #[test]
    fn what_other_sites_name_keeps_its_published_name() {
        let files = flattened(&[("frame/host-loader.js", "1"), ("pages/service-worker.js", "2")]).unwrap();
        assert_eq!(files.into_keys().collect::<Vec<_>>(), ["kuril-embed.js", "kuril-worker.js"]);
    }

    #[test]
    fn a_name_in_two_folders_and_a_reference_into_the_wrong_one_are_errors() {
        assert!(flattened(&[("a/x.js", ""), ("b/x.js", "")]).is_err());
        let error = flattened(&[("a/x.js", "import \"./y.js\""), ("b/y.js", "")]).unwrap_err();
        assert_eq!(error.to_string(), "a/x.js refers to a/y.js, which is not there");
    }
}
