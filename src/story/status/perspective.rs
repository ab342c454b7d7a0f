//! From whose side the map is looked at, and how an area is shown from there.

use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::texts::Texts;

/// A side that the map can be looked at from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Perspective {
    /// Its id.
    pub id: String,
    /// Its name, short enough for a button.
    pub names: Texts,
    /// The convention that the map then follows, in a line.
    pub convention: Texts,
    /// Whose side it takes.
    pub side: Side,
    /// Ids of the sources of the convention.
    pub sources: Vec<String>,
}

/// Whose side the map takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Who administers, and who else claims.
    #[default]
    Administration,
    /// What one party says, by its id.
    Party(String),
    /// Where the parties differ.
    Difference,
}

/// The day for which the map stands and the side that it takes: by them areas are shown and places named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewpoint<'a> {
    /// The day.
    pub day: Day,
    /// The side.
    pub side: &'a Side,
}

impl Perspective {
    /// The id of the perspective that shows where the parties differ.
    const DIFFERENCE: &'static str = "differ";

    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let (id, names) = fields.named();
        let side = match fields.optional_text("party") {
            Some(party) => Side::Party(party),
            None if id == Self::DIFFERENCE => Side::Difference,
            None => Side::Administration,
        };
        Self { id, names, convention: fields.required_texts("convention"), side, sources: fields.texts_of("sources") }
    }
}

/// How an area is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusClass {
    /// Administered by a party, or its own in its view, and claimed by another or not; ids.
    Held {
        /// Who holds it.
        by: String,
        /// Who else claims it.
        claimed_by: Option<String>,
    },
    /// Held jointly, without a border.
    Joint,
    /// Passing from one hand to another.
    Changing,
    /// Of undetermined status.
    Undetermined,
    /// The parties do not say different things of it.
    Agreed,
    /// The parties say different things of it.
    Disputed,
    /// The party whose side is taken says nothing of it.
    Silent,
}
