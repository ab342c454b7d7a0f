//! Which island is meant by a point of the picture.
//!
//! An islet of two pixels must be as easy to reach as a large island, so the nearest island within the reach of a
//! finger counts. An island under the point itself comes before one beside it; among several the nearer outline wins,
//! and of two equally near ones the smaller.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, World, WorldRect};
use crate::story::{Outline, RegionId, Story};

/// Half of the smallest target that a finger hits surely, CSS pixels (WCAG 2.2, success criterion 2.5.5: 44 by 44).
pub const REACH: f64 = 22.0;

/// The island at a point of the picture, or none where the sea is meant.
#[must_use]
pub fn island_at(story: &Story, camera: &Camera, at: Screen) -> Option<RegionId> {
    let place = camera.world_from_screen(at);
    let reach_km = REACH / camera.zoom.scale();
    let mut nearest: Option<(f64, f64, RegionId)> = None;
    for id in story.chain_order() {
        let near = story.region(*id).filter(|region| region.bounds.distance(place) <= reach_km);
        let Some((region, outline)) = near.and_then(|region| Some((region, region.finest()?))) else { continue };
        let (distance, extent) = (distance_km(outline, place, reach_km), extent(region.bounds));
        let is_nearer = nearest.is_none_or(|(least, other, _)| (distance, extent) < (least, other));
        if distance <= reach_km && is_nearer {
            nearest = Some((distance, extent, *id));
        }
    }
    nearest.map(|(_, _, id)| id)
}

fn extent(bounds: WorldRect) -> f64 {
    bounds.width().max(bounds.height())
}

/// Distance from a place to an outline, kilometres; 0 inside. Outlines farther than `reach_km` may be called farther
/// than they are.
fn distance_km(outline: &Outline, place: World, reach_km: f64) -> f64 {
    let reach = WorldRect::new(place, place).grown(reach_km);
    if outline.fill().contains(place) {
        return 0.0;
    }
    let mut least = f64::INFINITY;
    for part in outline.fill().within(reach).parts() {
        least = least.min(part.distance(place));
    }
    for other in outline.points() {
        least = least.min(other.distance(place));
    }
    least
}
