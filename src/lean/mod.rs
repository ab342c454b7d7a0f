//! What the first module does without from the standard library and from `serde`.
//!
//! The page waits for this crate's bytes before its first picture, so what is used there once, and is general in the
//! standard library, stands here in the small.

pub mod decimal;
pub mod find;
pub mod geojson;
pub mod json;
pub mod map;
pub mod sorted;
pub mod trig;

/// How many random inputs each replacement is tried with, without notes of failures beside the sources.
#[cfg(test)]
fn cases() -> proptest::prelude::ProptestConfig {
    proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() }
}
