//! The words of the interface: the program's, in each of its languages, with those that a story says otherwise.
//!
//! Phrases about parties are templates such as `Administered by {holder.state}`: who is meant, and the form in which a
//! language needs the name. The forms stand beside the names of the parties in `story.json`; the phrases that a story
//! needs follow from its statuses.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use kuril_map::error::{Finding, Problem};
use kuril_map::story::{Atlas, Shade, Side};
use kuril_map::view::Sign;
use serde::Deserialize;
use serde_json::{Value, json};

/// The program's own words by language.
const PROGRAM: [(&str, &str); 3] = [
    ("en", include_str!("../../words/en.json")),
    ("ja", include_str!("../../words/ja.json")),
    ("ru", include_str!("../../words/ru.json")),
];
/// Beginning of the form of a name that tells how a state was called over time, with the case after it.
const OVER_TIME: &str = "state";

/// Words of one language by key.
type Words = BTreeMap<String, String>;

/// The words of a story by language, and what is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Words by language and key, phrases about parties among them.
    pub(crate) languages: BTreeMap<String, Words>,
    /// Words that no language should lack, and words that nothing asks for.
    pub(crate) findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Party {
    id: String,
    names: Words,
    #[serde(default)]
    forms: BTreeMap<String, Words>,
}

/// The keys of the templates of phrases about parties, with what each is about.
type Phrase<'a> = (&'static str, Vec<(&'static str, &'a str)>);

/// A story and its statuses with all words in them, as the map reads them first.
///
/// # Errors
/// When a file of words is no JSON, or the map cannot read the story.
pub(crate) fn spoken(folder: &Path, story: &Value, status: &Value) -> anyhow::Result<Value> {
    let vocabulary = Vocabulary::read(folder, story, status)?;
    let mut story = story.clone();
    for party in story.get_mut("parties").and_then(Value::as_array_mut).into_iter().flatten() {
        party.as_object_mut().map(|party| party.remove("forms"));
    }
    if let Some(story) = story.as_object_mut() {
        story.insert("words".to_owned(), serde_json::to_value(vocabulary.languages)?);
    }
    Ok(json!({ "story": story, "status": status }))
}

impl Vocabulary {
    /// The words of a story's languages.
    ///
    /// # Errors
    /// When a file of words is no JSON, or the map cannot read the story.
    pub(crate) fn read(folder: &Path, story: &Value, status: &Value) -> anyhow::Result<Self> {
        let program = program()?;
        let known: BTreeMap<&String, &String> = program.values().rev().flatten().collect();
        let mut vocabulary = Self::default();
        let languages = story.get("languages").and_then(Value::as_array).into_iter().flatten();
        for lang in languages.filter_map(Value::as_str) {
            let file = format!("words/{lang}.json");
            let own = authored(folder, &file)?;
            vocabulary.findings.extend(unasked(&file, &own, &known));
            let mut words = program.get(lang).cloned().unwrap_or_default();
            words.extend(own);
            vocabulary.findings.extend(lacking(&file, &words, &known));
            vocabulary.languages.insert(lang.to_owned(), words);
        }
        vocabulary.fill_phrases(story, status)?;
        Ok(vocabulary)
    }

    /// Puts the phrases about parties that the statuses need in the place of their templates.
    fn fill_phrases(&mut self, story: &Value, status: &Value) -> anyhow::Result<()> {
        let first = serde_json::to_vec(&json!({ "story": story, "status": status }))?;
        let (atlas, _) = Atlas::open("story.json", &first).map_err(|finding| anyhow!("{finding}"))?;
        let parties = story.get("parties").cloned().unwrap_or_default();
        let parties: Vec<Party> = serde_json::from_value(parties).context("story.json: parties")?;
        for (lang, words) in &mut self.languages {
            let mut filled = Words::new();
            for (shade, side) in shades(&atlas) {
                let Some((key, about)) = phrase(&shade, side) else { continue };
                let Some(template) = words.get(key) else { continue };
                let mut missing = Vec::new();
                let text = fill(template, &mut |who, form| {
                    let id = about.iter().find(|(role, _)| *role == who).map(|(_, id)| *id);
                    let party = parties.iter().find(|party| Some(party.id.as_str()) == id)?;
                    let name = party.form(lang, form);
                    if name.is_none() {
                        missing.push(format!("parties.{}.forms.{lang}.{form}", party.id));
                    }
                    name.or_else(|| party.names.get(lang)).cloned()
                });
                for field in missing {
                    let finding = Finding::of_file("story.json", Problem::missing(field, "a form of the party's name"));
                    if !self.findings.contains(&finding) {
                        self.findings.push(finding);
                    }
                }
                filled.insert(Sign::Area(shade).words(side), text);
            }
            words.retain(|key, _| !TEMPLATES.contains(&key.as_str()));
            words.extend(filled);
        }
        Ok(())
    }
}

/// The keys of all templates.
const TEMPLATES: [&str; 4] = ["legend.held", "legend.held.claimed", "legend.says", "legend.says.undetermined"];

/// The template of a phrase about parties, and who is meant in it; other signs have words without parties.
fn phrase<'a>(shade: &'a Shade, side: &'a Side) -> Option<Phrase<'a>> {
    let [held, claimed, says, undetermined] = TEMPLATES;
    match (shade, side) {
        (Shade::Held { by, .. }, Side::Party(party)) => Some((says, vec![("holder", by), ("party", party)])),
        (Shade::Undetermined, Side::Party(party)) => Some((undetermined, vec![("party", party)])),
        (Shade::Held { by, claimed_by: Some(other) }, _) => Some((claimed, vec![("holder", by), ("claimant", other)])),
        (Shade::Held { by, claimed_by: None }, _) => Some((held, vec![("holder", by)])),
        _ => None,
    }
}

/// How the groups of a story are shown at any time and from any side.
fn shades(atlas: &Atlas) -> impl Iterator<Item = (Shade, &Side)> {
    let views = || atlas.status().perspectives().iter().map(|perspective| &perspective.side);
    let intervals = atlas.status().intervals().iter();
    intervals.flat_map(move |interval| views().map(|view| (interval.shade(view, &atlas.story().parties), view)))
}

impl Party {
    /// A form of the name; the name over time is the plain one where it has no form of its own.
    fn form(&self, lang: &str, form: &str) -> Option<&String> {
        let plain = match form.strip_prefix(OVER_TIME) {
            Some("") => "name",
            Some(case) => case.trim_start_matches('_'),
            None => form,
        };
        let forms = self.forms.get(lang);
        let own = forms.and_then(|forms| forms.get(form).or_else(|| forms.get(plain)));
        own.or_else(|| self.names.get(lang).filter(|_| plain == "name"))
    }
}

/// A template with each `{who.form}` replaced, or left out where nobody is meant.
fn fill(template: &str, name: &mut dyn FnMut(&str, &str) -> Option<String>) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (blank, rest) = part.split_once('}').unwrap_or_default();
        let (who, form) = blank.split_once('.').unwrap_or_default();
        text += &name(who, form).unwrap_or_default();
        text += rest;
    }
    text
}

/// The program's words.
fn program() -> anyhow::Result<BTreeMap<String, Words>> {
    let read = |(lang, text): (&str, &str)| Ok((lang.to_owned(), serde_json::from_str(text)?));
    PROGRAM.into_iter().map(read).collect::<Result<_, serde_json::Error>>().context("the program's words")
}

/// The words that a story says otherwise than the program.
fn authored(folder: &Path, file: &str) -> anyhow::Result<Words> {
    if !folder.join(file).is_file() {
        return Ok(Words::new());
    }
    let text = fs::read_to_string(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
    serde_json::from_str(&text).with_context(|| format!("{file} holds no words"))
}

/// Words that nothing asks for, or whose blanks are not those that are filled.
fn unasked(file: &str, own: &Words, known: &BTreeMap<&String, &String>) -> Vec<Finding> {
    let expected = |key: &String, word: &String| match known.get(key) {
        None => Some("the key of a word of the interface".to_owned()),
        Some(other) if blanks(other) != blanks(word) => Some(format!("the blanks of \"{other}\"")),
        Some(_) => None,
    };
    let told = |(key, word)| Some(Finding::of_file(file, Problem::unexpected(key, expected(key, word)?, word)));
    own.iter().filter_map(told).collect()
}

/// All words that a language lacks, as one finding.
fn lacking(file: &str, words: &Words, known: &BTreeMap<&String, &String>) -> Option<Finding> {
    let mut missing = known.keys().filter(|key| !words.contains_key(**key));
    let first = missing.next()?;
    let field = match missing.count() {
        0 => (*first).clone(),
        more => format!("{first} (and {more} more)"),
    };
    Some(Finding::of_file(file, Problem::missing(field, "a word of the interface")))
}

/// What is left blank in a word, in alphabetical order; those of a phrase about parties differ by language.
fn blanks(word: &str) -> Vec<&str> {
    let mut blanks: Vec<&str> = word.split('{').skip(1).filter_map(|rest| rest.split(['.', '}']).next()).collect();
    blanks.sort_unstable();
    blanks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;
    use std::ffi::OsStr;

    /// Beginnings of keys that are put together from parts where they are asked for.
    const COMPOSED: [&str; 5] = ["legend.held", "legend.says", "reader.sheet_", "share.", "tools."];

    /// The texts of all files with one of the extensions below a folder.
    fn sources(folder: &Path, text: &mut String) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                sources(&path, text);
            } else if ["rs", "js", "html"].map(OsStr::new).contains(&path.extension().unwrap_or_default()) {
                *text += &fs::read_to_string(path).unwrap();
            }
        }
    }

    fn sources_of_the_program() -> String {
        let mut text = String::new();
        for folder in ["src", "www"] {
            sources(&checkout().join(folder), &mut text);
        }
        text
    }

    #[test]
    fn every_language_has_the_same_words_with_the_same_blanks() {
        let program = program().unwrap();
        let shapes = |lang: &str| -> Vec<(String, Vec<String>)> {
            let words = program[lang].iter();
            words.map(|(key, word)| (key.clone(), blanks(word).into_iter().map(str::to_owned).collect())).collect()
        };
        assert!(shapes("en").len() > 200);
        for lang in program.keys() {
            assert_eq!(shapes(lang), shapes("en"), "{lang}");
        }
    }

    #[test]
    fn every_word_is_asked_for() {
        let text = sources_of_the_program();
        let is_asked_for =
            |key: &&String| text.contains(&format!("\"{key}\"")) || COMPOSED.iter().any(|start| key.starts_with(start));
        let program = program().unwrap();
        assert_eq!(program["en"].keys().find(|key| !is_asked_for(key)), None);
    }

    #[test]
    fn every_word_that_is_asked_for_is_there() {
        let text = sources_of_the_program();
        let program = program().unwrap();
        let asked: Vec<&str> = [".word(\"", " word(\"", "phrase(lang, \"", "phrase(desk.lang, \""]
            .iter()
            .flat_map(|call| text.split(*call).skip(1).filter_map(|rest| rest.split('"').next()))
            .filter(|key| key.contains('.'))
            .collect();
        assert!(asked.len() > 80, "{}", asked.len());
        assert_eq!(asked.into_iter().find(|key| !program["en"].contains_key(*key)), None);
    }

    #[test]
    fn the_program_names_no_place_and_no_party_of_the_story() {
        let words = PROGRAM.map(|(_, text)| text).concat().replace("日本語", "");
        for name in ["Kuril", "Курил", "千島", "Japan", "Япон", "日本", "Russia", "Росси", "ロシア", "Soviet", "USSR"]
        {
            assert!(!words.contains(name), "{name}");
        }
    }

    fn folder_with(name: &str, text: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("kuril-words-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("words")).unwrap();
        fs::write(folder.join("words/ru.json"), text).unwrap();
        folder
    }

    fn tiny(languages: &[&str]) -> [Value; 2] {
        let names = json!({ "en": "Freedonia", "ru": "Фридония" });
        let view = json!({ "value": "own", "sources": [] });
        let said = json!({ "en": "F" });
        let story = json!({ "schema": 1, "title": said, "as_of": "2026-01-01", "languages": languages,
            "projection": { "standard": [44, 51], "origin": [151, 47] }, "extent": [138, 40, 165, 57],
            "start": [144, 42, 157, 51], "parties": [{ "id": "f", "names": names, "lang": "en",
            "forms": { "en": { "adjective": "Freedonian" }, "ru": { "state_genitive": "Фридонии (ФСР)" } } }] });
        let status = json!({ "groups": [{ "id": "g", "names": said, "members": [] }],
            "perspectives": [{ "id": "n", "names": said, "convention": said },
                { "id": "f", "party": "f", "names": said, "convention": said }],
            "intervals": [{ "group": "g", "administered_by": "f", "according_to": { "f": view }, "line": said }] });
        [story, status]
    }

    #[test]
    fn phrases_about_parties_have_the_form_that_their_language_needs() {
        let folder = folder_with("forms", "{}");
        let [story, status] = tiny(&["en", "ru"]);
        let vocabulary = Vocabulary::read(&folder, &story, &status).unwrap();
        let [en, ru] = ["en", "ru"].map(|lang| &vocabulary.languages[lang]);
        assert_eq!(en["legend.held.f"], "Administered by Freedonia");
        assert_eq!(en["legend.says.f.f"], "Freedonian territory, according to Freedonia");
        assert_eq!(ru["legend.held.f"], "Под управлением Фридонии (ФСР)");
        assert!(TEMPLATES.iter().all(|key| !en.contains_key(*key)));
        let told: Vec<String> = vocabulary.findings.iter().map(ToString::to_string).collect();
        let expected = "story.json: parties.f.forms.ru.genitive is missing: expected a form of the party's name";
        assert_eq!(told, [expected]);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_story_says_single_words_otherwise_and_what_a_language_lacks_is_told_once() {
        let folder = folder_with("otherwise", r#"{ "map.label": "Карта", "map.lable": "Карта", "as_of": "{day}" }"#);
        let [story, status] = tiny(&["en", "ru", "ainu"]);
        let vocabulary = Vocabulary::read(&folder, &story, &status).unwrap();
        assert_eq!(vocabulary.languages["ru"]["map.label"], "Карта");
        let told: Vec<String> = vocabulary.findings.iter().map(ToString::to_string).collect();
        let expected = [
            "words/ru.json: as_of: expected the blanks of \"As of {date}\", found {day}",
            "words/ru.json: map.lable: expected the key of a word of the interface, found Карта",
            "words/ainu.json: announce.cleared (and ",
        ];
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}\nshould start with\n{expected}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
