//! The extent of the data, in a neat line; the area beyond it stays blank paper, so that its edge does not look like a coast.

use crate::geo::path::{Part, Path};
use crate::geo::space::LonLat;
use crate::paint::{DisplayList, Fill, GroundItem, GroundPath, Stroke};
use crate::scene::context::View;
use crate::story::Story;
use std::borrow::Cow;

/// Number of segments along each side, which is a curve on the plane.
const STEPS: u32 = 24;

/// Width of the neat line, CSS pixels.
const NEAT_LINE: f64 = 1.4;

/// Draws the sea within the extent of the data, and the line around it.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let ground = story.ground();
    let [west, south, east, north] = ground.extent;
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    let mut points = Vec::new();
    for side in corners.windows(2) {
        let [(lon, lat), (to_lon, to_lat)] = side else { continue };
        for step in 0..STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            points.push(ground.world(LonLat::new(lon + (to_lon - lon) * share, lat + (to_lat - lat) * share)));
        }
    }
    let path: Path = Part::new(points, true).into_iter().collect();
    let seen = path.within(view.camera.window(2.0)).into_owned();
    if !seen.parts().is_empty() {
        let path = GroundPath { geometry: Cow::Owned(seen), key: None, title: None };
        list.ground.push(GroundItem::Fill { path: path.clone(), fill: Fill::plain(view.theme.sea) });
        list.ground.push(GroundItem::Stroke { path, stroke: Stroke::solid(view.theme.coast, NEAT_LINE) });
    }
}
