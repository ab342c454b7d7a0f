//! The tools as the page's script sees them: measuring, positions, and what is nearest.
//!
//! The tools read the same files as the map and have the same state, but paint only when they are asked for a picture
//! to take away. Everything that few readers ask for belongs here, so that the others need not load it.

use crate::error::Finding;
use crate::geo::space::{LonLat, Size};
use crate::lean::decimal::decimal;
use crate::paint::{Measure, Svg};
use crate::panel;
use crate::scene::{Page, printed};
use crate::story::Story;
use crate::view::measurement::{Measurement, coordinates};
use crate::view::{ColorScheme, Input, Session, Settings, Trail, ViewState};
use crate::web::canvas::{Canvas, MOST_PIXELS, Paths, Ruler, context};
use crate::web::{dom, places, tell_panics};
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use web_sys::{Element, HtmlCanvasElement};

/// The page that has the shape of the reader's map.
const VIEW: &str = "view";
/// The longer side of a picture of the view, and the least width and height of the map in it, CSS pixels.
const LONGER: f64 = 1200.0;
const LEAST: Size = Size::new(600.0, 450.0);
/// Outlines of a document without pixels are as fine as for so many to a unit.
const FINE: f64 = 3.0;

/// The tools for one map.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Tools {
    story: Story,
    session: Session,
    measurement: Measurement,
    findings: Vec<Finding>,
}

#[wasm_bindgen]
impl Tools {
    /// The tools of a story; `story` holds the bytes of the file with story and status.
    ///
    /// # Errors
    /// Where the story cannot be read; the error names file, line and field.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &str, story: &[u8]) -> Result<Self, JsError> {
        tell_panics();
        let (story, findings) = Story::open(file, story).map_err(|finding| JsError::new(&finding.to_string()))?;
        let session = Session::new(&story, Size::new(1.0, 1.0));
        Ok(Self { story, session, measurement: Measurement::default(), findings })
    }

    /// Takes in a `GeoJSON` file.
    pub fn read_features(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.story.read_features(file, bytes));
    }

    /// Takes in facts, sources and articles, in place of those that were read before.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8]) {
        self.findings.extend(self.story.read_reading(file, bytes));
    }

    /// The findings since the last call, each a sentence.
    pub fn findings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.findings).iter().map(ToString::to_string).collect()
    }

    /// Shows what the map shows: its whole state as a query, the extent of its box, CSS pixels, and the name of the light in
    /// which it is seen.
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

    /// The picture on a page, as an SVG document; the canvas is only measured with. Pages are `view`, which has the shape
    /// of the reader's map, `a4` and `letter`.
    ///
    /// # Errors
    /// Where the browser gives no context.
    pub fn svg(&self, canvas: &HtmlCanvasElement, page: &str) -> Result<String, JsError> {
        let (context, widths) = (context(canvas)?, RefCell::default());
        let ruler = Ruler { context: &context, lang: self.session.lang(), widths: &widths };
        let (session, page) = (self.on(page, FINE), self.page(page, &ruler));
        let document = Svg::document(&printed(&self.story, &session, page, &ruler), &self.word("map.label"), "k-");
        let [width, height] = [page.size.width, page.size.height].map(|length| decimal(length, 1));
        let opened = ["<svg width=\"", &width, "\" height=\"", &height, "\""].concat();
        Ok(opened + document.strip_prefix("<svg").unwrap_or(&document))
    }

    /// Paints the picture on a page, with so many pixels to a unit or as many as a canvas can have; says how many.
    ///
    /// # Errors
    /// Where the browser gives no context.
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
        painter.enter_screen();
        context.set_fill_style_str(&list.background.to_string());
        context.fill_rect(0.0, 0.0, width + 1.0, height + 1.0);
        list.paint(&mut painter);
        Ok(scale)
    }

    /// What a file of the picture is called, without its ending: place, day, side and language.
    #[must_use]
    pub fn file_name(&self) -> String {
        let place = self.session.chosen().map(|place| &*place.id);
        let date = self.session.date().iso();
        let state = [date.as_str(), self.session.perspective().id.as_str(), self.session.lang()];
        place.into_iter().chain(state).collect::<Vec<_>>().join("-")
    }

    /// Measures with other points, longitudes and latitudes in turn, as a line or as a closed figure.
    pub fn measure(&mut self, points: &[f64], closed: bool) {
        self.measurement = Measurement::new(places(points), closed);
    }

    /// The line to be drawn for what is measured: longitudes and latitudes in turn.
    #[must_use]
    pub fn course(&self) -> Vec<f64> {
        self.measurement.course().iter().flat_map(|at| [at.lon, at.lat]).collect()
    }

    /// Length and area in a few words; empty before there is a line.
    #[must_use]
    pub fn result(&self) -> String {
        panel::result(&self.story, &self.session, &self.measurement)
    }

    /// Number of points, length and area, to be said aloud.
    #[must_use]
    pub fn said(&self) -> String {
        panel::spoken_result(&self.story, &self.session, &self.measurement)
    }

    /// Writes the panel into an element.
    pub fn write(&self, measuring: bool, into: &Element) {
        dom::write(into, Some(panel::measurement(&self.story, &self.session, &self.measurement, measuring)));
    }

    /// Writes in words what is in sight into an element.
    pub fn describe(&self, into: &Element) {
        dom::write(into, Some(panel::describe(&self.story, &self.session)));
    }

    /// A position in words.
    #[must_use]
    pub fn coordinates(&self, lon: f64, lat: f64) -> String {
        coordinates(self.story.manifest(), self.session.lang(), LonLat::new(lon, lat))
    }

    /// The folder of the site in which the pages speak the present language, from its root: none for the story's first.
    #[must_use]
    pub fn folder(&self) -> String {
        let is_first = self.story.manifest().languages.first().is_some_and(|first| first == self.session.lang());
        if is_first { String::new() } else { [self.session.lang(), "/"].concat() }
    }

    /// A word of the interface in the present language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.story.manifest().word(self.session.lang(), key).to_owned()
    }
}

impl Tools {
    fn apply(&mut self, input: Input) {
        self.session.update(&self.story, input, 0.0);
    }

    /// The same state on a page, with other pixels and with the line that is measured.
    fn on(&self, page: &str, density: f64) -> Session {
        let mut session = self.session.clone();
        let color_scheme = if page == VIEW { session.color_scheme() } else { session.color_scheme().on_paper() };
        let label = panel::result(&self.story, &session, &self.measurement);
        let trail = Trail { course: self.measurement.course(), points: self.measurement.points().to_vec(), label };
        for input in [
            Input::Resize { size: session.camera().size, density },
            Input::Settings(Settings { theme: None, ..session.settings().clone() }),
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
