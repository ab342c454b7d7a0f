//! What a frame is composed from: the purpose of the picture, the sheet it is composed on, and the view.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::paint::{DisplayList, Type};
use crate::scene::theme::Theme;
use crate::story::{Boundary, Layer, Region, RegionId, Story};
use crate::view::Session;

/// Greatest error of a simplified line, device pixels.
const GRAIN: f64 = 0.7;

/// Font size in an inset, relative to the map.
const INSET_TYPE: f64 = 0.8;

/// Distance between the group of an inset and its frame on the map, CSS pixels.
const FRAME_MARGIN: f64 = 7.0;

/// What a picture is for, which decides what is drawn besides the map itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is part of a page that shows the date, perspective and credits: with degrees, scale bar and locator.
    OnPage,
    /// It is used without a page, and shows these itself.
    Alone,
    /// Like `Alone`, but faster to draw: without locator and shore.
    Draft,
    /// Only the map.
    Bare,
}

/// The sheet on which a frame is composed: the picture and a margin around it, into which it can be panned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Size of the margin on each side, CSS pixels.
    pub margin: Screen,
    /// Whether the map is at rest; only then are lines drawn at their full width.
    pub at_rest: bool,
    /// What the picture is for.
    pub purpose: Purpose,
}

impl Sheet {
    /// A still picture: without a margin, at rest.
    pub const STILL: Self = Self { margin: Screen::new(0.0, 0.0), at_rest: true, purpose: Purpose::Alone };

    /// Returns the camera for the whole sheet.
    #[must_use]
    pub fn camera(&self, session: &Session) -> Camera {
        let size = session.camera().size;
        session.camera().resized(Size::new(size.width + 2.0 * self.margin.x, size.height + 2.0 * self.margin.y))
    }
}

/// What all parts of a frame are composed from.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) story: &'a Story,
    pub(super) session: &'a Session,
    pub(super) theme: &'a Theme,
    pub(super) camera: Camera,
    pub(super) sheet: Sheet,
    /// The visible part of the sheet.
    pub(super) in_sight: ScreenRect,
    /// The level of detail for this scale.
    pub(super) level: usize,
    /// Whether this is an inset instead of the map.
    pub(super) is_inset: bool,
}

impl<'a> View<'a> {
    /// Returns the view of the whole sheet.
    pub(super) fn new(story: &'a Story, session: &'a Session, sheet: Sheet) -> Self {
        Self::through(story, session, sheet.camera(session), sheet)
    }

    /// Returns the view through a camera.
    pub(super) fn through(story: &'a Story, session: &'a Session, camera: Camera, sheet: Sheet) -> Self {
        let level = story.level_for(GRAIN / (camera.zoom.scale() * session.density()));
        let size = camera.size.rect();
        let in_sight = ScreenRect { min: sheet.margin, max: size.max - sheet.margin };
        Self {
            story,
            session,
            theme: Theme::of(session.color_scheme()),
            camera,
            sheet,
            in_sight,
            level,
            is_inset: false,
        }
    }

    /// Returns the font of a label, which is smaller in an inset.
    pub(super) fn face(&self, face: Type) -> Type {
        Type { size: if self.is_inset { face.size * INSET_TYPE } else { face.size }, ..face }
    }

    /// Returns the larger of a region's width and height in the picture, CSS pixels.
    pub(super) fn extent(&self, region: &Region) -> f64 {
        region.bounds.width().max(region.bounds.height()) * self.camera.zoom.scale()
    }

    /// Returns an empty display list for this view.
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

    /// Returns the boundaries that are shown, each with its region; a party's perspective has only those that it draws.
    pub(super) fn boundaries<'l>(&self, story: &'l Story) -> Vec<(&'l Boundary, RegionId, &'l Region)> {
        let mut found = Vec::new();
        for boundary in story.status().lines(self.session.viewpoint()).filter(|_| self.session.shows(Layer::Boundary)) {
            if let Some(id) = story.region_id(&boundary.feature) {
                found.extend(story.region(id).map(|region| (boundary, id, region)));
            }
        }
        found
    }

    /// Returns the frame around the inset's group on the map.
    pub(super) fn inset_frame(&self) -> Option<ScreenRect> {
        let bounds = self.story.bounds(&self.session.layout().inset()?.place)?;
        Some(self.camera.screen_rect(bounds).grown(FRAME_MARGIN))
    }

    /// Returns whether an island is chosen by itself, and not as part of a group.
    pub(super) fn is_chosen_alone(&self, id: RegionId) -> bool {
        self.session.chosen().is_some_and(|place| !place.is_group) && self.session.is_chosen(id)
    }

    /// Returns whether an island is pointed at by itself, and not as part of a group.
    pub(super) fn is_pointed(&self, id: RegionId) -> bool {
        self.session.pointed().is_some_and(|place| !place.is_group && place.islands.contains(&id))
    }
}
