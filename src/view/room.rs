//! The room that the page's controls leave for what is shown.

use crate::geo::camera::Camera;
use crate::geo::space::{ScreenRect, Size, World, WorldRect};

/// The largest share of the width or height that controls can take.
const MOST: f64 = 0.5;

/// Returns the part of a picture that controls leave free: each takes the strip along the edge that costs the smallest
/// share of the picture.
pub(super) fn free(size: Size, covered: &[ScreenRect]) -> ScreenRect {
    let mut room = size.rect();
    for rect in covered.iter().filter(|rect| rect.width() * rect.height() > 0.0) {
        let across = [rect.max.x / size.width, 1.0 - rect.min.x / size.width];
        let down = [rect.max.y / size.height, 1.0 - rect.min.y / size.height];
        let (mut edge, mut least) = (0, MOST);
        for (number, share) in across.into_iter().chain(down).enumerate() {
            if share < least {
                (edge, least) = (number + 1, share);
            }
        }
        match edge {
            1 => room.min.x = room.min.x.max(rect.max.x),
            2 => room.max.x = room.max.x.min(rect.min.x),
            3 => room.min.y = room.min.y.max(rect.max.y),
            4 => room.max.y = room.max.y.min(rect.min.y),
            _ => {}
        }
    }
    // Where little would be left, controls are covered rather than the subject made tiny.
    let is_enough = room.width() >= size.width * MOST && room.height() >= size.height * MOST;
    if is_enough { room } else { size.rect() }
}

/// Returns the camera that fits a box into a part of the picture, with a margin around it, CSS pixels.
pub(super) fn fitting(bounds: WorldRect, size: Size, room: ScreenRect, margin: f64) -> Camera {
    let snug = Camera::fitting(bounds, Size::new(room.width(), room.height()), margin);
    let (middle, shown) = (size.rect().centre(), room.centre());
    let away = World::new(middle.x - shown.x, middle.y - shown.y) * (1.0 / snug.zoom.scale());
    Camera { centre: snug.centre + away, size, ..snug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::space::Screen;

    const SIZE: Size = Size::new(800.0, 600.0);

    fn rect(x: f64, y: f64, width: f64, height: f64) -> ScreenRect {
        ScreenRect::new(Screen::new(x, y), Screen::new(x + width, y + height))
    }

    #[test]
    fn each_control_takes_the_strip_that_costs_least() {
        let (switch, zoom, hidden) =
            (rect(50.0, 26.0, 400.0, 44.0), rect(744.0, 30.0, 44.0, 88.0), rect(0.0, 0.0, 0.0, 0.0));
        assert_eq!(free(SIZE, &[switch, zoom, hidden]), rect(0.0, 70.0, 744.0, 530.0));
        let tools = rect(12.0, 100.0, 320.0, 488.0);
        assert_eq!(free(SIZE, &[tools]), rect(332.0, 0.0, 468.0, 600.0));
        assert_eq!(free(SIZE, &[rect(0.0, 0.0, 780.0, 580.0)]), SIZE.rect(), "nothing would be left");
    }

    #[test]
    fn what_is_fitted_lies_in_the_middle_of_the_room() {
        let bounds = WorldRect::new(World::new(10.0, 20.0), World::new(110.0, 60.0));
        let room = rect(300.0, 100.0, 400.0, 400.0);
        let camera = fitting(bounds, SIZE, room, 20.0);
        let shown = camera.screen_rect(bounds);
        assert!(shown.centre().distance(room.centre()) < 1e-6 && room.covers(shown), "{shown:?}");
        assert_eq!(camera.size, SIZE);
    }
}
