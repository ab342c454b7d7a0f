//! The map as the page's script sees it.
//!
//! The script owns listeners, fetches and the one animation frame. Every method here is synchronous, takes plain
//! values and returns what the page must do; nothing here holds a closure, so nothing can leak.

use crate::error::{Finding, Problem};
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::panel;
use crate::story::Story;
use crate::view::{
    Effect, Field, Input, Key, Phase, PointerEvent, PointerKind, Policy, Session, Trail, ViewState, WheelEvent,
    WheelUnit, stops,
};
use crate::web::boundary::{Effects, Strings, effects_to_js, texts_to_js};
use crate::web::canvas_stack::CanvasStack;
use crate::web::{dom, places, tell_panics};
use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};
use web_sys::{Element, HtmlCanvasElement};

/// One map on the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct KurilMap {
    story: Story,
    session: Session,
    stack: CanvasStack,
    findings: Vec<Finding>,
}

#[wasm_bindgen]
impl KurilMap {
    /// A map that paints on three canvases: ground and marks, which the page moves together, and furniture, which
    /// keeps its place. `story` holds the bytes of the file with story and status.
    ///
    /// # Errors
    /// Where the story cannot be read; the error names file, line and field.
    #[wasm_bindgen(constructor)]
    pub fn new(
        ground: HtmlCanvasElement,
        marks: HtmlCanvasElement,
        furniture: HtmlCanvasElement,
        file: &str,
        story: &[u8],
    ) -> Result<Self, JsError> {
        tell_panics();
        let (story, findings) = Story::open(file, story).map_err(|finding| JsError::new(&finding.to_string()))?;
        let session = Session::new(&story, Size::new(1.0, 1.0)).without_history();
        let stack = CanvasStack::new(ground, marks, furniture)?;
        Ok(Self { story, session, stack, findings })
    }

    /// Takes in a `GeoJSON` file.
    pub fn read_features(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.story.read_features(file, bytes));
        self.session.lay_out(&self.story);
        self.stack.forget();
    }

    /// Takes in facts, sources and articles, and the status of other days than the latest one, in place of those that were
    /// read before.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8], now: f64) -> Effects {
        self.findings.extend(self.story.read_reading(file, bytes));
        self.update(Input::History, now)
    }

    /// The findings since the last call, each a sentence.
    pub fn findings(&mut self) -> Strings {
        let mut sentences = Vec::new();
        for finding in std::mem::take(&mut self.findings) {
            sentences.push(finding.to_string());
        }
        texts_to_js(sentences)
    }

    /// The box of the map has another size, in CSS pixels, or another number of device pixels per CSS pixel.
    pub fn resize(&mut self, width: f64, height: f64, density: f64, now: f64) -> Effects {
        let size = Size::new(width.max(1.0), height.max(1.0));
        self.update(Input::Resize { size, density }, now)
    }

    /// The page's own controls cover these boxes of the picture: x, y, width and height of each, CSS pixels.
    pub fn cover(&mut self, boxes: &[f64], now: f64) -> Effects {
        let boxes = boxes.chunks_exact(4).filter_map(|numbers| {
            let &[x, y, width, height] = numbers else { return None };
            Some(ScreenRect::new(Screen::new(x, y), Screen::new(x + width, y + height)))
        });
        self.update(Input::Covered(boxes.collect()), now)
    }

    /// A pointer does something: `phase` is `down`, `move`, `up`, `leave` or `cancel`; `direct` where all gestures are the
    /// map's.
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

    /// The wheel turns over a point, as `WheelEvent` says it; where the first effect is a hint, the turn is the page's.
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

    /// Two fingers on a trackpad magnify by a factor, as Safari says it by events of its own.
    pub fn magnify(&mut self, by: f64, x: f64, y: f64, now: f64) -> Effects {
        self.update(Input::Magnify { at: Screen::new(x, y), by }, now)
    }

    /// A key by its name in UI Events (`KeyboardEvent.key`); nothing where it means nothing to the map.
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

    /// Sets a field of the state by its name; without a text to its default, where it has one.
    pub fn set(&mut self, name: &str, text: Option<String>, now: f64) -> Effects {
        let (Some(field), mut state) = (Field::named(name), ViewState::default()) else {
            return Effects::none();
        };
        if let Some(Err(problem)) = text.map(|text| field.read(&mut state, &self.story, &text)) {
            self.complain(vec![problem]);
            // Of layers those that are known are shown all the same.
            if state.settings.layers.is_none() {
                return Effects::none();
            }
        }
        field.input(&state, self.session.settings()).map_or_else(Effects::none, |input| self.update(input, now))
    }

    /// Returns the text of a field of the state, none where it has none; of `light` the name of the light in which the map
    /// is seen, such as `strong-dark`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        if name == "light" {
            return Some(self.session.color_scheme().name().to_owned());
        }
        self.session.text(&self.story, Field::named(name)?)
    }

    /// Returns the state as a query: all of it, so that it can be restored elsewhere, or what an address holds.
    #[must_use]
    pub fn state(&self, is_whole: bool) -> String {
        if is_whole { self.session.query(&self.story) } else { self.session.address(&self.story) }
    }

    /// Shows what the query of an address says. What it leaves out becomes the default; what no address says stays.
    pub fn restore(&mut self, query: &str, now: f64) -> Effects {
        let mut state = self.session.state_without_address(&self.story);
        let mut problems = Vec::new();
        state.read(&self.story, query, &mut problems);
        self.complain(problems);
        self.update(Input::Restore(Box::new(state)), now)
    }

    /// Does what the page asks: a verb, and what it is about where that is said; see [`Input::asked`].
    pub fn act(&mut self, verb: &str, about: Option<String>, now: f64) -> Effects {
        Input::asked(verb, about).map_or_else(Effects::none, |input| self.update(input, now))
    }

    /// Carries the picture along, CSS pixels.
    pub fn pan(&mut self, x: f64, y: f64, now: f64) -> Effects {
        self.update(Input::Pan(Screen::new(x, y)), now)
    }

    /// Longitude and latitude of a point of the picture, degrees.
    #[must_use]
    #[wasm_bindgen(unchecked_return_type = "[number, number]")]
    pub fn lonlat_at(&self, x: f64, y: f64) -> Vec<f64> {
        let lonlat = self.session.lonlat_at(&self.story, Screen::new(x, y));
        vec![lonlat.lon, lonlat.lat]
    }

    /// Lays a line over the map: its course and the places on it that are marked, each as longitudes and latitudes in
    /// turn, and what is said at the last of them. Without places the line is taken away.
    pub fn trail(&mut self, course: &[f64], points: &[f64], label: String, now: f64) -> Effects {
        let trail = Trail { course: places(course), points: places(points), label };
        self.update(Input::Trail(Box::new(trail)), now)
    }

    /// Every place that can be chosen: its id, the name that is shown, and all its names in every script, a tab apart.
    #[must_use]
    pub fn names(&self) -> Strings {
        let all = Array::new();
        let add = |id: &str| {
            if let Some(names) = self.names_of(id) {
                all.push(&names.into());
            }
        };
        for id in self.story.chain_order() {
            if let Some(region) = self.story.region(*id) {
                add(&region.id);
            }
        }
        for group in self.story.manifest().all_groups() {
            add(&group.id);
        }
        for group in self.story.status().groups() {
            add(&group.id);
        }
        all.unchecked_into()
    }

    /// The days at which the map can be set, ISO 8601, in order.
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

    /// From now on the picture has margins into which it can be moved without being painted anew.
    pub fn widen(&mut self) {
        self.stack.widen();
    }

    /// A word of the interface in the present language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.story.manifest().word(self.session.lang(), key).to_owned()
    }

    /// Where a place lies in the map's box, CSS pixels: x, y, and half of its larger extent; nothing for unknown ids.
    /// Where it is drawn in an inset, it is told where it lies there.
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

    /// Writes a part of what is read into an element, or empties it; says whether there is anything. Parts are `card`
    /// (of the chosen place), `panel` (of articles), `time`, `perspectives`, `tour`, `legend`, `sight` (the islands in
    /// the picture), `credits` and `rules`.
    pub fn write(&self, part: &str, into: &Element) -> bool {
        let (story, session) = (&self.story, &self.session);
        let tree = match part {
            "card" => panel::card(story, session),
            "panel" => Some(panel::panel(story, session)),
            "time" => Some(panel::time(story, session)),
            "perspectives" => Some(panel::perspectives(story, session)),
            "tour" => panel::tour(story, session),
            "legend" => Some(panel::legend(story, session, true)),
            "sight" => Some(panel::visible_list(story, session)),
            "credits" => Some(panel::credits(story, session)),
            "rules" => Some(panel::rules(story, session)),
            _ => None,
        };
        let is_there = tree.is_some();
        dom::write(into, tree.map(|tree| panel::marked(story, session.lang(), tree)));
        is_there
    }
}

impl KurilMap {
    fn names_of(&self, id: &str) -> Option<String> {
        let place = self.story.place(id)?;
        let names = self.story.names(id)?;
        let region = self.story.region_id(id).and_then(|id| self.story.region(id)).filter(|_| !place.is_group);
        let lang = self.session.lang();
        let shown = region.map_or_else(
            || names.get(lang).to_owned(),
            |region| self.story.heading(region, lang, self.session.viewpoint()),
        );
        let mut all = [id, "\t", &shown].concat();
        let mut add = |name: &str| {
            all.push('\t');
            all.push_str(name);
        };
        for texts in [Some(names), region.map(|region| &region.claimant_names)].into_iter().flatten() {
            for (_, name) in texts.iter() {
                add(name);
            }
        }
        if let Some(reading) = self.story.reading().facts.get(id) {
            for name in [&reading.kana, &reading.romanised].into_iter().flatten() {
                add(name);
            }
            for name in reading.aliases.values().flatten() {
                add(name);
            }
        }
        Some(all)
    }

    /// Keeps what a page has asked for in vain.
    fn complain(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            self.findings.push(Finding::of_file("kuril-map", problem));
        }
    }

    fn update(&mut self, input: Input, now: f64) -> Effects {
        let effects: Vec<Effect> = self.session.update(&self.story, input, now);
        effects_to_js(effects)
    }
}

fn policy(direct: bool) -> Policy {
    if direct { Policy::Direct } else { Policy::Cooperative }
}
