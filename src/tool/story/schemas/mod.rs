//! The JSON Schemas (draft 2020-12) of a story's files, by which editors complete keys and mark mistakes.
//!
//! They say of one file what can be said without the others; `check` asks for more. A key of an author's own is a mistake
//! by them, while `check` lets it pass unless it resembles a known one. What several files share is in
//! `common.schema.json`, to which the others refer by its name; so all of them lie in one folder of a site.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Context as _;
use serde_json::{Map, Value};

/// The folder of a site in which they are published.
pub(crate) const FOLDER: &str = "schema";
/// What the others refer to.
pub const COMMON: &str = "common.schema.json";
/// The schema of the words of a language, which is written by [`words`].
pub const WORDS: &str = "words.schema.json";

/// The schemas by name.
pub const ALL: [(&str, &str); 14] = [
    ("story.schema.json", include_str!("story.schema.json")),
    ("status.schema.json", include_str!("status.schema.json")),
    ("features.schema.json", include_str!("features.schema.json")),
    ("sources.schema.json", include_str!("sources.schema.json")),
    ("events.schema.json", include_str!("events.schema.json")),
    ("arguments.schema.json", include_str!("arguments.schema.json")),
    ("deployments.schema.json", include_str!("deployments.schema.json")),
    ("article.schema.json", include_str!("article.schema.json")),
    ("links.schema.json", include_str!("links.schema.json")),
    ("omissions.schema.json", include_str!("omissions.schema.json")),
    ("aliases.schema.json", include_str!("aliases.schema.json")),
    ("method.schema.json", include_str!("method.schema.json")),
    (COMMON, include_str!("common.schema.json")),
    (WORDS, include_str!("words.schema.json")),
];

/// The words of the interface in English: every language has these keys.
const ENGLISH: &str = include_str!("../../../words/en.json");
/// Where one part of a schema leads to another one of the same file, and to one of [`COMMON`].
const REFERENCES: [&str; 2] = ["#/$defs/", "common.schema.json#/$defs/"];
/// The keys that a file may begin with.
const FIRST: [&str; 2] = ["$schema", "schema"];

/// Returns the name of the schema of a file, by its path in the folder of a story.
#[must_use]
pub fn of(path: &str) -> String {
    match path.split_once('/') {
        Some(("articles", _)) => "article.schema.json".to_owned(),
        Some(("words", _)) => WORDS.to_owned(),
        _ if path.ends_with(".geojson") => "features.schema.json".to_owned(),
        _ => path.replace(".json", ".schema.json"),
    }
}

/// Returns the schema of the words of a language, which the words in English tell.
///
/// # Errors
/// If these cannot be read.
pub fn words() -> anyhow::Result<String> {
    let english: BTreeMap<String, String> = serde_json::from_str(ENGLISH)?;
    let mut lines = Vec::new();
    for (key, word) in &english {
        let (key, word) = (Value::from(key.as_str()), Value::from(format!("In English: {word}")));
        lines.push(format!("  {key}: {{ \"description\": {word}, \"$ref\": \"#/$defs/word\" }}"));
    }
    Ok(format!(
        r#"{{
 "$schema": "https://json-schema.org/draft/2020-12/schema",
 "title": "words/*.json",
 "description": "Words of the interface that the story says otherwise than the program, for one language.",
 "type": "object",
 "properties": {{
  "$schema": {{ "description": "The address of this schema, for editors; nothing else reads it.", "type": "string" }},
{}
 }},
 "additionalProperties": false,
 "$defs": {{
  "word": {{ "description": "The word, with the same {{blanks}} as in English.", "type": "string", "pattern": "\\S" }}
 }}
}}
"#,
        lines.join(",\n")
    ))
}

/// Returns a table of the keys of each file, in Markdown.
///
/// # Errors
/// If a schema cannot be read.
pub fn tables() -> anyhow::Result<String> {
    let common: Value = serde_json::from_str(include_str!("common.schema.json")).context(COMMON)?;
    let mut text = String::new();
    for (name, schema) in ALL.iter().filter(|(name, _)| ![COMMON, WORDS].contains(name)) {
        let schema: Value = serde_json::from_str(schema).with_context(|| (*name).to_owned())?;
        let mut rows = Rows { schemas: [&schema, &common], text: String::new() };
        rows.add(&schema, "");
        text.push_str(&table(&format!("`{}`", word(&schema, "title")), word(&schema, "description"), &rows.text));
    }
    let mut rows = Rows { schemas: [&common; 2], text: String::new() };
    for (part, node) in common.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        rows.add(node, &format!("{}: ", part.replace('_', " ")));
    }
    Ok(text + &table(word(&common, "title"), word(&common, "description"), &rows.text))
}

fn table(title: &str, lead: &str, rows: &str) -> String {
    format!("\n### {title}\n\n{lead}\n\n| key | what it says | needed |\n| --- | --- | --- |\n{rows}")
}

/// Returns a text of a part of a schema, empty if it has none.
fn word<'a>(part: &'a Value, key: &str) -> &'a str {
    part.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The rows of a table, while they are written.
struct Rows<'a> {
    /// The schema of the file, and the common one.
    schemas: [&'a Value; 2],
    text: String,
}

impl<'a> Rows<'a> {
    /// Adds the keys of a part of the schema, and of what they lead to; `before` are the keys above it.
    fn add(&mut self, node: &'a Value, before: &str) {
        let needed = node.get("required").and_then(Value::as_array);
        for (key, part) in keys(node).filter(|(key, _)| !FIRST.contains(&key.as_str())) {
            let is_needed = needed.is_some_and(|needed| needed.iter().any(|one| one == key));
            let path = format!("{before}`{key}`");
            let (says, needed) = (self.says(part), if is_needed { "yes" } else { "" });
            // Writing to a string cannot fail.
            let _ = writeln!(self.text, "| {path} | {says} | {needed} |");
            self.inside(part, &path);
        }
    }

    /// Returns what a key says, with the choices that the words alone do not name.
    fn says(&self, part: &'a Value) -> String {
        let parts = || [Some(part), self.led(part, 0), self.led(part, 1)].into_iter().flatten();
        let says = parts().map(|part| word(part, "description")).find(|says| !says.is_empty()).unwrap_or_default();
        let choices = parts().filter_map(|part| part.get("enum")?.as_array()).flatten().filter_map(Value::as_str);
        let choices: Vec<&str> = choices.collect();
        if choices.iter().all(|choice| says.contains(choice)) {
            return says.to_owned();
        }
        format!("{says} One of {}.", choices.join(", "))
    }

    /// Adds the keys below a value: those of an object, of the entries of a list, of each language or party. What is
    /// common has a table of its own.
    fn inside(&mut self, part: &'a Value, path: &str) {
        let mut inner = vec![part];
        inner.extend(self.led(part, 0));
        let each = |part: &'a Value| part.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        let within = |part: &&'a Value| {
            let of_list = part.get("items").into_iter();
            of_list.chain(each(part).map(|(_, value)| value)).chain(any(part)).collect::<Vec<_>>()
        };
        let within: Vec<&Value> = inner.iter().flat_map(within).collect();
        for part in inner {
            self.add(part, &format!("{path} "));
        }
        for part in within {
            self.inside(part, path);
        }
    }

    /// Returns the part of the same schema, or of the common one, that a part leads to.
    fn led(&self, part: &Value, which: usize) -> Option<&'a Value> {
        let name = part.get("$ref")?.as_str()?.strip_prefix(REFERENCES.get(which)?)?;
        self.schemas.get(which)?.get("$defs")?.get(name)
    }
}

/// Returns the keys that an object may have.
fn keys(node: &Value) -> impl Iterator<Item = (&String, &Value)> {
    node.get("properties").and_then(Value::as_object).map(Map::iter).into_iter().flatten()
}

/// Returns the parts one of which holds.
fn any(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("anyOf").and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;
    use crate::story::format::KEYS;
    use std::collections::BTreeSet;

    /// Adds the keys that a schema knows.
    fn collect(node: &Value, known: &mut BTreeSet<String>) {
        known.extend(keys(node).map(|(key, _)| key.clone()));
        for name in ["properties", "patternProperties", "$defs"] {
            let parts = node.get(name).and_then(Value::as_object).into_iter().flatten();
            parts.for_each(|(_, part)| collect(part, known));
        }
        for name in ["items", "if", "then", "else"] {
            node.get(name).into_iter().for_each(|part| collect(part, known));
        }
        any(node).for_each(|part| collect(part, known));
    }

    /// The keys of all files but those of words, whose keys are in `src/words`.
    fn known() -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for (name, schema) in ALL.iter().filter(|(name, _)| *name != WORDS) {
            let schema = serde_json::from_str(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
            collect(&schema, &mut known);
        }
        known
    }

    #[test]
    fn the_schemas_know_the_keys_that_check_knows() {
        let checked: BTreeSet<String> = KEYS.split(' ').map(str::to_owned).collect();
        let known = known();
        assert!(known.len() > 100, "only {} keys", known.len());
        assert_eq!(known.difference(&checked).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(checked.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn the_readme_of_the_geodata_tells_every_key() {
        let readme = std::fs::read_to_string(checkout().join("geodata/README.md")).unwrap();
        for key in known() {
            assert!(readme.contains(&format!("`{key}`")), "{key}");
        }
    }

    #[test]
    fn every_key_is_described_and_every_reference_leads_somewhere() {
        fn walk(name: &str, rows: &Rows<'_>, node: &Value) {
            if let Some(reference) = node.get("$ref") {
                assert!((0..2).any(|which| rows.led(node, which).is_some()), "{name}: {reference}");
            }
            // A condition repeats a key without its description.
            let described = keys(node).filter(|(_, part)| part.is_object() && node.get("type").is_some());
            for (key, part) in described {
                assert!(rows.says(part).ends_with('.'), "{name}: {key} is not described by a sentence");
            }
            let parts = node.as_object().map(Map::values).into_iter().flatten();
            parts.chain(node.as_array().into_iter().flatten()).for_each(|part| walk(name, rows, part));
        }
        let common: Value = serde_json::from_str(include_str!("common.schema.json")).unwrap();
        for (name, schema) in ALL.iter().filter(|(name, _)| *name != WORDS) {
            let schema: Value = serde_json::from_str(schema).unwrap();
            walk(name, &Rows { schemas: [&schema, &common], text: String::new() }, &schema);
        }
    }
}
