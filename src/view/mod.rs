//! The state of the view, and how inputs change it.
//!
//! [`Session::update`] takes an [`Input`] and the time, changes the state and returns [`Effect`]s; it never draws. All
//! state that outlasts a frame is here.

mod dates;
mod effect;
mod fields;
mod figures;
mod flight;
mod gesture;
mod highlight;
mod input;
pub mod measurement;
mod pointer;
mod query;
mod restore;
mod room;
mod state;
mod tour;
mod update;

pub use dates::stops;
pub use effect::{Cursor, Effect};
pub use fields::{FIELDS, Field, Offer, Values};
pub use gesture::{Hint, SLOP};
pub use input::{ColorScheme, Input, Key, TourMove, Trail};
pub use pointer::{Mode, Phase, PointerEvent, PointerKind, Policy, WheelEvent, WheelUnit};
pub use state::{Compare, Settings, Theme, View, ViewState};
pub use tour::Tour;

use crate::geo::camera::{Camera, Zoom};
use crate::geo::space::{LonLat, Screen, ScreenRect, Size, World, WorldRect};
use crate::layout::{Layout, Viewport};
use crate::legend::LegendEntry;
use crate::story::{Day, Layer, Perspective, Place, RegionId, Story, Viewpoint};
use flight::Flight;
use gesture::Recognizer;

/// Margin around the first view, CSS pixels.
const HOME_MARGIN: f64 = 12.0;
/// A view that differs less from the first one, in CSS pixels and steps of zoom, counts as the first.
const HOME_REACH: f64 = 0.01;
/// The largest share of the room in the picture that a chosen place fills.
const CHOSEN_SHARE: f64 = 0.4;
/// The smallest extent shown of a chosen place's surroundings, kilometres, so that an islet has some context.
const LEAST_AROUND_KM: f64 = 36.0;

/// Whether the status of days before the latest one is loaded.
#[derive(Clone, Copy, Debug, Default)]
enum History {
    /// It is loaded.
    #[default]
    Known,
    /// It is not loaded yet; contains the day requested meanwhile.
    Awaited(Option<Day>),
}

/// The state of the view.
#[derive(Clone, Debug)]
pub struct Session {
    camera: Camera,
    home: Camera,
    density: f64,
    chosen: Option<Place>,
    pointed: Option<Place>,
    lang: String,
    settings: Settings,
    color_scheme: ColorScheme,
    reduced_motion: bool,
    gestures: Recognizer,
    flight: Option<Flight>,
    cursor: Cursor,
    covered: Vec<ScreenRect>,
    layout: Layout,
    highlighted: Option<LegendEntry>,
    date: Day,
    history: History,
    perspective: Perspective,
    ranges: Option<String>,
    tour: Tour,
    trail: Trail,
    /// Whether the view was set independently of the chosen place.
    is_own_view: bool,
    /// Effects of the current input, not yet returned.
    effects: Vec<Effect>,
}

impl Session {
    /// Creates the first view of a story in a picture of the given size.
    #[must_use]
    pub fn new(story: &Story, size: Size) -> Self {
        let home = home(story, size);
        let lang = story.manifest().languages.first().cloned().unwrap_or_default();
        let mut session = Self {
            camera: home,
            home,
            density: 1.0,
            chosen: None,
            pointed: None,
            lang,
            settings: Settings::default(),
            color_scheme: ColorScheme::Day,
            reduced_motion: false,
            gestures: Recognizer::default(),
            flight: None,
            cursor: Cursor::Grab,
            covered: Vec::new(),
            layout: Layout::default(),
            highlighted: None,
            date: story.manifest().as_of,
            history: History::Known,
            perspective: story.status().perspectives().first().cloned().unwrap_or_default(),
            ranges: None,
            tour: Tour::default(),
            trail: Trail::default(),
            is_own_view: true,
            effects: Vec::new(),
        };
        session.lay_out(story);
        session
    }

    /// Returns the same state for a story whose history is not loaded: setting another day waits for
    /// [`Input::History`].
    #[must_use]
    pub fn without_history(self) -> Self {
        Self { history: History::Awaited(None), ..self }
    }

    /// Returns the same state in a standalone picture of another size, which shows at least all that is visible now.
    #[must_use]
    pub fn framed(&self, story: &Story, size: Size) -> Self {
        let mut session = self.clone();
        session.home = home(story, size);
        session.camera =
            if self.is_home() { session.home } else { Camera::fitting(self.camera.window(0.0), size, 0.0) };
        session.covered.clear();
        session.flight = None;
        session.lay_out(story);
        session
    }

    /// Returns the first view of another day in a picture of another size, as whoever looks now would see it.
    #[must_use]
    pub fn on_day(&self, story: &Story, day: Day, size: Size) -> Self {
        Self {
            date: day,
            lang: self.lang.clone(),
            perspective: self.perspective.clone(),
            settings: self.settings.clone(),
            color_scheme: self.color_scheme,
            ..Self::new(story, size)
        }
    }

    /// Returns the map on the other side of the handle, if it shows anything else.
    #[must_use]
    pub fn beside(&self, story: &Story) -> Option<Self> {
        let mut other = self.clone();
        match other.settings.compare.clone()? {
            Compare::Perspective(id) => other.perspective = story.status().perspective(&id)?.clone(),
            Compare::Day(_) if matches!(self.history, History::Awaited(_)) => return None,
            Compare::Day(day) => other.date = day.clamp(story.status().first_day()?, story.manifest().as_of),
        }
        other.highlighted = None;
        (other.date != self.date || other.perspective.id != self.perspective.id).then_some(other)
    }

    /// Updates the layout for the current view; call it when the story has grown.
    pub fn lay_out(&mut self, story: &Story) {
        let viewport = Viewport {
            camera: self.camera,
            home: self.home,
            chosen: self.chosen.as_ref(),
            covered: &self.covered,
            is_moving: self.is_moving(),
            takes_inset: self.trail.points.is_empty() && self.settings.compare.is_none(),
        };
        self.layout = Layout::new(story, &viewport, std::mem::take(&mut self.layout));
    }

    /// Returns the layout of the picture.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Returns the camera at a point of the picture, and the point in its coordinates.
    #[must_use]
    pub fn lens(&self, at: Screen) -> (Camera, Screen) {
        self.layout.lens(self.camera, at)
    }

    /// Returns the name and the status line of the chosen place, in the reader's language.
    #[must_use]
    pub fn place_line(&self, story: &Story) -> Option<(String, String)> {
        let place = self.chosen.as_ref()?;
        let region = story.region_id(&place.id).and_then(|id| story.region(id));
        let name = match region {
            Some(region) => story.heading(region, &self.lang, self.viewpoint()),
            None => story.group_heading(&place.id, &self.lang, self.viewpoint()).unwrap_or_default(),
        };
        Some((name, story.place_status_line(&story.status_of(place, self.date), &self.lang)))
    }

    /// Returns the current camera.
    #[must_use]
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Returns the camera of the first view.
    #[must_use]
    pub fn home(&self) -> &Camera {
        &self.home
    }

    /// Returns the centre and zoom of the picture, as [`Input::View`] takes them.
    #[must_use]
    pub fn view(&self, story: &Story) -> View {
        let middle = story.ground().conic.lonlat_from_world(self.camera.centre);
        View { middle, zoom: self.camera.zoom.steps() }
    }

    /// Returns the longitude and latitude of a point of the picture, which may be in an inset.
    #[must_use]
    pub fn lonlat_at(&self, story: &Story, at: Screen) -> LonLat {
        let (camera, at) = self.lens(at);
        story.ground().conic.lonlat_from_world(camera.world_from_screen(at))
    }

    /// Returns device pixels per CSS pixel.
    #[must_use]
    pub fn density(&self) -> f64 {
        self.density
    }

    /// Returns the chosen place.
    #[must_use]
    pub fn chosen(&self) -> Option<&Place> {
        self.chosen.as_ref()
    }

    /// Returns the place that is pointed at.
    #[must_use]
    pub fn pointed(&self) -> Option<&Place> {
        self.pointed.as_ref()
    }

    /// Returns whether an island belongs to the chosen place.
    #[must_use]
    pub fn is_chosen(&self, id: RegionId) -> bool {
        self.chosen.as_ref().is_some_and(|place| place.islands.contains(&id))
    }

    /// Returns the language of the interface (BCP 47).
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Returns the colour scheme of the surroundings, in the theme that is set.
    #[must_use]
    pub fn color_scheme(&self) -> ColorScheme {
        self.settings.theme.map_or(self.color_scheme, |theme| self.color_scheme.themed(theme))
    }

    /// Returns the settings made by the page or the reader.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the layers shown besides land and islands; `None` if all are shown.
    #[must_use]
    pub fn layers(&self) -> Option<&[Layer]> {
        self.settings.layers.as_deref()
    }

    /// Returns whether a layer is shown.
    #[must_use]
    pub fn shows(&self, layer: Layer) -> bool {
        layer.is_always_shown() || self.layers().is_none_or(|layers| layers.contains(&layer))
    }

    /// Returns whether the map is moving, by hand or in flight.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.flight.is_some() || self.gestures.is_moving()
    }

    /// Returns the parts of the picture covered by the page's controls, CSS pixels.
    #[must_use]
    pub fn covered(&self) -> &[ScreenRect] {
        &self.covered
    }

    /// Returns the day that the map shows.
    #[must_use]
    pub fn date(&self) -> Day {
        self.date
    }

    /// Returns the perspective that the map shows.
    #[must_use]
    pub fn perspective(&self) -> &Perspective {
        &self.perspective
    }

    /// Returns the id of the deployment whose ranges are shown.
    #[must_use]
    pub fn ranges(&self) -> Option<&str> {
        self.ranges.as_deref()
    }

    /// Returns the progress of the guided tour.
    #[must_use]
    pub fn tour(&self) -> Tour {
        self.tour
    }

    /// Returns the line drawn over the map.
    #[must_use]
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    /// Returns day and side, which determine how areas are shown and places named.
    #[must_use]
    pub fn viewpoint(&self) -> Viewpoint<'_> {
        Viewpoint { day: self.date, side: &self.perspective.side }
    }

    /// Returns whether the view equals the first one, within a small tolerance.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.is_first(&self.camera)
    }

    /// Returns whether a camera shows the first view, within a small tolerance.
    fn is_first(&self, camera: &Camera) -> bool {
        let turned = (camera.zoom.steps() - self.home.zoom.steps()).abs();
        let moved = camera.centre.distance(self.home.centre) * self.home.zoom.scale();
        camera.size == self.home.size && turned < HOME_REACH && moved < HOME_REACH
    }
}

/// Returns the camera for the story's initial extent.
fn home(story: &Story, size: Size) -> Camera {
    let unit = WorldRect::new(World::new(-1.0, -1.0), World::new(1.0, 1.0));
    let start = story.world_rect(story.manifest().start).unwrap_or(unit);
    Camera::fitting(start, size, HOME_MARGIN)
}

/// Returns a camera that shows a chosen place and its surroundings, clear of the controls: the current one if it does, or
/// the first one where the place needs as much room.
fn showing(bounds: WorldRect, now: &Camera, home: &Camera, covered: &[ScreenRect]) -> Camera {
    let size = now.size;
    let room = room::free(size, covered);
    let share = room.width().min(room.height()) * (1.0 - CHOSEN_SHARE) / 2.0;
    let snug = room::fitting(bounds, size, room, share);
    let around = Zoom::from_scale(size.width.min(size.height) / LEAST_AROUND_KM);
    let nearest = if snug.zoom > around { around } else { snug.zoom };
    let in_sight = room.grown(-24.0).covers(now.screen_rect(bounds));
    let near_enough = now.zoom >= Zoom::from_scale(nearest.scale() * 0.6);
    // Around an islet there is more to see than itself: it still stands in the middle of the room.
    let away = snug.centre - bounds.centre();
    let centre = bounds.centre() + away * (snug.zoom.scale() / nearest.scale());
    if in_sight && near_enough {
        *now
    } else if snug.zoom < home.zoom && home.window(0.0).covers(bounds) {
        *home
    } else {
        Camera { zoom: nearest, centre, ..snug }
    }
}
