//! The inset: a group of islands that are too small to hit, once more and larger, in the picture.
//!
//! Which groups may have one, and which comes first, the story says. An inset is placed when the map is at rest, keeps
//! its place while the map moves, and is left where it is as long as nothing of the chain comes under it.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size, World, WorldRect};
use crate::story::{Atlas, Layer, Place};
use crate::view::App;

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

impl App {
    /// The inset, where a group needs one.
    #[must_use]
    pub fn inset(&self) -> Option<&Inset> {
        self.inset.as_ref()
    }

    /// The view that a point of the picture belongs to, and where it lies in that.
    #[must_use]
    pub fn lens(&self, at: Screen) -> (Camera, Screen) {
        match self.inset.as_ref().filter(|inset| inset.window().contains(at)) {
            Some(inset) => (inset.camera, at - inset.window().min),
            None => (self.camera, at),
        }
    }

    /// The point of the map itself that shows what a point of the picture shows.
    pub(super) fn through(&self, at: Screen) -> Screen {
        let (camera, at) = self.lens(at);
        self.camera.screen_from_world(camera.world_from_screen(at))
    }

    /// Chooses the inset for the present view. While the map moves the one that is there stays, as long as it is needed.
    pub(super) fn set_inset(&mut self, atlas: &Atlas) {
        let before = self.inset.take();
        if !self.trail.points.is_empty() {
            // What is measured must not lie under it.
            return;
        }
        self.inset = if self.is_moving() {
            before.filter(|inset| self.needs(atlas, &inset.place))
        } else {
            let groups = atlas.story().insets.iter().filter_map(|id| atlas.place(id));
            let mut small = groups.filter(|place| self.needs(atlas, place));
            small.find_map(|place| self.placed(atlas, place, before.as_ref()))
        };
    }

    /// Whether a group is in sight, and its islands too small to be hit one by one.
    fn needs(&self, atlas: &Atlas, place: &Place) -> bool {
        let rect = atlas.bounds(place).map(|bounds| self.camera.screen_rect(bounds));
        rect.is_some_and(|rect| {
            let room = ROOM * (place.islands.len() as f64).sqrt();
            let is_small = rect.width().max(rect.height()) < room;
            is_small && self.camera.size.height >= LEAST_HEIGHT && self.camera.size.rect().contains(rect.centre())
        })
    }

    fn placed(&self, atlas: &Atlas, place: Place, before: Option<&Inset>) -> Option<Inset> {
        let bounds = atlas.bounds(&place)?;
        let obstacles = self.obstacles(atlas, bounds);
        let picture = self.camera.size.rect().grown(-GAP);
        let is_free =
            |rect: ScreenRect| picture.covers(rect) && !obstacles.iter().any(|other| other.meets(rect.grown(GAP)));
        if let Some(before) = before.filter(|before| before.place == place && is_free(before.rect)) {
            let mut cameras = SIZES.iter().filter_map(|share| self.enlarged(bounds, *share));
            if let Some(camera) = cameras.find(|camera| camera.size == before.camera.size) {
                return Some(Inset { place, rect: before.rect, camera });
            }
        }
        let coast = self.coast(atlas);
        let group = self.camera.screen_from_world(bounds.centre());
        let names = self.others(atlas, &place);
        let mut best: Option<(f64, ScreenRect, Camera)> = None;
        for share in SIZES {
            let Some(camera) = self.enlarged(bounds, share) else { continue };
            let size = Screen::new(camera.size.width, camera.size.height + BAND);
            let (across, down) = (picture.max.x - size.x, picture.max.y - size.y);
            let mut corners: Vec<Screen> = Vec::new();
            for row in 0..STEPS {
                for column in 0..STEPS {
                    let part = |count: u32| f64::from(count) / f64::from(STEPS - 1);
                    corners.push(picture.min + Screen::new((across - GAP) * part(column), (down - GAP) * part(row)));
                }
            }
            for min in &corners {
                let rect = ScreenRect { min: *min, max: *min + size };
                if !is_free(rect) {
                    continue;
                }
                let covered = coast.iter().filter(|point| rect.contains(**point)).count() as f64;
                let edge = (min.x - GAP).min(across - min.x).min(min.y - GAP).min(down - min.y);
                let far = group.distance(rect.centre());
                let narrow: f64 = names.iter().map(|at| (BESIDE - rect.distance(*at)).max(0.0)).sum();
                let cost = covered * 3.0
                    + edge / 2.0
                    + far / 8.0
                    + narrow * CLOSE / self.camera.size.width
                    + (1.0 - share) * 180.0;
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, rect, camera));
                }
            }
        }
        best.map(|(_, rect, camera)| Inset { place, rect, camera })
    }

    /// The view of an inset, its width a share of the greatest; none where it would not show more than the map does.
    fn enlarged(&self, bounds: WorldRect, share: f64) -> Option<Camera> {
        let picture = self.camera.size;
        let width = ((picture.width * SHARE).clamp(WIDTHS[0], WIDTHS[1]) * share).round();
        let shape = (bounds.height() / bounds.width().max(1e-6)).clamp(0.55, 0.85);
        let snug = Camera::fitting(bounds, Size::new(width, (width * shape).round()), MARGIN);
        let below = World::new(0.0, BELOW / 2.0 / snug.zoom.scale());
        let size = Size::new(width, snug.size.height + BELOW);
        let is_worth_it = snug.zoom.scale() >= self.camera.zoom.scale() * WORTH && size.height <= picture.height * 0.6;
        is_worth_it.then_some(Camera { centre: snug.centre + below, size, ..snug })
    }

    /// What an inset may not cover: controls, the group itself and every other island of the chain.
    fn obstacles(&self, atlas: &Atlas, group: WorldRect) -> Vec<ScreenRect> {
        let mut obstacles = self.covered.clone();
        obstacles.push(self.camera.screen_rect(group).grown(GAP));
        obstacles.push(self.scale_box());
        obstacles.extend(self.globe(atlas));
        for id in atlas.walk() {
            obstacles.extend(atlas.region(*id).map(|region| self.camera.screen_rect(region.bounds)));
        }
        obstacles
    }

    /// Where the islands lie that are named beside an inset.
    fn others(&self, atlas: &Atlas, place: &Place) -> Vec<Screen> {
        let walk = atlas.walk().iter().filter(|id| !place.islands.contains(id));
        walk.filter_map(|id| Some(self.camera.screen_from_world(atlas.region(*id)?.anchor))).collect()
    }

    /// Points of the coasts and lines in the picture and of the courses of names, no two of them close together.
    fn coast(&self, atlas: &Atlas) -> Vec<Screen> {
        let picture = self.camera.size.rect();
        let level = atlas.level_for(8.0 / self.camera.zoom.scale());
        let mut points: Vec<Screen> = Vec::new();
        for (_, region) in atlas.regions() {
            if !matches!(region.layer, Layer::Land | Layer::Boundary | Layer::Sea) {
                continue;
            }
            let Some((_, outline)) = region.outline(level) else { continue };
            for part in outline.fill().parts() {
                for point in part.points() {
                    let at = self.camera.screen_from_world(*point);
                    let is_near = points.last().is_some_and(|last| last.distance(at) < GAP);
                    if picture.contains(at) && !is_near {
                        points.push(at);
                    }
                }
            }
        }
        points
    }
}
