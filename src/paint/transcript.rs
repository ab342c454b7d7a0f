//! The painter for tests: one readable line per call.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect};
use crate::paint::{Color, DisplayList, Fill, GroundPath, Painter, Stroke, Text};

/// What was painted, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    lines: Vec<String>,
}

impl Transcript {
    /// The transcript of a whole frame.
    #[must_use]
    pub fn of(list: &DisplayList<'_>) -> Self {
        let mut transcript = Self::default();
        list.paint(&mut transcript);
        transcript
    }

    /// The lines in the order of painting.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    fn push(&mut self, line: String) {
        self.lines.push(line);
    }
}

/// How much of a path is drawn, at which level of detail.
fn extent(path: &GroundPath<'_>) -> String {
    let level = path.key.map_or("cut".to_owned(), |key| format!("level {}", key.level));
    format!("{} points {level}", path.geometry.point_count())
}

impl Painter for Transcript {
    fn fill(&mut self, _: &Camera, path: &GroundPath<'_>, fill: &Fill) {
        let hatched = if fill.hatch.is_some() { " hatched" } else { "" };
        let name = path.title.as_deref().unwrap_or("-");
        self.push(format!("fill {name} {}{hatched} {}", fill.color, extent(path)));
    }

    fn stroke(&mut self, _: &Camera, path: &GroundPath<'_>, stroke: &Stroke) {
        self.push(format!("stroke {} {} {}", stroke.color, stroke.width, extent(path)));
    }

    fn text(&mut self, text: &Text) {
        let Text { at, lang, .. } = text;
        self.push(format!("text \"{}\" {lang} at {:.0},{:.0}", text.text, at.x, at.y));
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        self.push(format!("line {} {} points", stroke.color, points.len()));
    }

    fn dot(&mut self, centre: Screen, radius: f64, _: Option<Color>, _: Option<&Stroke>) {
        self.push(format!("dot at {:.0},{:.0} radius {radius}", centre.x, centre.y));
    }

    fn area(&mut self, rings: &[Vec<Screen>], fill: Option<&Fill>, _: Option<&Stroke>) {
        let color = fill.map_or("-".to_owned(), |fill| fill.color.to_string());
        self.push(format!("area {color} {} points", rings.iter().map(Vec::len).sum::<usize>()));
    }

    fn enter(&mut self, rect: ScreenRect, _: Color) {
        self.push(format!("enter {:.0}x{:.0} at {:.0},{:.0}", rect.width(), rect.height(), rect.min.x, rect.min.y));
    }

    fn leave(&mut self) {
        self.push("leave".to_owned());
    }
}
