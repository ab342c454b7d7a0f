//! The places that a reader can select: islands and groups of islands.

use crate::story::id::{PlaceId, RegionId};

/// An island, or a group of islands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its islands, in their order along the chain.
    pub islands: Vec<RegionId>,
    /// Whether it is a group instead of a single island.
    pub is_group: bool,
}

impl Place {
    /// Whether it is the same as another place, contains it or lies in it.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        let within = |a: &Self, b: &Self| a.islands.iter().all(|island| b.islands.contains(island));
        within(self, other) || within(other, self)
    }
}
