//! What this story promises beyond the rules of every story: its excerpts and its page of the method.

use kuril_tool::project::checkout;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    checkout().to_owned()
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub(crate) fn geodata(name: &str) -> Value {
    json(&root().join("geodata").join(name))
}

pub(crate) fn articles() -> Vec<Value> {
    let folder = root().join("geodata/articles");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    assert!(!paths.is_empty(), "no articles in {}", folder.display());
    paths.iter().map(|path| json(path)).collect()
}

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key:?} in {value}"))
}

fn excerpts() -> Vec<(Value, Value)> {
    let pairs =
        |article: Value| list(&article, "excerpts").iter().map(|e| (article.clone(), e.clone())).collect::<Vec<_>>();
    articles().into_iter().flat_map(pairs).collect()
}

/// Id and properties of every island.
pub(crate) fn islands() -> Vec<(String, Value)> {
    let collection = geodata("islands.geojson");
    list(&collection, "features")
        .iter()
        .map(|island| (text(island, "id").to_owned(), island["properties"].clone()))
        .collect()
}

pub(crate) fn words_in(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}

#[test]
fn the_bibliography_is_sorted_by_id() {
    let bibliography = geodata("sources.json");
    assert!(list(&bibliography, "sources").iter().map(|source| text(source, "id")).is_sorted());
}

#[test]
fn the_excerpts_are_verbatim_where_the_article_is_at_hand() {
    let path = root().join("../shared/seed/article.txt");
    let Ok(original) = std::fs::read(&path) else {
        eprintln!("{} is absent: the excerpts were not compared with it", path.display());
        return;
    };
    let compared: Vec<_> = excerpts().into_iter().filter(|(article, _)| article["sha256"].is_string()).collect();
    assert!(!compared.is_empty());
    let sum = Sha256::digest(&original).iter().fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"));
    let words = words_in(&String::from_utf8_lossy(&original));
    let letters: Vec<char> = String::from_utf8_lossy(&original).chars().collect();
    for (article, excerpt) in compared {
        assert_eq!(text(&article, "sha256"), sum);
        assert!(article["words"].as_u64().unwrap() <= words, "{words} words in all");
        let bound = |key: &str| usize::try_from(excerpt[key].as_u64().unwrap()).unwrap();
        let quoted: String = letters[bound("start")..bound("end")].iter().collect();
        assert_eq!(quoted, text(&excerpt, "text"));
    }
}

#[test]
fn every_mention_is_found_once_by_its_words() {
    for (article, excerpt) in excerpts() {
        let quote = text(&excerpt, "text");
        for mention in list(&excerpt, "mentions") {
            let selector = &mention["selector"];
            assert_eq!(text(selector, "type"), "TextQuoteSelector");
            let [before, exact, after] = ["prefix", "exact", "suffix"].map(|key| text(selector, key));
            let found = quote.match_indices(&format!("{before}{exact}{after}")).count();
            assert_eq!(found, 1, "{} {}: {exact}", article["id"], excerpt["id"]);
            let cut = |part: &str, at_edge: bool| part.chars().count() >= 20 || at_edge;
            assert!(cut(before, quote.starts_with(&format!("{before}{exact}"))), "prefix of {exact}");
            assert!(cut(after, quote.ends_with(&format!("{exact}{after}"))), "suffix of {exact}");
        }
    }
}

#[test]
fn the_method_tells_its_rules_under_headings_with_ids_of_their_own() {
    let method = geodata("method.json");
    let ids: Vec<_> = list(&method, "sections").iter().map(|section| text(section, "id")).collect();
    for told in ["names", "views", "lines", "dates", "sources", "excerpts", "left-out", "limits", "errors", "licences"]
    {
        assert_eq!(ids.iter().filter(|id| **id == told).count(), 1, "{told} in {ids:?}");
    }
}

#[test]
fn the_method_tells_the_areas_that_the_map_has() {
    let method = geodata("method.json");
    let limits = list(&method, "sections").iter().find(|section| section["id"] == "limits").unwrap().to_string();
    for (id, island) in islands() {
        let told = ["simushir", "atlasov", "shiashkotan", "kharimkotan", "brat-chirpoyev", "shikotan"];
        let area = island["area_km2"].to_string();
        assert!(!told.contains(&id.as_str()) || limits.contains(&area), "{id}: {area}");
    }
}
