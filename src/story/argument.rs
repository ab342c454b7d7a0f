//! What each side argues, question by question, in its own words.

use crate::lean::map::SortedMap;
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::texts::Texts;

/// A question on which the sides argue.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Texts,
    /// Ids of the places that it concerns.
    pub places: Vec<PlaceId>,
    /// Days on which what is argued about happened.
    pub dates: Vec<Day>,
    /// What each party says, by its id.
    pub sides: SortedMap<Statement>,
}

/// What a party says on a topic.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// It says this.
    Said(Box<Quotation>),
    /// A search on this day found no statement of it.
    NoneFound(Day),
}

/// Words of a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The words as the source has them.
    pub text: String,
    /// Their language (BCP 47).
    pub lang: String,
    /// Whether the source itself translated them.
    pub is_translation: bool,
    /// The same in other languages.
    pub translations: Texts,
    /// Languages of the translations that the party published itself.
    pub official: Vec<String>,
    /// Languages of the translations that the publisher of the source made.
    pub agency: Vec<String>,
    /// Who said or wrote it.
    pub speaker: Texts,
    /// Where, or about what.
    pub title: Texts,
    /// When, ISO 8601, as far as the day is known; none where the source bears no date.
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
