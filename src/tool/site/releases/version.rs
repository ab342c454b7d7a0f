//! The element under addresses that say its version, for pages that paste a snippet once and are never looked at again.
//!
//! `v/1.0.0/` never changes: one script that joins all modules, and beside it wasm and styles, which the script asks for by
//! their digests. Whoever names the digest of the script has named every byte of the code. `v/1/` hands on to the newest
//! version of its number. The story is not part of a version: it lies in `data/1/`, by the number of its schema, so that
//! corrections reach pages that were made before them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, ensure};
use kuril_map::story::manifest::SCHEMA;
use serde_json::json;

use crate::site::assets::bundle_js::joined;
use crate::site::assets::fingerprint::Assets;
use crate::site::assets::integrity::of_file;
use crate::site::assets::references::Language;

/// The folder of all versions.
pub(crate) const FOLDER: &str = "v";
/// The folder of the story's data, by schema.
pub(crate) const DATA: &str = "data";
/// The module that makes the element, and the script for pages that show the map in a frame.
const ELEMENT: &str = "kuril-map.js";
const LOADER: &str = "kuril-embed.js";
/// How the loader names the page in the frame: that one moves with the site.
const FRAMED: &str = "`embed.html?";
/// The lines to paste.
pub(crate) const SNIPPETS: &str = "snippet.txt";
/// What these files are, at the head of the script.
const NOTICE: &str =
    "/*! Kuril Map, MIT License: ../../licence-code.txt. Its data are under the ODbL: ../../licence-data.txt */\n";

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// The version that is built.
pub(crate) const fn present() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// What a version is made of.
pub(crate) struct Parts<'a> {
    /// The scripts as they are written.
    pub(crate) texts: &'a Files,
    /// The assets of the site.
    pub(crate) assets: &'a Assets,
    /// The data of the story, by name.
    pub(crate) data: &'a Files,
    /// The loader as the site has it.
    pub(crate) loader: &'a [u8],
}

/// The present version and the data that it asks for, by path in the site; with the site's address also what to paste.
///
/// # Errors
/// When the scripts cannot be joined, or a style names other files.
pub(crate) fn files(parts: &Parts<'_>, base: Option<&str>) -> anyhow::Result<Files> {
    let folder = format!("{FOLDER}/{}", present());
    let mut own = beside(parts)?;
    let script = joined(&[ELEMENT], parts.texts, |name| address(parts, name))?;
    own.insert(ELEMENT.to_owned(), [NOTICE, &script].concat().into_bytes());
    let loader = str::from_utf8(parts.loader).with_context(|| format!("{LOADER} is not UTF-8"))?;
    ensure!(loader.matches(FRAMED).count() == 1, "{LOADER} names its page otherwise");
    own.insert(LOADER.to_owned(), loader.replace(FRAMED, "`../../embed.html?").into_bytes());
    let digests: BTreeMap<&str, String> = own.iter().map(|(name, bytes)| (name.as_str(), of_file(bytes))).collect();
    let list = serde_json::to_vec_pretty(&json!({ "version": present(), "files": digests }))?;
    let snippets = base.map(|base| (SNIPPETS.to_owned(), snippets(base.trim_end_matches('/'), &digests).into_bytes()));
    own.insert("integrity.json".to_owned(), list);
    own.extend(snippets);
    let own = own.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes));
    let data = parts.data.iter().map(|(name, bytes)| (format!("{DATA}/{SCHEMA}/{name}"), bytes.clone()));
    Ok(own.chain(data).collect())
}

/// The name of an asset without its folder.
fn bare(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Where the script of a version finds what is no script: data by its schema, code beside itself, by its digest.
fn address(parts: &Parts<'_>, name: &str) -> anyhow::Result<String> {
    if parts.data.contains_key(name) {
        return Ok(format!("../../{DATA}/{SCHEMA}/{name}"));
    }
    let asset = parts.assets.get(name).with_context(|| format!("{name} is not there"))?;
    ensure!(asset.uses.all.is_empty(), "{name} names other files, which nobody would check");
    Ok(format!("./{}#{}", bare(&asset.path), of_file(&asset.bytes)))
}

/// What lies beside the script: all that it names besides data.
fn beside(parts: &Parts<'_>) -> anyhow::Result<Files> {
    let names = crate::site::releases::npm_package::reached(parts.texts, ELEMENT)?;
    let names =
        names.iter().filter(|name| Language::of(name) != Some(Language::Script) && !parts.data.contains_key(*name));
    let files = names.map(|name| {
        let asset = parts.assets.get(name).with_context(|| format!("{name} is not there"))?;
        anyhow::Ok((bare(&asset.path).to_owned(), asset.bytes.clone()))
    });
    files.collect()
}

/// For each number among the versions of a site what hands on to the newest of them, by path in the site.
///
/// # Errors
/// When a version has no loader.
pub(crate) fn moving(versions: &Files) -> anyhow::Result<Files> {
    let mut newest: BTreeMap<u32, [u32; 3]> = BTreeMap::new();
    for numbers in versions.keys().filter_map(|path| numbers(path.strip_prefix("v/")?.split('/').next()?)) {
        let known = newest.entry(numbers[0]).or_insert(numbers);
        *known = numbers.max(*known);
    }
    let mut files = Files::new();
    for (major, numbers) in newest {
        let version = numbers.map(|number| number.to_string()).join(".");
        let path = format!("{FOLDER}/{version}/{LOADER}");
        let loader = versions.get(&path).with_context(|| format!("{path} is missing"))?;
        files.insert(format!("{FOLDER}/{major}/{LOADER}"), loader.clone());
        let hand = format!("export * from \"../{version}/{ELEMENT}\";\n");
        files.insert(format!("{FOLDER}/{major}/{ELEMENT}"), hand.into_bytes());
    }
    Ok(files)
}

/// The folders of versions and data among the files of a site, as rules of a host name them.
pub(crate) fn folders(files: &Files) -> BTreeSet<String> {
    let folder = |path: &String| {
        let (kind, rest) = path.split_once('/')?;
        let own = rest.split_once('/').filter(|_| kind == FOLDER).map(|(version, _)| format!("/{kind}/{version}/*"));
        Some(own.unwrap_or_else(|| format!("/{kind}/*")))
    };
    files.keys().filter_map(folder).collect()
}

/// The numbers of a version; none for what is no version.
pub(crate) fn numbers(version: &str) -> Option<[u32; 3]> {
    let numbers: Vec<u32> = version.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

/// The lines to paste into other pages.
fn snippets(base: &str, digests: &BTreeMap<&str, String>) -> String {
    let version = present();
    let major = version.split('.').next().unwrap_or_default();
    let digest = |name| digests.get(name).map_or("", String::as_str);
    format!(
        "A frame, with a script for its height and for your own buttons (version {version}, checked):\n\n\
         <iframe data-kuril src=\"{base}/embed.html?place=iturup\" title=\"Map of the Kuril Islands\"\n        \
         style=\"width: 100%; height: 560px; border: 0\" loading=\"lazy\" allow=\"fullscreen; clipboard-write\"\n        \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\"></iframe>\n\
         <script async src=\"{base}/{FOLDER}/{version}/{LOADER}\"\n        integrity=\"{}\" crossorigin=\"anonymous\"></script>\n\n\
         The element (version {version}, checked: it never changes):\n\n\
         <script type=\"module\" src=\"{base}/{FOLDER}/{version}/{ELEMENT}\"\n        integrity=\"{}\" crossorigin=\"anonymous\"></script>\n\
         <kuril-map place=\"iturup\" lang=\"en\" style=\"display: flow-root; height: 560px\">A table of the islands.</kuril-map>\n\n\
         The element (the newest version {major}, with all that is mended):\n\n\
         <script type=\"module\" src=\"{base}/{FOLDER}/{major}/{ELEMENT}\"></script>\n\
         <kuril-map place=\"iturup\" lang=\"en\" style=\"display: flow-root; height: 560px\">A table of the islands.</kuril-map>\n",
        digest(LOADER),
        digest(ELEMENT),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn built(base: Option<&str>) -> Files {
        let texts = sources(&[
            (
                ELEMENT,
                "const it = new URL(\"map.wasm\", import.meta.url);\nconst story = new URL(\"first.json\", import.meta.url);\nimport(\"./later.js\");",
            ),
            ("later.js", "export const styles = new URL(\"later.css\", import.meta.url);"),
            ("later.css", "a{}"),
            ("map.wasm", "wasm"),
            ("first.json", "{}"),
            ("unasked.css", ""),
        ]);
        let assets = Assets::new(&texts).unwrap();
        let data = sources(&[("first.json", "{}")]);
        let loader = b"new URL(`embed.html?x`, home)";
        files(&Parts { texts: &texts, assets: &assets, data: &data, loader }, base).unwrap()
    }

    fn text(files: &Files, path: &str) -> String {
        String::from_utf8(files[path].clone()).unwrap()
    }

    #[test]
    fn the_script_of_a_version_names_all_other_code_by_its_digest_and_data_by_its_schema() {
        let files = built(None);
        let folder = format!("v/{}", present());
        let script = text(&files, &format!("{folder}/{ELEMENT}"));
        let is_code = |path: &&String| path.contains(".wasm") || path.contains(".css");
        let code: Vec<_> = files.keys().filter(is_code).collect();
        assert_eq!(code.len(), 2, "{code:?}");
        for path in code {
            assert!(script.contains(&format!("\"./{}#{}\"", bare(path), of_file(&files[path]))), "{path}: {script}");
        }
        assert!(script.contains("\"../../data/1/first.json\"") && files.contains_key("data/1/first.json"), "{script}");
        assert!(text(&files, &format!("{folder}/{LOADER}")).contains("`../../embed.html?x`"));
    }

    #[test]
    fn the_list_of_digests_holds_every_file_of_the_version() {
        let files = built(Some("https://map.example/kuril/"));
        let folder = format!("v/{}/", present());
        let list: serde_json::Value = serde_json::from_slice(&files[&format!("{folder}integrity.json")]).unwrap();
        let listed = list["files"].as_object().unwrap();
        for (path, bytes) in &files {
            let Some(name) = path.strip_prefix(&folder) else { continue };
            if name != "integrity.json" && name != SNIPPETS {
                assert_eq!(listed[name], of_file(bytes), "{name}");
            }
        }
        let pasted = text(&files, &format!("{folder}{SNIPPETS}"));
        assert!(pasted.contains(&format!("integrity=\"{}\"", listed[ELEMENT].as_str().unwrap())), "{pasted}");
        assert!(pasted.contains("src=\"https://map.example/kuril/v/1/kuril-map.js\""), "{pasted}");
    }

    #[test]
    fn a_moving_version_hands_on_to_the_newest_of_its_number() {
        let versions = sources(&[
            ("v/1.9.0/kuril-embed.js", "old"),
            ("v/1.10.0/kuril-embed.js", "new"),
            ("v/2.0.0/kuril-embed.js", "next"),
            ("v/1/kuril-embed.js", "stale"),
        ]);
        let files = moving(&versions).unwrap();
        assert_eq!(text(&files, "v/1/kuril-map.js"), "export * from \"../1.10.0/kuril-map.js\";\n");
        assert_eq!(text(&files, "v/1/kuril-embed.js"), "new");
        assert_eq!(files.len(), 4);
        let all = files.into_iter().chain(versions).chain(sources(&[("data/1/first.json", "")])).collect();
        let expected = ["/data/*", "/v/1.10.0/*", "/v/1.9.0/*", "/v/1/*", "/v/2.0.0/*", "/v/2/*"];
        assert_eq!(folders(&all).into_iter().collect::<Vec<_>>(), expected);
    }
}
