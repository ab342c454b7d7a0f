//! Land and islands: their areas, filled by status, and their coasts.

use crate::paint::{DisplayList, Fill, Stroke};
use crate::scene::context::View;
use crate::scene::ground::pen::Pen;
use crate::story::{Layer, Region, Story};

/// The layers of land.
const LAND: [Layer; 2] = [Layer::Land, Layer::Island];

/// An island smaller than this is marked by a dot, CSS pixels.
pub(super) const DOT_BELOW: f64 = 6.0;

/// Fills all areas.
pub(in crate::scene) fn areas<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let mut pen = Pen::new(story, view, 2.0, &mut list.ground);
    for (id, region) in pen.regions(&LAND) {
        let fill = area_fill(view, region);
        // Hatching would be hidden by the dot that marks a small island.
        let hatch = fill.hatch.filter(|_| view.extent(region) >= DOT_BELOW);
        pen.fill(id, region, Fill { hatch, ..fill });
    }
}

/// Strokes all coasts.
pub(in crate::scene) fn coasts<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let mut pen = Pen::new(story, view, 2.0, &mut list.ground);
    let full = view.theme.coastline(view.camera.zoom.scale());
    // While the map moves, coasts are one device pixel wide: wider lines cost many times as much.
    let width = if view.sheet.at_rest { full.width } else { full.width.min(1.0 / view.session.density()) };
    for (id, region) in pen.regions(&LAND) {
        pen.stroke(id, region, Stroke { width, ..full });
    }
}

/// Returns the fill of an area by its status.
pub(super) fn area_fill(view: &View<'_>, region: &Region) -> Fill {
    let status_class = view.story.status_class(&region.id, view.session.viewpoint());
    view.theme.area(status_class.as_ref(), &view.story.manifest().parties)
}
