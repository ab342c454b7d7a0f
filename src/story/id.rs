//! Ids of places and regions.

use std::fmt;
use std::ops::Deref;

/// The index of a region in its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionId(pub u32);

/// The id of a place in files and addresses; only [`Story::place`](crate::story::Story::place) knows whether the
/// story has such a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceId(String);

impl PlaceId {
    /// Returns the id as a text.
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
