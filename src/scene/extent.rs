//! The extent of the data: what lies beyond it is left as bare paper, so that the end of the data looks like no coast.

use crate::geo::path::{Part, Path};
use crate::geo::space::LonLat;
use crate::paint::{Fill, Ground, GroundPath};
use crate::scene::context::View;
use std::borrow::Cow;

/// Points along each side: parallels are curves on the plane.
const STEPS: u32 = 24;

/// The sea as far as there is data; what shows of it where all of the picture lies within.
pub(super) fn compose<'a>(view: &View<'_>) -> Option<Ground<'a>> {
    let ground = view.atlas.ground();
    let [west, south, east, north] = ground.extent;
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    let mut points = Vec::new();
    for ((lon, lat), (to_lon, to_lat)) in corners.iter().zip(corners.iter().skip(1)) {
        for step in 0..STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            points.push(ground.world(LonLat::new(lon + (to_lon - lon) * share, lat + (to_lat - lat) * share)));
        }
    }
    let path: Path = Part::new(points, true).into_iter().collect();
    let seen = path.within(view.camera.window(2.0)).into_owned();
    let path = GroundPath { geometry: Cow::Owned(seen), key: None, title: None };
    (!path.geometry.parts().is_empty()).then(|| Ground::Fill { path, fill: Fill::plain(view.theme.sea) })
}
