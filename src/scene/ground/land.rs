//! Land and islands: their areas, filled by status, and their coasts.

use crate::paint::{DisplayList, Fill, Stroke};
use crate::scene::context::View;
use crate::scene::ground::pen::Pen;
use crate::story::{Layer, Region, Story};

/// The layers of land.
const LAND: [Layer; 2] = [Layer::Land, Layer::Island];

/// An island smaller than this is marked by a dot, CSS pixels.
pub(super) const DOT_BELOW: f64 = 6.0;
/// An area has the lines of its pattern from this size on, CSS pixels.
const LINED_FROM: f64 = 36.0;
/// What is contested has them only once the largest of it has this size, CSS pixels: one flat colour is louder, and what
/// is alike looks alike.
const CONTESTED_LINED_FROM: f64 = 220.0;
/// How much stronger the coast of a contested area is, CSS pixels.
const STRONGER: f64 = 0.5;

/// Fills all areas.
pub(in crate::scene) fn areas<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let mut pen = Pen::new(story, view, 2.0, &mut list.ground);
    let mut areas = Vec::new();
    let mut largest_contested = 0.0_f64;
    for (id, region) in pen.regions(&LAND) {
        let (fill, extent) = (area_fill(view, region), view.extent(region));
        let contested = is_contested(view, &fill);
        if contested {
            largest_contested = largest_contested.max(extent);
        }
        areas.push((id, region, fill, extent, contested));
    }
    for (id, region, fill, extent, contested) in areas {
        let is_lined = extent >= LINED_FROM && (!contested || largest_contested >= CONTESTED_LINED_FROM);
        pen.fill(id, region, Fill { hatch: fill.hatch.filter(|_| is_lined), ..fill });
    }
}

/// Strokes all coasts.
pub(in crate::scene) fn coasts<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let mut pen = Pen::new(story, view, 2.0, &mut list.ground);
    let full = view.theme.coastline(view.camera.zoom.scale());
    // While the map moves, coasts are one device pixel wide: wider lines cost many times as much.
    let width = if view.sheet.at_rest { full.width } else { full.width.min(1.0 / view.session.density()) };
    for (id, region) in pen.regions(&LAND) {
        let fill = area_fill(view, region);
        let stroke = match fill.hatch.filter(|_| is_contested(view, &fill)) {
            Some(hatch) => Stroke::solid(hatch.color, width + STRONGER),
            None => Stroke { width, ..full },
        };
        pen.stroke(id, region, stroke);
    }
}

/// Returns whether a fill is that of what the parties disagree about, in which they are told apart from all else.
fn is_contested(view: &View<'_>, fill: &Fill) -> bool {
    let theme = view.theme;
    fill.color == theme.disputed.fill || theme.contested.iter().any(|ink| ink.fill == fill.color)
}

/// Returns the fill of an area by its status.
pub(super) fn area_fill(view: &View<'_>, region: &Region) -> Fill {
    let status_class = view.story.status_class(&region.id, view.session.viewpoint());
    view.theme.area(status_class.as_ref(), &view.story.manifest().parties)
}
