//! Bands of lighter sea along the coasts of the islands.

use crate::geo::path::{Part, Path};
use crate::geo::space::World;
use crate::paint::{DisplayList, Stroke};
use crate::scene::context::{Purpose, View};
use crate::scene::ground::pen::Pen;
use crate::story::{Layer, Region, Story};

/// Widths of the bands, half of which lie under the land, CSS pixels.
const WIDTHS: [f64; 2] = [12.0, 6.0];
/// Distance between two points of a band, CSS pixels.
const STEP: f64 = 8.0;

/// Draws the bands while the map is at rest: wide lines cost too much while it moves.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let is_shown = view.sheet.at_rest && view.sheet.purpose != Purpose::Draft;
    let Some(color) = view.theme.shore.filter(|_| is_shown) else { return };
    let mut pen = Pen::new(story, view, 2.0, &mut list.ground);
    let mut parts = Vec::new();
    for (_, region) in pen.regions(&[Layer::Island]) {
        add_coast(&pen, region, &mut parts);
    }
    let path = Path::from(parts);
    for width in WIDTHS {
        pen.stroke_path(path.clone(), Stroke::solid(color, width));
    }
}

/// Adds the coast of an island with as few points as a broad, soft line needs; a tiny island keeps closer ones.
fn add_coast(pen: &Pen<'_, '_>, region: &Region, parts: &mut Vec<Part>) {
    let Some((_, outline)) = region.outline(pen.view.level) else { return };
    let step = STEP.min(pen.view.extent(region) / 2.0) / pen.view.camera.zoom.scale();
    for part in outline.coast().within(pen.window).parts() {
        let mut points: Vec<World> = Vec::new();
        for point in part.points() {
            if points.last().is_none_or(|last| last.distance(*point) >= step) {
                points.push(*point);
            }
        }
        parts.extend(Part::new(points, part.is_closed()));
    }
}
