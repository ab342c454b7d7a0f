//! Colours, patterns, line widths and fonts of the picture, as data.

mod colors;
mod fonts;
mod palettes;
mod patterns;

pub use colors::{DEPTHS_M, Ink, Theme};
pub(super) use fonts::{
    BOUNDARY, CALLOUT, CHAIN, FIGURE, ISLAND, ISLET, LAND, SEA, SECOND, STATE, STRAIT, SUBJECT, TOWN, TRENCH,
};
