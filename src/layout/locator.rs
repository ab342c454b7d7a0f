//! The position of the locator, the globe that shows where on Earth the map is: the first free part of the right or
//! left edge.

use crate::geo::space::{Screen, ScreenRect, Size};
use crate::layout::scale_bar;
use crate::layout::viewport::Viewport;
use crate::story::{Layer, Story};

/// Distance from the edge of the picture, CSS pixels.
const EDGE: f64 = 14.0;
/// Distance from everything else, CSS pixels.
const GAP: f64 = 8.0;
/// Pictures smaller than this have no locator, CSS pixels.
const LEAST: Size = Size::new(300.0, 240.0);
/// Pictures smaller than this have a small locator, CSS pixels.
const WIDE: Size = Size::new(700.0, 420.0);
/// Width and height of a small and a large locator, CSS pixels.
const SIDES: [f64; 2] = [60.0, 84.0];

/// Returns the box of the locator, clear of the scale bar, the page's own controls, and the islands in the first view;
/// none if the picture has no room for one.
///
/// The corners are tried in a fixed order: lower right, lower left, upper right, upper left. From each corner, the box
/// moves along the edge past what is there, up to the middle of the picture. The current view is ignored, so that the
/// locator stays while the map moves.
pub(super) fn place(story: &Story, viewport: &Viewport<'_>) -> Option<ScreenRect> {
    let picture = viewport.camera.size;
    let is_within = |limit: Size| picture.width < limit.width || picture.height < limit.height;
    if is_within(LEAST) {
        return None;
    }
    let side = if is_within(WIDE) { SIDES[0] } else { SIDES[1] };
    let mut kept = viewport.covered.to_vec();
    kept.push(scale_bar::room(picture));
    for (_, region) in story.regions().filter(|(_, region)| region.layer == Layer::Island) {
        kept.push(viewport.home.screen_rect(region.bounds));
    }
    (0..4).find_map(|corner| along(picture, side, corner, &kept))
}

/// Returns the free box closest to a corner; 0 and 1 are the lower corners, 2 and 3 the upper ones, odd numbers are on
/// the left.
fn along(picture: Size, side: f64, corner: u8, kept: &[ScreenRect]) -> Option<ScreenRect> {
    let is_upper = corner >= 2;
    let left = if corner % 2 == 1 { EDGE } else { picture.width - EDGE - side };
    let mut top = if is_upper { EDGE } else { picture.height - EDGE - side };
    loop {
        let corner = Screen::new(left, top);
        let rect = ScreenRect::new(corner, corner + Screen::new(side, side));
        let middle = rect.centre().y;
        if is_upper != (middle < picture.height / 2.0) {
            return None;
        }
        let Some(other) = kept.iter().find(|other| other.grown(GAP).meets(rect)) else { return Some(rect) };
        // One pixel more than the gap: boxes that touch count as overlapping.
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
        assert_eq!(places(&kept), Some(rect(706.0, 506.0, 786.0, 586.0)));
        kept.push(rect(600.0, 560.0, 790.0, 600.0));
        assert_eq!(places(&kept), Some(rect(706.0, 471.0, 786.0, 551.0)));
        kept.push(rect(770.0, 310.0, 800.0, 500.0));
        assert_eq!(places(&kept), Some(rect(14.0, 506.0, 94.0, 586.0)));
        kept.push(rect(0.0, 300.0, 20.0, 600.0));
        assert_eq!(places(&kept), Some(rect(706.0, 14.0, 786.0, 94.0)));
        kept.push(rect(700.0, 0.0, 800.0, 290.0));
        assert_eq!(places(&kept), Some(rect(14.0, 14.0, 94.0, 94.0)));
        kept.push(rect(0.0, 0.0, 100.0, 299.0));
        assert_eq!(places(&kept), None);
    }
}
