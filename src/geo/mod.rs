//! Positions, and their way from the globe to the screen.

pub mod camera;
pub mod geodesic;
pub mod orthographic;
pub mod path;
pub mod projection;
pub mod space;
