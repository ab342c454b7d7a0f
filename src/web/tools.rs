//! The tools as exported to the page's script: measuring, coordinates, nearest places and pictures.
//!
//! The tools read the same files as the map and have the same state, but paint only when a picture is requested for
//! download. Rarely used features belong here, so that other readers need not load them.

use crate::error::Finding;
use crate::geo::space::{LonLat, Size};
use crate::paint::{Measure, Svg};
use crate::panel;
use crate::scene::{Page, printed};
use crate::story::{FeatureFile, Story};
use crate::view::measurement::{Measurement, coordinates};
use crate::view::{ColorScheme, Input, Session, Settings, Trail, ViewState};
use crate::web::canvas::{Canvas, MOST_PIXELS, Paths, Ruler, context};
use crate::web::{dom, places, tell_panics};
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use web_sys::{Element, HtmlCanvasElement};

/// The page with the proportions of the reader's map.
const VIEW: &str = "view";
/// The longer side of a picture of the view, and the least width and height of the map in it, CSS pixels.
const LONGER: f64 = 1200.0;
const LEAST: Size = Size::new(600.0, 450.0);
/// Pixels per unit assumed for the detail of outlines in an SVG document.
const FINE: f64 = 3.0;

/// The tools for one map.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Tools {
    story: Story,
    session: Session,
    measurement: Measurement,
    findings: Vec<Finding>,
    open: Option<FeatureFile>,
}

#[wasm_bindgen]
impl Tools {
    /// Creates the tools of a story; `story` is the content of the file with story and status.
    ///
    /// # Errors
    /// When the story cannot be read; the error names file, line and field.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &str, story: &[u8]) -> Result<Self, JsError> {
        tell_panics();
        let (story, findings) = Story::open(file, story).map_err(|finding| JsError::new(&finding.to_string()))?;
        let session = Session::new(&story, Size::new(1.0, 1.0));
        Ok(Self { story, session, measurement: Measurement::default(), findings, open: None })
    }

    /// Opens a `GeoJSON` file in place of any other that is open; [`read_on`](Self::read_on) reads it.
    pub fn open_features(&mut self, file: &str, bytes: Vec<u8>) {
        self.open = Some(FeatureFile::open(file, bytes));
    }

    /// Reads features of about so many bytes; returns whether the open file has more.
    pub fn read_on(&mut self, bytes: usize) -> bool {
        let Some(mut file) = self.open.take() else { return false };
        if self.story.read_on(&mut file, bytes) {
            self.open = Some(file);
            return true;
        }
        self.findings.extend(self.story.close_features(file));
        false
    }

    /// Reads facts, sources and articles, in place of any that were read before.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.story.read_reading(file, bytes));
    }

    /// Returns the findings since the last call, each as a sentence.
    pub fn findings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.findings).iter().map(ToString::to_string).collect()
    }

    /// Restores the state of the map: its complete state as a query, the size of its box, CSS pixels, and the name of
    /// its colour scheme.
    pub fn restore(&mut self, state: &str, width: f64, height: f64, color_scheme: &str) {
        let mut restored = ViewState::default();
        restored.read(&self.story, state, &mut Vec::new());
        let size = Size::new(width.max(1.0), height.max(1.0));
        for input in [
            Input::ReducedMotion(true),
            Input::Resize { size, density: 1.0 },
            Input::ColorScheme(ColorScheme::named(color_scheme)),
            Input::Restore(Box::new(restored)),
        ] {
            self.apply(input);
        }
    }

    /// Returns the picture on a page as an SVG document; the canvas only serves to measure text. Pages are `view`, with
    /// the proportions of the reader's map, `a4` and `letter`.
    ///
    /// # Errors
    /// When the browser has no 2D context.
    pub fn svg(&self, canvas: &HtmlCanvasElement, page: &str) -> Result<String, JsError> {
        let (context, widths) = (context(canvas)?, RefCell::default());
        let ruler = Ruler { context: &context, lang: self.session.lang(), widths: &widths };
        let (session, page) = (self.on(page, FINE), self.page(page, &ruler));
        let list = printed(&self.story, &session, page, &ruler);
        let document = if page.is_paper() { Svg::sheet } else { Svg::document };
        Ok(document(&list, &self.word("map.label"), "k-"))
    }

    /// Paints the picture on a page at a scale, pixels per unit, limited by the canvas; returns the scale used.
    ///
    /// # Errors
    /// When the browser has no 2D context.
    pub fn paint(&self, canvas: &HtmlCanvasElement, page: &str, scale: f64) -> Result<f64, JsError> {
        let (context, widths) = (context(canvas)?, RefCell::default());
        let ruler = Ruler { context: &context, lang: self.session.lang(), widths: &widths };
        let sheet = self.page(page, &ruler);
        let Size { width, height } = sheet.size;
        let scale = scale.min((MOST_PIXELS / (width * height)).sqrt());
        let session = self.on(page, scale);
        let list = printed(&self.story, &session, sheet, &ruler);
        canvas.set_width((width * scale).round() as u32);
        canvas.set_height((height * scale).round() as u32);
        let mut paths = Paths::new();
        let mut painter = Canvas::new(&context, &mut paths, sheet.size, scale);
        painter.fill(list.background);
        list.paint(&mut painter);
        Ok(scale)
    }

    /// Returns the name of a picture's file, without extension: place, day, side and language.
    #[must_use]
    pub fn file_name(&self) -> String {
        let place = self.session.chosen().map(|place| &*place.id);
        let date = self.session.date().iso();
        let state = [date.as_str(), self.session.perspective().id.as_str(), self.session.lang()];
        place.into_iter().chain(state).collect::<Vec<_>>().join("-")
    }

    /// Sets the measured points, as alternating longitudes and latitudes, and whether their figure is closed.
    pub fn measure(&mut self, points: &[f64], closed: bool) {
        self.measurement = Measurement::new(places(points), closed);
    }

    /// Returns the measured line, to be drawn: alternating longitudes and latitudes.
    #[must_use]
    pub fn course(&self) -> Vec<f64> {
        self.measurement.course().iter().flat_map(|at| [at.lon, at.lat]).collect()
    }

    /// Formats length and area; empty if there is no line.
    #[must_use]
    pub fn result(&self) -> String {
        panel::result(&self.story, &self.session, &self.measurement)
    }

    /// Formats the number of points, length and area for an announcement.
    #[must_use]
    pub fn said(&self) -> String {
        panel::spoken_result(&self.story, &self.session, &self.measurement)
    }

    /// Writes the panel into an element.
    pub fn write(&self, measuring: bool, into: &Element) {
        dom::write(into, Some(panel::measurement(&self.story, &self.session, &self.measurement, measuring)));
    }

    /// Writes a description of the view into an element.
    pub fn describe(&self, into: &Element) {
        dom::write(into, Some(panel::describe(&self.story, &self.session)));
    }

    /// Formats a position.
    #[must_use]
    pub fn coordinates(&self, lon: f64, lat: f64) -> String {
        coordinates(self.story.manifest(), self.session.lang(), LonLat::new(lon, lat))
    }

    /// Returns the folder of the site with pages in the current language; empty for the story's first language.
    #[must_use]
    pub fn folder(&self) -> String {
        let is_first = self.story.manifest().languages.first().is_some_and(|first| first == self.session.lang());
        if is_first { String::new() } else { [self.session.lang(), "/"].concat() }
    }

    /// Returns a word of the interface in the current language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.story.manifest().word(self.session.lang(), key).to_owned()
    }
}

impl Tools {
    fn apply(&mut self, input: Input) {
        self.session.update(&self.story, input, 0.0);
    }

    /// Returns the state for a page, with another density and with the measured line.
    fn on(&self, page: &str, density: f64) -> Session {
        let mut session = self.session.clone();
        let color_scheme = if page == VIEW { session.color_scheme() } else { session.color_scheme().on_paper() };
        let label = panel::result(&self.story, &session, &self.measurement);
        let trail = Trail { course: self.measurement.course(), points: self.measurement.points().to_vec(), label };
        for input in [
            Input::Resize { size: session.camera().size, density },
            Input::Settings(Settings { theme: None, compare: None, ..session.settings().clone() }),
            Input::ColorScheme(color_scheme),
            Input::Trail(Box::new(trail)),
        ] {
            session.update(&self.story, input, 0.0);
        }
        session
    }

    fn page(&self, name: &str, measure: &dyn Measure) -> Page {
        match name {
            "a4" => Page::A4,
            "letter" => Page::LETTER,
            _ => {
                let Size { width, height } = self.session.camera().size;
                let unit = LONGER / width.max(height);
                let map = Size::new((width * unit).max(LEAST.width), (height * unit).max(LEAST.height));
                Page::around(&self.story, &self.session, map, measure)
            }
        }
    }
}
