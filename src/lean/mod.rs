//! What the first module does without from the standard library, `serde_json` and `geojson`.
//!
//! A reader waits for the first module before anything is drawn, and a library that is general brings more code than a
//! map needs. This folder holds the replacements and nothing else. The module has 97,876 bytes after brotli; the last
//! column says by how much it grows when one replacement gives way to what it replaces, all else being equal (measured
//! with rustc 1.95 and the profile `wasm`).
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
//! | [`map::Table`] | `BTreeMap` | +6,639 |
//! | [`find::replaced`] | `str::replace` | +4,509 |
//! | [`find::find`] | `str::find` with a text | +784 |
//! | [`sorted::insert`] | `slice::sort_by` | +3,181 |
//! | [`trig::sin_cos`] | `f64::sin_cos` | +2,415 |
//! | [`trig::log2`] | `f64::log2` | +72 |
//!
//! Three things keep the rule: `clippy.toml` names the methods that the core does without, `cargo kuril test budget` looks
//! for their functions in the module itself and weighs it, and tests hold each replacement to the library that it replaces.
//! `serde`, `geojson` and `geo` are used by the tool and by tests, where no byte counts.

pub mod decimal;
pub mod find;
pub mod geojson;
pub(crate) mod json;
pub mod map;
pub mod sorted;
pub mod trig;

/// How many random inputs each replacement is tried with, without notes of failures beside the sources.
#[cfg(test)]
fn cases() -> proptest::prelude::ProptestConfig {
    proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() }
}
