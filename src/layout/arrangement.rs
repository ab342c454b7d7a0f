//! Where everything is placed that does not move with the map.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect};
use crate::layout::inset::{self, Inset};
use crate::layout::locator;
use crate::layout::viewport::Viewport;
use crate::story::Story;

/// The boxes of a picture that do not move with the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    inset: Option<Inset>,
    locator: Option<ScreenRect>,
}

impl Layout {
    /// Lays out a picture; the inset in `before` stays where it was if possible.
    #[must_use]
    pub fn new(story: &Story, viewport: &Viewport<'_>, before: Self) -> Self {
        let locator = locator::place(story, viewport);
        Self { inset: inset::place(story, viewport, locator, before.inset), locator }
    }

    /// Returns the inset, if a group needs one.
    #[must_use]
    pub fn inset(&self) -> Option<&Inset> {
        self.inset.as_ref()
    }

    /// Returns the box of the locator, if the picture has room for one.
    #[must_use]
    pub fn locator(&self) -> Option<ScreenRect> {
        self.locator
    }

    /// Returns the camera for a point of the picture, that of the inset or of the map, and the point in that view.
    #[must_use]
    pub fn lens(&self, map: Camera, at: Screen) -> (Camera, Screen) {
        match self.inset.as_ref().filter(|inset| inset.window().contains(at)) {
            Some(inset) => (inset.camera, at - inset.window().min),
            None => (map, at),
        }
    }
}
