//! What is preserved from the previously published site: its versions, which other sites refer to, and data of other
//! schemas.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::site::releases::version::{self, DATA, FOLDER, SNIPPETS, parse};

/// Files by path in the site.
type Files = BTreeMap<String, Vec<u8>>;

/// Adds what only an earlier site has: other versions, and data that only those request.
///
/// # Errors
/// When the current version was published with different bytes, or the folder cannot be read.
pub(crate) fn carry_over(site: &Path, built: &mut Files) -> anyhow::Result<()> {
    let mut found = Files::new();
    for folder in [FOLDER, DATA] {
        read(&site.join(folder), folder, &mut found)?;
    }
    if found.is_empty() {
        bail!("--earlier {}: not a site with versions", site.display());
    }
    let version = format!("{FOLDER}/{}/", version::current());
    let of_version = |files: &Files| {
        let own = files.iter().filter(|(path, _)| path.starts_with(&version) && !path.ends_with(SNIPPETS));
        own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect::<Files>()
    };
    let (published, current) = (of_version(&found), of_version(built));
    let paths = published.keys().chain(current.keys());
    if let Some(path) =
        paths.into_iter().find(|path| !published.is_empty() && published.get(*path) != current.get(*path))
    {
        let version = version::current();
        bail!("version {version} was published with different bytes ({path}): raise the version in Cargo.toml");
    }
    // Earlier versions may still request data that is no longer built.
    found.retain(|path, _| is_permanent(path) && !path.starts_with(&version) && !built.contains_key(path));
    built.append(&mut found);
    Ok(())
}

/// Whether a file belongs to one version or schema; aliases of the newest version are generated again.
fn is_permanent(path: &str) -> bool {
    path.split('/').nth(1).is_some_and(|name| path.starts_with(DATA) || parse(name).is_some())
}

/// Reads the files of a folder and its subfolders, except compressed forms, which are generated again.
fn read(folder: &Path, prefix: &str, found: &mut Files) -> anyhow::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        let is_compressed = entry.path().extension().is_some_and(|extension| extension == "br" || extension == "gz");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            read(&entry.path(), &path, found)?;
        } else if kind.is_file() && !is_compressed {
            found.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    /// A site in a folder of its own.
    fn site(found: &[(&str, &str)]) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in found {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn own(name: &str) -> String {
        format!("v/{}/{name}", version::current())
    }

    #[test]
    fn old_versions_and_old_data_are_preserved_and_what_is_built_is_not_replaced() {
        let found = [
            ("v/0.9.0/kuril-map.js", "old"),
            ("v/0.9.0/kuril-map.js.br", "packed"),
            ("v/0/kuril-map.js", "moves"),
            ("data/0/first.json", "old"),
            ("data/1/first.json", "old"),
            ("data/1/dropped.json", "old"),
            ("index.html", "old"),
        ];
        let root = site(&found);
        let mut built = files(&[(&own("kuril-map.js"), "new"), ("data/1/first.json", "new")]);
        carry_over(root.path(), &mut built).unwrap();
        let expected = files(&[
            (&own("kuril-map.js"), "new"),
            ("data/1/first.json", "new"),
            ("v/0.9.0/kuril-map.js", "old"),
            ("data/0/first.json", "old"),
            ("data/1/dropped.json", "old"),
        ]);
        assert_eq!(built, expected);
    }

    #[test]
    fn a_version_published_with_different_bytes_is_an_error_that_says_what_to_do() {
        let (script, snippets) = (own("kuril-map.js"), own(SNIPPETS));
        let root = site(&[(&script, "old"), (&snippets, "for another address")]);
        let mut other = files(&[(&script, "new")]);
        let mut same = files(&[(&script, "old"), (&snippets, "for this address")]);
        let message = carry_over(root.path(), &mut other).unwrap_err().to_string();
        assert!(
            message.contains("published with different bytes") && message.ends_with("raise the version in Cargo.toml"),
            "{message}"
        );
        carry_over(root.path(), &mut same).unwrap();
    }

    #[test]
    fn a_folder_that_is_no_site_is_an_error() {
        let message = carry_over(Path::new("/nowhere/at/all"), &mut Files::new()).unwrap_err().to_string();
        assert!(message.contains("/nowhere/at/all"), "{message}");
    }
}
