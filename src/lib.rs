//! Kuril Map: an explainer map of a disputed archipelago.

pub mod projection;
pub mod space;

#[cfg(target_arch = "wasm32")]
pub mod web;
