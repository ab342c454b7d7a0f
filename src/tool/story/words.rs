//! The words of the interface: the program's in each of its languages, with the story's replacements.
//!
//! Phrases about parties are templates such as `Administered by {holder.state}`, which name the party and the form of
//! its name that the language needs. The forms are kept with the parties in `story.json`; the phrases that a story
//! needs follow from its statuses.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use kuril_map::error::Finding;
use kuril_map::legend::LegendEntry;
use kuril_map::story::{Section, Side, StatusClass, Story, Viewpoint};
use serde_json::json;

use crate::story::entry::{Entry, Origin, nearest};
use crate::story::folder::StoryFolder;
use crate::story::format::{Party, Texts};
use crate::story::rules::Breach;
use crate::story::rules::time::days;

/// The program's own words by language.
const PROGRAM: [(&str, &str); 3] = [
    ("en", include_str!("../../words/en.json")),
    ("ja", include_str!("../../words/ja.json")),
    ("ru", include_str!("../../words/ru.json")),
];
/// The language whose words stand in where neither the program nor the story has any.
const STAND_IN: &str = "en";
/// The key of what a language calls itself.
const OWN_NAME: &str = "language.name";
/// What languages call themselves of which the program has no other words; others are called by their tag.
const OWN_NAMES: [(&str, &str); 24] = [
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];
/// Prefix of the forms with the names of a state over time; the grammatical case follows.
const OVER_TIME: &str = "state";

/// The words of a story by language, and the problems with them.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Words by language and key, including phrases about parties.
    pub(crate) languages: BTreeMap<String, Texts>,
    /// Missing words, unknown words, and missing forms of names.
    pub(crate) breaches: Vec<Breach>,
}

/// The key of the template of a phrase, and the parties in it by role.
type Phrase = (&'static str, Vec<(&'static str, String)>);

impl Vocabulary {
    /// Returns the words of a story's languages; `story` must include its statuses.
    ///
    /// # Errors
    /// If the program's own words cannot be read.
    pub(crate) fn of(folder: &StoryFolder, story: &Story) -> anyhow::Result<Self> {
        let program = program()?;
        let known: BTreeMap<&String, &String> = program.values().rev().flatten().collect();
        let mut vocabulary = Self::default();
        for lang in folder.languages() {
            let mut words = program.get(lang).cloned().unwrap_or_default();
            if is_lent(folder, lang) {
                words = program.get(STAND_IN).cloned().unwrap_or_default();
                words.insert(OWN_NAME.to_owned(), own_name(lang).to_owned());
            }
            if let Some(own) = folder.words.get(lang) {
                vocabulary.breaches.extend(unasked(own, &known));
                words.extend(Texts::clone(own));
            }
            vocabulary.breaches.extend(lacking(lang, &words, &known));
            let phrases = vocabulary.phrases(lang, &words, (folder, story));
            words.retain(|key, _| !TEMPLATES.contains(&key.as_str()));
            words.extend(phrases);
            vocabulary.languages.insert(lang.clone(), words);
        }
        Ok(vocabulary)
    }

    /// Returns the phrases about parties that the statuses need.
    fn phrases(&mut self, lang: &str, words: &Texts, (folder, story): (&StoryFolder, &Story)) -> Texts {
        let mut phrases = Texts::new();
        let of_areas = status_classes(story).into_iter().filter_map(|(status_class, side)| {
            let (template, about) = phrase(&status_class, side)?;
            Some((LegendEntry::Area(status_class).word_key(side), template, about))
        });
        let claims = story.status().claims().iter().map(|claim| &claim.by);
        let of_claims = claims.flat_map(|by| {
            [CLAIMED, CALLOUT].map(|template| (format!("{template}.{by}"), template, vec![("claimant", by.clone())]))
        });
        let sides = story.status().perspectives().iter().map(|perspective| &perspective.side);
        let of_lines = sides.filter_map(|side| {
            let Side::Party(party) = side else { return None };
            Some((LegendEntry::Line { agreed: false }.word_key(side), LINE, vec![("party", party.clone())]))
        });
        for (key, template, about) in of_areas.chain(of_claims).chain(of_lines) {
            let Some(template) = words.get(template) else { continue };
            let text = fill(template, &mut |who, form| {
                let (_, id) = about.iter().find(|(role, _)| *role == who)?;
                let party = folder.parties.iter().find(|party| party.id == *id)?;
                party.form(lang, form).or_else(|| {
                    self.lacks_form(party, &format!("forms.{lang}.{form}"));
                    party.names.get(lang)
                })
            });
            phrases.insert(key, text);
        }
        phrases
    }

    /// Adds a breach, once, that a party has no such form.
    fn lacks_form(&mut self, party: &Entry<Party>, form: &str) {
        let breach = Breach::new(&party.origin, format!("{form}, which a phrase of the legend needs"), "none");
        if !self.breaches.contains(&breach) {
            self.breaches.push(breach);
        }
    }
}

/// Whether a language of the story has neither words of the program nor of its own, so that English ones stand in.
pub(crate) fn is_lent(folder: &StoryFolder, lang: &str) -> bool {
    PROGRAM.iter().all(|(known, _)| *known != lang) && !folder.words.contains_key(lang)
}

/// What a language calls itself, else its tag.
fn own_name(lang: &str) -> &str {
    let known = OWN_NAMES.iter().find(|(tag, _)| lang.split('-').next() == Some(tag));
    known.map_or(lang, |(_, name)| name)
}

/// Gives the map the words of a story.
///
/// # Errors
/// If the program's own words cannot be read, or the map cannot read the result.
pub(crate) fn speak(folder: &StoryFolder, story: &mut Story) -> anyhow::Result<()> {
    let words = json!({ "words": Vocabulary::of(folder, story)?.languages }).to_string();
    let findings: Vec<Finding> = story.read(Section::Named, "words", words.as_bytes());
    findings.first().map_or(Ok(()), |finding| Err(anyhow!("{finding}")))
}

/// The keys of all templates.
const TEMPLATES: [&str; 8] = [
    "legend.held",
    "legend.held.claimed",
    "legend.says",
    "legend.says.undetermined",
    "legend.says.silent",
    CLAIMED,
    CALLOUT,
    LINE,
];
/// The key of the template for a line that one party alone draws, as that party's map explains it.
const LINE: &str = "legend.says.line";
/// The key of the template for a party's claim and its first day.
const CLAIMED: &str = "status.claimed";
/// The key of the template for a party's claim and the years from which on it is made.
const CALLOUT: &str = "callout.claimed";

/// Returns the phrase of a legend entry; none if it does not name a party.
fn phrase(status_class: &StatusClass, side: &Side) -> Option<Phrase> {
    let [held, claimed, says, undetermined, silent, ..] = TEMPLATES;
    Some(match (status_class.clone(), side.clone()) {
        (StatusClass::Held { by, .. }, Side::Party(party)) => (says, vec![("holder", by), ("party", party)]),
        (StatusClass::Undetermined, Side::Party(party)) => (undetermined, vec![("party", party)]),
        (StatusClass::Silent, Side::Party(party)) => (silent, vec![("party", party)]),
        (StatusClass::Held { by, claimed_by: Some(other) }, _) => (claimed, vec![("holder", by), ("claimant", other)]),
        (StatusClass::Held { by, claimed_by: None }, _) => (held, vec![("holder", by)]),
        _ => return None,
    })
}

/// Returns the ways in which the story's islands are shown on any day from any side, without duplicates.
fn status_classes(story: &Story) -> Vec<(StatusClass, &Side)> {
    let mut status_classes: Vec<(StatusClass, &Side)> = Vec::new();
    for day in days(story) {
        for island in story.status().groups().iter().flat_map(|group| &group.members) {
            for side in story.status().perspectives().iter().map(|perspective| &perspective.side) {
                let status_class =
                    story.status_class(island, Viewpoint { day, side }).map(|status_class| (status_class, side));
                status_classes.extend(status_class.filter(|status_class| !status_classes.contains(status_class)));
            }
        }
    }
    status_classes
}

impl Party {
    /// Returns a form of the name; the name over time falls back to the plain one.
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

/// Replaces each `{who.form}` in a template, or removes it if there is no such party; the map fills other blanks.
fn fill<'a>(template: &str, name: &mut dyn FnMut(&str, &str) -> Option<&'a String>) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (blank, rest) = part.split_once('}').unwrap_or_default();
        match blank.split_once('.') {
            Some((who, form)) => text += name(who, form).map_or("", String::as_str),
            None => text.extend(["{", blank, "}"]),
        }
        text += rest;
    }
    text
}

/// Reads the program's words.
fn program() -> anyhow::Result<BTreeMap<String, Texts>> {
    let read = |(lang, text): (&str, &str)| Ok((lang.to_owned(), serde_json::from_str(text)?));
    PROGRAM.into_iter().map(read).collect::<Result<_, serde_json::Error>>().context("the program's words")
}

/// Returns breaches for a story's words with unknown keys or wrong placeholders.
fn unasked(own: &Entry<Texts>, known: &BTreeMap<&String, &String>) -> Vec<Breach> {
    let expected = |key: &String, word: &String| match known.get(key) {
        None => {
            let near = nearest(key, known.keys().map(|known| known.as_str()));
            Some(near.map_or_else(|| "a word of the interface".to_owned(), |near| format!("\"{near}\"")))
        }
        Some(other) if blanks(other) != blanks(word) => Some(format!("the blanks of \"{other}\" in {key}")),
        Some(_) => None,
    };
    own.iter()
        .filter_map(|(key, word)| {
            Some(Breach::new(&own.origin, expected(key, word)?, format!("\"{key}\": \"{word}\"")))
        })
        .collect()
}

/// Returns all words that a language lacks, as one breach.
fn lacking(lang: &str, words: &Texts, known: &BTreeMap<&String, &String>) -> Option<Breach> {
    let missing: Vec<&str> = known.keys().filter(|key| !words.contains_key(**key)).map(|key| key.as_str()).collect();
    let first = missing.first()?;
    let origin = Origin::new(&format!("words/{lang}.json"), 0, "");
    let expected = format!("every word of the interface in \"{lang}\"");
    Some(Breach::new(&origin, expected, format!("{} missing, \"{first}\" first", missing.len())))
}

/// Returns the placeholders of a word in alphabetical order; in phrases about parties they differ by language.
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
    use std::fs;
    use std::path::Path;

    /// Prefixes of keys that the code composes from parts.
    const COMPOSED: [&str; 7] =
        ["legend.depth", "legend.held", "legend.says", "reader.sheet_", "share.", "status.claimed", "tools."];

    /// Appends the texts of all files below a folder that have one of the extensions.
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
        let asked: Vec<&str> = [".word(\"", " word(\"", "phrase(lang, \"", "phrase(context.lang, \""]
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

    #[test]
    fn a_phrase_about_a_party_has_the_form_of_its_name_that_the_language_needs() {
        let names = json!({ "en": "Freedonia", "ru": "Фридония" });
        let forms = json!({ "en": { "adjective": "Freedonian" }, "ru": { "state_genitive": "Фридонии (ФСР)" } });
        let party: Party = serde_json::from_value(json!({ "id": "f", "names": names, "forms": forms })).unwrap();
        let program = program().unwrap();
        let filled = |lang: &str, key: &str| fill(&program[lang][key], &mut |_, form| party.form(lang, form));
        assert_eq!(filled("en", "legend.held"), "Administered by Freedonia");
        assert_eq!(filled("en", "legend.says"), "Freedonian territory, according to Freedonia");
        assert_eq!(filled("ru", "legend.held"), "Под управлением Фридонии (ФСР)");
        assert_eq!(party.form("ru", "genitive"), None);
    }

    #[test]
    fn english_words_stand_in_for_a_language_that_nobody_has_words_of() {
        let place = tempfile::tempdir().unwrap();
        let story = fs::read_to_string(checkout().join("tests/fixtures/stories/sound/story.json")).unwrap();
        fs::write(place.path().join("story.json"), story.replace(r#"["en", "ja"]"#, r#"["en", "es"]"#)).unwrap();
        let folder = StoryFolder::open(place.path()).unwrap();
        let vocabulary = Vocabulary::of(&folder, &folder.story().0.unwrap()).unwrap();
        let word = |lang: &str, key: &str| vocabulary.languages[lang][key].clone();
        assert_eq!(vocabulary.breaches, []);
        assert_eq!(
            [word("es", "language.name"), word("es", "map.label")],
            ["Español".to_owned(), word("en", "map.label")]
        );
        assert_eq!([own_name("zh-Hant"), own_name("ain")], ["中文", "ain"]);
    }

    #[test]
    fn what_a_language_lacks_is_told_once() {
        let program = program().unwrap();
        let known: BTreeMap<&String, &String> = program.values().flatten().collect();
        let spoken = Texts::from([("map.label".to_owned(), "Carte des îles".to_owned())]);
        let breach = lacking("fr", &spoken, &known).unwrap();
        let origin = Origin::new("words/fr.json", 0, "");
        let found = format!("{} missing, \"announce.cleared\" first", known.len() - 1);
        assert_eq!(breach, Breach::new(&origin, "every word of the interface in \"fr\"", found));
        assert_eq!(lacking("en", &program["en"], &known), None);
    }
}
