//! Where things stand in the picture that do not move with the map: inset, locator, scale bar, degrees and imprint.
//!
//! Input, scene and hit tests share one [`Layout`]. It is placed without measuring any text, so that it is there before
//! anything is drawn.

mod arrangement;
mod graticule;
pub mod imprint;
mod inset;
mod locator;
pub mod scale_bar;
mod viewport;

pub use arrangement::Layout;
pub use graticule::{Graticule, Line};
pub use inset::Inset;
pub use viewport::Viewport;
