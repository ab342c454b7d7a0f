//! The map as exported to the page's script.
//!
//! The script owns listeners, fetches and the one animation frame. Every method here is synchronous, takes plain values
//! and returns effects for the page; nothing here holds a closure, so nothing can leak.

use crate::error::{Finding, Problem};
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::lean::decimal::decimal;
use crate::limits::FINDINGS;
use crate::story::{Day, FeatureFile, Story};
use crate::view::{
    Effect, Field, Input, Key, Phase, PointerEvent, PointerKind, Policy, Session, Trail, ViewState, WheelEvent,
    WheelUnit, stops,
};
use crate::web::boundary::{Effects, Strings, effects_to_js, texts_to_js};
use crate::web::canvas_stack::CanvasStack;
use crate::web::clock::Clock;
use crate::web::{dom, places, tell_panics, texts};
use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};
use web_sys::{Element, HtmlCanvasElement, OffscreenCanvas};

/// A map on the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct KurilMap {
    story: Story,
    session: Session,
    stack: CanvasStack,
    findings: Vec<Finding>,
    clock: Clock,
    open: Option<FeatureFile>,
}

#[wasm_bindgen]
impl KurilMap {
    /// Creates a map that shows pictures on three canvases: ground and marks, which the page moves together, and
    /// furniture, which stays in place. They are painted on the board, if there is one. `story` is the content of the
    /// file with story and status.
    ///
    /// # Errors
    /// When the story cannot be read, with file, line and field, or there is no 2D canvas.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::too_many_arguments, reason = "the page's script passes plain values, which cost nothing")]
    pub fn new(
        board: Option<OffscreenCanvas>,
        ground: HtmlCanvasElement,
        marks: HtmlCanvasElement,
        furniture: HtmlCanvasElement,
        file: &str,
        story: &[u8],
    ) -> Result<Self, JsError> {
        tell_panics();
        let (story, findings) = Story::open(file, story).map_err(|finding| JsError::new(&finding.to_string()))?;
        let session = Session::new(&story, Size::new(1.0, 1.0)).without_history();
        let stack = CanvasStack::new(board, [ground, marks, furniture])?;
        Ok(Self { story, session, stack, findings, clock: Clock::default(), open: None })
    }

    /// Opens a `GeoJSON` file in place of any other that is open; [`read_on`](Self::read_on) reads it.
    pub fn open_features(&mut self, file: &str, bytes: Vec<u8>) {
        self.open = Some(FeatureFile::open(file, bytes));
    }

    /// Reads features of about so many bytes; returns whether the open file has more. After the last they are on the map.
    pub fn read_on(&mut self, bytes: usize) -> bool {
        let Some(mut file) = self.open.take() else { return false };
        if self.story.read_on(&mut file, bytes) {
            self.open = Some(file);
            return true;
        }
        self.findings.extend(self.story.close_features(file));
        self.session.lay_out(&self.story);
        self.stack.forget();
        false
    }

    /// Reads facts, sources and articles, and the status of other days than the latest, in place of any that were read
    /// before. They are read by the module that follows the first picture ([`texts`]).
    pub fn read_reading(&mut self, file: &str, bytes: &[u8], now: f64) -> Effects {
        self.findings.extend(texts::read_reading(&mut self.story, file, bytes));
        if let Some(step) = self.session.tour().awaited() {
            let mut state = ViewState::default();
            let text = decimal(step as f64 + 1.0, 0);
            let problem = Field::named("tour").and_then(|tour| tour.read(&mut state, &self.story, &text).err());
            self.complain(problem.into_iter().collect());
        }
        self.update(Input::History, now)
    }

    /// Returns the findings since the last call, each as a sentence.
    pub fn findings(&mut self) -> Strings {
        let all = std::mem::take(&mut self.findings);
        let mut sentences: Vec<String> = all.iter().take(FINDINGS.most).map(ToString::to_string).collect();
        let problem = FINDINGS.check("the files", all.len()).err();
        sentences.extend(problem.map(|problem| Finding::of_file("kuril-map", problem).to_string()));
        texts_to_js(sentences)
    }

    /// Sets the size of the map's box, CSS pixels, and the number of device pixels per CSS pixel.
    pub fn resize(&mut self, width: f64, height: f64, density: f64, now: f64) -> Effects {
        let size = Size::new(width.max(1.0), height.max(1.0));
        self.update(Input::Resize { size, density }, now)
    }

    /// Sets the parts of the picture covered by the page's controls: x, y, width and height of each, CSS pixels.
    pub fn cover(&mut self, boxes: &[f64], now: f64) -> Effects {
        let boxes = boxes.chunks_exact(4).filter_map(|numbers| {
            let &[x, y, width, height] = numbers else { return None };
            Some(ScreenRect::new(Screen::new(x, y), Screen::new(x + width, y + height)))
        });
        self.update(Input::Covered(boxes.collect()), now)
    }

    /// Handles a pointer event at a point, CSS pixels: `phase` is `down`, `move`, `up`, `leave` or `cancel`; `direct`
    /// if all gestures control the map.
    #[expect(clippy::too_many_arguments, reason = "the page's script passes plain values, which cost nothing")]
    pub fn pointer(&mut self, phase: &str, id: i32, touch: bool, direct: bool, x: f64, y: f64, now: f64) -> Effects {
        let phase = match phase {
            "down" => Phase::Down,
            "move" => Phase::Move,
            "up" => Phase::Up,
            "leave" => Phase::Leave,
            _ => Phase::Cancel,
        };
        let kind = if touch { PointerKind::Touch } else { PointerKind::Mouse };
        self.update(Input::Pointer(PointerEvent { id, kind, phase, at: Screen::new(x, y) }, policy(direct)), now)
    }

    /// Handles a turn of the wheel, as in `WheelEvent`; if the first effect is a hint, the page should scroll.
    #[expect(clippy::too_many_arguments, reason = "the page's script passes plain values, which cost nothing")]
    pub fn wheel(
        &mut self,
        delta: f64,
        mode: u32,
        control: bool,
        command: bool,
        direct: bool,
        x: f64,
        y: f64,
        now: f64,
    ) -> Effects {
        let unit = match mode {
            0 => WheelUnit::Pixel,
            1 => WheelUnit::Line,
            _ => WheelUnit::Page,
        };
        self.update(
            Input::Wheel(WheelEvent { at: Screen::new(x, y), delta, unit, control, command }, policy(direct)),
            now,
        )
    }

    /// Handles a pinch on a trackpad by a factor, which Safari reports by events of its own.
    pub fn magnify(&mut self, by: f64, x: f64, y: f64, now: f64) -> Effects {
        self.update(Input::Magnify { at: Screen::new(x, y), by }, now)
    }

    /// Handles a key by its `KeyboardEvent.key` (UI Events); returns `None` for keys without a function.
    pub fn key(&mut self, name: &str, now: f64) -> Option<Effects> {
        let key = match name {
            "ArrowDown" | "ArrowRight" => Key::Next,
            "ArrowUp" | "ArrowLeft" => Key::Previous,
            "Home" => Key::First,
            "End" => Key::Last,
            "Enter" => Key::Enter,
            "Escape" => Key::Escape,
            "+" | "=" => Key::ZoomIn,
            "-" | "_" => Key::ZoomOut,
            "0" => Key::Home,
            _ => return None,
        };
        Some(self.update(Input::Key(key), now))
    }

    /// Sets a field of the state by its name; without a text, to its default, if it has one.
    pub fn set(&mut self, name: &str, text: Option<String>, now: f64) -> Effects {
        let (Some(field), mut state) = (Field::named(name), ViewState::default()) else {
            return Effects::none();
        };
        if let Some(Err(problem)) = text.map(|text| field.read(&mut state, &self.story, &text)) {
            self.complain(vec![problem]);
            // Known layers of the list are shown nevertheless.
            if state.settings.layers.is_none() {
                return Effects::none();
            }
        }
        field.input(&state, self.session.settings()).map_or_else(Effects::none, |input| self.update(input, now))
    }

    /// Returns the text of a field of the state, or `None`; for `light`, the name of the current colour scheme, such as
    /// `strong-dark`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        if name == "light" {
            return Some(self.session.color_scheme().name().to_owned());
        }
        self.session.text(&self.story, Field::named(name)?)
    }

    /// Returns the state as a query: complete, so that it can be restored elsewhere, or as an address contains it.
    #[must_use]
    pub fn state(&self, is_whole: bool) -> String {
        if is_whole { self.session.query(&self.story) } else { self.session.address(&self.story) }
    }

    /// Restores the state from an address's query. Missing fields get their default; fields not in addresses are kept.
    pub fn restore(&mut self, query: &str, now: f64) -> Effects {
        let mut state = self.session.state_without_address(&self.story);
        let mut problems = Vec::new();
        state.read(&self.story, query, &mut problems);
        self.complain(problems);
        self.update(Input::Restore(Box::new(state)), now)
    }

    /// Carries out a verb of the page, with its argument if it has one; see [`Input::asked`].
    pub fn act(&mut self, verb: &str, about: Option<String>, now: f64) -> Effects {
        Input::asked(verb, about).map_or_else(Effects::none, |input| self.update(input, now))
    }

    /// Pans the picture by a vector, CSS pixels.
    pub fn pan(&mut self, x: f64, y: f64, now: f64) -> Effects {
        self.update(Input::Pan(Screen::new(x, y)), now)
    }

    /// Returns the longitude and latitude, degrees, of a point of the picture.
    #[must_use]
    #[wasm_bindgen(unchecked_return_type = "[number, number]")]
    pub fn lonlat_at(&self, x: f64, y: f64) -> Vec<f64> {
        let lonlat = self.session.lonlat_at(&self.story, Screen::new(x, y));
        vec![lonlat.lon, lonlat.lat]
    }

    /// Draws a line over the map: its course and its marked points, each as alternating longitudes and latitudes, and
    /// the label of the last point. Without points the line is removed.
    pub fn trail(&mut self, course: &[f64], points: &[f64], label: String, now: f64) -> Effects {
        let trail = Trail { course: places(course), points: places(points), label };
        self.update(Input::Trail(Box::new(trail)), now)
    }

    /// Returns each place that can be chosen: its id, displayed name, and names in all scripts, separated by tabs. They
    /// come from the module that follows the first picture ([`texts`]).
    #[must_use]
    pub fn names(&self) -> Strings {
        texts_to_js(texts::names(&self.story, &self.session))
    }

    /// Returns the days that the map can be set to, ISO 8601, in order.
    #[must_use]
    pub fn stops(&self) -> Strings {
        let days: Array = stops(&self.story).iter().map(|day| JsValue::from(day.iso())).collect();
        days.unchecked_into()
    }

    /// Advances to a time and paints what has changed.
    pub fn frame(&mut self, now: f64) -> Effects {
        let effects = self.update(Input::Tick, now);
        self.stack.show(&self.story, &self.session);
        effects
    }

    /// Takes the canvas on which the map on the other side of the handle is painted, or gives it back.
    ///
    /// # Errors
    /// When there is no 2D canvas.
    pub fn compare_on(&mut self, canvas: Option<HtmlCanvasElement>) -> Result<(), JsError> {
        self.stack.compare_on(canvas)
    }

    /// Paints the first view of a day, ISO 8601, without names on a canvas of two pixels per CSS pixel.
    pub fn sketch(&mut self, canvas: &HtmlCanvasElement, day: &str) {
        if let Some(day) = Day::parse(day) {
            self.stack.sketch(&self.story, &self.session, day, canvas);
        }
    }

    /// Repaints the whole picture at the next frame, because the canvases are blank.
    pub fn repaint(&mut self) {
        self.stack.forget();
    }

    /// Gives the picture margins into which it can be panned without being repainted.
    pub fn widen(&mut self) {
        self.stack.widen();
    }

    /// Returns a word of the interface in the current language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.story.manifest().word(self.session.lang(), key).to_owned()
    }

    /// Returns the position of a place in the map's box, CSS pixels: x, y, and half of its larger extent; `None` for
    /// unknown ids. For a place in an inset it is the position there.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<Vec<f64>> {
        let place = self.story.place(id)?;
        let island = place.islands.first()?;
        let region = self.story.region(*island)?;
        let inset = self.session.layout().inset().filter(|inset| inset.place.islands.contains(island));
        let (camera, origin) = match inset {
            Some(inset) => (&inset.camera, inset.window().min),
            None => (self.session.camera(), Screen::default()),
        };
        let at = camera.screen_from_world(region.anchor) + origin;
        let rect = camera.screen_rect(region.bounds);
        Some(vec![at.x, at.y, rect.width().max(rect.height()) / 2.0])
    }

    /// Writes a text part into an element, or empties it; returns whether the part has content. Parts are `card` (of
    /// the chosen place), `panel` (of articles), `time`, `perspectives`, `tour`, `legend`, `sight` (the visible
    /// islands), `credits`, `rules` and `compare` (the
    /// names of the two maps beside a handle). They come from the module that follows the first picture ([`texts`]).
    pub fn write(&self, part: &str, into: &Element) -> bool {
        let tree = texts::part(part, &self.story, &self.session);
        let is_there = tree.is_some();
        dom::write(into, tree);
        is_there
    }
}

impl KurilMap {
    /// Records invalid requests of the page as findings.
    fn complain(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            self.findings.push(Finding::of_file("kuril-map", problem));
        }
    }

    fn update(&mut self, input: Input, now: f64) -> Effects {
        let now = self.clock.at(now);
        let mut effects: Vec<Effect> = self.session.update(&self.story, input, now);
        for effect in &mut effects {
            if let Effect::FrameAt(time) = effect {
                *time -= self.clock.ahead;
            }
        }
        effects_to_js(effects)
    }
}

fn policy(direct: bool) -> Policy {
    if direct { Policy::Direct } else { Policy::Cooperative }
}
