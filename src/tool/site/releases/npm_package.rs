//! The npm package, in `target/npm`: the element as an ES module with its dependencies, types and manifest, and
//! separate licences of code and data.
//!
//! The files keep their names and are in one folder, which both bundlers and static servers support.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context as _;
use serde_json::json;

use crate::project::Project;
use crate::site::assets::references::{Language, references};

/// The entry module of the package.
const ENTRY: &str = "kuril-map.js";
/// The script for pages that show the map in a frame.
const LOADER: &str = "kuril-embed.js";
/// Files for developers, from `www/package`.
const METADATA: [&str; 3] = ["kuril-map.d.ts", "custom-elements.json", "README.md"];

/// Writes the package from the processed sources of the site, given by name.
///
/// # Errors
/// When a dependency is missing, or the folder cannot be written.
pub(crate) fn write(project: &Project, sources: &BTreeMap<String, Vec<u8>>, licences: &str) -> anyhow::Result<()> {
    let folder = project.target("npm");
    clear(&folder)?;
    let mut files = BTreeMap::new();
    for name in [ENTRY, LOADER] {
        for name in dependencies(sources, name)? {
            let bytes = sources.get(&name).with_context(|| format!("{name} is missing"))?;
            files.insert(name, bytes.clone());
        }
    }
    for name in METADATA {
        files.insert(name.to_owned(), read(&project.www().join("package").join(name))?);
    }
    files.insert("LICENSE".to_owned(), read(&project.root().join("LICENSE"))?);
    files.insert("LICENSE-DATA.md".to_owned(), licences.as_bytes().to_vec());
    let names: Vec<&String> = files.keys().collect();
    let manifest = serde_json::to_vec_pretty(&manifest(&names))?;
    files.insert("package.json".to_owned(), manifest);
    for (name, bytes) in &files {
        fs::write(folder.join(name), bytes).with_context(|| format!("cannot write {name} of the package"))?;
    }
    Ok(())
}

/// Removes the previous package, except folders and archives.
fn clear(folder: &std::path::Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_none_or(|extension| extension != "tgz") {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

fn read(path: &std::path::Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The names of a file and of everything that it refers to, directly or indirectly.
///
/// # Errors
/// When a text is not UTF-8.
pub(crate) fn dependencies(sources: &BTreeMap<String, Vec<u8>>, start: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut seen = BTreeSet::new();
    let mut pending = vec![start.to_owned()];
    while let Some(name) = pending.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let Some((language, source)) = Language::of(&name).zip(sources.get(&name)) else { continue };
        let text = str::from_utf8(source).with_context(|| format!("{name} is not UTF-8"))?;
        pending.extend(references(language, &name, text).into_iter().map(|reference| reference.name));
    }
    Ok(seen)
}

fn manifest(files: &[&String]) -> serde_json::Value {
    json!({
        "name": "kuril-map",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "An explainer map of the Kuril Islands / Northern Territories, as the custom element <kuril-map>.",
        "keywords": ["kuril islands", "map", "custom-element", "web-component", "wasm"],
        "type": "module",
        "main": "./kuril-map.js",
        "types": "./kuril-map.d.ts",
        "customElements": "./custom-elements.json",
        "exports": {
            ".": { "types": "./kuril-map.d.ts", "default": "./kuril-map.js" },
            "./kuril-embed.js": "./kuril-embed.js",
            "./custom-elements.json": "./custom-elements.json",
            "./package.json": "./package.json",
        },
        "sideEffects": true,
        "files": files,
        "license": "MIT AND ODbL-1.0 AND CC-BY-4.0",
        "licenses": [
            { "of": "code", "type": "MIT", "file": "LICENSE" },
            { "of": "data", "type": "ODbL-1.0", "file": "LICENSE-DATA.md" },
            { "of": "names of towns in the data", "type": "CC-BY-4.0", "file": "LICENSE-DATA.md" },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_contains_what_its_modules_refer_to_and_nothing_else() {
        let sources = [("a.js", "import './b.js'"), ("b.js", "new URL('c.wasm', import.meta.url)"), ("d.js", "")];
        let sources = sources.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        let found: Vec<_> = dependencies(&sources, "a.js").unwrap().into_iter().collect();
        assert_eq!(found, ["a.js", "b.js", "c.wasm"]);
    }

    #[test]
    fn code_and_data_have_separate_licences() {
        let manifest = manifest(&[]);
        assert_eq!(manifest["licenses"][0]["type"], "MIT");
        assert_eq!(manifest["licenses"][1]["type"], "ODbL-1.0");
    }
}
