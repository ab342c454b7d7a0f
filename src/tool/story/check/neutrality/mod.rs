//! The rules that keep a story neutral and sourced.
//!
//! Each rule has a name, which begins each of its findings, and looks at the files as their authors have them: what is
//! there is held against the rules, and a story without some file does without its rules.

mod sources;
mod status;
#[cfg(test)]
mod tests;
mod verbs;
mod words;

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use kuril_map::error::{Finding, Problem};
use serde_json::Value;

/// What breaks a rule: the file, the feature in it, what is expected and what was found.
struct Breach {
    file: String,
    feature: String,
    expected: String,
    found: String,
}

impl Breach {
    fn new(file: &str, feature: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { file: file.to_owned(), feature: feature.to_owned(), expected: expected.into(), found: found.into() }
    }
}

/// A rule: it returns what breaks it.
type Rule = fn(&Files) -> Vec<Breach>;

/// All rules by name.
const RULES: [(&str, Rule); 10] = [
    ("claimed-names", status::claimed_names),
    ("sided-sources", status::sided_sources),
    ("party-verbs", verbs::party_verbs),
    ("dated-control", status::dated_control),
    ("boundary-status", status::boundary_status),
    ("dated-lines", status::dated_lines),
    ("sourced-statements", words::sourced_statements),
    ("every-language", words::every_language),
    ("whole-sources", sources::whole_sources),
    ("excerpt-share", sources::excerpt_share),
];

/// The files that the rules look at, besides the articles.
const FILES: [&str; 8] = [
    "story.json",
    "status.json",
    "islands.geojson",
    "boundaries.geojson",
    "events.json",
    "deployments.json",
    "method.json",
    "sources.json",
];

/// The files of a story by name.
#[derive(Clone, Debug, Default)]
struct Files {
    values: Vec<(String, Value)>,
}

/// Everything in a folder that breaks a rule. What is no JSON is told by those who read it, and has no findings here.
///
/// # Errors
/// When a file is there and cannot be read.
pub(super) fn findings(folder: &Path) -> anyhow::Result<Vec<Finding>> {
    Ok(broken(&Files::read(folder)?))
}

fn broken(files: &Files) -> Vec<Finding> {
    let told = |(name, rule): &(&str, Rule)| {
        let breaches = rule(files).into_iter();
        let finding = |breach: Breach| Finding {
            file: breach.file,
            line: None,
            feature: (!breach.feature.is_empty()).then(|| format!("\"{}\"", breach.feature)),
            problem: Problem::unexpected(name, breach.expected, breach.found),
        };
        breaches.map(finding).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(told).collect()
}

impl Files {
    fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut names: Vec<String> = FILES.iter().map(|name| (*name).to_owned()).collect();
        for inside in ["articles", "words"] {
            let entries = fs::read_dir(folder.join(inside)).into_iter().flatten().flatten();
            let mut inner: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            inner.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"));
            inner.sort();
            names.extend(inner.iter().map(|name| format!("{inside}/{name}")));
        }
        let mut files = Self::default();
        for name in names.into_iter().filter(|name| folder.join(name).is_file()) {
            let bytes = fs::read(folder.join(&name)).with_context(|| format!("cannot read {name}"))?;
            if let Ok(value) = serde_json::from_slice(&bytes) {
                files.values.push((name, value));
            }
        }
        Ok(files)
    }

    /// A file by its name, null where there is none.
    fn get(&self, name: &str) -> &Value {
        self.values.iter().find(|(known, _)| known == name).map_or(&Value::Null, |(_, value)| value)
    }

    /// The articles with the names of their files.
    fn articles(&self) -> impl Iterator<Item = &(String, Value)> {
        self.values.iter().filter(|(name, _)| name.starts_with("articles/"))
    }

    /// The languages of the story.
    fn languages(&self) -> Vec<&str> {
        texts(self.get("story.json"), "languages").collect()
    }

    /// Whether the page of the method tells readers that a place has no confirmed name in a language.
    fn is_nameless(&self, id: &str, lang: &str) -> bool {
        let told = self.get("method.json").get("without_name").unwrap_or(&Value::Null);
        texts(told, lang).any(|known| known == id)
    }
}

/// The entries of a list of a value.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The texts of a list.
fn texts<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    list(value, key).iter().filter_map(Value::as_str)
}

/// A text of a value, empty where there is none.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The entries of an object in a value.
fn entries<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flatten()
}

/// Whether a text is a day, ISO 8601.
fn is_day(text: &str) -> bool {
    let form = |(at, letter): (usize, char)| if at == 4 || at == 7 { letter == '-' } else { letter.is_ascii_digit() };
    text.len() == 10 && text.chars().enumerate().all(form)
}

/// Calls `see` with every object below `value`, with the key that it stands under and the nearest id above it.
fn each_object<'a>(value: &'a Value, (key, id): (&'a str, &'a str), see: &mut impl FnMut(&'a str, &'a str, &'a Value)) {
    match value {
        Value::Object(fields) => {
            let id = fields.get("id").and_then(Value::as_str).unwrap_or(id);
            see(key, id, value);
            for (name, field) in fields {
                each_object(field, (name, id), see);
            }
        }
        Value::Array(values) => {
            for value in values {
                each_object(value, (key, id), see);
            }
        }
        _ => {}
    }
}
