//! The rule that what stands in quotation marks is somebody's words: a document's, an article's, a party's or a source's.
//!
//! Words are compared as readers do: without regard to case and punctuation, and in Russian to the ending that a sentence
//! asks for. What is left out of a quotation is marked by "…". Names and titles that the story declares may stand in
//! quotation marks too, and so may entries of the words of the interface.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::story::folder::{SHAPES, StoryFolder};
use crate::story::format::Texts;
use crate::story::rules::texts::each_object;
use crate::story::rules::{Breach, Subject};

/// Quotation marks that open, and those that close what they open: English, Russian, Japanese, and typed ones.
const MARKS: [(char, char); 6] = [('“', '”'), ('«', '»'), ('「', '」'), ('『', '』'), ('„', '“'), ('"', '"')];
/// Keys of texts that are names, or words of others as they are.
const NAMED: [&str; 6] = ["forms", "names", "names_claimant", "publisher", "system", "translations"];
/// What names stand apart by where several are in one pair of quotation marks.
const BETWEEN: [char; 9] = ['/', '／', '(', ')', '（', '）', '、', ',', '·'];
/// What stands for words that are left out.
const LEFT_OUT: char = '…';
/// Endings of Russian words, long ones first.
const ENDINGS: [&str; 47] = [
    "иями", "ями", "ами", "ией", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ях", "ах", "ов", "ев", "еи", "ои",
    "ыи", "ии", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ую", "юю", "ам", "ям", "ом", "ем", "ым", "им", "ию",
    "ия", "ью", "ы", "и", "а", "я", "о", "е", "у", "ю", "ь",
];
/// So many letters of a word stay when its endings are taken off.
const STEM: usize = 4;

/// A text as it is compared.
type Tokens = Vec<String>;

/// What stands in quotation marks is found in a text of the story that quotes, or is a declared name.
pub(super) fn sourced_quotations(subject: &Subject<'_>) -> Vec<Breach> {
    let known = Known::of(subject);
    let languages = subject.folder.languages();
    let mut breaches = Vec::new();
    for (origin, raw) in subject.folder.shown() {
        each_object(raw, origin.list, &mut |key, object| {
            let own = languages.iter().find(|lang| origin.file() == format!("words/{lang}.json"));
            let words = object.as_object().filter(|_| own.is_some()).into_iter().flat_map(|words| words.values());
            let texts = languages.iter().filter(|_| !NAMED.contains(&key)).filter_map(|lang| object.get(lang));
            for text in words.chain(texts).filter_map(Value::as_str) {
                for quotation in split(text).0.into_iter().filter(|quotation| !known.holds(quotation)) {
                    let expected = "words of a source, in which \"quoted\" may record them";
                    breaches.push(Breach::new(origin, expected, quotation));
                }
            }
        });
    }
    breaches
}

/// Takes a text apart into what stands in its outermost quotation marks and what stands outside; a quotation that nothing
/// ends goes on to the end.
pub(super) fn split(text: &str) -> (Vec<String>, String) {
    let (mut quotations, mut outside, mut inside) = (Vec::new(), String::new(), String::new());
    let mut open: Vec<char> = Vec::new();
    for letter in text.chars() {
        let opened = MARKS.iter().find(|marks| marks.0 == letter).map(|marks| marks.1);
        if open.last() == Some(&letter) {
            open.pop();
            if open.is_empty() {
                quotations.push(std::mem::take(&mut inside));
                continue;
            }
        } else if let Some(closing) = opened {
            open.push(closing);
            if open.len() == 1 {
                continue;
            }
        }
        if open.is_empty() { outside.push(letter) } else { inside.push(letter) }
    }
    quotations.extend((!inside.is_empty()).then_some(inside));
    (quotations, outside)
}

/// What may stand in quotation marks.
#[derive(Debug, Default)]
struct Known {
    /// All texts, one behind the other, with an empty token behind each.
    tokens: Tokens,
    /// Where a token stands.
    places: BTreeMap<String, Vec<usize>>,
    /// Texts that may stand there as a whole.
    whole: BTreeSet<Tokens>,
}

impl Known {
    fn of(subject: &Subject<'_>) -> Self {
        let mut known = Self::default();
        known.add_quoted(subject.folder);
        known.add_names(subject.folder);
        known.add_titles(subject.folder);
        for words in subject.vocabulary.languages.values() {
            known.whole.extend(words.values().map(|word| tokens(word)));
        }
        known
    }

    /// Adds a text that is quoted from.
    fn add(&mut self, text: &str) {
        for token in tokens(text).into_iter().chain([String::new()]) {
            self.places.entry(token.clone()).or_default().push(self.tokens.len());
            self.tokens.push(token);
        }
    }

    fn add_all<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        texts.into_iter().for_each(|text| self.add(text));
    }

    /// Adds the words of documents, articles, parties and sources.
    fn add_quoted(&mut self, folder: &StoryFolder) {
        for excerpt in folder.articles.iter().flat_map(|article| &article.excerpts) {
            self.add(&excerpt.text);
            self.add_all(excerpt.translations.values());
        }
        for side in folder.topics.iter().flat_map(|topic| topic.sides.values()) {
            self.add(&side.text);
            self.add_all(side.translations.values());
        }
        for quoted in folder.sources.iter().flat_map(|source| &source.quoted) {
            self.add(&quoted.text);
            self.add_all(quoted.translations.values());
        }
    }

    /// Adds names of places, parties and sides.
    fn add_names(&mut self, folder: &StoryFolder) {
        for side in &folder.perspectives {
            self.add_all(side.names.values());
        }
        for group in folder.all_groups() {
            self.add_all(group.names.values());
        }
        for party in &folder.parties {
            self.add_all(party.names.values().chain(party.forms.values().flat_map(Texts::values)));
        }
        for feature in SHAPES.iter().flat_map(|name| folder.features(name)) {
            let of = &feature.properties;
            self.add_all(of.names.values().chain(of.names_claimant.values()).chain(of.aliases.values().flatten()));
            self.add_all(of.romanised.iter().chain(&of.kana));
        }
        for alias in &folder.alias_names {
            self.add_all(alias.iter().filter(|(lang, _)| *lang != "targets").flat_map(|(_, names)| names));
        }
    }

    /// Adds names of publications and speakers, titles, and what was deployed.
    fn add_titles(&mut self, folder: &StoryFolder) {
        for source in &folder.sources {
            self.add(&source.title);
            self.add_all(source.publisher.values());
        }
        for article in &folder.articles {
            self.add_all(
                [&article.head.title, &article.head.publisher].into_iter().chain(article.head.titles.values()),
            );
        }
        for deployment in &folder.deployments {
            self.add_all(deployment.system.values());
        }
        for side in folder.topics.iter().flat_map(|topic| topic.sides.values()) {
            self.add_all(side.title.values().chain(side.speaker.values()));
        }
    }

    /// Whether a quotation is of a known text, or made up of known names.
    fn holds(&self, quotation: &str) -> bool {
        let whole = tokens(quotation);
        let mut names = quotation.split(BETWEEN).map(tokens).filter(|name| !name.is_empty());
        self.whole.contains(&whole)
            || self.quotes(quotation)
            || names.all(|name| self.starts_of(&name).next().is_some())
    }

    /// Whether all parts of a quotation stand in one text, in their order.
    fn quotes(&self, quotation: &str) -> bool {
        let parts: Vec<Tokens> = quotation.split(LEFT_OUT).map(tokens).filter(|part| !part.is_empty()).collect();
        let Some((first, rest)) = parts.split_first() else { return true };
        self.starts_of(first).any(|start| {
            let text = self.tokens.get(start..).unwrap_or_default();
            let end = text.iter().position(String::is_empty).unwrap_or(text.len());
            let mut behind = text.get(first.len()..end).unwrap_or_default();
            rest.iter().all(|part| {
                let at = behind.windows(part.len()).position(|window| window == part);
                behind = at.and_then(|at| behind.get(at + part.len()..)).unwrap_or_default();
                at.is_some()
            })
        })
    }

    /// Where words stand one after the other; they are looked for by the rarest of them.
    fn starts_of<'a>(&'a self, part: &'a [String]) -> impl Iterator<Item = usize> + 'a {
        let places = part.iter().map(|token| self.places.get(token).map_or(&[][..], Vec::as_slice));
        let rarest = places.enumerate().min_by_key(|(_, places)| places.len());
        let starts =
            rarest.into_iter().flat_map(|(at, places)| places.iter().filter_map(move |place| place.checked_sub(at)));
        starts.filter(|start| self.tokens.get(*start..start + part.len()) == Some(part))
    }
}

/// The words of a text as they are compared; where a script has no spaces, each letter is one.
fn tokens(text: &str) -> Tokens {
    let (mut tokens, mut word) = (Tokens::new(), String::new());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let is_letter = letter.is_alphanumeric();
        let is_alone = is_letter && letter >= '\u{3040}';
        if is_letter && !is_alone {
            word.push(match letter {
                'ё' => 'е',
                'й' => 'и',
                other => other,
            });
            continue;
        }
        tokens.extend((!word.is_empty()).then(|| stem(&std::mem::take(&mut word)).to_owned()));
        tokens.extend(is_alone.then(|| letter.to_string()));
    }
    tokens.extend((!word.is_empty()).then(|| stem(&word).to_owned()));
    tokens
}

/// A Russian word without its endings, another word as it is.
fn stem(word: &str) -> &str {
    let is_long = |rest: &&str| rest.chars().count() >= STEM;
    let shorter = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(is_long));
    shorter.map_or(word, stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Known {
        let mut known = Known::default();
        known.add(text);
        known.add("and so on");
        known
    }

    #[test]
    fn a_text_is_taken_apart_at_its_outermost_quotation_marks() {
        let (quotations, outside) = split("He said “of «A» and “B””, 「甲「乙」丙」 \"x\" then “no end");
        assert_eq!(quotations, ["of «A» and “B”", "甲「乙」丙", "x", "no end"]);
        assert_eq!(outside, "He said ,   then ");
    }

    #[test]
    fn a_quotation_may_differ_in_case_in_punctuation_and_in_russian_in_its_endings() {
        assert!(known("The islands, Russia's own: 四島は、固有").holds("Russia’s own"));
        assert!(known("四島は、固有の領土").holds("固有の 領土"));
        assert!(known("исконная территория России").holds("исконной территорией"));
        assert!(!known("исконная территория").holds("исконная земля"));
        assert!(!known("the whole island").holds("the island"));
        assert!(!known("by land").holds("land and so on"));
    }

    #[test]
    fn what_is_left_out_of_a_quotation_is_marked() {
        assert!(known("one two three four").holds("one … four"));
        assert!(!known("one two three four").holds("four … one"));
        assert!(!known("one two three").holds("three … on"));
    }

    #[test]
    fn a_quotation_of_names_holds_names_alone() {
        assert!(known("Southern Kurils").holds("Southern Kurils / and so on"));
        assert!(!known("Southern Kurils").holds("Southern Kurils / Chishima"));
    }

    #[test]
    fn a_hundred_thousand_texts_and_quotations_are_compared_to_the_end() {
        let mut known = Known::default();
        for number in 0..100_000 {
            known.add(&format!("text number {number}"));
        }
        assert!((0..100_000).all(|number| known.holds(&format!("number {number}"))));
        assert!((0..1000).all(|number| !known.holds(&format!("text {number}"))));
    }
}
