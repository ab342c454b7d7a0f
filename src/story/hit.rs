//! The island or other coloured land at a point of the picture.
//!
//! An islet of two pixels must be as easy to hit as a large island, so the nearest island within the reach of a finger
//! is returned. An island under the point itself takes precedence over one beside it; otherwise the nearest outline
//! wins, and of two equally near ones the smaller.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, World, WorldRect};
use crate::story::{Day, Layer, Outline, Region, RegionId, Story};

/// Half the size of a target that is easy to hit, CSS pixels (WCAG 2.2, success criterion 2.5.5: 44 by 44).
pub const REACH: f64 = 22.0;

/// Returns the island at a point of the picture; none if there is only sea.
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

/// Returns the other land at a point of the picture that has a status on a day, such as half of a large island.
#[must_use]
pub fn land_at(story: &Story, camera: &Camera, at: Screen, day: Day) -> Option<RegionId> {
    let place = camera.world_from_screen(at);
    // A coast of many points is looked at last.
    let is_there = |region: &Region| {
        region.layer == Layer::Land
            && region.bounds.contains(place)
            && story.standing(&region.id, day).is_some()
            && region.finest().is_some_and(|outline| outline.fill().contains(place))
    };
    story.regions().find(|(_, region)| is_there(region)).map(|(id, _)| id)
}

fn extent(bounds: WorldRect) -> f64 {
    bounds.width().max(bounds.height())
}

/// Returns the distance from a place to an outline, kilometres; 0 inside. Beyond `reach_km` the result may be too
/// large.
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
