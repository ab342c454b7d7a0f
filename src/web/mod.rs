//! The browser: the map as the page's script sees it.
//!
//! The script owns listeners, fetches and the one animation frame. Every method here is synchronous, takes plain
//! values and returns what the page must do; nothing here holds a closure, so nothing can leak.

mod boundary;
mod canvas;
mod dom;
mod layer;
mod stage;

use crate::app::{App, Effect, Input, Key, Phase, Pointer, Touch, TourMove, stops};
use crate::atlas::Atlas;
use crate::card;
use crate::error::Finding;
use crate::space::{Screen, ScreenRect, Size};
use boundary::{effects_to_js, findings_to_js};
use js_sys::Array;
use stage::Stage;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use web_sys::{Element, HtmlCanvasElement};

/// One map on the page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct KurilMap {
    atlas: Atlas,
    app: App,
    stage: Stage,
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
        // What went wrong is told on the console; the browser itself adds where it was called from.
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
        let (atlas, findings) = Atlas::open(file, story).map_err(|finding| JsError::new(&finding.to_string()))?;
        let app = App::new(&atlas, Size::new(1.0, 1.0));
        let stage = Stage::new(ground, marks, furniture)?;
        Ok(Self { atlas, app, stage, findings })
    }

    /// Takes in a `GeoJSON` file.
    pub fn read_features(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.atlas.read_features(file, bytes));
        self.stage.forget();
    }

    /// Takes in facts, sources and articles.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.atlas.read_reading(file, bytes));
    }

    /// The findings since the last call, each a sentence.
    pub fn findings(&mut self) -> Array {
        findings_to_js(std::mem::take(&mut self.findings))
    }

    /// The box of the map has another size, in CSS pixels, or another number of device pixels per CSS pixel.
    pub fn resize(&mut self, width: f64, height: f64, density: f64, now: f64) -> Array {
        let size = Size::new(width.max(1.0), height.max(1.0));
        self.update(Input::Resize { size, density }, now)
    }

    /// The page's own controls cover these boxes of the picture: x, y, width and height of each, CSS pixels.
    pub fn cover(&mut self, boxes: &[f64], now: f64) -> Array {
        let boxes = boxes.chunks_exact(4).filter_map(|numbers| {
            let &[x, y, width, height] = numbers else { return None };
            Some(ScreenRect::new(Screen::new(x, y), Screen::new(x + width, y + height)))
        });
        self.update(Input::Covered(boxes.collect()), now)
    }

    /// A pointer does something: `phase` is `down`, `move`, `up` or `cancel`.
    #[expect(clippy::too_many_arguments, reason = "the page's script passes plain values, which cost nothing")]
    pub fn pointer(&mut self, phase: &str, id: i32, touch: bool, x: f64, y: f64, now: f64) -> Array {
        let phase = match phase {
            "down" => Phase::Down,
            "move" => Phase::Move,
            "up" => Phase::Up,
            _ => Phase::Cancel,
        };
        let pointer = if touch { Pointer::Touch } else { Pointer::Mouse };
        self.update(Input::Pointer(Touch { id, pointer, phase, at: Screen::new(x, y) }), now)
    }

    /// The wheel turns over a point; `steps` doublings nearer where positive.
    pub fn wheel(&mut self, x: f64, y: f64, steps: f64, now: f64) -> Array {
        self.update(Input::Wheel { at: Screen::new(x, y), steps: steps.clamp(-2.0, 2.0) }, now)
    }

    /// A key by its name in UI Events (`KeyboardEvent.key`); nothing where it means nothing to the map.
    pub fn key(&mut self, name: &str, now: f64) -> Option<Array> {
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

    /// Chooses the place with an id, or none.
    pub fn choose(&mut self, id: Option<String>, now: f64) -> Array {
        self.update(Input::Choose(id), now)
    }

    /// Lights up the place with an id, or none.
    pub fn point(&mut self, id: Option<String>, now: f64) -> Array {
        self.update(Input::Point(id), now)
    }

    /// Shows the map as it was on a day, ISO 8601, or on the latest one.
    pub fn set_date(&mut self, day: Option<String>, now: f64) -> Array {
        self.update(Input::Date(day), now)
    }

    /// Shows the map as it was when the status changed next, or before.
    pub fn step(&mut self, later: bool, now: f64) -> Array {
        self.update(Input::Step { later }, now)
    }

    /// Shows the map from a side, by its id.
    pub fn look_from(&mut self, id: String, now: f64) -> Array {
        self.update(Input::Perspective(id), now)
    }

    /// The guided tour: `enter`, `next`, `back` or `leave`.
    pub fn tour(&mut self, step: &str, now: f64) -> Array {
        let step = match step {
            "enter" => TourMove::Enter,
            "next" => TourMove::Next,
            "back" => TourMove::Back,
            _ => TourMove::Leave,
        };
        self.update(Input::Tour(step), now)
    }

    /// Every place that can be chosen: its id, the name that is shown, and all its names in every script, a tab apart.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let islands = self.atlas.walk().iter().filter_map(|id| Some(self.atlas.region(*id)?.id.clone()));
        let groups = self.atlas.story().all_groups().map(|group| group.id.clone());
        let shared = self.atlas.status().groups().iter().map(|group| group.id.clone());
        islands.chain(groups).chain(shared).filter_map(|id| self.names_of(&id)).collect()
    }

    /// Shows or hides the ranges of a deployment, by its id.
    pub fn show_ranges(&mut self, id: String, now: f64) -> Array {
        self.update(Input::Ranges(id), now)
    }

    /// The day for which the map stands, ISO 8601.
    #[must_use]
    pub fn date(&self) -> String {
        self.app.date().to_owned()
    }

    /// The days at which the map can be set, ISO 8601, in order.
    #[must_use]
    pub fn stops(&self) -> Vec<String> {
        stops(&self.atlas)
    }

    /// Id of the side from which the map is looked at.
    #[must_use]
    pub fn perspective(&self) -> String {
        self.app.perspective().id.clone()
    }

    /// Speaks another language, if the story has it.
    pub fn speak(&mut self, lang: String, now: f64) -> Array {
        self.update(Input::Language(lang), now)
    }

    /// Dark or light surroundings.
    pub fn night(&mut self, night: bool, now: f64) -> Array {
        self.update(Input::Night(night), now)
    }

    /// Whether the reader wants no motion.
    pub fn reduce_motion(&mut self, reduced: bool, now: f64) -> Array {
        self.update(Input::ReducedMotion(reduced), now)
    }

    /// Advances to a time and paints what has changed.
    pub fn frame(&mut self, now: f64) -> Array {
        let effects = self.update(Input::Tick, now);
        self.stage.show(&self.atlas, &self.app);
        effects
    }

    /// From now on the picture has margins into which it can be moved without being painted anew.
    pub fn widen(&mut self) {
        self.stage.widen();
    }

    /// Id of the chosen place.
    #[must_use]
    pub fn chosen(&self) -> Option<String> {
        self.app.chosen().map(|place| place.id.clone())
    }

    /// The language that is spoken now, one of the story's.
    #[must_use]
    pub fn language(&self) -> String {
        self.app.lang().to_owned()
    }

    /// A word of the interface in the present language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.atlas.story().word(self.app.lang(), key).to_owned()
    }

    /// Where a place lies in the map's box, CSS pixels: x, y, and half of its larger extent; nothing for unknown ids.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<Vec<f64>> {
        let place = self.atlas.place(id)?;
        let region = self.atlas.region(*place.islands.first()?)?;
        let at = self.app.camera().screen_from_world(region.anchor);
        let rect = self.app.camera().screen_rect(region.bounds);
        Some(vec![at.x, at.y, rect.width().max(rect.height()) / 2.0])
    }

    /// Writes the card of the chosen place into an element, or empties it; says whether there is one.
    pub fn write_card(&self, into: &Element) -> bool {
        let card = card::card(&self.atlas, &self.app);
        let is_there = card.is_some();
        dom::write(into, card);
        is_there
    }

    /// Writes the article panel into an element.
    pub fn write_panel(&self, into: &Element) {
        dom::write(into, Some(card::panel(&self.atlas, &self.app)));
    }

    /// Writes the controls of the day into an element.
    pub fn write_time(&self, into: &Element) {
        dom::write(into, Some(card::time(&self.atlas, &self.app)));
    }

    /// Writes the choice of sides into an element.
    pub fn write_perspectives(&self, into: &Element) {
        dom::write(into, Some(card::perspectives(&self.atlas, &self.app)));
    }

    /// Writes the guided tour into an element.
    pub fn write_tour(&self, into: &Element) {
        dom::write(into, card::tour(&self.atlas, &self.app));
    }

    /// Writes the legend into an element.
    pub fn write_legend(&self, into: &Element) {
        dom::write(into, Some(card::legend(&self.atlas, &self.app)));
    }

    /// Writes the credits into an element.
    pub fn write_credits(&self, into: &Element) {
        dom::write(into, Some(card::credits(&self.atlas, &self.app)));
    }

    /// Writes the rules of naming into an element.
    pub fn write_rules(&self, into: &Element) {
        dom::write(into, Some(card::rules(&self.atlas, &self.app)));
    }
}

impl KurilMap {
    fn names_of(&self, id: &str) -> Option<String> {
        let place = self.atlas.place(id)?;
        let names = self.atlas.names(id)?;
        let region = self.atlas.region_id(id).and_then(|id| self.atlas.region(id)).filter(|_| !place.is_group);
        let lang = self.app.lang();
        let shown = region
            .map_or_else(|| names.get(lang).to_owned(), |region| self.atlas.heading(region, lang, self.app.stance()));
        let mut all = vec![id.to_owned(), shown];
        all.extend(names.iter().map(|(_, name)| name.to_owned()));
        all.extend(region.into_iter().flat_map(|region| region.claimant_names.iter()).map(|(_, name)| name.to_owned()));
        if let Some(reading) = self.atlas.reading().facts.get(id) {
            all.extend(reading.kana.iter().chain(&reading.romanised).cloned());
            all.extend(reading.aliases.iter().flat_map(|(_, names)| names.iter().cloned()));
        }
        Some(all.join("\t"))
    }

    fn update(&mut self, input: Input, now: f64) -> Array {
        let effects: Vec<Effect> = self.app.update(&self.atlas, input, now);
        effects_to_js(effects)
    }
}
