//! The status of islands over a period: who administers them, and what each party says about them.

use crate::lean::map::SortedMap;
use crate::story::article::{Note, note};
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::span::Span;
use crate::story::texts::Texts;

/// A party's position on the status of islands at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// They are the party's own territory.
    Own,
    /// They belong to another party.
    Other,
    /// The party renounced them without naming a beneficiary, and regards their status as undetermined.
    Renounced,
    /// They are held jointly.
    Joint,
}

impl Position {
    fn read(fields: &Fields<'_>) -> Option<Self> {
        let number = fields.choice("value", &["own", "other", "renounced", "joint"])?;
        [Self::Own, Self::Other, Self::Renounced, Self::Joint].get(number).copied()
    }

    /// Returns the key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "status.own",
            Self::Other => "status.other",
            Self::Renounced => "status.renounced",
            Self::Joint => "status.joint",
        }
    }
}

/// How certain a statement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Sources agree, or the file does not say.
    #[default]
    High,
    /// Sources are few, or differ in a detail.
    Medium,
    /// The evidence is weak.
    Low,
}

impl Certainty {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let is_there = fields.raw("certainty").is_some();
        let number = if is_there { fields.choice("certainty", &["high", "medium", "low"]) } else { None };
        [Self::High, Self::Medium, Self::Low].get(number.unwrap_or_default()).copied().unwrap_or_default()
    }

    /// Returns the key of its word; none if it is high, which needs no mention.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::High => None,
            Self::Medium => Some("certainty.medium"),
            Self::Low => Some("certainty.low"),
        }
    }
}

/// A party's position and the sources for it.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyStatement {
    /// The position.
    pub value: Position,
    /// Id of the party to which they belong according to this one, if it names one of several.
    pub of: Option<String>,
    /// How certain it is that the party takes it.
    pub certainty: Certainty,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

impl PartyStatement {
    fn read(fields: &Fields<'_>) -> Option<Self> {
        let (value, certainty) = (Position::read(fields)?, Certainty::read(fields));
        Some(Self { value, of: fields.optional_text("of"), certainty, sources: fields.texts_of("sources") })
    }
}

/// Who controls islands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// A party administers them.
    By(String),
    /// The parties hold them jointly, without a border.
    Joint,
    /// They are changing hands.
    Changing,
    /// Nobody administers them.
    Nobody,
}

impl Control {
    fn read(fields: &Fields<'_>) -> Self {
        match fields.choice("state", &["administered", "joint", "changing", "nobody"]) {
            Some(0) => Self::By(fields.text("administered_by", "the id of a party")),
            Some(1) => Self::Joint,
            Some(3) => Self::Nobody,
            _ => Self::Changing,
        }
    }
}

/// The status of islands over a period.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusEntry {
    /// Its id.
    pub id: String,
    /// Ids of the places that it concerns: groups, or single islands that differ from their group.
    pub places: Vec<PlaceId>,
    /// The days on which it applies.
    pub span: Span,
    /// Who controls the islands.
    pub control: Control,
    /// What each party says, by its id; a party without a statement is absent.
    pub according_to: SortedMap<PartyStatement>,
    /// The status in one line.
    pub line: Texts,
    /// What the administering party bases it on, with sources of its own.
    pub basis: Option<Note>,
    /// What changed on the first day, and for whom; empty if the day is not a stop of the time line.
    pub change: Texts,
    /// How certain it is.
    pub certainty: Certainty,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

impl StatusEntry {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let views = |views: &Fields<'_>| {
            let each = views
                .by_name()
                .into_iter()
                .filter_map(|(party, _)| Some((party.to_owned(), views.object(party, PartyStatement::read)??)));
            each.collect()
        };
        Self {
            id: fields.text("id", "an id"),
            places: fields.places("places"),
            span: Span::read(fields),
            control: Control::read(fields),
            according_to: fields.object("according_to", views).unwrap_or_default(),
            line: fields.required_texts("line"),
            basis: fields.object("basis", note),
            change: fields.texts("change"),
            certainty: Certainty::read(fields),
            sources: fields.texts_of("sources"),
        }
    }

    /// Returns the id of the party that administers the islands, if one does.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        if let Control::By(party) = &self.control { Some(party) } else { None }
    }
}
