//! Where the imprint stands, the line at the foot of a picture that travels without its page.

use crate::geo::space::{Screen, ScreenRect, Size};

/// Where the line may begin, and its height, CSS pixels.
const LEFT: f64 = 230.0;
const HEIGHT: f64 = 22.0;
/// Distance of its end from the right edge and of its baseline from the lower one, CSS pixels.
const EDGE: f64 = 8.0;

/// The part of a picture that is kept for the imprint.
#[must_use]
pub fn room(picture: Size) -> ScreenRect {
    ScreenRect { min: Screen::new(picture.width.min(LEFT), picture.height - HEIGHT), ..picture.rect() }
}

/// Where the imprint ends, on its baseline.
#[must_use]
pub fn end(picture: Size) -> Screen {
    Screen::new(picture.width - EDGE, picture.height - EDGE)
}
