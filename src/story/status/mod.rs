//! Who administers islands, who claims them, and what each party says about them, by date.
//!
//! Every entry of the history names its sources. Fill, line, label, card and table are derived from it: by
//! [`Story::standing`](crate::story::Story::standing) for an island and by
//! [`Story::status_of`](crate::story::Story::status_of) for a place.

mod boundary;
mod claim;
mod entry;
mod perspective;

pub use boundary::Boundary;
pub use claim::{Arrival, ArrivalKind, Claim};
pub use entry::{Certainty, Control, PartyStatement, Position, StatusEntry};
pub use perspective::{Perspective, Side, StatusClass, Viewpoint};

use crate::error::Finding;
use crate::lean::sorted::insert;
use crate::limits::ENTRIES;
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::source::Source;
use crate::story::texts::Texts;

/// A group of islands most of which share a status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusGroup {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Ids of its islands.
    pub members: Vec<String>,
}

/// The history of all statuses, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatusHistory {
    groups: Vec<StatusGroup>,
    entries: Vec<StatusEntry>,
    claims: Vec<Claim>,
    arrivals: Vec<Arrival>,
    boundaries: Vec<Boundary>,
    perspectives: Vec<Perspective>,
}

impl StatusGroup {
    fn read(fields: &Fields<'_>) -> Self {
        let (id, names) = fields.named();
        fields.required("members", "a list of ids");
        Self { id, names, members: fields.texts_of("members") }
    }
}

impl StatusHistory {
    /// Reads the history entry by entry; an entry that cannot be read becomes a finding and is skipped.
    pub(super) fn read<'a>(source: &Source<'a>, raw: &'a str, findings: &mut Vec<Finding>) -> Self {
        let mut history = Self::default();
        let whole = source.part(raw, "status", |fields| {
            fields.required("groups", "a list of groups");
            fields.required("entries", "a list of entries");
            if fields.is_sound() {
                history = Self {
                    groups: source.list(fields, "status.groups", findings, StatusGroup::read),
                    entries: source.list(fields, "status.entries", findings, StatusEntry::read),
                    claims: source.list(fields, "status.claims", findings, Claim::read),
                    arrivals: source.list(fields, "status.arrivals", findings, Arrival::read),
                    boundaries: source.list(fields, "status.boundaries", findings, Boundary::read),
                    perspectives: source.list(fields, "status.perspectives", findings, Perspective::read),
                };
            }
        });
        findings.extend(whole.err());
        let problems = [
            ENTRIES.hold("status.groups", &mut history.groups),
            ENTRIES.hold("status.entries", &mut history.entries),
            ENTRIES.hold("status.claims", &mut history.claims),
            ENTRIES.hold("status.arrivals", &mut history.arrivals),
            ENTRIES.hold("status.boundaries", &mut history.boundaries),
            ENTRIES.hold("status.perspectives", &mut history.perspectives),
        ];
        findings.extend(problems.into_iter().flatten().map(|problem| Finding::of_file(source.file, problem)));
        history
    }

    /// Returns the groups of islands that mostly share a status.
    #[must_use]
    pub fn groups(&self) -> &[StatusGroup] {
        &self.groups
    }

    /// Returns all entries.
    #[must_use]
    pub fn entries(&self) -> &[StatusEntry] {
        &self.entries
    }

    /// Returns all claims.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Returns all arrivals of forces.
    #[must_use]
    pub fn arrivals(&self) -> &[Arrival] {
        &self.arrivals
    }

    /// Iterates over the boundaries that are shown from a viewpoint.
    pub fn lines(&self, viewpoint: Viewpoint<'_>) -> impl Iterator<Item = &Boundary> {
        self.boundaries.iter().filter(move |line| line.is_shown(viewpoint))
    }

    /// Returns all boundaries.
    #[must_use]
    pub fn boundaries(&self) -> &[Boundary] {
        &self.boundaries
    }

    /// Returns the perspectives of the map, the initial one first.
    #[must_use]
    pub fn perspectives(&self) -> &[Perspective] {
        &self.perspectives
    }

    /// Returns the perspective with the given id.
    #[must_use]
    pub fn perspective(&self, id: &str) -> Option<&Perspective> {
        self.perspectives.iter().find(|perspective| perspective.id == id)
    }

    /// Returns the first day that an entry covers.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.entries.iter().filter_map(|entry| entry.span.from).min()
    }

    /// Returns the days on which something changes, in ascending order.
    #[must_use]
    pub fn days_of_change(&self) -> Vec<Day> {
        let mut days = Vec::new();
        for (from, ..) in self.all_changes() {
            if let Some(day) = from {
                insert(&mut days, day);
            }
        }
        days
    }

    /// Returns the texts on what changes on a day and for whom, without duplicates, each with the ids of its sources.
    #[must_use]
    pub fn changes(&self, day: Day) -> Vec<(&Texts, &[String])> {
        let mut changes: Vec<(&Texts, &[String])> = Vec::new();
        for (from, change, sources) in self.all_changes() {
            if from == Some(day) && changes.iter().all(|(told, _)| *told != change) {
                changes.push((change, sources));
            }
        }
        changes
    }

    /// Iterates over all changes: the first day of an entry or claim, the text, and the ids of its sources.
    fn all_changes(&self) -> impl Iterator<Item = (Option<Day>, &Texts, &[String])> {
        let entries = self.entries.iter().map(|entry| (entry.span.from, &entry.change, &*entry.sources));
        let claims = self.claims.iter().map(|claim| (claim.span.from, &claim.change, &*claim.sources));
        entries.chain(claims).filter(|(_, change, _)| !change.is_empty())
    }
}
