//! How much a story may contain: what exceeds a limit is reported and left out, so that no file can stop a page or the tool.
//!
//! All are far above what a map needs; `geodata/README.md` repeats them for the authors of stories.

use crate::error::{Problem, Result};

/// The most that there may be of something.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The largest count that is accepted.
    pub most: usize,
    /// What is counted, in the plural.
    pub of: &'static str,
}

/// The length of a file of features.
pub const GEOJSON_BYTES: Limit = Limit { most: 200_000_000, of: "bytes" };
/// The length of any other file.
pub const FILE_BYTES: Limit = Limit { most: 40_000_000, of: "bytes" };
/// Features of a file.
pub const FEATURES: Limit = Limit { most: 200_000, of: "features" };
/// Positions of a feature.
pub const POSITIONS: Limit = Limit { most: 8_000_000, of: "positions in a feature" };
/// Fields of an object.
pub const OBJECT_FIELDS: Limit = Limit { most: 20_000, of: "fields in an object" };
/// Findings of a file that are reported one by one.
pub const FINDINGS: Limit = Limit { most: 1000, of: "findings" };

impl Limit {
    /// Checks a count of what a field holds.
    ///
    /// # Errors
    /// If it exceeds the limit.
    pub fn check(self, field: &str, count: usize) -> Result<()> {
        if count <= self.most { Ok(()) } else { Err(self.exceeded(field, count)) }
    }

    #[cold]
    fn exceeded(self, field: &str, count: usize) -> Problem {
        Problem::unexpected(field, format!("at most {} {}", self.most, self.of), count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_at_or_below_a_limit_is_taken_and_what_lies_above_is_told_with_both_numbers() {
        for limit in [GEOJSON_BYTES, FILE_BYTES, FEATURES, POSITIONS, OBJECT_FIELDS, FINDINGS] {
            assert!(limit.check("x", limit.most - 1).is_ok() && limit.check("x", limit.most).is_ok(), "{limit:?}");
            let told = limit.check("x", limit.most + 1).unwrap_err().to_string();
            assert_eq!(told, format!("x: expected at most {} {}, found {}", limit.most, limit.of, limit.most + 1));
        }
    }

    #[test]
    fn the_limits_lie_above_what_the_largest_map_may_need() {
        let needed = [(GEOJSON_BYTES, 160_000_000), (FILE_BYTES, 32_000_000), (POSITIONS, 6_000_000)];
        assert!(needed.iter().all(|(limit, needed)| limit.most > *needed));
    }
}
