//! The inset: a group of islands that are too small to hit, once more and larger, in the picture.
//!
//! Which groups may have one, and which comes first, the story says. An inset is placed when the map is at rest, keeps
//! its place while the map moves, and is left where it is as long as nothing of the chain comes under it.

use crate::geo::camera::Camera;
use crate::geo::path::Part;
use crate::geo::space::{Screen, ScreenRect, Size, World, WorldRect};
use crate::layout::scale_bar;
use crate::layout::viewport::Viewport;
use crate::story::{Atlas, Layer, Place};

/// Room that an island of a group needs on average, CSS pixels: with less they are too small to be hit one by one.
const ROOM: f64 = 36.0;
/// Width of an inset as a share of the picture, and its least and greatest width, CSS pixels.
const SHARE: f64 = 0.25;
const WIDTHS: [f64; 2] = [176.0, 230.0];
/// Sizes that are tried, as shares of that width.
const SIZES: [f64; 3] = [1.0, 0.87, 0.75];
/// Height of the band with the name, CSS pixels.
const BAND: f64 = 26.0;
/// Room between the group and the edge of the inset, and more of it below for names, CSS pixels.
const MARGIN: f64 = 11.0;
const BELOW: f64 = 8.0;
/// A picture lower than this has no room for an inset beside the map's own names, CSS pixels.
const LEAST_HEIGHT: f64 = 260.0;
/// An inset is only worth its room when it is so many times larger.
const WORTH: f64 = 1.35;
/// Places that are tried across and down the picture.
const STEPS: u32 = 28;
/// Names of islands fit between an inset and the islands beside it where it is so far from them, CSS pixels.
const BESIDE: f64 = 95.0;
/// What a pixel less costs in a picture that is a pixel wide; in a wide one there are other places for names.
const CLOSE: f64 = 50.0;
/// What it costs to be nothing instead of as large as can be.
const SMALLER: f64 = 180.0;
/// Distance between an inset and what it keeps clear of, CSS pixels.
const GAP: f64 = 8.0;

/// A group in a picture of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset {
    /// The group.
    pub place: Place,
    /// Where the inset lies in the picture, the band with its name at the top included.
    pub rect: ScreenRect,
    /// The view in it, below the band.
    pub camera: Camera,
}

impl Inset {
    /// The part below the band.
    #[must_use]
    pub fn window(&self) -> ScreenRect {
        ScreenRect { min: self.rect.min + Screen::new(0.0, BAND), max: self.rect.max }
    }
}

/// The inset for the present view, if a group needs one. While the map moves the one that is there stays, as long as it
/// is needed.
pub(super) fn place(
    atlas: &Atlas,
    viewport: &Viewport<'_>,
    locator: Option<ScreenRect>,
    before: Option<Inset>,
) -> Option<Inset> {
    let search = Search { atlas, viewport, locator };
    if viewport.is_measured {
        return None;
    }
    if viewport.is_moving {
        return before.filter(|inset| search.is_needed(&inset.place));
    }
    let groups = atlas.story().insets.iter().filter_map(|id| atlas.place(id));
    let mut small = groups.filter(|place| search.is_needed(place));
    small.find_map(|place| search.placed(place, before.as_ref()))
}

/// Looks for the place of an inset.
struct Search<'a> {
    atlas: &'a Atlas,
    viewport: &'a Viewport<'a>,
    locator: Option<ScreenRect>,
}

impl Search<'_> {
    /// Whether a group is in sight, and its islands too small to be hit one by one.
    fn is_needed(&self, place: &Place) -> bool {
        let Viewport { camera, .. } = self.viewport;
        let rect = self.atlas.bounds(place).map(|bounds| camera.screen_rect(bounds));
        rect.is_some_and(|rect| {
            let room = ROOM * (place.islands.len() as f64).sqrt();
            let is_small = rect.width().max(rect.height()) < room;
            is_small && camera.size.height >= LEAST_HEIGHT && camera.size.rect().contains(rect.centre())
        })
    }

    /// Where it was, if it can stay there, else the best of many places in the largest size that pays.
    fn placed(&self, place: Place, before: Option<&Inset>) -> Option<Inset> {
        let bounds = self.atlas.bounds(&place)?;
        let free = Free { picture: self.picture(), obstacles: self.obstacles(bounds) };
        if let Some(before) = before.filter(|before| before.place == place && free.holds(before.rect)) {
            let mut cameras = SIZES.iter().filter_map(|share| self.enlarged(bounds, *share));
            if let Some(camera) = cameras.find(|camera| camera.size == before.camera.size) {
                return Some(Inset { place, rect: before.rect, camera });
            }
        }
        let costs = self.costs(&place, bounds);
        let mut best: Option<(f64, ScreenRect, Camera)> = None;
        for share in SIZES {
            let Some(camera) = self.enlarged(bounds, share) else { continue };
            let size = Screen::new(camera.size.width, camera.size.height + BAND);
            let last = free.picture.max - size;
            for min in corners(free.picture.min, last) {
                let rect = ScreenRect { min, max: min + size };
                if !free.holds(rect) {
                    continue;
                }
                let cost = costs.of(rect, last) + (1.0 - share) * SMALLER;
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, rect, camera));
                }
            }
        }
        best.map(|(_, rect, camera)| Inset { place, rect, camera })
    }

    /// Where an inset may lie.
    fn picture(&self) -> ScreenRect {
        self.viewport.camera.size.rect().grown(-GAP)
    }

    /// The view of an inset, its width a share of the greatest; none where it would not show more than the map does.
    fn enlarged(&self, bounds: WorldRect, share: f64) -> Option<Camera> {
        let map = self.viewport.camera;
        let width = ((map.size.width * SHARE).clamp(WIDTHS[0], WIDTHS[1]) * share).round();
        let shape = (bounds.height() / bounds.width().max(1e-6)).clamp(0.55, 0.85);
        let snug = Camera::fitting(bounds, Size::new(width, (width * shape).round()), MARGIN);
        let below = World::new(0.0, BELOW / 2.0 / snug.zoom.scale());
        let size = Size::new(width, snug.size.height + BELOW);
        let is_worth_it = snug.zoom.scale() >= map.zoom.scale() * WORTH && size.height <= map.size.height * 0.6;
        is_worth_it.then_some(Camera { centre: snug.centre + below, size, ..snug })
    }

    /// What an inset may not cover: controls, scale bar, locator, the group itself and every other island of the chain.
    fn obstacles(&self, group: WorldRect) -> Vec<ScreenRect> {
        let Viewport { camera, covered, .. } = self.viewport;
        let mut obstacles = covered.to_vec();
        obstacles.push(camera.screen_rect(group).grown(GAP));
        obstacles.push(scale_bar::room(camera.size));
        obstacles.extend(self.locator);
        for id in self.atlas.walk() {
            obstacles.extend(self.atlas.region(*id).map(|region| camera.screen_rect(region.bounds)));
        }
        obstacles
    }

    fn costs(&self, place: &Place, bounds: WorldRect) -> Costs {
        let Viewport { camera, .. } = self.viewport;
        let walk = self.atlas.walk().iter().filter(|id| !place.islands.contains(id));
        let named = walk.filter_map(|id| Some(camera.screen_from_world(self.atlas.region(*id)?.anchor)));
        let group = camera.screen_from_world(bounds.centre());
        Costs { coast: self.coast(), named: named.collect(), group, width: camera.size.width }
    }

    /// Points of the coasts and lines in the picture and of the courses of names, no two of them close together.
    fn coast(&self) -> Vec<Screen> {
        let Viewport { camera, .. } = self.viewport;
        let picture = camera.size.rect();
        let level = self.atlas.level_for(8.0 / camera.zoom.scale());
        let mut points: Vec<Screen> = Vec::new();
        for (_, region) in self.atlas.regions() {
            if !matches!(region.layer, Layer::Land | Layer::Boundary | Layer::Sea) {
                continue;
            }
            let Some((_, outline)) = region.outline(level) else { continue };
            for point in outline.fill().parts().iter().flat_map(Part::points) {
                let at = camera.screen_from_world(*point);
                let is_near = points.last().is_some_and(|last| last.distance(at) < GAP);
                if picture.contains(at) && !is_near {
                    points.push(at);
                }
            }
        }
        points
    }
}

/// The part of the picture that is free for an inset.
struct Free {
    picture: ScreenRect,
    obstacles: Vec<ScreenRect>,
}

impl Free {
    fn holds(&self, rect: ScreenRect) -> bool {
        self.picture.covers(rect) && !self.obstacles.iter().any(|other| other.meets(rect.grown(GAP)))
    }
}

/// What speaks against a place in the free part.
struct Costs {
    /// Points of coasts and lines.
    coast: Vec<Screen>,
    /// The islands that are named on the map itself.
    named: Vec<Screen>,
    /// The middle of the group.
    group: Screen,
    /// Width of the picture.
    width: f64,
}

impl Costs {
    /// What a box costs that could be moved from the upper left as far as `last`: the coast that it hides, its distance
    /// from the edge and from its group, and the names beside it that have little room.
    fn of(&self, rect: ScreenRect, last: Screen) -> f64 {
        let ScreenRect { min, .. } = rect;
        let covered = self.coast.iter().filter(|point| rect.contains(**point)).count() as f64;
        let edge = (min.x - GAP).min(last.x - min.x).min(min.y - GAP).min(last.y - min.y);
        let far = self.group.distance(rect.centre());
        let narrow: f64 = self.named.iter().map(|at| (BESIDE - rect.distance(*at)).max(0.0)).sum();
        covered * 3.0 + edge / 2.0 + far / 8.0 + narrow * CLOSE / self.width
    }
}

/// The places that are tried for the upper left corner, row by row.
fn corners(first: Screen, last: Screen) -> impl Iterator<Item = Screen> {
    let part = |count: u32| f64::from(count) / f64::from(STEPS - 1);
    let room = last - Screen::new(GAP, GAP);
    (0..STEPS * STEPS)
        .map(move |number| first + Screen::new(room.x * part(number % STEPS), room.y * part(number / STEPS)))
}
