//! Applies inputs: one arm for each, which calls a named function.

use crate::geo::camera::{Camera, Zoom};
use crate::geo::space::{Screen, Size, World};
use crate::story::{Place, PlaceId, RegionId, Side, Story, hit};
use crate::view::effect::{Cursor, Effect};
use crate::view::flight::Flight;
use crate::view::gesture::{self, Gesture};
use crate::view::input::{Input, Key};
use crate::view::state::{Compare, Settings, View};
use crate::view::{History, Session, home, showing};

/// Doublings of a zoom key or double tap.
const STEP: f64 = 1.0;
/// How much farther than the first view the farthest is, doublings.
const FARTHER: f64 = 0.75;
/// The longest side of a picture, CSS pixels: no canvas has a longer one.
const LONGEST: f64 = 32_768.0;

impl Session {
    /// Applies an input at a time, milliseconds on any steady clock, and returns the effects.
    pub fn update(&mut self, story: &Story, input: Input, now_ms: f64) -> Vec<Effect> {
        let before = self.what_is_laid_out();
        let is_framed_anew = matches!(input, Input::Resize { .. } | Input::Covered(_) | Input::Trail(_));
        self.answer(story, input, now_ms);
        if is_framed_anew || before != self.what_is_laid_out() {
            self.lay_out(story);
        }
        std::mem::take(&mut self.effects)
    }

    /// Returns what the layout follows, apart from the size, the controls and the measured line.
    fn what_is_laid_out(&self) -> (Camera, [bool; 2], Option<PlaceId>) {
        let is = [self.is_moving(), self.settings.compare.is_some()];
        (self.camera, is, self.chosen.as_ref().map(|place| place.id.clone()))
    }

    fn set(&mut self, settings: Settings) {
        if settings.compare != self.settings.compare {
            self.emit(Effect::Compared);
        }
        self.settings = settings;
        self.repaint();
    }

    /// Puts another map beside this one, or takes it away: two parties' maps, that of the perspective and the next one.
    fn toggle_compare(&mut self, story: &Story) {
        let mut settings = self.settings.clone();
        if settings.compare.take().is_none() {
            let sides = story.status().perspectives().iter().filter(|found| matches!(found.side, Side::Party(_)));
            let sides: Vec<&str> = sides.map(|found| found.id.as_str()).collect();
            let here = sides.iter().position(|id| *id == self.perspective.id).unwrap_or(0);
            let (Some(one), Some(other)) = (sides.get(here), sides.get((here + 1) % sides.len().max(1))) else {
                return;
            };
            self.look_from(story, one);
            settings.compare = Some(Compare::Perspective((*other).to_owned()));
        }
        self.set(settings);
    }

    /// Adds an effect to those of the current input.
    pub(super) fn emit(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Requests a frame.
    pub(super) fn repaint(&mut self) {
        self.emit(Effect::Frame);
    }

    pub(super) fn answer(&mut self, story: &Story, input: Input, now_ms: f64) {
        match input {
            Input::Resize { size, density } => self.resize(story, size, density, now_ms),
            Input::Pointer(event, policy) => {
                let gesture = self.gestures.sense(event, policy, now_ms);
                self.follow(story, gesture, now_ms);
            }
            Input::Wheel(event, policy) => self.follow(story, Some(gesture::wheel(event, policy)), now_ms),
            Input::Magnify { at, by } => self.follow(story, self.gestures.magnified(at, by), now_ms),
            Input::Mode(mode) => self.gestures.set_mode(mode),
            Input::Zoom { at, steps } => self.zoom(story, at, steps),
            Input::Key(key) => self.key(story, key, now_ms),
            Input::Covered(boxes) => {
                self.covered = boxes;
                self.repaint();
            }
            Input::Pan(by) => self.look_freely(story, self.camera.dragged(Screen::default(), by)),
            Input::View(Some(View { middle, zoom })) => {
                let centre = story.ground().conic.world_from_lonlat(middle);
                self.look_freely(story, Camera { centre, zoom: Zoom::from_steps(zoom), ..self.camera });
            }
            Input::Restore(state) => self.restore(story, &state, now_ms),
            Input::View(None) => self.fly(story, self.home, now_ms),
            Input::Trail(trail) => {
                self.trail = *trail;
                for places in [&mut self.trail.course, &mut self.trail.points] {
                    places.retain(|place| place.lon.abs() <= 540.0 && place.lat.abs() <= 90.0);
                }
                self.repaint();
            }
            Input::Choose(id) => self.choose(story, id.and_then(|id| story.place(&id)), now_ms),
            Input::Point(id) => self.point_out(story, id.and_then(|id| story.place(&id)), now_ms),
            Input::Sign(number) => self.highlight(story, number, now_ms),
            Input::Date(day) => self.set_date(story, day),
            Input::History => {
                if let History::Awaited(Some(day)) = std::mem::take(&mut self.history) {
                    self.set_date(story, Some(day));
                }
                self.resume_tour(story, now_ms);
            }
            Input::Step { later } => self.step(story, later),
            Input::Tour(step) => self.guide(story, step, now_ms),
            Input::Ranges(id) => self.show_ranges(story, id.as_deref(), now_ms),
            Input::Perspective(id) => self.look_from(story, &id),
            Input::Language(lang) => self.speak(story, &lang),
            Input::ToggleCompare => self.toggle_compare(story),
            Input::Settings(settings) => self.set(settings),
            Input::ColorScheme(color_scheme) => {
                self.color_scheme = color_scheme;
                self.repaint();
            }
            Input::ReducedMotion(reduced) => self.reduced_motion = reduced,
            Input::Tick => self.tick(story, now_ms),
        }
    }

    /// Sets the size, up to what a canvas can have. The first view is fitted again, and so is a place that the map is flying to; any other view keeps
    /// its centre.
    fn resize(&mut self, story: &Story, size: Size, density: f64, now_ms: f64) {
        let size = Size::new(size.width.min(LONGEST), size.height.min(LONGEST));
        let goal = self.flight.take().map(|flight| flight.target());
        let was_home = self.is_first(&goal.unwrap_or(self.camera));
        let comes_to_place = goal.is_some() && !self.is_own_view;
        self.density = if density.is_finite() { density.clamp(0.5, 8.0) } else { 1.0 };
        self.home = home(story, size);
        let bounds = self.chosen.as_ref().filter(|_| comes_to_place).and_then(|place| story.bounds(place));
        let target = match bounds {
            _ if was_home => self.home,
            Some(bounds) => showing(bounds, &self.home, &self.home, &self.covered),
            None => goal.unwrap_or(self.camera).resized(size),
        };
        if goal.is_some() {
            self.camera = self.camera.resized(size);
            self.fly(story, target, now_ms);
        } else {
            self.camera = target;
            self.repaint();
        }
    }

    /// Carries out a gesture.
    fn follow(&mut self, story: &Story, gesture: Option<Gesture>, now_ms: f64) {
        let Some(gesture) = gesture else { return };
        match gesture {
            Gesture::Touch { long_ms } => {
                self.point(None);
                if long_ms.is_finite() {
                    self.emit(Effect::FrameAt(long_ms));
                }
            }
            Gesture::Drag { from, to } => self.look_freely(story, self.camera.dragged(from, to)),
            Gesture::Pinch { from, to, steps } => {
                self.look_freely(story, self.camera.dragged(from, to).zoomed(steps, to));
            }
            Gesture::Zoom { at, steps } => self.zoom(story, at, steps),
            Gesture::Tap(at) => {
                let place = self.place_at(story, at);
                self.choose(story, place, now_ms);
            }
            Gesture::DoubleTap(at) => {
                self.fly_freely(story, self.zoomed(story, self.camera, STEP, self.through(at)), now_ms);
            }
            Gesture::SetPoint(at) => self.emit(Effect::PointSet(self.lonlat_at(story, at))),
            Gesture::Hover(at) | Gesture::LongPress(at) => {
                let place = self.place_at(story, at);
                self.point(place);
                self.show_cursor();
            }
            Gesture::Leave => self.point(None),
            Gesture::Rest => {
                self.repaint();
                self.show_cursor();
            }
            Gesture::Hint(hint) => self.emit(Effect::Hint(hint)),
        }
    }

    /// Zooms at once about a point of the picture.
    fn zoom(&mut self, story: &Story, at: Screen, steps: f64) {
        self.look_freely(story, self.zoomed(story, self.camera, steps, self.through(at)));
    }

    /// Returns a camera that is nearer or farther. Far out the whole map comes to the middle; close by, where there
    /// would be nothing but sea, an island comes into sight.
    fn zoomed(&self, story: &Story, camera: Camera, steps: f64, at: Screen) -> Camera {
        let zoomed = self.kept(story, camera.zoomed(steps, at));
        if steps < 0.0 {
            let out = (self.home.zoom.steps() - zoomed.zoom.steps()) / FARTHER;
            return Camera { centre: zoomed.centre.lerp(self.home.centre, out.clamp(0.0, 1.0)), ..zoomed };
        }
        let window = zoomed.window(0.0);
        let mut nearest: Option<World> = None;
        for (_, region) in story.regions().filter(|(_, region)| region.layer.is_land()) {
            if region.bounds.meets(window) {
                return zoomed;
            }
            if nearest.is_none_or(|other| region.anchor.distance(zoomed.centre) < other.distance(zoomed.centre)) {
                nearest = Some(region.anchor);
            }
        }
        let Some(anchor) = nearest else { return zoomed };
        let reach = World::new(window.width(), window.height()) * 0.3;
        let [low, high] = [anchor - reach, anchor + reach];
        let centre = World::new(zoomed.centre.x.max(low.x).min(high.x), zoomed.centre.y.max(low.y).min(high.y));
        Camera { centre, ..zoomed }
    }

    /// Returns the point of the map itself at the location that a point of the picture shows.
    fn through(&self, at: Screen) -> Screen {
        let (camera, at) = self.lens(at);
        self.camera.screen_from_world(camera.world_from_screen(at))
    }

    fn place_at(&self, story: &Story, at: Screen) -> Option<Place> {
        let (camera, at) = self.lens(at);
        let id = hit::island_at(story, &camera, at).or_else(|| hit::land_at(story, &camera, at, self.date))?;
        story.place(&story.region(id)?.id)
    }

    /// Sets the camera at once, ending any flight.
    fn look(&mut self, story: &Story, camera: Camera) {
        self.flight = None;
        self.camera = self.kept(story, camera);
        self.repaint();
        self.show_cursor();
    }

    /// Sets a view of the reader's or page's own.
    fn look_freely(&mut self, story: &Story, camera: Camera) {
        self.is_own_view = true;
        self.look(story, camera);
    }

    /// Flies to a view of the reader's or page's own.
    fn fly_freely(&mut self, story: &Story, camera: Camera, now_ms: f64) {
        self.is_own_view = true;
        self.fly(story, camera, now_ms);
    }

    /// Returns a camera centred within the data, and zoomed out little farther than the first view.
    fn kept(&self, story: &Story, camera: Camera) -> Camera {
        let bounds = story.world_rect(story.manifest().start);
        bounds.map_or(camera, |bounds| camera.clamped(bounds, self.home.zoom.stepped(-FARTHER)))
    }

    /// Flies to a camera, or sets it at once if the reader prefers reduced motion.
    pub(super) fn fly(&mut self, story: &Story, camera: Camera, now_ms: f64) {
        let target = self.kept(story, camera);
        if self.reduced_motion || target == self.camera {
            return self.look(story, target);
        }
        self.flight = Some(Flight::new(self.camera, target, now_ms));
        self.repaint();
    }

    fn tick(&mut self, story: &Story, now_ms: f64) {
        let held = self.gestures.held(now_ms);
        self.follow(story, held, now_ms);
        let Some(flight) = self.flight else { return };
        let (camera, arrived) = flight.at(now_ms);
        self.camera = camera;
        if arrived {
            self.flight = None;
        }
        self.repaint();
    }

    /// Chooses a place and flies there, or clears the choice.
    pub(super) fn choose(&mut self, story: &Story, place: Option<Place>, now_ms: f64) {
        if place != self.chosen {
            // Without a chosen place the view depends on nothing else.
            self.is_own_view |= place.is_none();
            self.chosen = place;
            // The map moves on under a mouse that rests: the place there no longer counts.
            self.pointed = None;
            self.tell_chosen();
            self.emit(Effect::Announce(self.announcement(story)));
            self.repaint();
        }
        let bounds = self.chosen.as_ref().and_then(|place| story.bounds(place));
        if let Some(bounds) = bounds {
            let from = self.flight.map_or(self.camera, |flight| flight.target());
            let target = showing(bounds, &from, &self.home, &self.covered);
            if target != from {
                self.is_own_view = false;
                self.fly(story, target, now_ms);
            }
        }
    }

    /// Reports which place is chosen.
    pub(super) fn tell_chosen(&mut self) {
        self.emit(Effect::Chosen(self.chosen.as_ref().map(|place| place.id.clone())));
    }

    fn announcement(&self, story: &Story) -> String {
        let manifest = story.manifest();
        let Some((name, line)) = self.place_line(story) else {
            return manifest.word(&self.lang, "announce.cleared").to_owned();
        };
        let said = manifest.phrase(&self.lang, "announce.selected", &[("name", &name)]);
        if line.is_empty() { said } else { [said.as_str(), " ", &line].concat() }
    }

    /// Marks a place as pointed at, or none.
    fn point(&mut self, place: Option<Place>) {
        if place != self.pointed {
            self.pointed = place;
            self.repaint();
        }
    }

    /// Marks a place mentioned in a text as pointed at, and flies there if none of it is in view.
    fn point_out(&mut self, story: &Story, place: Option<Place>, now_ms: f64) {
        let bounds = place.as_ref().and_then(|place| story.bounds(place));
        self.point(place);
        let seen = self.flight.map_or(self.camera, |flight| flight.target());
        if let Some(bounds) = bounds.filter(|bounds| !seen.window(0.0).meets(*bounds)) {
            self.fly_freely(story, Camera { centre: bounds.centre(), ..seen }, now_ms);
        }
    }

    /// Updates the shape of the pointer if it has changed.
    fn show_cursor(&mut self) {
        let cursor = if self.gestures.is_moving() {
            Cursor::Grabbing
        } else if self.pointed.is_some() {
            Cursor::Choose
        } else {
            Cursor::Grab
        };
        if cursor != self.cursor {
            self.cursor = cursor;
            self.emit(Effect::Cursor(cursor));
        }
    }

    fn key(&mut self, story: &Story, key: Key, now_ms: f64) {
        let middle = self.camera.size.rect().centre();
        let base = self.flight.map_or(self.camera, |flight| flight.target());
        match key {
            Key::Next => {
                self.step_along_chain(story, now_ms, |place, count| place.map_or(0, |place| (place + 1) % count));
            }
            Key::Previous => {
                self.step_along_chain(story, now_ms, |place, count| {
                    place.map_or(count - 1, |place| (place + count - 1) % count)
                });
            }
            Key::First => self.step_along_chain(story, now_ms, |_, _| 0),
            Key::Last => self.step_along_chain(story, now_ms, |_, count| count - 1),
            Key::Enter => {
                let place = self.pointed.clone().or_else(|| self.chosen.clone());
                self.choose(story, place, now_ms);
            }
            Key::Escape => self.choose(story, None, now_ms),
            Key::ZoomIn => self.fly_freely(story, self.zoomed(story, base, STEP, middle), now_ms),
            Key::ZoomOut => self.fly_freely(story, self.zoomed(story, base, -STEP, middle), now_ms),
            Key::Home => self.fly(story, self.home, now_ms),
        }
    }

    /// Chooses another island of the chain: `step` gets the index of the current one, if any, and the length.
    fn step_along_chain(&mut self, story: &Story, now_ms: f64, step: fn(Option<usize>, usize) -> usize) {
        let order = story.chain_order();
        let here = self.chosen.as_ref().and_then(|place| place.islands.first());
        let place = here.and_then(|here| order.iter().position(|id| id == here));
        let next: Option<&RegionId> = order.get(step(place, order.len().max(1)));
        let next = next.and_then(|id| story.place(&story.region(*id)?.id));
        if next.is_some() {
            self.choose(story, next, now_ms);
        }
    }

    /// Sets the language, if the story has it.
    ///
    /// A tag that the story does not have is shortened from the end until it has it (RFC 4647, lookup).
    fn speak(&mut self, story: &Story, lang: &str) {
        if let Some(known) = story.manifest().language(lang).filter(|known| *known != self.lang) {
            known.clone_into(&mut self.lang);
            self.repaint();
        }
    }
}
