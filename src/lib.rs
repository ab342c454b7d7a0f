//! Kuril Map: an explainer map of a disputed archipelago.
//!
//! ```text
//!  geodata/*.geojson *.json                       pointer, wheel, keys, attributes
//!           | parse, check, project once                     | www/element: one listener, one call
//!           v                                                v
//!    story::Story --------------------+             view::Input  (plain enum; CSS pixels; time as an argument)
//!                                     +--> view::Session::update(&Story, Input) -> Vec<view::Effect>
//!                                     |              |  camera, choice, language            |
//!                                     v              v                                      v
//!                     scene::compose(&Story, &App)         panel::compose(&Story, &App)   page: events, words
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
//! | [`error`], [`markup`] | nothing |
//! | [`limits`] | `error` |
//! | [`lean`] | `error`, `limits` |
//! | [`geo`] | `error`, `lean` |
//! | [`story`] | the layers above, without `markup` |
//! | [`paint`] | `geo`, `lean`, `markup` |
//! | [`layout`], [`legend`] | `story` and above, without `markup` |
//! | [`view`] | `layout`, `legend`, `story` and above, without `markup` |
//! | [`scene`], [`panel`] | `view` and above; the one with `paint`, the other with `markup` |
//! | `web`, the tool | everything |
//!
//! The program knows no island by name: another story is another folder of files. Below `web` and the tool there is no
//! clock, no chance, no input or output, and no map whose order is not fixed.
//!
//! The browser gets this library twice: built with the feature `map` it exports the map, built with `tools` the tools that
//! few readers open, in a module that is fetched when the first of them does. The tool is a package of its own, `src/tool`.

#![cfg_attr(
    test,
    expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests compare with the standard library")
)]

pub mod error;
pub mod geo;
pub mod layout;
pub mod lean;
pub mod legend;
pub mod limits;
pub mod markup;
pub mod paint;
pub mod panel;
pub mod scene;
pub mod story;
pub mod view;

#[cfg(all(target_arch = "wasm32", any(feature = "map", feature = "tools")))]
pub mod web;
