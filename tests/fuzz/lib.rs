//! What the fuzz targets do with the bytes that a fuzzer makes up.
//!
//! Each target is a module with a function `run`, which stops the program when something does not hold: no panic, no
//! number that is none in a picture, no result out of proportion to what was read. `cargo kuril fuzz` builds a program
//! of each (the feature `libfuzzer`) and runs it; `cargo test` reads again all that `corpus` holds.
//!
//! Bytes are taken as they are, or, after the byte [`MADE`], as choices from which a document is made that is sound but
//! for a few places ([`document`]). So the fuzzer gets past the first comma, and every finding is one file.

#![expect(clippy::expect_used, reason = "a target tells a finding by stopping")]

pub mod address;
mod document;
pub mod geojson;
pub mod import;
pub mod inputs;
pub mod linker;
pub mod message;
pub mod reading;
mod sound;
mod stage;
pub mod story;

pub use document::MADE;

/// A target: its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 8] = [
    ("geojson", geojson::run),
    ("story", story::run),
    ("reading", reading::run),
    ("address", address::run),
    ("message", message::run),
    ("linker", linker::run),
    ("inputs", inputs::run),
    ("import", import::run),
];
