//! The words of the interface: the program's in each of its languages, with the story's replacements.
//!
//! Phrases about parties are templates such as `Administered by {holder.state}`, which name the party and the form of
//! its name that the language needs. The forms are kept with the parties in `story.json`; the phrases that a story
//! needs follow from its statuses.

use std::collections::BTreeMap;
use std::iter::successors;

use anyhow::{Context as _, anyhow};
use kuril_map::error::Finding;
use kuril_map::legend::LegendEntry;
use kuril_map::story::spelling::{Han, han};
use kuril_map::story::{Section, Side, StatusClass, Story, Viewpoint};
use serde_json::json;

use crate::story::entry::{Entry, Origin, nearest};
use crate::story::folder::StoryFolder;
use crate::story::format::{Party, Texts};
use crate::story::rules::Breach;
use crate::story::rules::time::days;

/// The program's own words by language.
const PROGRAM: [(&str, &str); 8] = [
    ("de", include_str!("../../words/de.json")),
    ("en", include_str!("../../words/en.json")),
    ("es", include_str!("../../words/es.json")),
    ("fr", include_str!("../../words/fr.json")),
    ("ja", include_str!("../../words/ja.json")),
    ("ru", include_str!("../../words/ru.json")),
    ("zh-Hans", include_str!("../../words/zh-Hans.json")),
    ("zh-Hant", include_str!("../../words/zh-Hant.json")),
];
/// The language whose words stand in where neither the program nor the story has any.
const STAND_IN: &str = "en";
/// The key of the credit on the map; where a story has no word of its own for it, its credits stand there.
const CREDIT: &str = "credits.map_short";
/// The key of what a language calls itself.
const OWN_NAME: &str = "language.name";
/// What languages call themselves of which the program has no other words; others are called by their tag.
const OWN_NAMES: [(&str, &str); 20] = [
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("el", "Ελληνικά"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
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
type Phrase = (&'static str, Vec<(&'static str, Vec<String>)>);

impl Vocabulary {
    /// Returns the words of a story's languages; `story` must include its statuses.
    ///
    /// # Errors
    /// If the program's own words cannot be read.
    pub(crate) fn of(folder: &StoryFolder, story: &Story) -> anyhow::Result<Self> {
        let program = program()?;
        let known: BTreeMap<&String, &String> = program.get(STAND_IN).into_iter().flatten().collect();
        let mut vocabulary = Self::default();
        for lang in folder.languages() {
            let spoken = lookup(&PROGRAM, lang).and_then(|(tag, _)| program.get(*tag));
            let mut words = spoken.cloned().unwrap_or_default();
            if is_lent(folder, lang) {
                words = program.get(STAND_IN).cloned().unwrap_or_default();
                words.insert(OWN_NAME.to_owned(), own_name(lang).to_owned());
            }
            if let Some(own) = folder.words.get(lang) {
                vocabulary.breaches.extend(unasked(own, &known));
                words.extend(Texts::clone(own));
            }
            vocabulary.breaches.extend(lacking(lang, &words, &known));
            let has_own = folder.words.get(lang).is_some_and(|own| own.contains_key(CREDIT));
            if let Some(credit) = credit(folder, lang).filter(|_| !has_own) {
                words.insert(CREDIT.to_owned(), credit);
            }
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
            [CLAIMED, CALLOUT]
                .map(|template| (format!("{template}.{by}"), template, vec![("claimant", vec![by.clone()])]))
        });
        let sides = story.status().perspectives().iter().map(|perspective| &perspective.side);
        let of_lines = sides.filter_map(|side| {
            let Side::Party(party) = side else { return None };
            Some((LegendEntry::Line { agreed: false }.word_key(side), LINE, vec![("party", vec![party.clone()])]))
        });
        for (key, template, about) in of_areas.chain(of_claims).chain(of_lines) {
            let Some(template) = words.get(template) else { continue };
            let text = fill(template, &mut |who, form| {
                let (_, ids) = about.iter().find(|(role, _)| *role == who)?;
                let parties = ids.iter().filter_map(|id| folder.parties.iter().find(|party| party.id == *id));
                let named = parties.filter_map(|party| {
                    party.form(lang, form).or_else(|| {
                        self.lacks_form(party, &format!("forms.{lang}.{form}"));
                        party.names.get(lang)
                    })
                });
                Some(enumerated(&named.collect::<Vec<_>>(), words))
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
    lookup(&PROGRAM, lang).is_none() && !folder.words.contains_key(lang)
}

/// Returns the entry of a table by language that a tag falls back to: its own or that of a shorter tag, as of `es` for
/// `es-AR` (BCP 47: RFC 4647, section 3.4). Chinese is looked up by its script, which its tag may leave to a country.
pub(crate) fn lookup<'a, T>(table: &'a [(&'static str, T)], lang: &str) -> Option<&'a (&'static str, T)> {
    let tag = match han(lang) {
        Some(Han::Simplified) => "zh-Hans",
        Some(Han::Traditional) => "zh-Hant",
        Some(Han::Japanese) | None => lang,
    };
    let mut shorter = successors(Some(tag), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter));
    shorter.find_map(|tag| table.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)))
}

/// What a language calls itself, else its tag.
fn own_name(lang: &str) -> &str {
    lookup(&OWN_NAMES, lang).map_or(lang, |(_, name)| name)
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
const TEMPLATES: [&str; 12] = [
    "legend.held",
    "legend.held.claimed",
    "legend.held.several",
    "legend.nobody",
    "legend.nobody.claimed",
    "legend.says",
    "legend.says.undetermined",
    "legend.says.silent",
    CLAIMED,
    CALLOUT,
    LINE,
    AND,
];
/// The key of what stands between the last two of several names.
const AND: &str = "list.and";
/// The key of the template for a line that one party alone draws, as that party's map explains it.
const LINE: &str = "legend.says.line";
/// The key of the template for a party's claim and its first day.
const CLAIMED: &str = "status.claimed";
/// The key of the template for a party's claim and the years from which on it is made.
const CALLOUT: &str = "callout.claimed";

/// Returns the phrase of a legend entry; none if it does not name a party.
fn phrase(status_class: &StatusClass, side: &Side) -> Option<Phrase> {
    let [held, claimed, several, nobody, nobody_claimed, says, undetermined, silent, ..] = TEMPLATES;
    let party = |side: &Side| if let Side::Party(party) = side { Some(("party", vec![party.clone()])) } else { None };
    Some(match (status_class.clone(), party(side)) {
        (StatusClass::Held { by, .. }, Some(party)) => (says, vec![("holder", vec![by]), party]),
        (StatusClass::Undetermined, Some(party)) => (undetermined, vec![party]),
        (StatusClass::Silent, Some(party)) => (silent, vec![party]),
        (StatusClass::Held { by, claimed_by }, _) => {
            let template = match (by.as_str(), claimed_by.as_slice()) {
                ("", []) => nobody,
                ("", _) => nobody_claimed,
                (_, []) => held,
                (_, [_]) => claimed,
                _ => several,
            };
            (template, vec![("holder", vec![by]), ("claimant", claimed_by)])
        }
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
fn fill(template: &str, name: &mut dyn FnMut(&str, &str) -> Option<String>) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (blank, rest) = part.split_once('}').unwrap_or_default();
        match blank.split_once('.') {
            Some((who, form)) => text += &name(who, form).unwrap_or_default(),
            None => text.extend(["{", blank, "}"]),
        }
        text += rest;
    }
    text
}

/// Returns names as a list in words.
fn enumerated(names: &[&String], words: &Texts) -> String {
    let mut text = String::new();
    for (number, name) in names.iter().enumerate() {
        let gap = if number + 1 == names.len() { AND } else { "list.comma" };
        text += if number == 0 { "" } else { words.get(gap).map_or(", ", String::as_str) };
        text += name;
    }
    text
}

/// Returns the program's words in a language, those of English where it does not speak it.
///
/// # Errors
/// If the program's own words cannot be read.
pub(crate) fn spoken(lang: &str) -> anyhow::Result<Texts> {
    let mut program = program()?;
    let tag = lookup(&PROGRAM, lang).map_or(STAND_IN, |(tag, _)| tag);
    Ok(program.remove(tag).unwrap_or_default())
}

/// Reads the program's words.
pub(crate) fn program() -> anyhow::Result<BTreeMap<String, Texts>> {
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

/// Returns the credits of a story in a line; `None` if it has none.
fn credit(folder: &StoryFolder, lang: &str) -> Option<String> {
    let texts =
        folder.credits.iter().filter_map(|credit| credit.text.get(lang).or_else(|| credit.text.values().next()));
    let line = texts.map(String::as_str).collect::<Vec<_>>().join(" · ");
    (!line.is_empty()).then_some(line)
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
    use kuril_map::story::Day;
    use std::collections::BTreeSet;
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
        let filled = |lang: &str, key: &str| fill(&program[lang][key], &mut |_, form| party.form(lang, form).cloned());
        assert_eq!(filled("en", "legend.held"), "Administered by Freedonia");
        assert_eq!(filled("en", "legend.says"), "Freedonian territory, according to Freedonia");
        assert_eq!(filled("ru", "legend.held"), "Под управлением Фридонии (ФСР)");
        assert_eq!(party.form("ru", "genitive"), None);
    }

    /// Returns the words of a story in English and another language, and the map that speaks them.
    fn speaking(lang: &str) -> (Vocabulary, Story) {
        let place = tempfile::tempdir().unwrap();
        let story = fs::read_to_string(checkout().join("tests/fixtures/stories/sound/story.json")).unwrap();
        let languages = format!(r#"["en", "{lang}"]"#);
        fs::write(place.path().join("story.json"), story.replace(r#"["en", "ja"]"#, &languages)).unwrap();
        let folder = StoryFolder::open(place.path()).unwrap();
        let mut story = folder.story().0.unwrap();
        let vocabulary = Vocabulary::of(&folder, &story).unwrap();
        speak(&folder, &mut story).unwrap();
        (vocabulary, story)
    }

    #[test]
    fn english_words_stand_in_for_a_language_that_nobody_has_words_of() {
        let (vocabulary, _) = speaking("it");
        let word = |lang: &str, key: &str| vocabulary.languages[lang][key].clone();
        assert_eq!(vocabulary.breaches, []);
        assert_eq!(
            [word("it", "language.name"), word("it", "map.label")],
            ["Italiano".to_owned(), word("en", "map.label")]
        );
        assert_eq!(["pt-BR", "ain"].map(own_name), ["Português", "ain"]);
    }

    #[test]
    fn a_language_has_the_words_of_the_shorter_tag_or_of_the_script() {
        let names =
            ["es-AR", "de-AT", "fr-CA", "en-GB", "ja-JP", "ES", "zh", "zh-CN", "zh-SG", "zh-TW", "zh-HK", "zh-Hant-MO"];
        let known = names.map(|lang| lookup(&PROGRAM, lang).unwrap().0);
        let expected =
            ["es", "de", "fr", "en", "ja", "es", "zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant", "zh-Hant", "zh-Hant"];
        assert_eq!(known, expected);
        assert!(["it", "est", "frr", "", "zha"].into_iter().all(|lang| lookup(&PROGRAM, lang).is_none()));
        let (vocabulary, _) = speaking("es-AR");
        assert_eq!(vocabulary.breaches, []);
        assert_eq!(vocabulary.languages["es-AR"]["card.close"], "Cerrar");
    }

    #[test]
    fn days_and_numbers_are_written_as_the_language_writes_them() {
        let expected = [
            ("de", "20. Oktober 2026", "1. Januar 2026", "20. Okt.", "12.345", "1,5"),
            ("en", "20 October 2026", "1 January 2026", "20 Oct", "12,345", "1.5"),
            ("es", "20 de octubre de 2026", "1 de enero de 2026", "20 oct.", "12.345", "1,5"),
            ("fr", "20 octobre 2026", "1er janvier 2026", "20 oct.", "12\u{202f}345", "1,5"),
            ("ja", "2026年10月20日", "2026年1月1日", "10/20", "12,345", "1.5"),
            ("ru", "20 октября 2026 года", "1 января 2026 года", "20 окт.", "12\u{a0}345", "1,5"),
            ("zh-Hans", "2026年10月20日", "2026年1月1日", "10/20", "12,345", "1.5"),
            ("zh-Hant", "2026年10月20日", "2026年1月1日", "10/20", "12,345", "1.5"),
        ];
        assert!(expected.iter().map(|(lang, ..)| *lang).eq(PROGRAM.iter().map(|(lang, _)| *lang)));
        let [day, first] = ["2026-10-20", "2026-01-01"].map(|day| Day::parse(day).unwrap());
        for (lang, date, new_year, short, number, fine) in expected {
            let (_, story) = speaking(lang);
            let manifest = story.manifest();
            assert_eq!([manifest.date(lang, day), manifest.date(lang, first)], [date, new_year]);
            assert_eq!(manifest.short_date(lang, day), short);
            assert_eq!([manifest.number(lang, 12_345.4), manifest.number(lang, 1.5)], [number, fine]);
            assert_eq!(manifest.decimals(lang, "1.5"), fine);
            assert_eq!([-150.0, 999.0, 0.0].map(|value| manifest.number(lang, value)), ["-150", "999", "0"]);
            let months =
                (1..=12).map(|month| manifest.short_date(lang, Day::parse(&format!("2026-{month:02}-02")).unwrap()));
            assert_eq!(months.collect::<BTreeSet<_>>().len(), 12, "{lang}");
        }
    }

    #[test]
    fn a_page_in_chinese_finds_the_story_in_its_script() {
        let (_, story) = speaking("zh-TW");
        let language = |tag| story.manifest().language(tag);
        assert_eq!(["zh-Hant", "zh_HK", "zh-Hant-TW"].map(language), [Some("zh-TW"); 3]);
        assert_eq!(["zh", "zh-CN", "ja"].map(language), [None; 3]);
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
