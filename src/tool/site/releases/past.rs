//! What stays of the site as it was published before: its versions, which pages elsewhere name, and data of other schemas.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::site::releases::version::{self, DATA, FOLDER, SNIPPETS, numbers};

/// Files by path in the site.
type Files = BTreeMap<String, Vec<u8>>;

/// Adds what an earlier site has and what is built has not: other versions, and data that only those ask for.
///
/// # Errors
/// When the version that is built was published with other bytes, or the folder cannot be read.
pub(crate) fn take_over(site: &Path, built: &mut Files) -> anyhow::Result<()> {
    let mut found = Files::new();
    for folder in [FOLDER, DATA] {
        read(&site.join(folder), folder, &mut found)?;
    }
    if found.is_empty() {
        bail!("--earlier {}: a site with versions is expected there", site.display());
    }
    let version = format!("{FOLDER}/{}/", version::present());
    let of_version = |files: &Files| {
        let own = files.iter().filter(|(path, _)| path.starts_with(&version) && !path.ends_with(SNIPPETS));
        own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect::<Files>()
    };
    let (published, present) = (of_version(&found), of_version(built));
    let paths = published.keys().chain(present.keys());
    if let Some(path) =
        paths.into_iter().find(|path| !published.is_empty() && published.get(*path) != present.get(*path))
    {
        let version = version::present();
        bail!("version {version} was published with other bytes ({path}): raise the version in Cargo.toml");
    }
    // Data that are made no more may yet be asked for by a version before.
    found.retain(|path, _| stays(path) && !path.starts_with(&version) && !built.contains_key(path));
    built.append(&mut found);
    Ok(())
}

/// Whether a file belongs to one version or schema; what hands on to the newest is made anew.
fn stays(path: &str) -> bool {
    path.split('/').nth(1).is_some_and(|name| path.starts_with(DATA) || numbers(name).is_some())
}

/// The files of a folder and those below it, without their packed forms, which are made anew.
fn read(folder: &Path, prefix: &str, found: &mut Files) -> anyhow::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        let packed = entry.path().extension().is_some_and(|extension| extension == "br" || extension == "gz");
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &path, found)?;
        } else if !packed {
            found.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    /// A site in a folder of its own, which the name tells apart from those of other tests.
    fn site(name: &str, found: &[(&str, &str)]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("kuril-earlier-{name}-{}", std::process::id()));
        for (path, text) in found {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn own(name: &str) -> String {
        format!("v/{}/{name}", version::present())
    }

    #[test]
    fn old_versions_and_old_data_stay_and_what_is_built_is_as_it_is_built() {
        let found = [
            ("v/0.9.0/kuril-map.js", "old"),
            ("v/0.9.0/kuril-map.js.br", "packed"),
            ("v/0/kuril-map.js", "moves"),
            ("data/0/first.json", "old"),
            ("data/1/first.json", "old"),
            ("data/1/dropped.json", "old"),
            ("index.html", "old"),
        ];
        let root = site("kept", &found);
        let mut built = files(&[(&own("kuril-map.js"), "new"), ("data/1/first.json", "new")]);
        let taken = take_over(&root, &mut built);
        fs::remove_dir_all(&root).unwrap();
        taken.unwrap();
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
    fn a_version_that_was_published_with_other_bytes_is_an_error_that_says_what_to_do() {
        let (script, snippets) = (own("kuril-map.js"), own(SNIPPETS));
        let root = site("other", &[(&script, "old"), (&snippets, "for another address")]);
        let mut other = files(&[(&script, "new")]);
        let mut same = files(&[(&script, "old"), (&snippets, "for this address")]);
        let (other, same) = (take_over(&root, &mut other), take_over(&root, &mut same));
        fs::remove_dir_all(&root).unwrap();
        let told = other.unwrap_err().to_string();
        assert!(
            told.contains("published with other bytes") && told.ends_with("raise the version in Cargo.toml"),
            "{told}"
        );
        same.unwrap();
    }

    #[test]
    fn a_folder_that_is_no_site_is_an_error() {
        let told = take_over(Path::new("/nowhere/at/all"), &mut Files::new()).unwrap_err().to_string();
        assert!(told.contains("/nowhere/at/all"), "{told}");
    }
}
