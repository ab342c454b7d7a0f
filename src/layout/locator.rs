//! Where the locator stands, the globe that shows where on Earth the map is: the first free stretch of the right or left
//! edge.

use crate::geo::space::{Screen, ScreenRect, Size};
use crate::layout::scale_bar;
use crate::layout::viewport::Viewport;
use crate::story::{Atlas, Layer};

/// Distance from the edge of the picture, CSS pixels.
const EDGE: f64 = 14.0;
/// Distance from everything else, CSS pixels.
const GAP: f64 = 8.0;
/// A picture smaller than this has no room for a locator, CSS pixels.
const LEAST: Size = Size::new(300.0, 240.0);
/// A picture smaller than this has a small one, CSS pixels.
const WIDE: Size = Size::new(700.0, 420.0);
/// Side of the box of a small locator and of a large one, CSS pixels.
const SIDES: [f64; 2] = [60.0, 84.0];

/// The box of the locator, clear of the scale bar, of the page's own controls, and of the islands as they lie in the
/// first view; none where the picture has no room for one.
///
/// The corners are tried in a fixed order: lower right, lower left, upper right, upper left. At each of them the box
/// gives way along the edge to what is there, up to the middle of the picture. Where the map is does not count, so
/// the locator stays while the map moves.
pub(super) fn place(atlas: &Atlas, viewport: &Viewport<'_>) -> Option<ScreenRect> {
    let picture = viewport.camera.size;
    let is_within = |limit: Size| picture.width < limit.width || picture.height < limit.height;
    if is_within(LEAST) {
        return None;
    }
    let side = if is_within(WIDE) { SIDES[0] } else { SIDES[1] };
    let mut kept = viewport.covered.to_vec();
    kept.push(scale_bar::room(picture));
    for (_, region) in atlas.regions().filter(|(_, region)| region.layer == Layer::Island) {
        kept.push(viewport.home.screen_rect(region.bounds));
    }
    (0..4).find_map(|corner| along(picture, side, corner, &kept))
}

/// The free box nearest to a corner; from 2 on they are the upper ones, odd ones are on the left.
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
