//! The inset: a group of islands too small to hit, shown again and larger in the same picture.
//!
//! The story lists the groups that may have an inset, in order of preference; one has it where the reader has chosen it or
//! something in it, or where nothing is chosen and the story is about it. An inset is placed while the map is at rest and does not move with it; it stays where it is as long as it covers no island.

use crate::geo::camera::Camera;
use crate::geo::path::Part;
use crate::geo::space::{Screen, ScreenRect, Size, World, WorldRect};
use crate::layout::scale_bar;
use crate::layout::viewport::Viewport;
use crate::story::{Layer, Place, Story};

/// Space that an island of a group needs on average, CSS pixels: with less, single islands are too small to hit.
const ROOM: f64 = 22.0;
/// Width of an inset relative to the picture, and its least and greatest width, CSS pixels.
const SHARE: f64 = 0.25;
const WIDTHS: [f64; 2] = [176.0, 230.0];
/// Sizes that are tried, relative to that width.
const SIZES: [f64; 3] = [1.0, 0.87, 0.75];
/// Height of the title, CSS pixels.
const BAND: f64 = 26.0;
/// Margin around the group, and additional margin below it for labels, CSS pixels.
const MARGIN: f64 = 11.0;
const BELOW: f64 = 8.0;
/// Pictures lower than this have no inset, because the labels of the map need the space, CSS pixels.
const LEAST_HEIGHT: f64 = 260.0;
/// Least ratio between the scales of inset and map.
const WORTH: f64 = 1.35;
/// Number of positions that are tried in each direction.
const STEPS: u32 = 28;
/// At this distance, labels of islands fit between the inset and the islands beside it, CSS pixels.
const BESIDE: f64 = 95.0;
/// Cost of each pixel below that distance, for a picture one pixel wide; wide pictures have other places for labels.
const CLOSE: f64 = 50.0;
/// Cost of a smaller inset, times the share by which it is smaller than the largest.
const SMALLER: f64 = 180.0;
/// Distance between an inset and what it avoids, CSS pixels.
const GAP: f64 = 8.0;

/// A group in a picture of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset {
    /// The group.
    pub place: Place,
    /// The box of the inset, including its title at the top.
    pub rect: ScreenRect,
    /// The camera for the part below the title.
    pub camera: Camera,
}

impl Inset {
    /// Returns the part below the title.
    #[must_use]
    pub fn window(&self) -> ScreenRect {
        ScreenRect { min: self.rect.min + Screen::new(0.0, BAND), max: self.rect.max }
    }
}

/// Places the inset for a viewport, if a group needs one. While the map moves, the inset in `before` stays as long as
/// it is needed.
pub(super) fn place(
    story: &Story,
    viewport: &Viewport<'_>,
    locator: Option<ScreenRect>,
    before: Option<Inset>,
) -> Option<Inset> {
    let search = Search { story, viewport, locator };
    if !viewport.takes_inset {
        return None;
    }
    if viewport.is_moving {
        return before.filter(|inset| search.is_needed(&inset.place));
    }
    let groups = story.manifest().insets.iter().filter_map(|id| story.place(id));
    let groups = groups.filter(|place| is_wanted(story, viewport, place));
    let mut small = groups.filter(|place| search.is_needed(place));
    small.find_map(|place| search.placed(place, before.as_ref()))
}

/// Returns whether the view is about a group: about it, a part of it or what it is a part of.
fn is_wanted(story: &Story, viewport: &Viewport<'_>, place: &Place) -> bool {
    match viewport.chosen {
        Some(chosen) => place.touches(chosen),
        None => story.manifest().subject.as_ref().is_some_and(|subject| subject == &place.id),
    }
}

/// The search for the position of an inset.
struct Search<'a> {
    story: &'a Story,
    viewport: &'a Viewport<'a>,
    locator: Option<ScreenRect>,
}

impl Search<'_> {
    /// Returns whether a group is in sight and its islands are too small to hit.
    fn is_needed(&self, place: &Place) -> bool {
        let Viewport { camera, .. } = self.viewport;
        let rect = self.story.bounds(place).map(|bounds| camera.screen_rect(bounds));
        rect.is_some_and(|rect| {
            let room = ROOM * (place.islands.len() as f64).sqrt();
            let is_small = rect.width().max(rect.height()) < room;
            is_small && camera.size.height >= LEAST_HEIGHT && camera.size.rect().contains(rect.centre())
        })
    }

    /// Places the inset where it was if possible, otherwise at the best of many positions in the best size.
    fn placed(&self, place: Place, before: Option<&Inset>) -> Option<Inset> {
        let bounds = self.story.bounds(&place)?;
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

    /// Returns the part of the picture in which an inset may be.
    fn picture(&self) -> ScreenRect {
        self.viewport.camera.size.rect().grown(-GAP)
    }

    /// Returns the camera of an inset whose width is a share of the greatest one; none if the inset would not be much
    /// larger than the map.
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

    /// Returns what an inset avoids: controls, scale bar, locator, the group itself and every other island.
    fn obstacles(&self, group: WorldRect) -> Vec<ScreenRect> {
        let Viewport { camera, covered, .. } = self.viewport;
        let mut obstacles = covered.to_vec();
        obstacles.push(camera.screen_rect(group).grown(GAP));
        obstacles.push(scale_bar::room(camera.size));
        obstacles.extend(self.locator);
        for id in self.story.chain_order() {
            obstacles.extend(self.story.region(*id).map(|region| camera.screen_rect(region.bounds)));
        }
        obstacles
    }

    fn costs(&self, place: &Place, bounds: WorldRect) -> Costs {
        let Viewport { camera, .. } = self.viewport;
        let walk = self.story.chain_order().iter().filter(|id| !place.islands.contains(id));
        let named = walk.filter_map(|id| Some(camera.screen_from_world(self.story.region(*id)?.anchor)));
        let group = camera.screen_from_world(bounds.centre());
        Costs { coast: self.coast(), named: named.collect(), group, width: camera.size.width }
    }

    /// Returns points of coasts, boundaries and label courses in the picture, no two of them close together.
    fn coast(&self) -> Vec<Screen> {
        let Viewport { camera, .. } = self.viewport;
        let picture = camera.size.rect();
        let level = self.story.level_for(8.0 / camera.zoom.scale());
        let mut points: Vec<Screen> = Vec::new();
        for (_, region) in self.story.regions() {
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

/// What the cost of a position depends on.
struct Costs {
    /// Points of coasts and lines.
    coast: Vec<Screen>,
    /// The anchors of the islands that are labelled on the map itself.
    named: Vec<Screen>,
    /// The middle of the group.
    group: Screen,
    /// Width of the picture.
    width: f64,
}

impl Costs {
    /// Returns the cost of a box whose upper left corner could be as far as `last`: the coast that it covers, its
    /// distance from the edge and from its group, and labels beside it that have little space.
    fn of(&self, rect: ScreenRect, last: Screen) -> f64 {
        let ScreenRect { min, .. } = rect;
        let covered = self.coast.iter().filter(|point| rect.contains(**point)).count() as f64;
        let edge = (min.x - GAP).min(last.x - min.x).min(min.y - GAP).min(last.y - min.y);
        let far = self.group.distance(rect.centre());
        let narrow: f64 = self.named.iter().map(|at| (BESIDE - rect.distance(*at)).max(0.0)).sum();
        covered * 3.0 + edge / 2.0 + far / 8.0 + narrow * CLOSE / self.width
    }
}

/// Returns the positions of the upper left corner that are tried, row by row.
fn corners(first: Screen, last: Screen) -> impl Iterator<Item = Screen> {
    let part = |count: u32| f64::from(count) / f64::from(STEPS - 1);
    let room = last - Screen::new(GAP, GAP);
    (0..STEPS * STEPS)
        .map(move |number| first + Screen::new(room.x * part(number % STEPS), room.y * part(number / STEPS)))
}
