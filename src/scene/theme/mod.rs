//! Colours, patterns, line widths and fonts of the picture, as data.

mod colors;
mod fonts;
mod palettes;
mod patterns;

pub use colors::{DEPTHS_M, Ink, Theme};
pub(super) use fonts::{BOUNDARY, FIGURE, ISLAND, ISLET, LAND, SEA, SECOND, STRAIT, TOWN, TRENCH};
