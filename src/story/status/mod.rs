//! Who administers an island, who claims it, and what each party says its status is, by date.
//!
//! The book says nothing of its own: every entry names its sources. Fill, line, label, card and table derive from it.

mod boundary;
mod interval;
mod perspective;

pub use boundary::Boundary;
pub use interval::{Interval, Landing, Position, View};
pub use perspective::{Perspective, Shade, Side, Viewpoint};

use crate::error::Finding;
use crate::lean::sorted::insert;
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::manifest::named;
use crate::story::source::Source;
use crate::story::texts::Texts;

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
    boundaries: Vec<Boundary>,
    perspectives: Vec<Perspective>,
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
    pub(super) fn read<'a>(source: &Source<'a>, raw: &'a str, findings: &mut Vec<Finding>) -> Self {
        let mut book = Self::default();
        let whole = source.part(raw, "status", |fields| {
            fields.required("groups", "a list of groups");
            fields.required("intervals", "a list of intervals");
            if fields.is_sound() {
                book = Self::of(source, fields, findings);
            }
        });
        findings.extend(whole.err());
        book
    }

    fn of<'a>(source: &Source<'a>, fields: &Fields<'a>, findings: &mut Vec<Finding>) -> Self {
        let groups = source.list(fields, "status.groups", findings, StatusGroup::read);
        let mut intervals = source.list(fields, "status.intervals", findings, Interval::read);
        // Whose status it is, a rule of the tool asks with the line of the file.
        intervals.retain(|interval| groups.iter().any(|group| group.id == interval.group));
        let boundaries = source.list(fields, "status.boundaries", findings, Boundary::read);
        let perspectives = source.list(fields, "status.perspectives", findings, Perspective::read);
        Self { groups, intervals, boundaries, perspectives }
    }

    /// The groups that share a status.
    #[must_use]
    pub fn groups(&self) -> &[StatusGroup] {
        &self.groups
    }

    /// The interval of an island's group on a day.
    #[must_use]
    pub fn of_island(&self, id: &str, day: Day) -> Option<&Interval> {
        let group = self.groups.iter().find(|group| group.members.iter().any(|member| member == id))?;
        self.of_group(&group.id, day)
    }

    /// The interval of a group on a day.
    #[must_use]
    pub fn of_group(&self, id: &str, day: Day) -> Option<&Interval> {
        self.intervals.iter().find(|interval| interval.group == id && interval.span.holds(day))
    }

    /// All intervals in the order of the file.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// The lines that are shown from a viewpoint.
    pub fn lines(&self, viewpoint: Viewpoint<'_>) -> impl Iterator<Item = &Boundary> {
        self.boundaries.iter().filter(move |line| line.is_shown(viewpoint))
    }

    /// All lines in the order of the file.
    #[must_use]
    pub fn boundaries(&self) -> &[Boundary] {
        &self.boundaries
    }

    /// The sides that the map can be looked at from, the one to begin with first.
    #[must_use]
    pub fn perspectives(&self) -> &[Perspective] {
        &self.perspectives
    }

    /// The side with an id.
    #[must_use]
    pub fn perspective(&self, id: &str) -> Option<&Perspective> {
        self.perspectives.iter().find(|perspective| perspective.id == id)
    }

    /// The days on which the status of a group begins to be another, in order.
    #[must_use]
    pub fn days_of_change(&self) -> Vec<Day> {
        let mut days = Vec::new();
        for day in self.intervals.iter().filter_map(|interval| interval.span.from) {
            insert(&mut days, day);
        }
        days
    }
}
