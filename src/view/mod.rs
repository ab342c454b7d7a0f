//! What the reader does: the state of the view, and how inputs change it.
//!
//! [`Session::update`] takes an [`Input`] and the time, changes the state and returns [`Effect`]s; it never draws and
//! never asks. Everything that outlasts a frame is here.

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
mod state;
mod tour;
mod update;

pub use dates::stops;
pub use effect::{Cursor, Effect};
pub use fields::{FIELDS, Field, Offer, Values};
pub use gesture::{Hint, SLOP};
pub use input::{ColorScheme, Input, Key, TourMove, Trail};
pub use pointer::{Mode, Phase, PointerEvent, PointerKind, Policy, WheelEvent, WheelUnit};
pub use state::{Settings, Theme, View, ViewState};
pub use tour::Tour;

use crate::geo::camera::{Camera, Zoom};
use crate::geo::space::{LonLat, Screen, ScreenRect, Size, World, WorldRect};
use crate::layout::{Layout, Viewport};
use crate::legend::LegendEntry;
use crate::story::{Day, Layer, Perspective, Place, RegionId, Story, Viewpoint};
use flight::Flight;
use gesture::Recognizer;

/// Room left around the first view, CSS pixels.
const HOME_MARGIN: f64 = 12.0;
/// A view that is nearer to the first one than this, CSS pixels and steps of zoom, is taken for it.
const HOME_REACH: f64 = 0.01;
/// Share of the picture that a chosen place may fill.
const CHOSEN_SHARE: f64 = 0.4;
/// The least that is shown around a chosen place, kilometres: an islet alone in the sea tells nothing.
const LEAST_AROUND_KM: f64 = 36.0;

/// Whether the status of other days than the latest one is known.
#[derive(Clone, Copy, Debug, Default)]
enum History {
    /// It is.
    #[default]
    Known,
    /// It is not yet; the day that was asked for meanwhile.
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
    /// Whether the view does not follow from what is chosen.
    is_own_view: bool,
    /// What the page must do, until an input is answered.
    effects: Vec<Effect>,
}

impl Session {
    /// The first view of a story in a picture of the given size.
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

    /// The same state of a story that knows no other day than the latest one yet: another day is awaited until
    /// [`Input::History`].
    #[must_use]
    pub fn without_history(self) -> Self {
        Self { history: History::Awaited(None), ..self }
    }

    /// The same state in a picture of another size that stands alone: all that is in sight now is in sight there.
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

    /// Lays the picture out for the present view; also when the story has grown.
    pub fn lay_out(&mut self, story: &Story) {
        let viewport = Viewport {
            camera: self.camera,
            home: self.home,
            covered: &self.covered,
            is_moving: self.is_moving(),
            is_measured: !self.trail.points.is_empty(),
        };
        self.layout = Layout::new(story, &viewport, std::mem::take(&mut self.layout));
    }

    /// What stands where in the picture.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The view that a point of the picture belongs to, and where it lies in that.
    #[must_use]
    pub fn lens(&self, at: Screen) -> (Camera, Screen) {
        self.layout.lens(self.camera, at)
    }

    /// The name of the chosen place and the line that tells its status, in the reader's language.
    #[must_use]
    pub fn place_line(&self, story: &Story) -> Option<(String, String)> {
        let place = self.chosen.as_ref()?;
        let region = story.region_id(&place.id).and_then(|id| story.region(id));
        let name = match region {
            Some(region) => story.heading(region, &self.lang, self.viewpoint()),
            None => story.group_heading(&place.id, &self.lang, self.viewpoint()).unwrap_or_default(),
        };
        Some((name, story.place_status(&story.status_of(place, self.date), &self.lang)))
    }

    /// The view as it is now.
    #[must_use]
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Where the picture looks, as [`Input::View`] takes it.
    #[must_use]
    pub fn view(&self, story: &Story) -> View {
        let middle = story.ground().conic.lonlat_from_world(self.camera.centre);
        View { middle, zoom: self.camera.zoom.steps() }
    }

    /// Returns longitude and latitude of a point of the picture, which may lie in an inset.
    #[must_use]
    pub fn lonlat_at(&self, story: &Story, at: Screen) -> LonLat {
        let (camera, at) = self.lens(at);
        story.ground().conic.lonlat_from_world(camera.world_from_screen(at))
    }

    /// Device pixels per CSS pixel.
    #[must_use]
    pub fn density(&self) -> f64 {
        self.density
    }

    /// The chosen place.
    #[must_use]
    pub fn chosen(&self) -> Option<&Place> {
        self.chosen.as_ref()
    }

    /// The place that is lit up.
    #[must_use]
    pub fn pointed(&self) -> Option<&Place> {
        self.pointed.as_ref()
    }

    /// Whether an island belongs to the chosen place.
    #[must_use]
    pub fn is_chosen(&self, id: RegionId) -> bool {
        self.chosen.as_ref().is_some_and(|place| place.islands.contains(&id))
    }

    /// Language of names and words (BCP 47).
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The surroundings, which choose the palette, with the colours that are asked for.
    #[must_use]
    pub fn color_scheme(&self) -> ColorScheme {
        self.settings.theme.map_or(self.color_scheme, |theme| self.color_scheme.themed(theme))
    }

    /// What is kept as the page or the reader has set it.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The layers that are shown besides land and islands; none where all are.
    #[must_use]
    pub fn layers(&self) -> Option<&[Layer]> {
        self.settings.layers.as_deref()
    }

    /// Whether a layer is shown.
    #[must_use]
    pub fn shows(&self, layer: Layer) -> bool {
        layer.is_always_shown() || self.layers().is_none_or(|layers| layers.contains(&layer))
    }

    /// Whether the map is moving, by hand or in flight.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.flight.is_some() || self.gestures.is_moving()
    }

    /// The boxes of the picture that the page's own controls cover, CSS pixels.
    #[must_use]
    pub fn covered(&self) -> &[ScreenRect] {
        &self.covered
    }

    /// The day for which the map stands.
    #[must_use]
    pub fn date(&self) -> Day {
        self.date
    }

    /// The side from which the map is looked at.
    #[must_use]
    pub fn perspective(&self) -> &Perspective {
        &self.perspective
    }

    /// Id of the deployment whose ranges are shown.
    #[must_use]
    pub fn ranges(&self) -> Option<&str> {
        self.ranges.as_deref()
    }

    /// How far the guided tour has come.
    #[must_use]
    pub fn tour(&self) -> Tour {
        self.tour
    }

    /// The line that is laid over the map.
    #[must_use]
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    /// Day and side together, by which areas are shown and places named.
    #[must_use]
    pub fn viewpoint(&self) -> Viewpoint<'_> {
        Viewpoint { day: self.date, side: &self.perspective.side }
    }

    /// Whether the view is the first one, or cannot be told from it.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.is_first(&self.camera)
    }

    /// Whether a camera shows the first view, or cannot be told from one that does.
    fn is_first(&self, camera: &Camera) -> bool {
        let turned = (camera.zoom.steps() - self.home.zoom.steps()).abs();
        let moved = camera.centre.distance(self.home.centre) * self.home.zoom.scale();
        camera.size == self.home.size && turned < HOME_REACH && moved < HOME_REACH
    }
}

/// The view that shows the story's first box.
fn home(story: &Story, size: Size) -> Camera {
    let unit = WorldRect::new(World::new(-1.0, -1.0), World::new(1.0, 1.0));
    let start = story.world_rect(story.manifest().start).unwrap_or(unit);
    Camera::fitting(start, size, HOME_MARGIN)
}

/// The view that shows a chosen place with its surroundings, changed from `now` as little as needed.
fn showing(bounds: WorldRect, now: &Camera) -> Camera {
    let size = now.size;
    let share = size.width.min(size.height) * (1.0 - CHOSEN_SHARE) / 2.0;
    let snug = Camera::fitting(bounds, size, share);
    let around = Zoom::from_scale(size.width.min(size.height) / LEAST_AROUND_KM);
    let nearest = if snug.zoom > around { around } else { snug.zoom };
    let in_sight = now.window(-24.0).covers(bounds);
    let near_enough = now.zoom >= Zoom::from_scale(nearest.scale() * 0.6);
    if in_sight && near_enough { *now } else { Camera { zoom: nearest, ..snug } }
}
