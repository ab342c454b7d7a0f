//! Fingerprinted assets: their names change with their content, so that browsers may cache them forever.
//!
//! An asset's name depends on its bytes, and its bytes on the names of the assets it refers to: assets are processed in
//! that order, and references must not be circular.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};

use crate::site::assets::references::{Language, Reference, references, relative, replace};

/// The folder of all fingerprinted files.
pub(crate) const FOLDER: &str = "assets";

/// A file of the site whose path changes with its content.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    /// Its path in the site.
    pub(crate) path: String,
    /// Its content, with references replaced.
    pub(crate) bytes: Vec<u8>,
    /// The files it refers to.
    pub(crate) uses: Uses,
}

/// The assets that a file refers to, by name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Uses {
    /// All assets.
    pub(crate) all: BTreeSet<String>,
    /// Those that it refers to only by `import()`, and therefore loads later.
    pub(crate) later: BTreeSet<String>,
}

impl Uses {
    fn of(references: &[Reference]) -> Self {
        let names = |later: bool| {
            let some = references.iter().filter(move |reference| reference.later == later);
            some.map(|reference| reference.name.clone())
        };
        let at_once: BTreeSet<_> = names(false).collect();
        let later: BTreeSet<_> = names(true).filter(|name| !at_once.contains(name)).collect();
        Self { all: at_once.union(&later).cloned().collect(), later }
    }
}

/// All assets by the names by which other files refer to them.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    assets: BTreeMap<String, Asset>,
}

impl Assets {
    /// Processes all sources, given by name.
    ///
    /// # Errors
    /// When a file refers to a missing file, references are circular, or a text is not UTF-8.
    pub(crate) fn new(sources: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Self> {
        let mut all = Self::default();
        for name in sources.keys() {
            all.process(name, sources, &mut Vec::new())?;
        }
        Ok(all)
    }

    /// The assets by name, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Asset)> {
        self.assets.iter()
    }

    /// The asset with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Asset> {
        self.assets.get(name)
    }

    /// Replaces the references in a text that will be at `path`; relative references are resolved against `name`.
    /// Returns the text and the assets that it refers to.
    ///
    /// # Errors
    /// When it refers to a missing asset.
    pub(crate) fn link(&self, name: &str, path: &str, text: &str) -> anyhow::Result<(String, Uses)> {
        let Some(language) = Language::of(name) else { return Ok((text.to_owned(), Uses::default())) };
        let found = references(language, name, text);
        let mut paths = Vec::new();
        for reference in &found {
            let asset = self.get(&reference.name);
            let asset = asset.with_context(|| format!("{name} refers to {}, which does not exist", reference.name))?;
            paths.push(relative(path, &asset.path));
        }
        Ok((replace(text, &found, &paths), Uses::of(&found)))
    }

    fn process(
        &mut self,
        name: &str,
        sources: &BTreeMap<String, Vec<u8>>,
        open: &mut Vec<String>,
    ) -> anyhow::Result<()> {
        if self.assets.contains_key(name) {
            return Ok(());
        }
        if open.iter().any(|other| other == name) {
            bail!("circular references: {} -> {name}", open.join(" -> "));
        }
        let Some(source) = sources.get(name) else { return Ok(()) };
        let (bytes, uses) = match Language::of(name) {
            None => (source.clone(), Uses::default()),
            Some(language) => {
                let text = str::from_utf8(source).with_context(|| format!("{name} is not UTF-8"))?;
                open.push(name.to_owned());
                for reference in references(language, name, text) {
                    self.process(&reference.name, sources, open)?;
                }
                open.pop();
                let (text, uses) = self.link(name, &format!("{FOLDER}/{name}"), text)?;
                (text.into_bytes(), uses)
            }
        };
        let path = format!("{FOLDER}/{}", fingerprinted_name(name, &bytes));
        self.assets.insert(name.to_owned(), Asset { path, bytes, uses });
        Ok(())
    }
}

/// Inserts the fingerprint into a file name, before the extension.
fn fingerprinted_name(name: &str, bytes: &[u8]) -> String {
    let digest = digest(bytes);
    let fingerprint = digest.get(..8).unwrap_or(&digest);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{fingerprint}.{extension}"),
        None => format!("{name}.{fingerprint}"),
    }
}

/// The SHA-256 digest in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets(files: &[(&str, &str)]) -> anyhow::Result<Assets> {
        Assets::new(&files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
    }

    #[test]
    fn a_change_far_down_renames_everything_above_it() {
        let top = "import './b.js'";
        let one = assets(&[("a.js", top), ("b.js", "new URL('c.bin', import.meta.url)"), ("c.bin", "1")]).unwrap();
        let two = assets(&[("a.js", top), ("b.js", "new URL('c.bin', import.meta.url)"), ("c.bin", "2")]).unwrap();
        assert_ne!(one.get("a.js").unwrap().path, two.get("a.js").unwrap().path);
        assert_eq!(one.get("a.js").unwrap().uses.all, BTreeSet::from(["b.js".to_owned()]));
    }

    #[test]
    fn dynamic_imports_are_listed_separately() {
        let text = "import './b.js'; const later = () => import('./b.js') && import('./c.js')";
        let all = assets(&[("a.js", text), ("b.js", "1"), ("c.js", "2")]).unwrap();
        let uses = &all.get("a.js").unwrap().uses;
        assert_eq!(uses.all, BTreeSet::from(["b.js".to_owned(), "c.js".to_owned()]));
        assert_eq!(uses.later, BTreeSet::from(["c.js".to_owned()]));
    }

    #[test]
    fn a_reference_is_relative_to_the_asset_that_holds_it() {
        let all = assets(&[("style/a.css", "a{b:url(../c.svg)}"), ("c.svg", "<svg/>")]).unwrap();
        let file = all.get("c.svg").unwrap().path.rsplit_once('/').unwrap().1.to_owned();
        assert_eq!(String::from_utf8_lossy(&all.get("style/a.css").unwrap().bytes), format!("a{{b:url(../{file})}}"));
    }

    #[test]
    fn a_circle_of_imports_is_an_error_that_shows_it() {
        let error = assets(&[("a.js", "import './b.js'"), ("b.js", "import './a.js'")]).unwrap_err();
        assert_eq!(error.to_string(), "circular references: a.js -> b.js -> a.js");
    }

    #[test]
    fn a_reference_to_nothing_names_both_files() {
        let error = assets(&[("a.js", "import './b.js'")]).unwrap_err();
        assert_eq!(error.to_string(), "a.js refers to b.js, which does not exist");
    }
}
