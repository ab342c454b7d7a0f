//! Perspectives on the map, and how an area is shown from each.

use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::texts::Texts;

/// A perspective on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Perspective {
    /// Its id.
    pub id: String,
    /// Its name, short enough for a button.
    pub names: Texts,
    /// The convention that the map follows, in a line.
    pub convention: Texts,
    /// The side that it takes.
    pub side: Side,
    /// Ids of the sources of the convention.
    pub sources: Vec<String>,
}

/// The side that a perspective takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Who administers, and which other parties claim.
    #[default]
    Administration,
    /// What one party says; its id.
    Party(String),
    /// Where the parties differ.
    Difference,
}

/// The day and side that determine how areas are shown and which names come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewpoint<'a> {
    /// The day.
    pub day: Day,
    /// The side.
    pub side: &'a Side,
}

impl Perspective {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let (id, names) = fields.named();
        let side = match fields.optional_text("party") {
            Some(party) => Side::Party(party),
            None if fields.flag("differences") => Side::Difference,
            None => Side::Administration,
        };
        Self { id, names, convention: fields.required_texts("convention"), side, sources: fields.texts_of("sources") }
    }
}

/// How an area is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusClass {
    /// Held by a party or by nobody, claimed by others or not. In a party's view: what is its own, or another's.
    Held {
        /// Id of the party that holds it; empty if nobody does.
        by: String,
        /// Ids of the other parties that claim it, in the order of the story.
        claimed_by: Vec<String>,
    },
    /// Held jointly, without a border.
    Joint,
    /// Changing hands.
    Changing,
    /// Of undetermined status.
    Undetermined,
    /// The parties agree on it.
    Agreed,
    /// Each party regards it as its own.
    Disputed,
    /// The parties disagree on it otherwise.
    Differing,
    /// The party whose side is taken says nothing about it.
    Silent,
}
