//! Who administers an island, who claims it, and what each party says its status is, by date.
//!
//! The book says nothing of its own: every interval names its sources. Fill, label, card and table derive from it.

use super::fields::Fields;
use super::story::named;
use super::table::Table;
use super::text::Source;
use super::texts::Texts;
use crate::error::{Finding, Problem};
use serde_json::value::RawValue;

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
    /// First day, ISO 8601; none where the beginning is not dated.
    pub from: Option<String>,
    /// Last day, ISO 8601; none where it lasts.
    pub to: Option<String>,
    /// Id of the party that administers, where one does.
    pub administered_by: Option<String>,
    /// Ids of the parties that claim without administering.
    pub claimed_by: Vec<String>,
    /// What each party says, by its id.
    pub according_to: Table<View>,
    /// The status in one line.
    pub line: Texts,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// How a group stands between the parties: what the map tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Administered by one party and claimed by another.
    Claimed,
    /// Administered by one party, claimed by no other, its status undetermined for one.
    Undetermined,
    /// Not in question.
    Settled,
}

impl Interval {
    fn read(fields: &Fields<'_>) -> Self {
        let view = |view: &Fields<'_>| Some(View { value: Position::read(view)?, sources: view.texts_of("sources") });
        let views = |views: &Fields<'_>| {
            let each = views.iter().filter_map(|(party, _)| Some((party.to_owned(), views.object(party, view)??)));
            each.collect()
        };
        Self {
            group: fields.text("group", "a group of status.groups"),
            from: fields.optional_text("from"),
            to: fields.optional_text("to"),
            administered_by: fields.optional_text("administered_by"),
            claimed_by: fields.texts_of("claimed_by"),
            according_to: fields.object("according_to", views).unwrap_or_default(),
            line: fields.required_texts("line"),
            sources: fields.texts_of("sources"),
        }
    }

    /// How the group stands in this interval.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let undetermined = |view: &View| matches!(view.value, Position::Undetermined | Position::Renounced);
        if !self.claimed_by.is_empty() {
            Standing::Claimed
        } else if self.according_to.values().any(undetermined) {
            Standing::Undetermined
        } else {
            Standing::Settled
        }
    }

    /// Whether a day, ISO 8601, lies in the interval.
    fn holds(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day) && self.to.as_deref().is_none_or(|to| day <= to)
    }
}

/// A group of islands that share a status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusGroup {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Ids of its islands.
    pub members: Vec<String>,
}

/// All groups and intervals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatusBook {
    groups: Vec<StatusGroup>,
    intervals: Vec<Interval>,
}

impl StatusGroup {
    fn read(fields: &Fields<'_>) -> Self {
        let (id, names) = named(fields);
        fields.required("members", "a list of ids");
        Self { id, names, members: fields.texts_of("members") }
    }
}

impl StatusBook {
    /// Reads the book entry by entry; an entry that cannot be read is a finding and stays out.
    pub(super) fn read<'a>(source: &Source<'a>, raw: &'a RawValue, findings: &mut Vec<Finding>) -> Self {
        let both = |fields: &Fields<'a>| {
            fields.required("groups", "a list of groups");
            fields.required("intervals", "a list of intervals");
            fields.clone()
        };
        let fields = match source.part(raw, "status", both) {
            Ok(fields) => fields,
            Err(finding) => {
                findings.push(finding);
                return Self::default();
            }
        };
        let groups = source.list(&fields, "status.groups", findings, StatusGroup::read);
        let mut intervals = source.list(&fields, "status.intervals", findings, Interval::read);
        intervals.retain(|interval| {
            let known = groups.iter().any(|group| group.id == interval.group);
            if !known {
                let problem = Problem::Unknown {
                    field: "group".to_owned(),
                    id: interval.group.clone(),
                    expected: "a group of status.groups".to_owned(),
                };
                findings.push(source.finding_at(0, Some("status.intervals".to_owned()), problem));
            }
            known
        });
        Self { groups, intervals }
    }

    /// The groups that share a status.
    #[must_use]
    pub fn groups(&self) -> &[StatusGroup] {
        &self.groups
    }

    /// The interval of an island's group on a day, ISO 8601.
    #[must_use]
    pub fn of_island(&self, id: &str, day: &str) -> Option<&Interval> {
        let group = self.groups.iter().find(|group| group.members.iter().any(|member| member == id))?;
        self.of_group(&group.id, day)
    }

    /// The interval of a group on a day, ISO 8601.
    #[must_use]
    pub fn of_group(&self, id: &str, day: &str) -> Option<&Interval> {
        self.intervals.iter().find(|interval| interval.group == id && interval.holds(day))
    }

    /// All intervals in the order of the file.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }
}
