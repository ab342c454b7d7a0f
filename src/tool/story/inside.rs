//! The files below one folder: nothing outside of it is read or written.
//!
//! A story may come from anybody, and a site is written by whoever builds it. A symbolic link in a story would publish or
//! overwrite a file of the builder's, and so would a name that leads upwards; neither is followed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kuril_map::limits::{FILE_BYTES, GEOJSON_BYTES};

/// What a finding says of a link.
pub(crate) const LINKED: &str = "a symbolic link is not followed: the files of a story lie in its folder";
/// Letters that mean something in a path on one of the systems that sites are built on and copied to.
const OF_PATHS: [char; 4] = ['\\', ':', '\0', '\u{7f}'];

/// A folder beyond which nothing is touched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inside<'a>(pub(crate) &'a Path);

/// What is at the place of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Found {
    Nothing,
    File,
    Folder,
    /// A symbolic link, or a file below one.
    Link,
    /// A device, a pipe or a socket.
    Other,
}

impl Inside<'_> {
    /// Returns the path of a file by its name, the parts of which stand apart by `/`.
    ///
    /// # Errors
    /// Where the name leads elsewhere: it is absolute, goes up, or has letters that do so on other systems.
    pub(crate) fn path(self, name: &str) -> anyhow::Result<PathBuf> {
        let is_plain = |part: &str| !["", ".", ".."].contains(&part) && !part.contains(OF_PATHS);
        ensure!(name.split('/').all(is_plain), "{name:?} is no name of a file in {}", self.0.display());
        Ok(name.split('/').fold(self.0.to_owned(), |path, part| path.join(part)))
    }

    /// Returns what stands at the place of a file.
    ///
    /// # Errors
    /// Where the name leads elsewhere.
    pub(crate) fn found(self, name: &str) -> anyhow::Result<Found> {
        let (path, mut found) = (self.path(name)?, Found::Nothing);
        let parts: Vec<&Path> = path.ancestors().take(name.split('/').count()).collect();
        for part in parts.into_iter().rev() {
            let Ok(there) = fs::symlink_metadata(part) else { return Ok(Found::Nothing) };
            found = match there.file_type() {
                kind if kind.is_symlink() => return Ok(Found::Link),
                kind if kind.is_dir() => Found::Folder,
                kind if kind.is_file() => Found::File,
                _ => Found::Other,
            };
        }
        Ok(found)
    }

    /// Returns the bytes of a file; none where there is no file.
    ///
    /// # Errors
    /// Where the name leads elsewhere, the file is a link or longer than files may be, or it cannot be read.
    pub(crate) fn read(self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let path = self.path(name)?;
        match self.found(name)? {
            Found::Link => bail!("{}: {LINKED}", path.display()),
            Found::File => {}
            _ => return Ok(None),
        }
        let length = fs::metadata(&path).map_or(0, |there| there.len());
        let limit = if name.ends_with(".geojson") { GEOJSON_BYTES } else { FILE_BYTES };
        limit.check("the file", usize::try_from(length).unwrap_or(usize::MAX))?;
        fs::read(&path).map(Some).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Returns the text of a file that must be there.
    ///
    /// # Errors
    /// Those of [`Self::read`], and where it is missing or not UTF-8.
    pub(crate) fn text(self, name: &str) -> anyhow::Result<String> {
        let bytes = self.read(name)?.with_context(|| format!("{} is missing", self.0.join(name).display()))?;
        String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", self.0.join(name).display()))
    }

    /// Writes a file, and the folders that it lies in.
    ///
    /// # Errors
    /// Where the name leads elsewhere, a link is in the way, or the file cannot be written.
    pub(crate) fn write(self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.path(name)?;
        ensure!(self.found(name)? != Found::Link, "{}: {LINKED}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Returns the names of what lies in a folder, its own name being `""` or ending in `/`, in their order; nothing where
    /// there is no such folder.
    ///
    /// # Errors
    /// Where it cannot be listed.
    pub(crate) fn names(self, folder: &str) -> anyhow::Result<Vec<String>> {
        let path = self.0.join(folder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
            let name = entry.with_context(|| format!("cannot list {}", path.display()))?.file_name();
            names.extend(name.to_str().map(|name| [folder, name].concat()));
        }
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let inside = Inside(folder.path());
        for name in ["", "/etc/hostname", "../a", "a/../../b", "./a", "a//b", "C:\\a", "..\\a", "a\0b"] {
            assert!(inside.path(name).is_err() && inside.read(name).is_err(), "{name:?}");
            assert!(inside.write(name, b"x").is_err(), "{name:?}");
        }
        inside.write("a/b.json", b"x").unwrap();
        assert_eq!(inside.text("a/b.json").unwrap(), "x");
        assert_eq!(inside.names("a/").unwrap(), ["a/b.json"]);
        assert_eq!((inside.found("a").unwrap(), inside.found("c").unwrap()), (Found::Folder, Found::Nothing));
        assert_eq!(inside.read("a").unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_read_nor_written_through_wherever_it_is_on_the_way() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (inside, secret) = (Inside(folder.path()), other.path().join("secret.json"));
        fs::write(&secret, "secret").unwrap();
        for (target, link) in [(&*secret, "a.json"), (other.path(), "articles"), (&other.path().join("new"), "b.json")]
        {
            std::os::unix::fs::symlink(target, folder.path().join(link)).unwrap();
        }
        for name in ["a.json", "articles/secret.json", "b.json", "articles/new.json"] {
            let told =
                [inside.read(name).map(drop), inside.write(name, b"x")].map(|result| result.unwrap_err().to_string());
            assert!(told.iter().all(|told| told.contains("symbolic link")), "{name}: {told:?}");
        }
        assert_eq!(fs::read_to_string(&secret).unwrap(), "secret");
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 1);
    }
}
