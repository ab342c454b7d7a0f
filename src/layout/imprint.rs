//! The position of the imprint, the line at the bottom of a picture that is used without its page.

use crate::geo::space::{Screen, ScreenRect, Size};

/// Least distance from the left edge, and height, CSS pixels.
const LEFT: f64 = 230.0;
const HEIGHT: f64 = 22.0;
/// Distance of its end from the right edge and of its baseline from the lower edge, CSS pixels.
const EDGE: f64 = 8.0;

/// Returns the box that is reserved for the imprint.
#[must_use]
pub fn room(picture: Size) -> ScreenRect {
    ScreenRect { min: Screen::new(picture.width.min(LEFT), picture.height - HEIGHT), ..picture.rect() }
}

/// Returns the end of the imprint on its baseline.
#[must_use]
pub fn end(picture: Size) -> Screen {
    Screen::new(picture.width - EDGE, picture.height - EDGE)
}
