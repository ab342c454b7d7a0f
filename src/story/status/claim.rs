//! Claims to islands, and how forces came to them: both dated, each with its sources.

use crate::story::article::{Note, note};
use crate::story::event::Days;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::span::Span;
use crate::story::status::entry::Certainty;
use crate::story::texts::Texts;

/// A party's claim to islands that another administers: the one place that says since when it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Id of the party that makes it.
    pub by: String,
    /// Ids of the places that it is about.
    pub places: Vec<PlaceId>,
    /// The days on which it stands.
    pub span: Span,
    /// How sure its first day is.
    pub certainty: Certainty,
    /// From what it is counted, and what is disputed about that.
    pub note: Option<Note>,
    /// What changed on the first day, where nothing else changed on it.
    pub change: Texts,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

impl Claim {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        Self {
            id: fields.text("id", "an id"),
            by: fields.text("by", "the id of a party"),
            places: fields.places("places"),
            span: Span::read(fields),
            certainty: Certainty::read(fields),
            note: fields.object("note", note),
            change: fields.texts("change"),
            sources: fields.texts_of("sources"),
        }
    }
}

/// How forces came to an island.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalKind {
    /// From the sea.
    Landed,
    /// The garrison capitulated.
    Capitulated,
    /// By land.
    Reached,
}

impl ArrivalKind {
    /// Returns the key of the words that say it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Landed => "status.landed",
            Self::Capitulated => "status.capitulated",
            Self::Reached => "status.reached",
        }
    }
}

/// The day on which forces came to islands.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// How they came.
    pub kind: ArrivalKind,
    /// Ids of the places.
    pub places: Vec<PlaceId>,
    /// When.
    pub days: Days,
    /// How sure the day is.
    pub certainty: Certainty,
    /// Where sources give different days.
    pub note: Option<Note>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

impl Arrival {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let kind = match fields.choice("kind", &["landed", "capitulated", "reached"]) {
            Some(0) => ArrivalKind::Landed,
            Some(1) => ArrivalKind::Capitulated,
            _ => ArrivalKind::Reached,
        };
        Self {
            kind,
            places: fields.places("places"),
            days: Days::read(fields),
            certainty: Certainty::read(fields),
            note: fields.object("note", note),
            sources: fields.texts_of("sources"),
        }
    }
}
