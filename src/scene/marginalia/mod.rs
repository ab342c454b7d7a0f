//! What does not move with the map: inset, degrees, scale bar, locator and imprint.

mod compose;
mod degrees;
mod imprint;
mod inset;
mod locator;
mod scale_bar;

pub(super) use compose::compose;
pub(super) use inset::compose as inset;
