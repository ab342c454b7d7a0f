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
//!                 scene::compose(&Story, &Session)     panel::panel(&Story, &Session)    page: events, words
//!                                     |                                      |
//!                                     v                                      v
//!                        paint::DisplayList                       markup::Element (tree)
//!                           |            |          |                  |             |
//!                      web::canvas   paint::Svg  Transcript        web::dom     markup::html
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
//! clock, no randomness, no input or output, and no map whose order is not fixed.
//!
//! The browser gets this library twice: built with the feature `map` it exports the map, built with `tools` the tools that
//! few readers open, in a module that is fetched when the first of them does. The map is parted in two again: what writes
//! the words around the picture and takes in the reading matter (`web/texts.rs`) follows the first picture in a module that
//! shares its memory. That border is the only place with a future, which waits for nothing once the module is there. The
//! tool is a package of its own, `src/tool`, and so is what reads the files of other programs, `src/import`.
//!
//! # The byte rule
//!
//! Whatever the first picture needs is weighed: a reader on a slow line waits for every byte of the module `map`. It does
//! without some parts of the standard library, serde and `geojson`; [`lean`] holds what stands in for them, what each
//! would cost, and why. `clippy.toml` refuses the originals, and `cargo kuril test budget` looks for them in the module.
//! Everything else (the tool, tests, modules that come later) uses libraries.
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | story | everything that one map tells: regions, status, articles, words ([`story::Story`]); a folder on disk |
//! | manifest | what the story says of itself: title, languages, parties, extent ([`story::Manifest`], `story.json`) |
//! | region | one feature of the data: an island, a land, a line, a town ([`story::Region`]) |
//! | place | what can be chosen: a region or a group of regions, with an id ([`story::Place`]) |
//! | party | a state that administers or claims something |
//! | status | who administers and who claims islands over a span of days ([`story::status`]) |
//! | status class | how that is shown on the map: one colour or hatching, one entry of the legend |
//! | perspective | whose map is shown: the neutral one, a party's, or where they differ |
//! | viewpoint | a perspective on a day |
//! | view state | what an address holds: place, day, perspective, language, layers, view ([`view::ViewState`]) |
//! | session | the map in use: view state, camera, gestures, what is pointed at ([`view::Session`]) |
//! | scene | the picture as a display list ([`paint::DisplayList`]), before anything paints it |
//! | marginalia | scale bar, degrees, locator and imprint: what stands still while the map moves |
//! | reading matter | articles, documents, events, arguments: fetched after the first picture |
//!
//! # Where do I go for …
//!
//! | task | file |
//! |---|---|
//! | a new attribute of the element | `view/fields.rs`, then `cargo kuril bless` |
//! | how an address is read and written | `view/query.rs` |
//! | what a click, key or wheel does | `view/update.rs`; fingers: `view/gesture` |
//! | flights of the camera | `view/flight.rs`; its limits: `geo/camera.rs` |
//! | the projection, distances and areas | `geo/projection.rs`, `geo/geodesic.rs` |
//! | who holds what on which day | `story/standing.rs`, `story/status` |
//! | reading GeoJSON | `lean/geojson.rs` (coordinates), `story/region.rs` (properties) |
//! | reading GeoJSON of other programs | `import` (package `kuril-import`) |
//! | colours, widths and hatching | `scene/theme` |
//! | where labels go | `scene/labels` |
//! | drawing order; a new layer | `scene/layers.rs`, `story/layer.rs` |
//! | legend entries | `legend.rs` |
//! | inset, locator, scale bar, degrees: where they stand | `layout`; how they are drawn: `scene/marginalia` |
//! | the printed page | `scene/page` |
//! | the card of a place | `panel/place_card.rs`, `panel/status.rs`, `panel/facts.rs` |
//! | sources as numbered notes | `panel/notes.rs` |
//! | arguments, documents, events | `panel/arguments.rs`, `panel/articles.rs`, `panel/events.rs` |
//! | words of the interface | `words/*.json` |
//! | what JavaScript can call | `web/map.rs`, `web/tools.rs`; the element: `www/element/kuril-map.js` |
//! | a rule of `cargo kuril check` | `tool/story/rules` |
//! | a command of the tool | `tool/cli.rs` |
//! | names found in articles | `tool/story/link_places` |
//! | static pages, headers, versions | `tool/site/pages`, `tool/site/headers.rs`, `tool/site/releases` |
//! | a stage of the tests, a budget | `tool/quality/stages` |
//! | what is fuzzed | `tool/quality/fuzz`; the targets: `tests/fuzz` |

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
