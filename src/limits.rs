//! How much a story, a page and a frame may contain: what exceeds a limit is reported and left out, so that nothing can
//! stop a page or the tool.
//!
//! All are far above what a map needs; `geodata/README.md` repeats them for the authors of stories. Scripts hold those of
//! bytes, maps and messages, as `www/element/kuril-map.js` and `www/frame/frame-protocol.js`.

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
pub const GEOJSON_BYTES: Limit = Limit { most: 200_000_000, of: "bytes in a file of features" };
/// The length of any other file.
pub const FILE_BYTES: Limit = Limit { most: 40_000_000, of: "bytes in another file" };
/// Features of a file.
pub const FEATURES: Limit = Limit { most: 200_000, of: "features in a file" };
/// Positions of a feature.
pub const POSITIONS: Limit = Limit { most: 8_000_000, of: "positions in a feature" };
/// Fields of an object.
pub const OBJECT_FIELDS: Limit = Limit { most: 20_000, of: "fields in an object" };
/// Lists and objects within each other.
pub const DEPTH: Limit = Limit { most: 256, of: "levels of lists and objects" };
/// The length of a text, in UTF-8.
pub const TEXT: Limit = Limit { most: 100_000, of: "bytes in a text" };
/// The length of a name, in UTF-8.
pub const NAME: Limit = Limit { most: 1000, of: "bytes in a name" };
/// The length of an id.
pub const ID: Limit = Limit { most: 64, of: "characters in an id" };
/// Insets of a story.
pub const INSETS: Limit = Limit { most: 16, of: "insets" };
/// Entries of a list that is compared with the islands or with a text: parties, groups, statuses, claims, mentions.
pub const ENTRIES: Limit = Limit { most: 1000, of: "entries in a list" };
/// Labels for which a place in the picture is looked for.
pub const LABELS: Limit = Limit { most: 2000, of: "labels in a picture" };
/// Findings of a file that are reported one by one.
pub const FINDINGS: Limit = Limit { most: 1000, of: "findings" };
/// Maps on a page.
pub const MAPS: Limit = Limit { most: 100, of: "maps on a page" };
/// Messages that a frame hears in a second.
pub const MESSAGES: Limit = Limit { most: 100, of: "messages in a second" };

/// All limits, in the order of the documentation.
pub const LIMITS: [Limit; 15] = [
    GEOJSON_BYTES,
    FILE_BYTES,
    FEATURES,
    POSITIONS,
    OBJECT_FIELDS,
    DEPTH,
    TEXT,
    NAME,
    ID,
    INSETS,
    ENTRIES,
    LABELS,
    FINDINGS,
    MAPS,
    MESSAGES,
];

impl Limit {
    /// Checks a count of what a field holds.
    ///
    /// # Errors
    /// If it exceeds the limit.
    pub fn check(self, field: &str, count: usize) -> Result<()> {
        if count <= self.most { Ok(()) } else { Err(self.exceeded(field, count)) }
    }

    /// Cuts a list off at the limit; returns what is to be told if it was longer.
    pub fn hold<T>(self, field: &str, list: &mut Vec<T>) -> Option<Problem> {
        let problem = self.check(field, list.len()).err();
        list.truncate(self.most);
        problem
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
        for limit in LIMITS {
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
