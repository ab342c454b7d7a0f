//! What is seen: the layers composed back to front into a display list.
//!
//! [`compose`] is a function of the atlas, the state of the view and the theme. What it costs depends on what can be
//! seen: regions outside the sheet are skipped, the others give the outline of the level of detail that the scale
//! needs, and of a long outline only the runs on the sheet.

mod extent;
mod furniture;
mod graticule;
mod ground;
mod inset;
mod island;
mod label;
mod lettering;
mod locator;
mod memory;
mod names;
mod place;
mod print;
mod range;
mod spot;
pub mod theme;
mod trail;
mod water;

pub use locator::orthographic;
pub use memory::{Choice, Memory};
pub use print::{Page, printed};
pub use theme::Theme;

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::paint::{DisplayList, Measure, Type};
use crate::story::{Atlas, Boundary, Layer, Region, RegionId};
use crate::view::App;

/// A simplified line may be off by this share of a device pixel.
const GRAIN: f64 = 0.7;

/// Size of type in an inset as a share of that on the map.
const INSET_TYPE: f64 = 0.8;

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
pub(crate) struct View<'a> {
    pub(crate) atlas: &'a Atlas,
    pub(crate) app: &'a App,
    pub(crate) theme: &'a Theme,
    pub(crate) camera: Camera,
    pub(crate) sheet: Sheet,
    /// The part of the sheet that is in sight.
    pub(crate) in_sight: ScreenRect,
    pub(crate) level: usize,
    /// Whether it is the inset and not the map itself.
    pub(crate) is_inset: bool,
}

impl<'a> View<'a> {
    fn new(atlas: &'a Atlas, app: &'a App, sheet: Sheet) -> Self {
        Self::through(atlas, app, sheet.camera(app), sheet)
    }

    /// The view through any camera.
    fn through(atlas: &'a Atlas, app: &'a App, camera: Camera, sheet: Sheet) -> Self {
        let level = atlas.level_for(GRAIN / (camera.zoom.scale() * app.density()));
        let size = camera.size.rect();
        let in_sight = ScreenRect { min: sheet.margin, max: size.max - sheet.margin };
        Self { atlas, app, theme: Theme::of(app.light()), camera, sheet, in_sight, level, is_inset: false }
    }

    /// The type of a name; smaller in an inset.
    fn face(&self, face: Type) -> Type {
        Type { size: if self.is_inset { face.size * INSET_TYPE } else { face.size }, ..face }
    }

    /// Larger extent of a region in the picture, CSS pixels.
    fn extent(&self, region: &Region) -> f64 {
        region.bounds.width().max(region.bounds.height()) * self.camera.zoom.scale()
    }
}

/// The ground alone, for painters that keep it as a bitmap.
#[must_use]
pub fn ground<'a>(atlas: &'a Atlas, app: &App, sheet: Sheet) -> DisplayList<'a> {
    let view = View::new(atlas, app, sheet);
    let mut list = empty(&view);
    ground::compose(atlas, &view, &mut list.ground);
    list
}

/// Names, highlights and furniture alone. The highlights are in `ground`, under the names. `memory` says how names were
/// placed in the last frame, and then how they are in this one.
#[must_use]
pub fn marks<'a>(
    atlas: &'a Atlas,
    app: &App,
    sheet: Sheet,
    measure: &dyn Measure,
    memory: &mut Memory,
) -> DisplayList<'a> {
    let view = View::new(atlas, app, sheet);
    let mut list = empty(&view);
    ground::highlights(atlas, &view, &mut list.ground, &mut list.marks);
    range::compose(&view, &mut list.ground, &mut list.marks);
    let mut taken = inset::compose(atlas, &view, measure, &mut list);
    furniture::compose(&view, measure, &mut taken, &mut list.furniture);
    // Furniture and the page's own controls keep their place in the picture, names lie on the sheet.
    taken.extend_from_slice(app.covered());
    for rect in &mut taken {
        *rect = rect.moved(sheet.margin);
    }
    trail::compose(&view, measure, &mut taken, &mut list.marks);
    names::compose(&view, measure, &taken, memory, &mut list.marks);
    list
}

/// The whole picture.
#[must_use]
pub fn compose<'a>(atlas: &'a Atlas, app: &App, sheet: Sheet, measure: &dyn Measure) -> DisplayList<'a> {
    let mut list = ground(atlas, app, sheet);
    let above = marks(atlas, app, sheet, measure, &mut Memory::default());
    list.ground.extend(above.ground);
    list.marks = above.marks;
    list.insets = above.insets;
    list.furniture = above.furniture;
    list
}

/// The lines that are shown, with their course: from one party's side only those that it draws.
pub(crate) fn shown_boundaries<'a>(atlas: &'a Atlas, view: &View<'_>) -> Vec<(&'a Boundary, RegionId, &'a Region)> {
    let mut found = Vec::new();
    for boundary in atlas.status().lines(view.app.viewpoint()).filter(|_| view.app.shows(Layer::Boundary)) {
        if let Some(id) = atlas.region_id(&boundary.feature) {
            found.extend(atlas.region(id).map(|region| (boundary, id, region)));
        }
    }
    found
}

fn empty<'a>(view: &View<'_>) -> DisplayList<'a> {
    DisplayList {
        camera: view.camera,
        background: view.theme.paper(),
        ground: Vec::new(),
        marks: Vec::new(),
        insets: Vec::new(),
        furniture: Vec::new(),
    }
}
