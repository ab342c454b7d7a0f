//! The service worker that caches the site for offline use: its script, with the list of files to cache.
//!
//! It caches the pages that a reader visits and every asset that a page can request. It has a permanent name at the
//! root of the site, because it may serve only pages below its own folder. The list has the digest of every asset, so that
//! the worker keeps nothing else. Its version is a digest of the script and the list: browsers update the worker when
//! either changes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use serde_json::json;

use crate::site::assets::fingerprint::{Assets, digest};
use crate::site::assets::integrity::of_file;

/// The name of the script in the site; in `www` it is `service-worker.js`.
pub(crate) const NAME: &str = "kuril-worker.js";
/// The name of the script that, in its place, ends it; in `www` it is `worker-off.js`.
pub(crate) const OFF: &str = "kuril-worker-off.js";
/// An index page is requested by its folder.
const INDEX: &str = "index.html";

/// Returns the script of a worker that caches these pages, given by path with the assets that each refers to.
///
/// # Errors
/// When a page or an asset refers to a missing asset, or the script is not UTF-8.
pub(crate) fn worker<'a>(
    script: &[u8],
    pages: impl Iterator<Item = (&'a str, &'a BTreeSet<String>)>,
    assets: &Assets,
) -> anyhow::Result<Vec<u8>> {
    let script = str::from_utf8(script).with_context(|| format!("{NAME} is not UTF-8"))?;
    let (mut names, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (path, uses) in pages {
        names.insert(
            path.strip_suffix(INDEX).filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path),
        );
        used.extend(uses.iter().map(String::as_str));
    }
    let digests = digests(used, assets)?;
    let listed = json!([script, names, digests]).to_string();
    let version = digest(listed.as_bytes()).split_at(8).0.to_owned();
    let list = json!({ "version": version, "pages": names, "assets": digests });
    Ok(format!("const KEPT={list};\n{script}").into_bytes())
}

/// The digests of assets and of everything that they refer to, directly or indirectly, by path.
fn digests<'a>(used: BTreeSet<&'a str>, assets: &'a Assets) -> anyhow::Result<BTreeMap<&'a str, String>> {
    let (mut seen, mut digests) = (BTreeSet::new(), BTreeMap::new());
    let mut pending: Vec<&str> = used.into_iter().collect();
    while let Some(name) = pending.pop() {
        if !seen.insert(name) {
            continue;
        }
        let asset = assets.get(name).with_context(|| format!("{name} is to be cached and does not exist"))?;
        digests.insert(asset.path.as_str(), of_file(&asset.bytes));
        pending.extend(asset.uses.all.iter().map(String::as_str));
    }
    Ok(digests)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn assets(last: &str) -> Assets {
        let sources = [
            ("page.js", "import('./later.js'); new URL('map.wasm', import.meta.url)"),
            ("later.js", "import './deep.js'"),
            ("deep.js", last),
            ("map.wasm", "1"),
            ("other.js", "2"),
        ];
        Assets::new(&sources.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into()).unwrap()
    }

    fn list(script: &str, assets: &Assets) -> Value {
        let uses = BTreeSet::from(["page.js".to_owned()]);
        let none = BTreeSet::new();
        let pages = [("index.html", &uses), ("ja/index.html", &uses), ("ja/method.html", &none)];
        let text = String::from_utf8(worker(script.as_bytes(), pages.into_iter(), assets).unwrap()).unwrap();
        let (line, rest) = text.split_once(";\n").unwrap();
        assert_eq!(rest, script);
        serde_json::from_str(line.strip_prefix("const KEPT=").unwrap()).unwrap()
    }

    #[test]
    fn every_asset_that_a_page_reaches_is_listed_by_its_path_with_its_digest() {
        let assets = assets("3");
        let list = list("go();", &assets);
        let expected = ["deep.js", "later.js", "map.wasm", "page.js"].map(|name| {
            let asset = assets.get(name).unwrap();
            (asset.path.clone(), of_file(&asset.bytes))
        });
        assert_eq!(list["assets"], json!(BTreeMap::from(expected)));
        assert_eq!(list["pages"], json!(["", "ja/", "ja/method.html"]));
    }

    #[test]
    fn a_changed_asset_or_script_changes_the_version() {
        let versions = [("go();", "3"), ("go();", "4"), ("stay();", "3")]
            .map(|(script, last)| list(script, &assets(last))["version"].to_string());
        assert_eq!(BTreeSet::from(versions).len(), 3);
        assert_eq!(list("go();", &assets("3")), list("go();", &assets("3")));
    }

    #[test]
    fn a_missing_asset_is_an_error() {
        let uses = BTreeSet::from(["gone.js".to_owned()]);
        let error = worker(b"", [("index.html", &uses)].into_iter(), &assets("3")).unwrap_err();
        assert_eq!(error.to_string(), "gone.js is to be cached and does not exist");
    }
}
