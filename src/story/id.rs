//! Ids of places and numbers of regions.

use std::fmt;
use std::ops::Deref;

/// The number of a region in its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionId(pub u32);

/// The id of a place in the files and addresses; whether the story has such a place is known by
/// [`Story::place`](crate::story::Story::place) alone.
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
