//! Pinned versions of the element, for pages that paste a snippet once and are never maintained again.
//!
//! `v/1.0.0/` never changes: it contains one script that bundles all modules, and the wasm and styles that the script
//! requests by their digests. The digest of the script thus covers every byte of the code. `v/1/` imports the newest
//! version with that major number. The story is not part of a version: it is in `data/2/`, by the number of its schema,
//! so that corrections reach pages that were made before them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, ensure};
use kuril_map::story::manifest::SCHEMA;
use serde_json::json;

use crate::site::assets::bundle_js::bundle;
use crate::site::assets::fingerprint::Assets;
use crate::site::assets::integrity::of_file;
use crate::site::assets::references::Language;
use crate::site::entry;
use crate::site::releases::frozen::{Frozen, LIST};

/// The folder of all versions.
pub(crate) const FOLDER: &str = "v";
/// The folder of the story's data, by schema.
pub(crate) const DATA: &str = "data";
/// The module that defines the element, and the script for pages that show the map in a frame.
const ELEMENT: &str = "kuril-map.js";
const LOADER: &str = "kuril-embed.js";
/// How the loader refers to the page in the frame, which is not part of a version.
const FRAME_PAGE: &str = "`embed.html?";
/// The file with the snippets to paste.
pub(crate) const SNIPPETS: &str = "snippet.txt";
/// The licence notice at the start of the script.
const NOTICE: &str =
    "/*! Kuril Map, MIT License: ../../licence-code.txt. Its data are under the ODbL: ../../licence-data.txt */\n";

/// What the digests of a version cover, and what they do not, for those who read the list.
const PINNED: &str = "the code of the map: scripts, wasm and styles";
const NOT_PINNED: &str = "the words and shapes of the story, which are asked for again each time; each folder below those of \
    the data that has an integrity.json of its own never changes, and is pinned by the attribute story-integrity";

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// The version that is being built.
pub(crate) const fn current() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The inputs of a version.
pub(crate) struct VersionInputs<'a> {
    /// The scripts, not minified.
    pub(crate) texts: &'a Files,
    /// The assets of the site.
    pub(crate) assets: &'a Assets,
    /// The data of the story, by name.
    pub(crate) data: &'a Files,
    /// The loader as it is in the site.
    pub(crate) loader: &'a [u8],
}

/// The files of the current version and the data that it requests, by path in the site; with the site's address also
/// the snippets.
///
/// # Errors
/// When the scripts cannot be bundled, or a style refers to other files.
pub(crate) fn files(inputs: &VersionInputs<'_>, base: Option<&str>) -> anyhow::Result<Files> {
    let folder = format!("{FOLDER}/{}", current());
    let mut own = companions(inputs)?;
    let script = bundle(&[ELEMENT], inputs.texts, |name| address(inputs, name))?;
    own.insert(ELEMENT.to_owned(), [NOTICE, &script].concat().into_bytes());
    let loader = str::from_utf8(inputs.loader).with_context(|| format!("{LOADER} is not UTF-8"))?;
    ensure!(loader.matches(FRAME_PAGE).count() == 1, "{LOADER} does not refer to its page as expected");
    own.insert(LOADER.to_owned(), loader.replace(FRAME_PAGE, "`../../embed.html?").into_bytes());
    let digests: BTreeMap<&str, String> = own.iter().map(|(name, bytes)| (name.as_str(), of_file(bytes))).collect();
    let list = json!({ "version": current(), "pinned": PINNED, "not_pinned": NOT_PINNED, "files": digests });
    let list = serde_json::to_vec_pretty(&list)?;
    let frozen = Frozen::new(inputs.data)?;
    let snippets = base.map(|base| snippets(base.trim_end_matches('/'), &digests, &frozen));
    let snippets = snippets.map(|text| (SNIPPETS.to_owned(), text.into_bytes()));
    own.insert(LIST.to_owned(), list);
    own.extend(snippets);
    let own = own.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes));
    let data = inputs.data.iter().map(|(name, bytes)| (format!("{DATA}/{SCHEMA}/{name}"), bytes.clone()));
    Ok(own.chain(data).chain(frozen.files).collect())
}

/// The file name of a path.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The address by which the script of a version requests other files: data by its schema, code next to it by its
/// digest.
fn address(inputs: &VersionInputs<'_>, name: &str) -> anyhow::Result<String> {
    if inputs.data.contains_key(name) {
        return Ok(format!("../../{DATA}/{SCHEMA}/{name}"));
    }
    let asset = inputs.assets.get(name).with_context(|| format!("{name} is missing"))?;
    ensure!(asset.uses.all.is_empty(), "{name} refers to other files, whose integrity nobody would check");
    Ok(format!("./{}#{}", file_name(&asset.path), of_file(&asset.bytes)))
}

/// The files next to the script: everything that it refers to except data.
fn companions(inputs: &VersionInputs<'_>) -> anyhow::Result<Files> {
    let names = crate::site::releases::npm_package::dependencies(inputs.texts, ELEMENT)?;
    let names =
        names.iter().filter(|name| Language::of(name) != Some(Language::Script) && !inputs.data.contains_key(*name));
    let files = names.map(|name| {
        let asset = inputs.assets.get(name).with_context(|| format!("{name} is missing"))?;
        anyhow::Ok((file_name(&asset.path).to_owned(), asset.bytes.clone()))
    });
    files.collect()
}

/// The aliases of the newest version for each major number, by path in the site.
///
/// # Errors
/// When a version has no loader.
pub(crate) fn aliases(versions: &Files) -> anyhow::Result<Files> {
    let mut newest: BTreeMap<u32, [u32; 3]> = BTreeMap::new();
    for numbers in versions.keys().filter_map(|path| parse(path.strip_prefix("v/")?.split('/').next()?)) {
        let known = newest.entry(numbers[0]).or_insert(numbers);
        *known = numbers.max(*known);
    }
    let mut files = Files::new();
    for (major, numbers) in newest {
        let version = numbers.map(|number| number.to_string()).join(".");
        let path = format!("{FOLDER}/{version}/{LOADER}");
        let loader = versions.get(&path).with_context(|| format!("{path} is missing"))?;
        files.insert(format!("{FOLDER}/{major}/{LOADER}"), loader.clone());
        let alias = entry::module(&format!("../{version}/{ELEMENT}"));
        files.insert(format!("{FOLDER}/{major}/{ELEMENT}"), alias.into_bytes());
    }
    Ok(files)
}

/// The folders of versions and data among the files of a site, as path patterns for hosts.
pub(crate) fn folders(files: &Files) -> BTreeSet<String> {
    let folder = |path: &String| {
        let (kind, rest) = path.split_once('/')?;
        let own = rest.split_once('/').filter(|_| kind == FOLDER).map(|(version, _)| format!("/{kind}/{version}/*"));
        Some(own.unwrap_or_else(|| format!("/{kind}/*")))
    };
    files.keys().filter_map(folder).collect()
}

/// Parses a version such as `1.0.0`; `None` for anything else.
pub(crate) fn parse(version: &str) -> Option<[u32; 3]> {
    let numbers: Vec<u32> = version.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

/// The snippets to paste into other pages.
fn snippets(base: &str, digests: &BTreeMap<&str, String>, frozen: &Frozen) -> String {
    let version = current();
    let major = version.split('.').next().unwrap_or_default();
    let digest = |name| digests.get(name).map_or("", String::as_str);
    let (story, integrity) = (&frozen.folder, &frozen.integrity);
    let script = format!(
        "<script type=\"module\" src=\"{base}/{FOLDER}/{version}/{ELEMENT}\"\n        integrity=\"{}\" crossorigin=\"anonymous\"></script>",
        digest(ELEMENT)
    );
    format!(
        "A frame, with a script for its height and for your own buttons. Pinned: the script in your page (version {version}).\n\
         Not pinned: what the frame shows, which is the site as it is now; it can do nothing in your page.\n\n\
         <iframe data-kuril src=\"{base}/embed.html?place=iturup\" title=\"Map of the Kuril Islands\" width=\"100%\" height=\"560\"\n        \
         style=\"width: 100%; height: 560px; border: 0\" loading=\"lazy\" allow=\"fullscreen; clipboard-write\"\n        \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\"></iframe>\n\
         <script async src=\"{base}/{FOLDER}/{version}/{LOADER}\"\n        integrity=\"{}\" crossorigin=\"anonymous\"></script>\n\n\
         The element. Pinned: all code (version {version}). Not pinned: the words and shapes of the story, so that corrections\n\
         arrive by themselves.\n\n{script}\n\
         <kuril-map place=\"iturup\" lang=\"en\" style=\"display: flow-root; height: 560px\">A table of the islands.</kuril-map>\n\n\
         The element. Pinned: all code (version {version}) and all words and shapes, as they are today. No correction arrives\n\
         until you paste other lines.\n\n{script}\n\
         <kuril-map place=\"iturup\" lang=\"en\" story=\"{base}/{story}/\"\n        story-integrity=\"{integrity}\"\n        \
         style=\"display: flow-root; height: 560px\">A table of the islands.</kuril-map>\n\n\
         The element. Pinned: nothing; the newest version {major}, with all that is mended.\n\n\
         <script type=\"module\" src=\"{base}/{FOLDER}/{major}/{ELEMENT}\"></script>\n\
         <kuril-map place=\"iturup\" lang=\"en\" style=\"display: flow-root; height: 560px\">A table of the islands.</kuril-map>\n",
        digest(LOADER),
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
        files(&VersionInputs { texts: &texts, assets: &assets, data: &data, loader }, base).unwrap()
    }

    fn text(files: &Files, path: &str) -> String {
        String::from_utf8(files[path].clone()).unwrap()
    }

    #[test]
    fn the_script_of_a_version_requests_code_by_its_digest_and_data_by_its_schema() {
        let files = built(None);
        let folder = format!("v/{}", current());
        let script = text(&files, &format!("{folder}/{ELEMENT}"));
        let is_code = |path: &&String| path.contains(".wasm") || path.contains(".css");
        let code: Vec<_> = files.keys().filter(is_code).collect();
        assert_eq!(code.len(), 2, "{code:?}");
        for path in code {
            assert!(
                script.contains(&format!("\"./{}#{}\"", file_name(path), of_file(&files[path]))),
                "{path}: {script}"
            );
        }
        let data = format!("data/{SCHEMA}/first.json");
        assert!(script.contains(&format!("\"../../{data}\"")) && files.contains_key(&data), "{script}");
        assert!(text(&files, &format!("{folder}/{LOADER}")).contains("`../../embed.html?x`"));
    }

    #[test]
    fn the_list_of_digests_covers_every_file_of_the_version() {
        let files = built(Some("https://map.example/kuril/"));
        let folder = format!("v/{}/", current());
        let list: serde_json::Value = serde_json::from_slice(&files[&format!("{folder}integrity.json")]).unwrap();
        let listed = list["files"].as_object().unwrap();
        for (path, bytes) in &files {
            let Some(name) = path.strip_prefix(&folder) else { continue };
            if name != LIST && name != SNIPPETS {
                assert_eq!(listed[name], of_file(bytes), "{name}");
            }
        }
        let snippets = text(&files, &format!("{folder}{SNIPPETS}"));
        assert!(snippets.contains(&format!("integrity=\"{}\"", listed[ELEMENT].as_str().unwrap())), "{snippets}");
        assert!(snippets.contains("src=\"https://map.example/kuril/v/1/kuril-map.js\""), "{snippets}");
        let (path, bytes) = files.iter().find(|(path, _)| path.starts_with("data/") && path.ends_with(LIST)).unwrap();
        let folder = path.trim_end_matches(LIST);
        assert!(snippets.contains(&format!("story=\"https://map.example/kuril/{folder}\"")), "{snippets}");
        assert!(snippets.contains(&format!("story-integrity=\"{}\"", of_file(bytes))), "{snippets}");
    }

    #[test]
    fn an_alias_leads_to_the_newest_version_with_its_major_number() {
        let versions = sources(&[
            ("v/1.9.0/kuril-embed.js", "old"),
            ("v/1.10.0/kuril-embed.js", "new"),
            ("v/2.0.0/kuril-embed.js", "next"),
            ("v/1/kuril-embed.js", "stale"),
        ]);
        let files = aliases(&versions).unwrap();
        assert_eq!(text(&files, "v/1/kuril-map.js"), entry::module("../1.10.0/kuril-map.js"));
        assert_eq!(text(&files, "v/1/kuril-embed.js"), "new");
        assert_eq!(files.len(), 4);
        let all = files.into_iter().chain(versions).chain(sources(&[("data/1/first.json", "")])).collect();
        let expected = ["/data/*", "/v/1.10.0/*", "/v/1.9.0/*", "/v/1/*", "/v/2.0.0/*", "/v/2/*"];
        assert_eq!(folders(&all).into_iter().collect::<Vec<_>>(), expected);
    }
}
