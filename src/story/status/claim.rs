//! Claims to islands and arrivals of forces, both with dates and sources.

use crate::story::article::{Note, note};
use crate::story::event::Days;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::span::Span;
use crate::story::status::entry::Certainty;
use crate::story::texts::Texts;

/// A party's claim to islands that another party administers; only here is the day on which it begins recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Id of the claiming party.
    pub by: String,
    /// Ids of the places that it concerns.
    pub places: Vec<PlaceId>,
    /// The days on which it is made.
    pub span: Span,
    /// How certain its first day is.
    pub certainty: Certainty,
    /// What its first day is based on, and what is disputed about that.
    pub note: Option<Note>,
    /// What changed on the first day, if nothing else changed on it.
    pub change: Texts,
    /// Ids of its sources.
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
    /// Returns the key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Landed => "status.landed",
            Self::Capitulated => "status.capitulated",
            Self::Reached => "status.reached",
        }
    }
}

/// The arrival of forces on islands.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// How they came.
    pub kind: ArrivalKind,
    /// Ids of the places where they arrived.
    pub places: Vec<PlaceId>,
    /// When they arrived.
    pub days: Days,
    /// How certain the day is.
    pub certainty: Certainty,
    /// A note if sources give different days.
    pub note: Option<Note>,
    /// Ids of its sources.
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
