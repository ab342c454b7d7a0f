//! The ground: everything that is drawn in world coordinates, under the labels.

pub(super) mod boundaries;
pub(super) mod depths;
pub(super) mod extent;
pub(super) mod graticule;
pub(super) mod highlights;
pub(super) mod land;
mod pen;
pub(super) mod range_rings;
pub(super) mod shore;
