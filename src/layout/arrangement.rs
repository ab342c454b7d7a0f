//! What stands where in a picture.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect};
use crate::layout::inset::{self, Inset};
use crate::layout::locator;
use crate::layout::viewport::Viewport;
use crate::story::Atlas;

/// The boxes of a picture that keep their place while the map moves under them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    inset: Option<Inset>,
    locator: Option<ScreenRect>,
}

impl Layout {
    /// The layout of a picture; an inset that `before` had stays where it was, if it can.
    #[must_use]
    pub fn new(atlas: &Atlas, viewport: &Viewport<'_>, before: Self) -> Self {
        let locator = locator::place(atlas, viewport);
        Self { inset: inset::place(atlas, viewport, locator, before.inset), locator }
    }

    /// The inset, where a group needs one.
    #[must_use]
    pub fn inset(&self) -> Option<&Inset> {
        self.inset.as_ref()
    }

    /// The box of the locator, where the picture has room for one.
    #[must_use]
    pub fn locator(&self) -> Option<ScreenRect> {
        self.locator
    }

    /// The view that a point of the picture belongs to, and where it lies in that: the inset's, else that of the map.
    #[must_use]
    pub fn lens(&self, map: Camera, at: Screen) -> (Camera, Screen) {
        match self.inset.as_ref().filter(|inset| inset.window().contains(at)) {
            Some(inset) => (inset.camera, at - inset.window().min),
            None => (map, at),
        }
    }
}
