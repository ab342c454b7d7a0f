//! How names were placed last, so that they keep their places beside their islands from one frame to the next.
//!
//! While the map moves, only names that were there are tried, only where they were, and those that no longer fit are
//! dropped. At rest a name stays where it was unless another place is much better, and new names fill in.

use crate::geo::space::{Screen, World, WorldRect};
use crate::paint::Measure;
use crate::scene::View;
use crate::scene::label::Side;
use crate::story::RegionId;

/// How one name was placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// What it stands beside.
    pub(super) of: WorldRect,
    /// By how much that box is grown in the picture, CSS pixels.
    pub(super) margin: f64,
    /// The way in which a line is labelled; 0 for other names.
    pub(super) way: usize,
    /// Number of its form, or of the try along a line.
    pub(super) form: usize,
    /// Number of the side on which it stands.
    pub(super) side: usize,
    /// How far it was moved away to that side, CSS pixels.
    pub(super) moved: f64,
    /// By how much it was then shifted into the picture.
    pub(super) shift: Screen,
}

impl Choice {
    /// A try beside a point.
    pub(super) fn at(point: World, form: usize) -> Self {
        let of = WorldRect::new(point, point);
        Self { of, margin: 0.0, way: 0, form, side: 0, moved: 0.0, shift: Screen::default() }
    }

    /// The side on which it stands.
    pub(super) fn side(&self) -> Side {
        Side::ALL.get(self.side).copied().unwrap_or(Side::ABOVE)
    }

    /// A name upon others: a form that no name has.
    pub(super) fn upon_others(point: World) -> Self {
        Self::at(point, usize::MAX)
    }

    /// Whether it stands upon others.
    pub(super) fn is_upon_others(&self) -> bool {
        self.form == usize::MAX
    }
}

/// The names of a frame and how each of them was placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory(Vec<(u32, Choice)>);

impl Memory {
    /// How a subject was placed, if it was.
    pub(super) fn get(&self, subject: u32) -> Option<&Choice> {
        self.0.iter().find(|(known, _)| *known == subject).map(|(_, choice)| choice)
    }

    /// Notes how a subject is placed.
    pub(super) fn note(&mut self, subject: u32, choice: Choice) {
        self.0.push((subject, choice));
    }

    /// The subjects by number, in the order in which they were placed.
    #[must_use]
    pub fn choices(&self) -> &[(u32, Choice)] {
        &self.0
    }
}

/// The number of the group of the inset among the subjects, beyond those of regions and before those of other groups.
pub(super) const OF_INSET: u32 = 1 << 31;

/// The number of a region among the subjects.
pub(super) fn of_region(id: RegionId) -> u32 {
    id.0
}

/// The number of a group among the subjects, by its place in the story.
pub(super) fn of_group(index: usize) -> u32 {
    !(index as u32)
}

/// A subject's turn to be placed.
#[derive(Clone, Copy)]
pub(super) struct Turn<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) measure: &'a dyn Measure,
    /// How it was placed last.
    pub(super) last: Option<&'a Choice>,
}

impl Turn<'_> {
    /// Whether the subject stays where it was or is gone, because the map moves.
    pub(super) fn is_bound(&self) -> bool {
        self.last.is_some() && !self.view.sheet.at_rest
    }

    /// The number of a try, and whether it is that of the last frame, which comes first.
    pub(super) fn nth(&self, turn: usize) -> (usize, bool) {
        let last = self.last.map_or(usize::MAX, |last| last.form);
        (if turn == 0 { last } else { turn - 1 }, turn == 0)
    }

    /// How many turns there are for so many tries: one for a subject that is bound.
    pub(super) fn turns(&self, tries: usize) -> usize {
        if self.is_bound() { 1 } else { tries + 1 }
    }
}
