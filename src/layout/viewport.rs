//! What the layout of a picture depends on.

use crate::geo::camera::Camera;
use crate::geo::space::ScreenRect;

/// What is seen, and what covers it.
#[derive(Clone, Copy, Debug)]
pub struct Viewport<'a> {
    /// The present view.
    pub camera: Camera,
    /// The first view, in a picture of the same size.
    pub home: Camera,
    /// Boxes of the picture that the page's own controls cover, CSS pixels.
    pub covered: &'a [ScreenRect],
    /// Whether the map is moving.
    pub is_moving: bool,
    /// Whether something is measured on the map, which an inset must not hide.
    pub is_measured: bool,
}
