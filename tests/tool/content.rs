//! The story's words, statuses, facts and excerpts: complete, sourced, verbatim and neutral.
//!
//! What is checked here needs no geometry: the authored JSON under `geodata/` only.

use kuril_tool::project::checkout;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(crate) const LANGUAGES: [&str; 3] = ["en", "ja", "ru"];

/// Keys under which objects make statements.
const SPEAKING: [&str; 11] = [
    "boundaries",
    "events",
    "facts",
    "intervals",
    "landings",
    "note",
    "perspectives",
    "ranges",
    "reports",
    "tour",
    "value",
];

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

/// Every authored value that a reader sees, with the name of its file.
fn shown() -> Vec<(&'static str, Value)> {
    let mut all: Vec<_> = [
        "story.json",
        "status.json",
        "events.json",
        "arguments.json",
        "deployments.json",
        "method.json",
        "omissions.json",
    ]
    .map(|name| (name, geodata(name)))
    .into();
    all.extend(islands().into_iter().map(|(_, island)| ("islands.geojson", island)));
    all.extend(articles().into_iter().map(|article| ("articles", article)));
    all
}

/// Calls `see` with every object below `value` and with the key it stands under.
fn each_object(value: &Value, key: &str, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            see(key, value);
            fields.iter().for_each(|(name, field)| each_object(field, name, see));
        }
        Value::Array(items) => items.iter().for_each(|item| each_object(item, key, see)),
        _ => {}
    }
}

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key:?} in {value}"))
}

/// Whether the object holds one text per language.
fn is_translated(value: &Value) -> bool {
    LANGUAGES.iter().any(|language| value[*language].is_string())
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

/// Ids of everything that a text can point at: islands, places and groups.
pub(crate) fn known_places() -> BTreeSet<String> {
    let mut known: BTreeSet<String> = islands().into_iter().map(|(id, _)| id).collect();
    for (file, key) in [("story.json", "places"), ("status.json", "groups")] {
        known.extend(list(&geodata(file), key).iter().map(|group| text(group, "id").to_owned()));
    }
    known
}

pub(crate) fn words_in(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}

#[test]
fn the_bibliography_holds_exactly_the_sources_that_are_named() {
    let bibliography = geodata("sources.json");
    let known: Vec<_> = list(&bibliography, "sources").iter().map(|source| text(source, "id").to_owned()).collect();
    assert!(known.is_sorted(), "sorted by id");
    let mut named = BTreeSet::new();
    for (_, value) in shown() {
        each_object(&value, "", &mut |_, object| {
            named.extend(list(object, "sources").iter().filter_map(Value::as_str).map(str::to_owned));
        });
    }
    assert_eq!(named, known.into_iter().collect::<BTreeSet<_>>());
}

#[test]
fn every_source_is_a_page_of_its_publisher() {
    let bibliography = geodata("sources.json");
    let refused: Vec<_> = list(&bibliography, "refused_hosts").iter().filter_map(Value::as_str).collect();
    assert!(!refused.is_empty());
    for source in list(&bibliography, "sources") {
        let url = text(source, "url");
        let address = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = address.and_then(|rest| rest.split('/').next()).unwrap_or_else(|| panic!("{url}: http or https"));
        let bad = refused.iter().find(|bad| host == **bad || host.ends_with(&format!(".{bad}")));
        assert_eq!(bad, None, "{url} is a copy");
        let whole = ["title", "read", "lang"].iter().all(|key| !text(source, key).is_empty())
            && !text(&source["publisher"], "en").is_empty();
        assert!(whole && text(source, "read").len() == "2026-01-31".len(), "{source}");
    }
}

#[test]
fn every_statement_names_a_source() {
    let mut statements = 0;
    for (file, value) in shown() {
        each_object(&value, "", &mut |key, object| {
            let speaks = SPEAKING.contains(&key) || object["value"].is_string();
            if speaks {
                statements += 1;
                assert!(!list(object, "sources").is_empty(), "{file}: no source: {object}");
            }
        });
    }
    assert!(statements > 250, "only {statements} statements were found");
}

#[test]
fn every_fact_says_something() {
    for (id, island) in islands() {
        for fact in list(&island, "facts") {
            let measured = fact["value"].is_number() && matches!(text(fact, "unit"), "km2" | "m" | "people");
            assert!(measured || is_translated(&fact["text"]), "{id}: {fact}");
        }
    }
}

#[test]
fn the_excerpts_are_at_most_two_fifths_of_the_article() {
    for article in articles().iter().filter(|article| article["document"] != Value::Bool(true)) {
        let quoted: u64 = list(article, "excerpts").iter().map(|excerpt| words_in(text(excerpt, "text"))).sum();
        let words = article["words"].as_u64().unwrap();
        assert!(quoted * 5 <= words * 2, "{}: {quoted} of {words} words", article["id"]);
    }
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
fn every_target_is_an_island_or_a_group() {
    let known = known_places();
    for article in articles() {
        each_object(&article, "", &mut |_, object| {
            for target in list(object, "targets").iter().filter_map(Value::as_str) {
                assert!(known.contains(target), "{}: {target}", article["id"]);
            }
        });
    }
}

#[test]
fn every_text_is_given_in_every_language() {
    for (file, value) in shown() {
        each_object(&value, "", &mut |key, object| {
            if is_translated(object) && !matches!(key, "names_claimant" | "translations") {
                let missing = LANGUAGES.iter().find(|language| !object[**language].is_string());
                // An islet may have no confirmed Japanese name.
                let nameless = file == "islands.geojson" && key == "names" && missing == Some(&"ja");
                assert!(missing.is_none() || nameless, "{file}: no {missing:?} in {object}");
                let empty = LANGUAGES.iter().any(|language| object[*language] == "");
                assert!(!empty, "{file}: {object}");
            }
        });
    }
}

#[test]
fn every_excerpt_of_a_document_is_given_in_the_languages_that_are_not_its_own() {
    for (article, excerpt) in excerpts().iter().filter(|(article, _)| article["document"] == Value::Bool(true)) {
        let given: Vec<_> = excerpt["translations"].as_object().unwrap().keys().map(String::as_str).collect();
        let own = text(article, "lang");
        let others: Vec<_> = LANGUAGES.into_iter().filter(|language| *language != own).collect();
        assert_eq!(given, others, "{} {}", article["id"], excerpt["id"]);
        assert!(given.iter().all(|language| !text(&excerpt["translations"], language).is_empty()));
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
    for section in list(&method, "sections") {
        assert!(is_translated(&section["title"]) && !list(section, "paragraphs").is_empty(), "{section}");
        assert!(list(section, "paragraphs").iter().all(|paragraph| is_translated(&paragraph["text"])), "{section}");
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

#[test]
fn every_island_stands_in_one_status_group() {
    let status = geodata("status.json");
    let members: Vec<_> = list(&status, "groups").iter().flat_map(|group| list(group, "members")).collect();
    let once: BTreeSet<_> = members.iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    assert_eq!(members.len(), once.len(), "an island stands in two groups");
    let islands: BTreeSet<_> = islands().into_iter().map(|(id, _)| id).collect();
    assert_eq!(islands.difference(&once).next(), None);
    let other: Vec<_> = once.difference(&islands).map(String::as_str).collect();
    assert_eq!(other, ["moneron", "sakhalin-south", "tyuleny"]);
    let land = geodata("land.geojson");
    let is_land = |id: &&str| list(&land, "features").iter().any(|feature| feature["id"] == **id);
    assert!(other.iter().all(is_land), "{other:?}");
}
