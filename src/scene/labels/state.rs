//! The positions of the labels of a frame, so that they keep them in the next one.
//!
//! While the map moves, labels can only stay where they were or disappear. At rest, a label stays unless another
//! position is much better, and new ones are added.

use crate::geo::space::{Screen, World, WorldRect};
use crate::scene::side::Side;
use crate::story::RegionId;

/// The id of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelId {
    /// The label of a region.
    Region(RegionId),
    /// The label of a group, by its number in the story.
    Group(usize),
    /// The label of the inset's group on the map.
    InsetGroup,
    /// The callout of what the story is about.
    Callout,
}

/// Where a label is placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slot {
    /// On a side of a point.
    Beside {
        /// The point.
        at: World,
        /// The side.
        side: Side,
    },
    /// Around a box.
    Around(Around),
    /// Along a line.
    Along(Along),
    /// Over other labels, because it is pointed at and no position is free.
    OnTop,
}

/// A position around a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Around {
    /// The box.
    pub(super) site: Site,
    /// The number of the label's form, the preferred one first.
    pub(super) form: usize,
    /// The side on which it is placed.
    pub(super) side: Side,
    /// How far it was moved away to that side, CSS pixels.
    pub(super) moved: f64,
    /// The shift that then brought it into the picture.
    pub(super) shift: Screen,
}

/// What a label is placed around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Site {
    /// A box, or a point as an empty box.
    pub(super) of: WorldRect,
    /// The margin around the box in the picture, CSS pixels.
    pub(super) margin: f64,
}

impl Site {
    /// Returns the site of a point.
    pub(super) fn point(at: World, margin: f64) -> Self {
        Self { of: WorldRect::new(at, at), margin }
    }
}

/// A position along a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Along {
    /// Which text is placed there.
    pub(super) wording: Wording,
    /// The number of the setting that fitted.
    pub(super) setting: usize,
    /// The point of the line at the middle of the label.
    pub(super) middle: World,
}

/// The length of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// The whole text.
    Full,
    /// The short text.
    Short,
}

/// The labels of a frame with their positions, in the order in which they were placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelState(Vec<(LabelId, Slot)>);

impl LabelState {
    /// Returns where a label is, if it is placed.
    #[must_use]
    pub fn get(&self, id: LabelId) -> Option<&Slot> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, slot)| slot)
    }

    /// Records where a label is placed.
    pub(super) fn note(&mut self, id: LabelId, slot: Slot) {
        self.0.push((id, slot));
    }

    /// Returns all labels with their positions.
    #[must_use]
    pub fn slots(&self) -> &[(LabelId, Slot)] {
        &self.0
    }
}
