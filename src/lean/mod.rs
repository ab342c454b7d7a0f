//! Replacements for parts of the standard library, `serde_json` and `geojson` in the first module.
//!
//! A reader waits for the first module before anything is drawn, and general-purpose libraries bring more code than a
//! map needs. This folder holds the replacements and nothing else. The module has 97,876 bytes after brotli; the last
//! column says by how much it grows if one replacement is undone, all else being equal (measured with rustc 1.95 and
//! the profile `wasm`).
//!
//! | here | in place of | bytes |
//! |---|---|---:|
//! | [`geojson`] | the crate `geojson`, for geometries alone | +25,064 |
//! | | and with it `geo`, for areas and bounds | +25,693 |
//! | | both for whole collections, features and properties | about +44,000 |
//! | `json` | `serde_json` with raw values, whatever is done with them | +14,039 |
//! | `json`, for numbers | `str::parse::<f64>` | +13,588 |
//! | [`decimal::decimal`] | `format!("{:.1}")` | +6,885 |
//! | [`decimal::shortest`] | `f64::to_string` | +5,277 |
//! | [`map::SortedMap`] | `BTreeMap` | +6,639 |
//! | [`find::replaced`] | `str::replace` | +4,509 |
//! | [`find::find`] | `str::find` with a text | +784 |
//! | [`sorted::insert`] | `slice::sort_by` | +3,181 |
//! | [`trig::sin_cos`] | `f64::sin_cos` | +2,415 |
//! | [`trig::log2`] | `f64::log2` | +72 |
//!
//! Three things enforce the rule: `clippy.toml` bans the replaced methods in the core, `cargo kuril test budget` looks
//! for their functions in the module itself and weighs it, and tests compare each replacement with what it replaces.
//! `serde`, `geojson` and `geo` are used by the tool and by tests, where size does not matter.

pub mod decimal;
pub mod find;
pub mod geojson;
pub(crate) mod json;
pub mod map;
pub mod sorted;
pub mod trig;

/// Configures property tests: the number of random inputs, and no files of failures beside the sources.
#[cfg(test)]
fn cases() -> proptest::prelude::ProptestConfig {
    proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() }
}
