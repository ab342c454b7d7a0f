//! The status of a group over a time: who administers it, who claims it, what each party says.

use crate::lean::map::Table;
use crate::story::day::Span;
use crate::story::event::Days;
use crate::story::fields::Fields;
use crate::story::place::PlaceId;
use crate::story::texts::Texts;

/// What a party says of a group at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// It is the party's own territory.
    Own,
    /// It is another party's.
    Other,
    /// Its status is not determined.
    Undetermined,
    /// It was renounced, without saying in whose favour.
    Renounced,
    /// It is held jointly.
    Joint,
}

impl Position {
    /// Every position with the word that stands for it in the files.
    const WORDS: [(&'static str, Self); 5] = [
        ("own", Self::Own),
        ("other", Self::Other),
        ("undetermined", Self::Undetermined),
        ("renounced", Self::Renounced),
        ("joint", Self::Joint),
    ];

    fn read(fields: &Fields<'_>) -> Option<Self> {
        const EXPECTED: &str = "one of own, other, undetermined, renounced, joint";
        let word = fields.text("value", EXPECTED);
        let found = Self::WORDS.iter().find(|(known, _)| *known == word);
        if found.is_none() {
            fields.unexpected("value", EXPECTED, &word);
        }
        found.map(|(_, position)| *position)
    }

    /// The key of the word that says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "status.own",
            Self::Other => "status.other",
            Self::Undetermined => "status.undetermined",
            Self::Renounced => "status.renounced",
            Self::Joint => "status.joint",
        }
    }
}

/// A party's word and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What the party says.
    pub value: Position,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// The status of a group over a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// Id of the group of islands.
    pub group: String,
    /// The days on which it held.
    pub span: Span,
    /// Id of the party that administers, where one does.
    pub administered_by: Option<String>,
    /// Ids of the parties that claim without administering.
    pub claimed_by: Vec<String>,
    /// What each party says, by its id.
    pub according_to: Table<View>,
    /// The status in one line.
    pub line: Texts,
    /// On what the administration rests.
    pub basis: Texts,
    /// What changed on the first day, and for whom.
    pub change: Texts,
    /// The landings with which it began, where it did.
    pub landings: Vec<Landing>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// A landing of forces.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// Ids of the places.
    pub places: Vec<PlaceId>,
    /// When it took place.
    pub days: Days,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

impl Landing {
    fn read(fields: &Fields<'_>) -> Self {
        Self { places: fields.places("places"), days: Days::read(fields), sources: fields.texts_of("sources") }
    }
}

impl Interval {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let view = |view: &Fields<'_>| Some(View { value: Position::read(view)?, sources: view.texts_of("sources") });
        let views = |views: &Fields<'_>| {
            let each = views.iter().filter_map(|(party, _)| Some((party.to_owned(), views.object(party, view)??)));
            each.collect()
        };
        Self {
            group: fields.text("group", "a group of status.groups"),
            span: Span::read(fields),
            administered_by: fields.optional_text("administered_by"),
            claimed_by: fields.texts_of("claimed_by"),
            according_to: fields.object("according_to", views).unwrap_or_default(),
            line: fields.required_texts("line"),
            basis: fields.texts("basis"),
            change: fields.texts("change"),
            landings: fields.objects("landings", Landing::read),
            sources: fields.texts_of("sources"),
        }
    }
}
