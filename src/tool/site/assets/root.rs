//! Where the root of the site is, as seen from the code: known when the code is placed, and by nothing else.
//!
//! The address of a story says nothing of it, because a story may come from anywhere.

use std::collections::BTreeMap;

use crate::site::assets::references::Language;

/// Stands in a script for the way from the folder of the code to the root of the site.
const MARK: &str = "{{root}}";
/// From the folder of all assets.
pub(crate) const FROM_ASSETS: &str = "../";
/// From the folder of a version.
pub(crate) const FROM_VERSION: &str = "../../";
/// Where the code is part of no site.
pub(crate) const NOWHERE: &str = "";

/// The files with the way to the root in place of the mark.
pub(crate) fn rooted(files: &BTreeMap<String, Vec<u8>>, way: &str) -> BTreeMap<String, Vec<u8>> {
    let rooted = files.iter().map(|(name, bytes)| {
        let text = str::from_utf8(bytes).ok().filter(|text| Language::of(name).is_some() && text.contains(MARK));
        (name.clone(), text.map_or_else(|| bytes.clone(), |text| text.replace(MARK, way).into_bytes()))
    });
    rooted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_that_ask_for_the_root_are_told_it() {
        let files = [("a.js", "const UP = \"{{root}}\";"), ("b.js", "x"), ("c.json", "{{root}}")];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        let texts = rooted(&files, FROM_VERSION).into_values().map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(texts.collect::<Vec<_>>(), ["const UP = \"../../\";", "x", "{{root}}"]);
    }
}
