//! What a reader can choose: one island, or a group of them.

use crate::story::RegionId;
use std::fmt;
use std::ops::Deref;

/// The id of a place in the files and addresses; whether the story has such a place is known by
/// [`Atlas::place`](crate::story::Atlas::place) alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceId(String);

impl PlaceId {
    /// Returns the id as the files have it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for PlaceId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&str> for PlaceId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<PlaceId> for String {
    fn from(id: PlaceId) -> Self {
        id.0
    }
}

impl Deref for PlaceId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

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
