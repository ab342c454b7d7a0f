//! The places that a reader can select: islands, groups of islands, and whatever else has a name on the map.

use crate::story::id::{PlaceId, RegionId};

/// An island or other named region, or a group of islands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its islands, in their order along the chain; of another region, itself.
    pub islands: Vec<RegionId>,
    /// Whether it is a group instead of a single region.
    pub is_group: bool,
}

impl Place {
    /// Whether it is the same as another place, contains it or lies in it.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        self.lies_in(other) || other.lies_in(self)
    }

    /// Whether it is the same as another place or lies in it.
    #[must_use]
    pub fn lies_in(&self, other: &Self) -> bool {
        self.islands.iter().all(|island| other.islands.contains(island))
    }
}
