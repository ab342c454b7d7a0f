//! Kuril Map: an explainer map of a disputed archipelago.
//!
//! ```text
//!  geodata/*.geojson *.json                       pointer, wheel, keys, attributes
//!           | parse, check, project once                     | www/kuril-map.js: one listener, one call
//!           v                                                v
//!    atlas::Atlas --------------------+             app::Input  (plain enum; CSS pixels; time as an argument)
//!                                     +--> app::App::update(&Atlas, Input) -> Vec<app::Effect>
//!                                     |              |  camera, choice, language            |
//!                                     v              v                                      v
//!                     scene::compose(&Atlas, &App)         card::compose(&Atlas, &App)   page: events, words
//!                                     |                                      |
//!                                     v                                      v
//!                        paint::DisplayList                       markup::Element (tree)
//!                           |            |          |                  |             |
//!                      web::Canvas    paint::Svg  Transcript        web::dom     markup::html
//!                        (browser)   (still picture, tests)         (browser)   (page without scripts)
//! ```
//!
//! | layer | may name |
//! |---|---|
//! | [`space`], [`error`], [`decimal`], [`math`], [`order`], [`search`] | nothing |
//! | [`path`], [`projection`], [`camera`], [`geodesic`] | `space`, `math`, and each other in this order |
//! | [`markup`] | nothing |
//! | [`atlas`] | the layers above |
//! | [`survey`] | `atlas`, `geodesic` and above |
//! | [`app`] | `atlas` and above, without `survey` |
//! | [`paint`] | `space`, `path`, `camera`, `markup` |
//! | [`scene`], [`card`] | all of these |
//! | `web`, the tool | everything |
//!
//! The program knows no island by name: another story is another folder of files. Below `web` and the tool there is no
//! clock, no chance, no input or output, and no map whose order is not fixed.
//!
//! The browser gets this library twice. Built plainly it exports the map; with the feature `press` it exports the tools
//! that few readers open, in a module that is fetched when the first of them does.

pub mod app;
pub mod atlas;
pub mod camera;
pub mod card;
pub mod decimal;
pub mod error;
pub mod geodesic;
pub mod markup;
pub mod math;
pub mod order;
pub mod paint;
pub mod path;
pub mod projection;
pub mod scene;
pub mod search;
pub mod space;
pub mod survey;

#[cfg(target_arch = "wasm32")]
pub mod web;
