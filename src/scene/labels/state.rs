//! Where labels were placed last, so that they keep their places beside their islands from one frame to the next.
//!
//! While the map moves, only labels that were there are tried, only where they were, and those that no longer fit are
//! dropped. At rest a label stays where it was unless another place is much better, and new ones fill in.

use crate::geo::space::{Screen, World, WorldRect};
use crate::scene::side::Side;
use crate::story::RegionId;

/// What a label belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelId {
    /// A region.
    Region(RegionId),
    /// A group, by its number in the story.
    Group(usize),
    /// The group of the inset.
    InsetGroup,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slot {
    /// On a side of its point.
    Beside(Side),
    /// Around a box.
    Around(Around),
    /// Along a line.
    Along(Along),
    /// On top of others, because it is pointed at and nothing else is free.
    OnTop,
}

/// A place around a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Around {
    /// The box.
    pub(super) site: Site,
    /// Number of the label's form, the best first.
    pub(super) form: usize,
    /// The side on which it stands.
    pub(super) side: Side,
    /// How far it was moved away to that side, CSS pixels.
    pub(super) moved: f64,
    /// By how much it was then shifted into the picture.
    pub(super) shift: Screen,
}

/// What a label stands around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Site {
    /// A box, or a point as an empty one.
    pub(super) of: WorldRect,
    /// By how much the box is grown in the picture, CSS pixels.
    pub(super) margin: f64,
}

impl Site {
    /// A point.
    pub(super) fn point(at: World, margin: f64) -> Self {
        Self { of: WorldRect::new(at, at), margin }
    }
}

/// A place along a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Along {
    /// What is said there.
    pub(super) wording: Wording,
    /// The number of the setting that fitted.
    pub(super) setting: usize,
    /// The point of the line at the middle of the label.
    pub(super) middle: World,
}

/// How much is said at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// All of it.
    Full,
    /// A few words.
    Short,
}

/// The labels of a frame in the order in which they were placed, each with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelState(Vec<(LabelId, Slot)>);

impl LabelState {
    /// Where a label stands, if it is placed.
    #[must_use]
    pub fn get(&self, id: LabelId) -> Option<&Slot> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, slot)| slot)
    }

    /// Notes where a label stands.
    pub(super) fn note(&mut self, id: LabelId, slot: Slot) {
        self.0.push((id, slot));
    }

    /// All labels, each with its place.
    #[must_use]
    pub fn slots(&self) -> &[(LabelId, Slot)] {
        &self.0
    }
}
