//! Where a thing that keeps its place in the picture may lie: the first free stretch of the left or right edge.

use super::View;
use crate::atlas::Layer;
use crate::camera::Camera;
use crate::space::{Screen, ScreenRect, Size};

/// Distance from the edge of the picture, CSS pixels.
const EDGE: f64 = 14.0;
/// Distance from everything else, CSS pixels.
const GAP: f64 = 8.0;

/// The square of this side, clear of what is taken, of the page's own controls, and of the islands as they lie
/// in the start view.
///
/// The corners are tried in a fixed order: lower left, upper left, lower right, upper right. At each of them it
/// gives way along the edge to what is there, up to the middle of the picture. Where the map is does not count, so the
/// box stays while the map moves.
pub(super) fn slot(view: &View<'_>, side: f64, taken: &[ScreenRect]) -> Option<ScreenRect> {
    let picture = view.app.camera().size;
    let mut kept = Vec::new();
    kept.extend_from_slice(taken);
    kept.extend_from_slice(view.app.covered());
    if let Some(start) = view.atlas.world_rect(view.atlas.story().start) {
        let start = Camera::fitting(start, picture, 0.0);
        for (_, region) in view.atlas.regions() {
            if region.layer == Layer::Island {
                kept.push(start.screen_rect(region.bounds));
            }
        }
    }
    (0..4).find_map(|corner| along(picture, side, corner, &kept))
}

/// The free box nearest to a corner; from 2 on they are those on the right, odd ones are upper.
fn along(picture: Size, side: f64, corner: u8, kept: &[ScreenRect]) -> Option<ScreenRect> {
    let is_upper = corner % 2 == 1;
    let left = if corner < 2 { EDGE } else { picture.width - EDGE - side };
    let mut top = if is_upper { EDGE } else { picture.height - EDGE - side };
    loop {
        let corner = Screen::new(left, top);
        let rect = ScreenRect::new(corner, corner + Screen::new(side, side));
        let middle = rect.centre().y;
        if is_upper != (middle < picture.height / 2.0) {
            return None;
        }
        let Some(other) = kept.iter().find(|other| other.grown(GAP).meets(rect)) else { return Some(rect) };
        // One pixel more than the gap: boxes that only touch meet, too.
        top = if is_upper { other.max.y + GAP + 1.0 } else { other.min.y - GAP - 1.0 - side };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: Size = Size::new(800.0, 600.0);

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> ScreenRect {
        ScreenRect::new(Screen::new(left, top), Screen::new(right, bottom))
    }

    #[test]
    fn a_corner_is_given_up_only_where_the_edge_is_full_up_to_the_middle() {
        let places = |kept: &[ScreenRect]| (0..4).find_map(|corner| along(PICTURE, 80.0, corner, kept));
        let mut kept = Vec::new();
        assert_eq!(places(&kept), Some(rect(14.0, 506.0, 94.0, 586.0)));
        kept.push(rect(10.0, 560.0, 200.0, 600.0));
        assert_eq!(places(&kept), Some(rect(14.0, 471.0, 94.0, 551.0)));
        kept.push(rect(0.0, 310.0, 30.0, 500.0));
        assert_eq!(places(&kept), Some(rect(14.0, 14.0, 94.0, 94.0)));
        kept.push(rect(50.0, 20.0, 300.0, 60.0));
        assert_eq!(places(&kept), Some(rect(14.0, 69.0, 94.0, 149.0)));
        kept.push(rect(0.0, 0.0, 20.0, 290.0));
        assert_eq!(places(&kept), Some(rect(706.0, 506.0, 786.0, 586.0)));
        kept.push(rect(700.0, 250.0, 800.0, 600.0));
        assert_eq!(places(&kept), Some(rect(706.0, 14.0, 786.0, 94.0)));
        kept.push(rect(700.0, 0.0, 800.0, 249.0));
        assert_eq!(places(&kept), None);
    }
}
