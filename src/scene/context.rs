//! What the layers of a frame are composed from: the picture's purpose, the sheet that it is composed on, and the view.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::paint::{DisplayList, Type};
use crate::scene::theme::Theme;
use crate::story::{Atlas, Boundary, Layer, Region, RegionId};
use crate::view::App;

/// A simplified line may be off by this share of a device pixel.
const GRAIN: f64 = 0.7;

/// Size of type in an inset as a share of that on the map.
const INSET_TYPE: f64 = 0.8;

/// Room between the group of an inset and its frame on the map, CSS pixels.
const FRAME_MARGIN: f64 = 7.0;

/// What a picture is for, which decides what stands in it besides the map itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It stands on a page that says day, side and credit: degrees, scale and globe.
    OnPage,
    /// It travels without a page, so that it says them itself.
    Alone,
    /// The same, as light as it can be: without globe and shore.
    Draft,
    /// The map and nothing else.
    Bare,
}

/// The sheet on which a frame is composed: the picture with a margin around it, into which it can be moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Extent of the margin on every side, CSS pixels.
    pub margin: Screen,
    /// Whether the map is at rest: lines are then drawn at their full width.
    pub at_rest: bool,
    /// What the picture is for.
    pub purpose: Purpose,
}

impl Sheet {
    /// A sheet without margin, at rest: a still picture.
    pub const STILL: Self = Self { margin: Screen::new(0.0, 0.0), at_rest: true, purpose: Purpose::Alone };

    /// The camera over the whole sheet.
    #[must_use]
    pub fn camera(&self, app: &App) -> Camera {
        let size = app.camera().size;
        app.camera().resized(Size::new(size.width + 2.0 * self.margin.x, size.height + 2.0 * self.margin.y))
    }
}

/// What the layers are composed from.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
    pub(super) camera: Camera,
    pub(super) sheet: Sheet,
    /// The part of the sheet that is in sight.
    pub(super) in_sight: ScreenRect,
    /// The level of detail that the scale needs.
    pub(super) level: usize,
    /// Whether it is the inset and not the map itself.
    pub(super) is_inset: bool,
}

impl<'a> View<'a> {
    /// The view over the whole sheet.
    pub(super) fn new(atlas: &'a Atlas, app: &'a App, sheet: Sheet) -> Self {
        Self::through(atlas, app, sheet.camera(app), sheet)
    }

    /// The view through any camera.
    pub(super) fn through(atlas: &'a Atlas, app: &'a App, camera: Camera, sheet: Sheet) -> Self {
        let level = atlas.level_for(GRAIN / (camera.zoom.scale() * app.density()));
        let size = camera.size.rect();
        let in_sight = ScreenRect { min: sheet.margin, max: size.max - sheet.margin };
        Self { atlas, app, theme: Theme::of(app.light()), camera, sheet, in_sight, level, is_inset: false }
    }

    /// The type of a name; smaller in an inset.
    pub(super) fn face(&self, face: Type) -> Type {
        Type { size: if self.is_inset { face.size * INSET_TYPE } else { face.size }, ..face }
    }

    /// Larger extent of a region in the picture, CSS pixels.
    pub(super) fn extent(&self, region: &Region) -> f64 {
        region.bounds.width().max(region.bounds.height()) * self.camera.zoom.scale()
    }

    /// An empty list on which the view is painted.
    pub(super) fn empty_list<'l>(&self) -> DisplayList<'l> {
        DisplayList {
            camera: self.camera,
            background: self.theme.paper(),
            ground: Vec::new(),
            marks: Vec::new(),
            insets: Vec::new(),
            furniture: Vec::new(),
        }
    }

    /// The lines of the atlas that are shown, with their course: from one party's side only those that it draws.
    pub(super) fn boundaries<'l>(&self, atlas: &'l Atlas) -> Vec<(&'l Boundary, RegionId, &'l Region)> {
        let mut found = Vec::new();
        for boundary in atlas.status().lines(self.app.viewpoint()).filter(|_| self.app.shows(Layer::Boundary)) {
            if let Some(id) = atlas.region_id(&boundary.feature) {
                found.extend(atlas.region(id).map(|region| (boundary, id, region)));
            }
        }
        found
    }

    /// Where the group of the inset lies on the map.
    pub(super) fn inset_frame(&self) -> Option<ScreenRect> {
        let bounds = self.atlas.bounds(&self.app.layout().inset()?.place)?;
        Some(self.camera.screen_rect(bounds).grown(FRAME_MARGIN))
    }

    /// Whether an island is chosen itself, and not with its group.
    pub(super) fn is_chosen_alone(&self, id: RegionId) -> bool {
        self.app.is_chosen(id) && self.app.chosen().is_some_and(|place| !place.is_group)
    }

    /// Whether an island is pointed at itself, and not with its group.
    pub(super) fn is_pointed(&self, id: RegionId) -> bool {
        self.app.pointed().is_some_and(|place| !place.is_group && place.islands.contains(&id))
    }
}
