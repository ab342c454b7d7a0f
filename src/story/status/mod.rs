//! Who administers islands, who claims them, and what each party says they are, by date.
//!
//! The history says nothing of its own: every entry names its sources. Fill, line, label, card and table derive from it,
//! by [`Story::standing`](crate::story::Story::standing) for one island and by
//! [`Story::told`](crate::story::Story::told) for a place.

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
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::source::Source;
use crate::story::texts::Texts;

/// A group of islands that mostly share a status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusGroup {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Ids of its islands.
    pub members: Vec<String>,
}

/// All that is known of statuses, in the order of the file.
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
    /// Reads the history entry by entry; an entry that cannot be read is a finding and stays out.
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
        history
    }

    /// Returns the groups that mostly share a status.
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

    /// Returns the lines that are shown from a viewpoint.
    pub fn lines(&self, viewpoint: Viewpoint<'_>) -> impl Iterator<Item = &Boundary> {
        self.boundaries.iter().filter(move |line| line.is_shown(viewpoint))
    }

    /// Returns all lines.
    #[must_use]
    pub fn boundaries(&self) -> &[Boundary] {
        &self.boundaries
    }

    /// Returns the sides that the map can be looked at from, the one to begin with first.
    #[must_use]
    pub fn perspectives(&self) -> &[Perspective] {
        &self.perspectives
    }

    /// Returns the side with an id.
    #[must_use]
    pub fn perspective(&self, id: &str) -> Option<&Perspective> {
        self.perspectives.iter().find(|perspective| perspective.id == id)
    }

    /// Returns the first day of which something is told.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.entries.iter().filter_map(|entry| entry.span.from).min()
    }

    /// Returns the days on which something changes, in order.
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

    /// Returns what changes on a day and for whom, in words with the ids of their sources; the same words once.
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

    /// Returns every first day of an entry or claim on which something changes, with its words and their sources.
    fn all_changes(&self) -> impl Iterator<Item = (Option<Day>, &Texts, &[String])> {
        let entries = self.entries.iter().map(|entry| (entry.span.from, &entry.change, &*entry.sources));
        let claims = self.claims.iter().map(|claim| (claim.span.from, &claim.change, &*claim.sources));
        entries.chain(claims).filter(|(_, change, _)| !change.is_empty())
    }
}
