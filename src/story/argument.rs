//! What each side argues, question by question, in its own words.

use crate::lean::map::SortedMap;
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::texts::Texts;

/// A question that the sides argue about.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Texts,
    /// Ids of the places that it concerns.
    pub places: Vec<PlaceId>,
    /// Days of the events that are argued about.
    pub dates: Vec<Day>,
    /// The statement of each party, by the party's id.
    pub sides: SortedMap<Statement>,
}

/// A party's statement on a topic.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// Its own words.
    Said(Box<Quotation>),
    /// No statement was found; the day of the search.
    NoneFound(Day),
}

/// A quotation of a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The words as in the source.
    pub text: String,
    /// Their language (BCP 47).
    pub lang: String,
    /// Whether the source itself translated them.
    pub is_translation: bool,
    /// Translations into other languages.
    pub translations: Texts,
    /// Languages of the translations that the party published itself.
    pub official: Vec<String>,
    /// Languages of the translations made by the publisher of the source.
    pub agency: Vec<String>,
    /// The speaker or author.
    pub speaker: Texts,
    /// The occasion or subject.
    pub title: Texts,
    /// The date, ISO 8601, as precise as known; none if the source is undated.
    pub date: Option<String>,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

impl Topic {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let sides = |sides: &Fields<'_>| {
            let each =
                sides.iter().filter_map(|(party, _)| Some((party.to_owned(), sides.object(party, Statement::read)?)));
            each.collect()
        };
        fields.required("sides", "an object of statements by party");
        Self {
            id: fields.text("id", "an id"),
            title: fields.required_texts("title"),
            places: fields.places("places"),
            dates: fields.days("dates"),
            sides: fields.object("sides", sides).unwrap_or_default(),
        }
    }
}

impl Statement {
    fn read(fields: &Fields<'_>) -> Self {
        match fields.optional_day("none_found") {
            Some(day) => Self::NoneFound(day),
            None => Self::Said(Box::new(Quotation::read(fields))),
        }
    }
}

impl Quotation {
    fn read(fields: &Fields<'_>) -> Self {
        Self {
            text: fields.text("text", "the words, or \"none_found\" with a day"),
            lang: fields.text("lang", "a language tag"),
            is_translation: fields.optional_text("text_is").is_some(),
            translations: fields.texts("translations"),
            official: fields.texts_of("official"),
            agency: fields.texts_of("agency"),
            speaker: fields.required_texts("speaker"),
            title: fields.texts("title"),
            date: fields.optional_text("date"),
            sources: fields.texts_of("sources"),
        }
    }
}
