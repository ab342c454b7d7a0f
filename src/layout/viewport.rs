//! What the layout of a picture depends on.

use crate::geo::camera::Camera;
use crate::geo::space::ScreenRect;
use crate::story::Place;

/// The view and what covers it.
#[derive(Clone, Copy, Debug)]
pub struct Viewport<'a> {
    /// The current camera.
    pub camera: Camera,
    /// The camera of the first view in a picture of the same size.
    pub home: Camera,
    /// The chosen place.
    pub chosen: Option<&'a Place>,
    /// Boxes of the picture that are covered by the page's own controls, CSS pixels.
    pub covered: &'a [ScreenRect],
    /// Whether the map is moving.
    pub is_moving: bool,
    /// Whether there is a place for an inset: it must not cover what is measured, nor show one of two maps.
    pub takes_inset: bool,
}
