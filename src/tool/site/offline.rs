//! The worker that keeps a copy of the site for reading without a network: its script with the list of what it keeps.
//!
//! It keeps the pages that a reader visits and every asset that a page can ask for, and so stands under a name that stays,
//! at the root of the site, whose pages it may serve. Its version is a digest of its script and of the list: the browser
//! takes up another one when either changes.

use std::collections::BTreeSet;

use anyhow::Context as _;
use serde_json::json;

use crate::site::assets::fingerprint::{Assets, digest};

/// The name of the script in the site; in `www` it is `service-worker.js`.
pub(crate) const NAME: &str = "kuril-worker.js";
/// An index is asked for by its folder.
const INDEX: &str = "index.html";

/// The script of a worker that keeps these pages, given by path and by the assets that each names.
///
/// # Errors
/// When a page or an asset names one that is not there, or the script is not UTF-8.
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
    let kept = kept(used, assets)?;
    let listed = json!([script, names, kept]).to_string();
    let version = digest(listed.as_bytes()).split_at(8).0.to_owned();
    let list = json!({ "version": version, "pages": names, "assets": kept });
    Ok(format!("const KEPT={list};\n{script}").into_bytes())
}

/// The paths of assets and of all that they name, and those name.
fn kept<'a>(used: BTreeSet<&'a str>, assets: &'a Assets) -> anyhow::Result<BTreeSet<&'a str>> {
    let (mut seen, mut paths) = (BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<&str> = used.into_iter().collect();
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        let asset = assets.get(name).with_context(|| format!("{name} is to be kept and is not there"))?;
        paths.insert(asset.path.as_str());
        open.extend(asset.uses.all.iter().map(String::as_str));
    }
    Ok(paths)
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
    fn every_asset_that_a_page_reaches_is_kept_under_the_path_where_it_stands() {
        let assets = assets("3");
        let list = list("go();", &assets);
        let mut expected =
            ["deep.js", "later.js", "map.wasm", "page.js"].map(|name| assets.get(name).unwrap().path.as_str());
        expected.sort_unstable();
        assert_eq!(list["assets"], json!(expected));
        assert_eq!(list["pages"], json!(["", "ja/", "ja/method.html"]));
    }

    #[test]
    fn another_asset_or_another_script_makes_another_version() {
        let versions = [("go();", "3"), ("go();", "4"), ("stay();", "3")]
            .map(|(script, last)| list(script, &assets(last))["version"].to_string());
        assert_eq!(BTreeSet::from(versions).len(), 3);
        assert_eq!(list("go();", &assets("3")), list("go();", &assets("3")));
    }

    #[test]
    fn what_is_to_be_kept_and_is_not_there_is_an_error() {
        let uses = BTreeSet::from(["gone.js".to_owned()]);
        let error = worker(b"", [("index.html", &uses)].into_iter(), &assets("3")).unwrap_err();
        assert_eq!(error.to_string(), "gone.js is to be kept and is not there");
    }
}
