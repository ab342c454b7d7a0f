//! The positions of everything that does not move with the map: inset, locator, scale bar, degrees and imprint.
//!
//! Input, scene and hit tests share one [`Layout`]. It is computed without measuring text, so it is known before
//! anything is drawn.

mod arrangement;
mod graticule;
pub mod imprint;
mod inset;
mod locator;
pub mod scale_bar;
mod viewport;

pub use arrangement::Layout;
pub use graticule::{Graticule, GraticuleLine};
pub use inset::Inset;
pub use viewport::Viewport;
