//! The tools as the page's script sees them: measuring, positions, and what is nearest.
//!
//! A press reads the same files as the map and stands where the reader of the map stands, but has no canvas. Everything
//! that few readers ask for belongs here, so that the others need not load it.

use super::{dom, places};
use crate::app::{App, Input};
use crate::atlas::Atlas;
use crate::card;
use crate::error::Finding;
use crate::space::{LonLat, Size};
use crate::survey::{Survey, coordinates};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use web_sys::Element;

/// The tools for one map.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Press {
    atlas: Atlas,
    app: App,
    survey: Survey,
    findings: Vec<Finding>,
}

#[wasm_bindgen]
impl Press {
    /// The tools of a story; `story` holds the bytes of the file with story and status.
    ///
    /// # Errors
    /// Where the story cannot be read; the error names file, line and field.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &str, story: &[u8]) -> Result<Self, JsError> {
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
        let (atlas, findings) = Atlas::open(file, story).map_err(|finding| JsError::new(&finding.to_string()))?;
        let app = App::new(&atlas, Size::new(1.0, 1.0));
        Ok(Self { atlas, app, survey: Survey::default(), findings })
    }

    /// Takes in a `GeoJSON` file.
    pub fn read_features(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.atlas.read_features(file, bytes));
    }

    /// Takes in facts, sources and articles.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.atlas.read_reading(file, bytes));
    }

    /// The findings since the last call, each a sentence.
    pub fn findings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.findings).iter().map(ToString::to_string).collect()
    }

    /// Stands where the map stands: its language, its day, its side, and the place that is chosen on it.
    pub fn stand(&mut self, lang: String, date: String, perspective: String, chosen: Option<String>) {
        let inputs = [
            Input::ReducedMotion(true),
            Input::Language(lang),
            Input::Date(Some(date)),
            Input::Perspective(perspective),
            Input::Choose(chosen),
        ];
        for input in inputs {
            self.app.update(&self.atlas, input, 0.0);
        }
    }

    /// Measures with other points, longitudes and latitudes in turn, as a line or as a closed figure.
    pub fn measure(&mut self, points: &[f64], closed: bool) {
        self.survey = Survey::new(places(points), closed);
    }

    /// The line to be drawn for what is measured: longitudes and latitudes in turn.
    #[must_use]
    pub fn course(&self) -> Vec<f64> {
        self.survey.course().iter().flat_map(|at| [at.lon, at.lat]).collect()
    }

    /// Length and area in a few words; empty before there is a line.
    #[must_use]
    pub fn result(&self) -> String {
        card::result(&self.atlas, &self.app, &self.survey)
    }

    /// Number of points, length and area, to be said aloud.
    #[must_use]
    pub fn said(&self) -> String {
        card::said(&self.atlas, &self.app, &self.survey)
    }

    /// Writes the panel into an element.
    pub fn write(&self, measuring: bool, into: &Element) {
        dom::write(into, Some(card::survey(&self.atlas, &self.app, &self.survey, measuring)));
    }

    /// A position in words.
    #[must_use]
    pub fn coordinates(&self, lon: f64, lat: f64) -> String {
        coordinates(self.atlas.story(), self.app.lang(), LonLat::new(lon, lat))
    }

    /// A word of the interface in the present language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.atlas.story().word(self.app.lang(), key).to_owned()
    }
}
