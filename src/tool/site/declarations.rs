//! Generates parts of files from the table of the map's fields: types, the manifest of the element, documentation, and
//! what scripts must know before the map is loaded. The rest of these files is written by hand.

use anyhow::{Context as _, ensure};
use kuril_map::story::{Layer, Story};
use kuril_map::view::{FIELDS, Offer, Values};
use serde_json::{Value, json};

/// The files with generated parts, relative to the project root, and their writers.
pub const FILES: [(&str, Writer); 6] = [
    ("README.md", in_readme),
    ("www/package/kuril-map.d.ts", in_types),
    ("www/package/custom-elements.json", in_manifest),
    ("www/element/attributes.js", in_attributes),
    ("www/frame/host-loader.js", in_loader),
    ("tests/examples/react/jsx.d.ts", in_jsx),
];

/// Returns a file's text with its generated part up to date.
pub type Writer = fn(&str, &[Attribute]) -> anyhow::Result<String>;

/// A field that pages may set, with its description for one story.
#[derive(Clone, Debug)]
pub struct Attribute {
    name: &'static str,
    offer: &'static Offer,
    is_in_addresses: bool,
    meaning: String,
    /// The permitted values, if they are limited.
    values: Vec<String>,
}

/// Returns the fields that pages may set, with the languages and perspectives of a story.
#[must_use]
pub fn attributes(story: &Story) -> Vec<Attribute> {
    let offered = FIELDS.iter().filter_map(|field| Some((field, field.offer?)));
    let all = offered.map(|(field, offer)| {
        let values: Vec<String> = match offer.values {
            Values::Any => Vec::new(),
            Values::Languages => story.manifest().languages.clone(),
            Values::Perspectives => story.status().perspectives().iter().map(|side| side.id.clone()).collect(),
            Values::Layers => Layer::words().map(str::to_owned).collect(),
            Values::OneOf(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        };
        let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let meaning = offer.meaning.replace("{values}", &quoted.join(", "));
        Attribute { name: field.name, offer, is_in_addresses: field.is_in_addresses, meaning, values }
    });
    all.collect()
}

impl Attribute {
    /// Whether its value is one of a few texts.
    fn is_choice(&self) -> bool {
        !matches!(self.offer.values, Values::Any | Values::Layers)
    }

    /// The name of the type of its values; `None` if any text is permitted.
    fn alias(&self) -> Option<String> {
        let name = if self.name == "lang" { "language" } else { self.name };
        self.is_choice().then(|| format!("Kuril{}", capital(name)))
    }

    /// The type of its values: a union of the permitted ones, or any text. Another story has languages and perspectives of
    /// its own, so that those are only what an editor proposes.
    fn union(&self) -> String {
        let quoted = self.values.iter().map(|value| format!("\"{value}\""));
        let others = matches!(self.offer.values, Values::Languages | Values::Perspectives);
        let all: Vec<String> = quoted.chain(others.then(|| "(string & {})".to_owned())).collect();
        if self.is_choice() { all.join(" | ") } else { "string".to_owned() }
    }

    /// The type, or its union with null if the property may be null.
    fn or_null(&self, kind: &str) -> String {
        if self.offer.none.is_none() { format!("{kind} | null") } else { kind.to_owned() }
    }

    fn sentence(&self) -> String {
        format!("{}.", capital(&self.meaning))
    }
}

/// Capitalises a text.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Replaces everything between two marks, which themselves remain.
fn between(text: &str, [before, after]: [&str; 2], part: &str) -> anyhow::Result<String> {
    let (head, rest) = text.split_once(before).with_context(|| format!("there is no {before:?}"))?;
    let (_, tail) = rest.split_once(after).with_context(|| format!("there is no {after:?} after {before:?}"))?;
    Ok([head, before, part, after, tail].concat())
}

fn in_readme(text: &str, attributes: &[Attribute]) -> anyhow::Result<String> {
    let rows = attributes.iter().map(|one| {
        let way = if one.offer.command == Some(one.name) { "both" } else { "parameter" };
        format!("| `{}` | yes | yes | {way} | {} |\n", one.name, one.meaning)
    });
    between(text, ["| --- | --- | --- | --- | --- |\n", "| `story` |"], &rows.collect::<String>())
}

fn in_types(text: &str, attributes: &[Attribute]) -> anyhow::Result<String> {
    let aliases = attributes.iter().filter_map(|one| {
        Some(format!("/** The values of `{}`. */\nexport type {} = {};\n", one.name, one.alias()?, one.union()))
    });
    let state = attributes.iter().filter(|one| one.is_in_addresses).map(|one| format!("  {}?: string;\n", one.name));
    let properties = attributes.iter().map(|one| {
        let kind = one.alias().map_or_else(|| "string".to_owned(), |alias| format!("{alias} | string"));
        format!("  /** {} */\n  {}: {};\n", one.sentence(), one.name, one.or_null(&kind))
    });
    let text =
        between(text, ["to the page around it. */\n\n", "\n/** What a map shows"], &aliases.collect::<String>())?;
    let text = between(&text, ["interface KurilMapState {\n", "}\n"], &state.collect::<String>())?;
    let class = ["interface KurilMapElement extends HTMLElement {\n", "  /** All that differs"];
    between(&text, class, &properties.collect::<String>())
}

fn in_jsx(text: &str, attributes: &[Attribute]) -> anyhow::Result<String> {
    let mut names: Vec<String> = attributes.iter().filter_map(Attribute::alias).collect();
    names.extend(["KurilMapElement", "KurilMapEventMap"].map(str::to_owned));
    names.sort();
    let properties = attributes.iter().map(|one| {
        let kind = one.alias().unwrap_or_else(|| "string".to_owned());
        format!("  {}?: {};\n", one.name, one.or_null(&kind))
    });
    let text =
        between(text, ["import type { Kuril", " } from \"kuril-map\";"], names.join(", ").trim_start_matches("Kuril"))?;
    between(&text, ["interface Wishes {\n", "  story?:"], &properties.collect::<String>())
}

fn in_attributes(text: &str, attributes: &[Attribute]) -> anyhow::Result<String> {
    let rows = attributes.iter().map(|one| {
        let entries = [
            one.is_in_addresses.then(|| "addressed: true".to_owned()),
            one.offer.command.map(|command| format!("command: \"{command}\"")),
            one.offer.is_reflected.then(|| "reflected: true".to_owned()),
            one.offer.none.filter(|none| !none.is_empty()).map(|none| format!("none: \"{none}\"")),
        ];
        format!("  {}: {{ {} }},\n", one.name, entries.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    between(text, ["export const FIELDS = {\n", "};\n"], &rows.collect::<String>())
}

fn in_loader(text: &str, attributes: &[Attribute]) -> anyhow::Result<String> {
    let commands = attributes.iter().filter_map(|one| one.offer.command).chain(["point"]);
    let commands: Vec<String> = commands.map(|command| format!("\"{command}\"")).collect();
    let text = between(text, ["const COMMANDS = [", "];"], &commands.join(", "))?;
    let wishes: Vec<String> =
        attributes.iter().map(|one| one.name).chain(["gestures"]).map(|name| format!("\"{name}\"")).collect();
    between(&text, ["const WISHES = [", "];"], &wishes.join(", "))
}

fn in_manifest(text: &str, attributes: &[Attribute]) -> anyhow::Result<String> {
    let mut manifest: Value = serde_json::from_str(text)?;
    let element = manifest.pointer_mut("/modules/0/declarations/0").context("the manifest has no element")?;
    let as_attribute = attributes.iter().map(|one| {
        let mut entry = json!({
            "name": one.name,
            "type": { "text": one.union() },
            "description": one.sentence(),
            "fieldName": one.name,
        });
        if let Some(default) = one.offer.none.filter(|none| !none.is_empty()) {
            entry["default"] = json!(default);
        }
        entry
    });
    replace(element, ("attributes", "name"), as_attribute.collect())?;
    // Every element has a language.
    let as_member = attributes.iter().filter(|one| one.name != "lang").map(|one| {
        let mut entry = json!({
            "kind": "field",
            "name": one.name,
            "type": { "text": one.or_null("string") },
            "attribute": one.name,
            "description": one.sentence(),
        });
        if one.offer.is_reflected {
            entry["reflects"] = json!(true);
        }
        entry
    });
    replace(element, ("members", "attribute"), as_member.collect())?;
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// Puts entries at the head of a list, replacing those of the same name.
fn replace(element: &mut Value, (list, key): (&str, &str), mut entries: Vec<Value>) -> anyhow::Result<()> {
    let old = element.get_mut(list).and_then(Value::as_array_mut).with_context(|| format!("there are no {list}"))?;
    let names: Vec<Value> = entries.iter().filter_map(|entry| entry.get("name").cloned()).collect();
    ensure!(names.len() == entries.len(), "an entry of {list} has no name");
    let others = old.drain(..).filter(|entry| entry.get(key).is_none_or(|name| !names.contains(name)));
    entries.extend(others);
    *old = entries;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_between_two_marks_is_replaced() {
        assert_eq!(between("a[b]c]", ["[", "]"], "x").unwrap(), "a[x]c]");
        assert_eq!(between("ab]", ["[", "]"], "x").unwrap_err().to_string(), "there is no \"[\"");
        assert!(between("a]b[", ["[", "]"], "x").is_err());
    }
}
