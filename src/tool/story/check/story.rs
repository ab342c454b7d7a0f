//! The files of a story's folder, read as the map reads them and held against the rules.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use kuril_map::error::{Finding, Problem};
use kuril_map::story::{Atlas, check, geojson};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::story::check::patchwork::{File, Patchwork};
use crate::story::check::references;
use crate::story::words::Vocabulary;

/// What came of checking a folder.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// All that is wrong.
    pub(super) findings: Vec<Finding>,
    /// What the folder holds and what it lacks, in lines to be shown.
    pub(super) contents: Vec<String>,
}

/// Reads and checks the files of a folder.
///
/// # Errors
/// When a file is there and cannot be read as text.
pub(super) fn checked(folder: &Path) -> anyhow::Result<Checked> {
    let mut checked = Checked::default();
    let Some(mut atlas) = opened(folder, &mut checked)? else { return Ok(checked) };
    let authored = files(folder, "", "geojson")?;
    let derived = files(folder, "derived", "geojson")?;
    if derived.is_empty() {
        checked.contents.push("derived/ holds no plate: the map itself would show no shape yet".to_owned());
        checked.features(&mut atlas, &authored);
    } else {
        // Whole shapes and plates share their ids: read into one atlas they would count as levels of each other.
        checked.features(&mut atlas.clone(), &authored);
        checked.features(&mut atlas, &derived);
    }
    let articles = files(folder, "articles", "json")?;
    let names = checked.reading(&mut atlas, folder, &articles)?;
    checked.findings.extend(words(folder)?);
    checked.findings.extend(references::findings(&atlas, &names));
    checked.contents.push(contents(&atlas));
    Ok(checked)
}

/// What is wrong with the words of the interface.
fn words(folder: &Path) -> anyhow::Result<Vec<Finding>> {
    let value = |name| -> anyhow::Result<Value> {
        Ok(file(folder, name)?.and_then(|file| file.parsed().ok()).unwrap_or_default())
    };
    let read = Vocabulary::read(folder, &value("story.json")?, &value("status.json")?);
    let unread = |error| Finding::of_file("words", Problem::Syntax { message: format!("{error:#}") });
    Ok(read.map_or_else(|error| vec![unread(error)], |vocabulary| vocabulary.findings))
}

/// The atlas of story and status; none where the story cannot be read.
fn opened(folder: &Path, checked: &mut Checked) -> anyhow::Result<Option<Atlas>> {
    let mut first = Patchwork::new();
    for (key, name) in [("story", "story.json"), ("status", "status.json")] {
        let Some(file) = file(folder, name)? else {
            checked.lacking(name);
            continue;
        };
        match file.parsed::<&RawValue>() {
            Ok(_) => {
                first.key(key);
                first.file(&file);
            }
            Err(finding) => checked.findings.push(finding),
        }
    }
    if !checked.findings.iter().all(|finding| finding.file != "story.json") {
        return Ok(None);
    }
    match Atlas::open("first.json", first.finished().as_bytes()) {
        Ok((atlas, findings)) => {
            checked.findings.extend(findings.into_iter().map(|finding| first.traced(finding, "status.json")));
            Ok(Some(atlas))
        }
        Err(finding) => {
            checked.findings.push(first.traced(finding, "story.json"));
            Ok(None)
        }
    }
}

impl Checked {
    /// Notes that a file is not there; without a story there is no map.
    fn lacking(&mut self, name: &str) {
        if name == "story.json" {
            self.findings.push(Finding::of_file(name, Problem::missing("the file", "title and languages")));
        } else {
            self.contents.push(format!("{name} is not there: the story does without it"));
        }
    }

    /// Reads features into the atlas and holds them against the rules.
    fn features(&mut self, atlas: &mut Atlas, files: &[File]) {
        for file in files {
            self.findings.extend(atlas.read_features(&file.name, file.text.as_bytes()));
            let collection = geojson::read(&file.name, file.text.as_bytes());
            self.findings.extend(check::features(&file.name, &collection, atlas.story().extent));
        }
    }

    /// Reads sources, facts and articles into the atlas; returns the file of each article by its id.
    fn reading(
        &mut self,
        atlas: &mut Atlas,
        folder: &Path,
        articles: &[File],
    ) -> anyhow::Result<BTreeMap<String, String>> {
        let mut reading = Patchwork::new();
        let sources = file(folder, "sources.json")?;
        let islands = file(folder, "islands.geojson")?;
        match &sources {
            Some(sources) => self.sources(&mut reading, sources),
            None => self.lacking("sources.json"),
        }
        if let Some(islands) = &islands {
            facts(&mut reading, islands);
        }
        reading.key("articles");
        reading.bracket('[');
        let mut names = BTreeMap::new();
        for article in articles {
            match article.parsed::<Head>() {
                Ok(head) => {
                    reading.file(article);
                    names.insert(head.id, article.name.clone());
                }
                Err(finding) => self.findings.push(finding),
            }
        }
        reading.bracket(']');
        let findings = atlas.read_reading("reading.json", reading.finished().as_bytes());
        self.findings.extend(findings.into_iter().map(|finding| reading.traced(finding, "articles")));
        Ok(names)
    }

    fn sources(&mut self, reading: &mut Patchwork, file: &File) {
        match file.parsed::<Bibliography<'_>>() {
            Ok(bibliography) => {
                reading.key("sources");
                reading.value(file, bibliography.sources);
            }
            Err(finding) => self.findings.push(finding),
        }
    }
}

#[derive(Deserialize)]
struct Bibliography<'a> {
    #[serde(borrow)]
    sources: &'a RawValue,
}

#[derive(Deserialize)]
struct Head {
    id: String,
}

#[derive(Deserialize)]
struct Islands<'a> {
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Island<'a> {
    id: String,
    #[serde(borrow)]
    properties: &'a RawValue,
}

/// What each island says about itself, by id. What is no feature was found when the features were read.
fn facts(reading: &mut Patchwork, file: &File) {
    reading.key("facts");
    reading.bracket('{');
    let features = file.parsed::<Islands<'_>>().map(|islands| islands.features).unwrap_or_default();
    for feature in features {
        if let Ok(island) = serde_json::from_str::<Island<'_>>(feature.get()) {
            reading.key(&island.id);
            reading.value(file, island.properties);
        }
    }
    reading.bracket('}');
}

/// A file of the folder, if it is there.
fn file(folder: &Path, name: &str) -> anyhow::Result<Option<File>> {
    let path = folder.join(name);
    if !path.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {} as UTF-8", path.display()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    Ok(Some(File { name: name.to_owned(), text }))
}

/// The files of a folder inside with an extension, by name.
fn files(folder: &Path, inside: &str, extension: &str) -> anyhow::Result<Vec<File>> {
    let Ok(entries) = fs::read_dir(folder.join(inside)) else { return Ok(Vec::new()) };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut names: Vec<String> = paths
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .filter_map(|path| Some(path.strip_prefix(folder).ok()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names.iter().filter_map(|name| file(folder, name).transpose()).collect()
}

/// What a story holds, in one line.
fn contents(atlas: &Atlas) -> String {
    let reading = atlas.reading();
    let excerpts: usize = reading.articles.iter().map(|article| article.excerpts.len()).sum();
    format!(
        "places: {}, islands among them: {}, status intervals: {}, sources: {}, articles: {}, excerpts: {excerpts}",
        atlas.regions().count(),
        atlas.walk().len(),
        atlas.status().intervals().len(),
        reading.sources.iter().count(),
        reading.articles.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A story of one island and one article with a slip in each file.
    const FILES: [(&str, &str); 5] = [
        (
            "story.json",
            r#"{"schema":1,"title":{"en":"Tiny"},"as_of":"2026-01-01","languages":["en","fr"],
"projection":{"standard":[44,51],"origin":[151,47]},"extent":[138,40,165,57],"start":[144,42,157,51],
"parties":[]}"#,
        ),
        (
            "status.json",
            r#"{"groups":[{"id":"all","names":{"en":"All"},"members":["isle"]}],"intervals":[
{"group":"all","administered_by":"nobody","line":{"en":"Quiet."},"sources":[]},
{"group":"none","line":{"en":"Quiet."},"sources":[]}]}"#,
        ),
        (
            "islands.geojson",
            r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"isle","properties":{"layer":"island","names":{"en":"Isle"},"rank":1,"kind":"island",
 "group":"all","order":1,"facts":[{"kind":"area","value":"big"}]},
 "geometry":{"type":"Polygon","coordinates":[[[150,44],[152,46],[152,44],[150,45],[150,44]]]}}]}"#,
        ),
        ("sources.json", "{\"sources\":[\n{\"id\":\"page\",\"publisher\":\"P\",\"title\":\"T\"}]}"),
        (
            "articles/a.json",
            r#"{"id":"a","title":"T","publisher":"P","published":"2026","url":"https://a.example","lang":"en",
"excerpts":[{"id":"x","paragraph":1,"text":"Isle","mentions":[
 {"selector":{"exact":"Isle"},"targets":["atlantis"]}]}]}"#,
        ),
    ];

    fn told(files: &[(&str, &str)], name: &str) -> Vec<String> {
        let folder = std::env::temp_dir().join(format!("kuril-check-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("articles")).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        let checked = checked(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        checked.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_slip_in_any_file_is_told_with_its_file_and_where_it_stands() {
        let told = told(&FILES, "slips");
        let expected = [
            "status.json, feature status.intervals: group: \"none\" is not known",
            "islands.geojson, line 2, feature \"isle\": geometry.coordinates: expected rings that do not cross",
            "sources.json, line 2, ",
            "islands.geojson, line 2, feature \"isle\": facts[0].value: expected a number",
            "words/fr.json: announce.cleared (and ",
            "status.json, feature \"all\" from the beginning: administered_by: \"nobody\" is not known",
            "articles/a.json, feature \"x\": mentions.targets: \"atlantis\" is not known",
        ];
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}\nshould start with\n{expected}");
        }
        assert_eq!(told.len(), expected.len(), "{told:#?}");
    }

    #[test]
    fn a_folder_without_a_story_has_one_finding() {
        let told = told(&FILES[1..], "no-story");
        assert_eq!(told, ["story.json: the file is missing: expected title and languages"]);
    }

    #[test]
    fn a_story_that_is_no_json_is_told_by_its_line() {
        let told = told(&[("story.json", "{\n\"schema\": 1,\n}")], "syntax");
        assert_eq!(told, ["story.json, line 3: key must be a string"]);
    }
}
