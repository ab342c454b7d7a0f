//! The data of the story as the browser fetches it: what the first frame needs, and what is read afterwards.
//!
//! `first.json` holds the story and who administers what; `reading.json` everything a card or the panel shows; the
//! plates are the geometry, one file per level of detail. What has not been written yet is announced and left empty, so
//! that the page can already be seen.

mod coast;
mod distances;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::log;
use crate::project::Project;
use crate::story::words;
use distances::Gazetteer;

/// The levels of detail, coarsest first.
const PLATES: [&str; 3] = ["plate.0.geojson", "plate.1.geojson", "plate.2.geojson"];
/// What a status says beyond what the first picture shows.
const LATER: [&str; 5] = ["basis", "change", "landings", "certainty", "sources"];
/// What a line says at length, beyond the short text that the first picture shows.
const AT_LENGTH: [&str; 2] = ["line", "treaty"];
/// Beginnings of the keys of words that nothing asks for before the reading matter is there.
const FURTHER_WORDS: [&str; 8] = ["deployment.", "help.", "print.", "reader.", "share.", "table.", "tools.", "tour."];
/// … but for these: the buttons of help and tools stand on the map.
const AT_ONCE: [&str; 2] = ["help.open", "tools.open"];
/// What an island says about itself beyond what the plates carry.
const READING: [&str; 4] = ["facts", "romanised", "kana", "aliases"];

/// The data files of the site by name.
///
/// # Errors
/// When a file is there and is not JSON; the message names it and the line.
pub(crate) fn files(project: &Project) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let folder = project.geodata();
    let mut files = BTreeMap::new();
    for name in PLATES {
        files.insert(name.to_owned(), plate(&folder.join("derived").join(name))?);
    }
    let (authored, status) = (read(&folder.join("story.json"))?, read(&folder.join("status.json"))?);
    let mut first = words::spoken(&folder, &authored, &status)?;
    let mut story = first.get_mut("story").map(Value::take).unwrap_or_default();
    let mut apart = |key| story.as_object_mut().and_then(|story| story.remove(key)).unwrap_or(Value::Null);
    let (tour, targets) = (apart("tour"), apart("distances_to"));
    let as_of = story.get("as_of").and_then(Value::as_str).unwrap_or_default().to_owned();
    let words = further_words(&mut story);
    let first = json!({ "story": story, "status": latest(&status, &as_of) });
    files.insert("first.json".to_owned(), serde_json::to_vec(&first)?);
    files.insert("reading.json".to_owned(), serde_json::to_vec(&reading(&folder, &status, [tour, targets, words])?)?);
    Ok(files)
}

/// Takes the words out of the story that come with the reading matter, by language and key.
fn further_words(story: &mut Value) -> Value {
    let mut further = Map::new();
    for (lang, words) in story.get_mut("words").and_then(Value::as_object_mut).into_iter().flatten() {
        let Some(words) = words.as_object_mut() else { continue };
        let comes_later =
            |key: &str| !AT_ONCE.contains(&key) && FURTHER_WORDS.iter().any(|start| key.starts_with(start));
        let keys: Vec<String> = words.keys().filter(|key| comes_later(key)).cloned().collect();
        let taken: Map<String, Value> = keys.into_iter().filter_map(|key| words.remove_entry(&key)).collect();
        further.insert(lang.clone(), Value::Object(taken));
    }
    Value::Object(further)
}

/// The status as it is on the latest day: what the first picture needs. The rest follows with the reading matter.
fn latest(status: &Value, day: &str) -> Value {
    let holds = |entry: &Value| {
        let at = |key: &str| entry.get(key).and_then(Value::as_str);
        at("from").is_none_or(|from| from <= day) && at("to").is_none_or(|to| day <= to)
    };
    let mut latest = status.clone();
    for key in ["intervals", "boundaries"] {
        let Some(entries) = latest.get_mut(key).and_then(Value::as_array_mut) else { continue };
        entries.retain(holds);
        for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
            let is_line = key == "boundaries";
            for key in LATER.iter().chain(AT_LENGTH.iter().filter(|_| is_line)) {
                entry.remove(*key);
            }
        }
    }
    latest
}

fn plate(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path.is_file() {
        return fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    }
    log::note(&format!("{} is not there yet: an empty plate stands in", path.display()));
    Ok(br#"{"type":"FeatureCollection","features":[]}"#.to_vec())
}

/// What is read after the first picture, with the tour of the story and the places to which it measures.
fn reading(folder: &Path, status: &Value, [tour, targets, words]: [Value; 3]) -> anyhow::Result<Value> {
    let mut deployments = part(&folder.join("deployments.json"), "deployments")?;
    let targets: Vec<&str> = targets.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    Gazetteer::new(folder, status)?.measure(&mut deployments, &targets);
    let sources = read(&folder.join("sources.json"))?;
    let islands = read(&folder.join("islands.geojson"))?;
    let articles = articles(&folder.join("articles"))?;
    Ok(json!({
        "schema": 1,
        "status": status,
        "tour": tour,
        "words": words,
        "sources": sources.get("sources").cloned().unwrap_or_else(|| json!([])),
        "facts": facts(&islands),
        "articles": articles,
        "events": part(&folder.join("events.json"), "events")?,
        "deployments": deployments,
        "globe": read(&folder.join("derived/globe.json"))?,
    }))
}

/// One list of a file, empty where there is no such file.
fn part(path: &Path, name: &str) -> anyhow::Result<Value> {
    Ok(read(path)?.get(name).cloned().unwrap_or_else(|| json!([])))
}

/// What each island says about itself, by id.
fn facts(islands: &Value) -> Map<String, Value> {
    let features = islands.get("features").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let known = features.iter().filter_map(|feature| {
        let id = feature.get("id")?.as_str()?.to_owned();
        let properties = feature.get("properties")?;
        let told = READING.iter().filter_map(|key| Some(((*key).to_owned(), properties.get(key)?.clone())));
        Some((id, Value::Object(told.collect())))
    });
    known.filter(|(_, told)| told.as_object().is_some_and(|told| !told.is_empty())).collect()
}

fn articles(folder: &Path) -> anyhow::Result<Vec<Value>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// A JSON file, or null when there is none.
fn read(path: &Path) -> anyhow::Result<Value> {
    if !path.is_file() {
        log::note(&format!("{} is not there yet: left out", path.display()));
        return Ok(Value::Null);
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is not JSON", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_islands_with_something_to_read_are_bundled() {
        let islands = json!({ "features": [
            { "id": "a", "properties": { "rank": 1, "kana": "あ" } },
            { "id": "b", "properties": { "rank": 2 } },
        ] });
        assert_eq!(Value::Object(facts(&islands)), json!({ "a": { "kana": "あ" } }));
    }

    #[test]
    fn a_missing_file_is_null_and_a_broken_one_is_an_error() {
        let folder = std::env::temp_dir().join(format!("kuril-bundle-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("broken.json");
        fs::write(&path, "{").unwrap();
        assert_eq!(read(&folder.join("missing.json")).unwrap(), Value::Null);
        assert!(read(&path).unwrap_err().to_string().contains("broken.json is not JSON"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
