//! The data files that the browser fetches: those for the first frame and those for later.
//!
//! `first.json` holds the story and who administers what; `reading.en.json` and its like hold all that cards and panel
//! show in a language; the plates are the geometry, one file per level of detail. Files not yet written are announced
//! and left empty, so that the page can already be viewed.

mod coast;
pub(crate) mod distances;
mod language;

use std::collections::BTreeMap;

use anyhow::anyhow;
use kuril_map::story::manifest::SCHEMA;
use serde_json::{Map, Value, json};

use crate::log;
use crate::story::entry::Entry;
use crate::story::folder::{Article, GLOBE, PLATES, StoryFolder};
use crate::story::words::Vocabulary;
use distances::Gazetteer;

/// The reading matter in all languages, from which the static pages are generated; it is not published.
pub(crate) const WHOLE: &str = "reading.json";
/// Keys of a status that the first picture does not need.
const LATER: [&str; 5] = ["basis", "certainty", "change", "note", "sources"];
/// Keys of the long texts of a line; the first picture needs only the short one.
const AT_LENGTH: [&str; 2] = ["line", "treaty"];
/// Prefixes of the keys of words that nothing needs before the reading matter is loaded.
const FURTHER_WORDS: [&str; 19] = [
    "argument.",
    "card.",
    "compare.",
    "deployment.",
    "fact.",
    "further.",
    "help.",
    "names.",
    "note.",
    "panel.",
    "print.",
    "reader.",
    "report.",
    "share.",
    "source.",
    "table.",
    "tools.",
    "tour.",
    "translation.",
];
/// … except these: the buttons for help and tools, and notices that are closed, are on the map.
const AT_ONCE: [&str; 3] = ["card.close", "help.open", "tools.open"];
/// Properties of an island that the plates do not carry.
const READING: [&str; 4] = ["facts", "romanised", "kana", "aliases"];
/// Properties of a source that only the rules need.
const RECORDED: [&str; 2] = ["page_title", "quoted"];

/// Returns the data files of the site by name, including [`WHOLE`].
///
/// # Errors
/// If the map cannot read the story, or an existing derived file cannot be read.
pub(crate) fn files(folder: &StoryFolder) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for path in PLATES {
        let name = path.rsplit('/').next().unwrap_or(path);
        files.insert(name.to_owned(), plate(folder, path)?);
    }
    let (first, later) = words(folder)?;
    let first = json!({ "story": story(folder, first), "status": latest(folder) });
    files.insert("first.json".to_owned(), serde_json::to_vec(&first)?);
    let whole = reading(folder, &later)?;
    for lang in folder.languages() {
        let spoken = language::spoken(&whole, lang, folder.languages());
        files.insert(reading_name(lang), serde_json::to_vec(&spoken)?);
    }
    files.insert(WHOLE.to_owned(), serde_json::to_vec(&whole)?);
    Ok(files)
}

/// Returns the name of the file with the reading matter in a language.
pub(crate) fn reading_name(lang: &str) -> String {
    format!("reading.{lang}.json")
}

/// Returns the story for the page, with the words of the first picture, without what is loaded later or only used by
/// the tool.
fn story(folder: &StoryFolder, words: Value) -> Value {
    let mut story = folder.json("story.json");
    for party in story.get_mut("parties").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(party) = party.as_object_mut() {
            party.retain(|key, _| !["forms", "known_as"].contains(&key.as_str()));
        }
    }
    if let Some(story) = story.as_object_mut() {
        story.retain(|key, _| !["tour", "milestones", "distances_to"].contains(&key.as_str()));
        story.insert("words".to_owned(), words);
    }
    story
}

/// Returns the words of the interface by language and key: those of the first picture, and those that come with the
/// reading matter.
fn words(folder: &StoryFolder) -> anyhow::Result<(Value, Value)> {
    let (story, findings) = folder.story();
    let told = || findings.first().map_or_else(|| anyhow!("there is no story"), |finding| anyhow!("{finding}"));
    let vocabulary = Vocabulary::of(folder, &story.ok_or_else(told)?)?;
    let comes_later = |key: &str| !AT_ONCE.contains(&key) && FURTHER_WORDS.iter().any(|start| key.starts_with(start));
    let (mut first, mut later) = (Map::new(), Map::new());
    for (lang, words) in vocabulary.languages {
        let (further, at_once): (BTreeMap<_, _>, BTreeMap<_, _>) =
            words.into_iter().partition(|(key, _)| comes_later(key));
        first.insert(lang.clone(), json!(at_once));
        later.insert(lang, json!(further));
    }
    Ok((first.into(), later.into()))
}

/// Returns the status on the latest day, for the first picture. The rest comes with the reading matter.
fn latest(folder: &StoryFolder) -> Value {
    let day = folder.as_of();
    let statuses = folder.statuses.iter().filter(|status| status.span().holds(day));
    let claims = folder.claims.iter().filter(|claim| claim.span().holds(day));
    let lines = folder.boundaries.iter().filter(|line| line.span().holds(day));
    let statuses: Vec<Value> = statuses.map(|status| without(status, &LATER)).collect();
    let claims: Vec<Value> = claims.map(|claim| without(claim, &LATER)).collect();
    let lines: Vec<Value> = lines.map(|line| without(line, &[&LATER[..], &AT_LENGTH].concat())).collect();
    let mut status = folder.json("status.json");
    for (key, entries) in [("entries", statuses), ("claims", claims), ("boundaries", lines), ("arrivals", Vec::new())] {
        if let Some(list) = status.get_mut(key) {
            *list = Value::Array(entries);
        }
    }
    status
}

/// Returns an entry without the given keys, also in nested values.
fn without<T>(entry: &Entry<T>, keys: &[&str]) -> Value {
    let mut json = entry.json();
    strip(&mut json, keys);
    json
}

fn strip(value: &mut Value, keys: &[&str]) {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|key, _| !keys.contains(&key.as_str()));
        fields.values_mut().for_each(|field| strip(field, keys));
    }
}

fn plate(folder: &StoryFolder, path: &str) -> anyhow::Result<Vec<u8>> {
    if let Some(bytes) = folder.derived(path)? {
        return Ok(bytes);
    }
    log::note(&format!("{path} is not there yet: an empty plate stands in"));
    Ok(br#"{"type":"FeatureCollection","features":[]}"#.to_vec())
}

/// Returns what is loaded after the first picture.
fn reading(folder: &StoryFolder, words: &Value) -> anyhow::Result<Value> {
    let list = |name: &str, key: &str| folder.json(name).get(key).cloned().unwrap_or_else(|| json!([]));
    let mut deployments = list("deployments.json", "deployments");
    Gazetteer(folder).measure(&mut deployments);
    let sources: Vec<Value> = folder.sources.iter().map(|source| without(source, &RECORDED)).collect();
    let articles: Vec<Value> = folder.articles.iter().map(|article| whole_article(folder, article)).collect();
    let globe = folder.derived(GLOBE)?.map(|bytes| serde_json::from_slice(&bytes)).transpose()?;
    Ok(json!({
        "schema": SCHEMA,
        "status": folder.json("status.json"),
        "tour": folder.json("story.json").get("tour"),
        "milestones": folder.json("story.json").get("milestones"),
        "words": words,
        "sources": sources,
        "facts": facts(folder),
        "articles": articles,
        "events": list("events.json", "events"),
        "topics": list("arguments.json", "topics"),
        "deployments": deployments,
        "globe": globe.unwrap_or(Value::Null),
    }))
}

/// Returns an article with its omissions.
fn whole_article(folder: &StoryFolder, article: &Article) -> Value {
    let mut whole = folder.json(article.head.origin.file());
    let omitted = folder.omissions.iter().find(|omitted| omitted.article == article.head.id);
    if let Some(list) = omitted.and_then(|omitted| omitted.json().get_mut("omissions").map(Value::take)) {
        whole.as_object_mut().map(|fields| fields.insert("omissions".to_owned(), list));
    }
    whole
}

/// Returns the further properties of each island, and the further names by which other places are found, by id.
fn facts(folder: &StoryFolder) -> Map<String, Value> {
    let mut known = further_names(folder);
    known.extend(island_facts(folder));
    known
}

/// Returns the further names of all that is no island: those of its own file, and those that texts alone use.
fn further_names(folder: &StoryFolder) -> Map<String, Value> {
    let mut names: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    let files = ["land.geojson", "waters.geojson", "places.geojson"];
    let own = files.iter().flat_map(|file| folder.features(file));
    let own = own.map(|feature| (feature.id.as_str(), &feature.properties.aliases));
    let alone = folder.alias_names.iter().filter_map(|alias| match alias.get("targets")?.as_slice() {
        [target] => Some((target.as_str(), &**alias)),
        _ => None,
    });
    let is_island = |id: &str| folder.islands().iter().any(|island| island.id == id);
    for (id, further) in own.chain(alone.filter(|(id, _)| !is_island(id))) {
        for (lang, all) in further.iter().filter(|(lang, all)| folder.languages().contains(lang) && !all.is_empty()) {
            names.entry(id).or_default().entry(lang).or_default().extend(all.iter().map(String::as_str));
        }
    }
    names.into_iter().map(|(id, aliases)| (id.to_owned(), json!({ "aliases": aliases }))).collect()
}

/// Returns the further properties of each island, by id.
fn island_facts(folder: &StoryFolder) -> Map<String, Value> {
    let known = folder.islands().iter().filter_map(|island| {
        let mut properties = island.json().get_mut("properties").map(Value::take)?;
        let told = properties.as_object_mut()?;
        told.retain(|key, _| READING.contains(&key.as_str()));
        (!told.is_empty()).then(|| (island.id.clone(), properties))
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Copies the files of a folder, in the order of their names or in reverse.
    fn copied(from: &Path, to: &Path, backwards: bool) {
        fs::create_dir_all(to).unwrap();
        let mut paths: Vec<PathBuf> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        if backwards {
            paths.reverse();
        }
        for path in paths {
            let beside = to.join(path.file_name().unwrap());
            if path.is_dir() { copied(&path, &beside, backwards) } else { assert!(fs::copy(path, beside).is_ok()) }
        }
    }

    #[test]
    fn the_data_are_the_same_bytes_wherever_a_story_lies_and_in_whatever_order_it_was_written() {
        let sound = checkout().join("tests/fixtures/stories/sound");
        let [one, other] = [false, true].map(|backwards| {
            let place = tempfile::tempdir().unwrap();
            copied(&sound, place.path(), backwards);
            files(&StoryFolder::open_readable(place.path()).unwrap()).unwrap()
        });
        assert!(one.len() > 5);
        assert_eq!(one, other);
    }
}
