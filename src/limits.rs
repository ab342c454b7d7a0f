//! How much a story may hold: what lies above is told and left out, so that no file can stop a page or the tool.
//!
//! All lie far above what a map needs; the README repeats them for those who write stories.

use crate::error::{Problem, Result};

/// The most that there may be of something.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// So many are taken.
    pub most: usize,
    /// What is counted, in the plural.
    pub of: &'static str,
}

/// The length of a file of features.
pub const SHAPES: Limit = Limit { most: 200_000_000, of: "bytes" };
/// The length of any other file.
pub const FILE: Limit = Limit { most: 40_000_000, of: "bytes" };
/// Features of a file.
pub const FEATURES: Limit = Limit { most: 200_000, of: "features" };
/// Positions of a feature.
pub const POSITIONS: Limit = Limit { most: 8_000_000, of: "positions in a feature" };
/// Fields of an object.
pub const FIELDS: Limit = Limit { most: 10_000, of: "fields in an object" };
/// Lists and objects inside one another.
pub const DEPTH: Limit = Limit { most: 100, of: "lists and objects inside one another" };
/// The length of one text.
pub const TEXT: Limit = Limit { most: 100_000, of: "bytes in a text" };
/// Places that are drawn once more and larger.
pub const INSETS: Limit = Limit { most: 20, of: "insets" };
/// Findings of a file that are told one by one.
pub const FINDINGS: Limit = Limit { most: 1000, of: "findings" };

impl Limit {
    /// Checks a count of what a field holds.
    ///
    /// # Errors
    /// Where it lies above the limit.
    pub fn check(self, field: &str, count: usize) -> Result<()> {
        if count <= self.most { Ok(()) } else { Err(self.exceeded(field, count)) }
    }

    #[cold]
    fn exceeded(self, field: &str, count: usize) -> Problem {
        Problem::unexpected(field, format!("at most {} {}", self.most, self.of), count)
    }
}
