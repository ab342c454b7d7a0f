//! One label's attempt to find a place, and what comes of it.

use crate::geo::space::{Screen, ScreenRect};
use crate::paint::{Mark, Measure};
use crate::scene::context::View;
use crate::scene::labels::collision::{Collision, Tolerance};
use crate::scene::labels::state::Slot;

/// What a label is placed by.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) measure: &'a dyn Measure,
    /// What has been placed before.
    pub(super) collision: &'a Collision,
    /// Where the label stood in the last frame.
    pub(super) last: Option<Slot>,
}

impl Attempt<'_> {
    /// Whether the label stays where it was or is gone, because the map moves.
    pub(super) fn is_bound(&self) -> bool {
        self.last.is_some() && !self.view.sheet.at_rest
    }

    /// What is granted to a label that stays where it was.
    pub(super) fn staying(&self) -> Tolerance {
        if self.view.sheet.at_rest { Tolerance::Kept } else { Tolerance::Carried }
    }

    /// The same attempt of a label that was nowhere.
    pub(super) fn afresh(&self) -> Self {
        Self { last: None, ..*self }
    }
}

/// A label that has its place.
pub(super) struct Placed {
    pub(super) slot: Slot,
    /// The boxes that it takes.
    pub(super) boxes: Vec<ScreenRect>,
    /// The line that leads from it to what it names.
    pub(super) leader: Option<[Screen; 2]>,
    pub(super) marks: Vec<Mark>,
}
