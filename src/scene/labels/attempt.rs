//! The attempt to place one label, and its result.

use crate::geo::space::{Screen, ScreenRect};
use crate::paint::{Mark, Measure};
use crate::scene::context::View;
use crate::scene::labels::collision::{Collision, Tolerance};
use crate::scene::labels::state::Slot;

/// What the placement of a label depends on.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) measure: &'a dyn Measure,
    /// What was placed before it in this frame.
    pub(super) collision: &'a Collision,
    /// Where the label was in the last frame.
    pub(super) last: Option<Slot>,
}

impl Attempt<'_> {
    /// Returns whether the label can only stay where it was or disappear, because the map is moving.
    pub(super) fn is_bound(&self) -> bool {
        self.last.is_some() && !self.view.sheet.at_rest
    }

    /// Returns the tolerance for a label that stays where it was.
    pub(super) fn staying(&self) -> Tolerance {
        if self.view.sheet.at_rest { Tolerance::Kept } else { Tolerance::Carried }
    }

    /// Returns the attempt for the same label as if it were new.
    pub(super) fn afresh(&self) -> Self {
        Self { last: None, ..*self }
    }
}

/// A placed label.
pub(super) struct Placed {
    pub(super) slot: Slot,
    /// The boxes it covers.
    pub(super) boxes: Vec<ScreenRect>,
    /// The leader line from the label to what it names.
    pub(super) leader: Option<[Screen; 2]>,
    pub(super) marks: Vec<Mark>,
}
