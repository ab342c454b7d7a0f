//! The position of the scale bar, and its lengths.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::story::Ground;

/// Distance of the bar from the left and the lower edge, CSS pixels.
const LEFT: f64 = 14.0;
const RISE: f64 = 18.0;
/// Greatest lengths that are tried, CSS pixels.
const LENGTHS: [f64; 3] = [120.0, 60.0, 30.0];
/// Space for the figure right of the bar and above it, CSS pixels.
const FIGURE: [f64; 2] = [66.0, 14.0];

/// A bar for a round number of kilometres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The number of kilometres.
    pub km: f64,
    /// Its right end, CSS pixels from the left edge.
    pub right: f64,
}

/// Returns the box that is reserved for the scale bar.
#[must_use]
pub fn room(picture: Size) -> ScreenRect {
    let [right, above] = FIGURE;
    let top = Screen::new(0.0, picture.height - (RISE + above));
    ScreenRect { min: top, max: Screen::new(LEFT + LENGTHS[0] + right, picture.height) }
}

/// Returns the left end of the bar.
#[must_use]
pub fn origin(picture: Size) -> Screen {
    Screen::new(LEFT, picture.height - RISE)
}

/// Returns the scale along the parallel through the middle of the picture, CSS pixels per kilometre.
#[must_use]
pub fn true_scale(ground: &Ground, camera: &Camera) -> f64 {
    let middle = ground.conic.lonlat_from_world(camera.centre);
    camera.zoom.scale() * ground.conic.scale_along_parallel(middle.lat)
}

/// Returns bars from long to short, at `true_scale` CSS pixels per kilometre.
#[must_use]
pub fn bars(true_scale: f64) -> [Bar; 3] {
    LENGTHS.map(|longest| {
        let km = round_number(longest / true_scale);
        Bar { km, right: LEFT + km * true_scale }
    })
}

/// Returns the greatest round number, 1, 2 or 5 times a power of ten, that is at most `limit`.
fn round_number(limit: f64) -> f64 {
    let mut power = 1e-3;
    while power * 10.0 <= limit && power < 1e6 {
        power *= 10.0;
    }
    [5.0, 2.0, 1.0].map(|factor| factor * power).into_iter().find(|number| *number <= limit).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_for_round_numbers_and_end_in_the_room_that_is_kept_for_them() {
        let room = room(Size::new(800.0, 600.0));
        for (true_scale, expected) in [(0.5, [200.0, 100.0, 50.0]), (2.9, [20.0, 20.0, 10.0])] {
            let found = bars(true_scale);
            assert!(found.iter().zip(expected).all(|(bar, km)| (bar.km - km).abs() < 1e-9), "{found:?}");
            assert!(found.iter().all(|bar| room.contains(Screen::new(bar.right, 580.0))), "{found:?}");
        }
    }
}
