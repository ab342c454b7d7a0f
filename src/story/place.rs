//! What a reader can choose: one island, or a group of them.

use crate::story::id::{PlaceId, RegionId};

/// One island, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// The islands that it is made of, along the chain.
    pub islands: Vec<RegionId>,
    /// Whether it is a group and no single island.
    pub is_group: bool,
}

impl Place {
    /// Whether it is another place, holds it or lies in it.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        let within = |a: &Self, b: &Self| a.islands.iter().all(|island| b.islands.contains(island));
        within(self, other) || within(other, self)
    }
}
