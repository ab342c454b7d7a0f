//! A label of one or more lines, and its position beside what it names.

use crate::geo::space::{Screen, ScreenRect};
use crate::lean::find::find;
use crate::paint::{Align, Color, Mark, Measure, Text, Type};
use crate::scene::context::View;
use crate::scene::side::Side;
use crate::story::Region;

/// Distance between a label and what it names, CSS pixels.
const GAP: f64 = 5.0;
/// Line height relative to the font size.
const LEADING: f64 = 1.18;
/// Height of the letters above the baseline relative to the font size.
const ASCENT: f64 = 0.8;

/// One line of a label.
#[derive(Clone, Debug)]
pub(in crate::scene) struct Line {
    pub(in crate::scene) text: String,
    pub(in crate::scene) lang: String,
    pub(in crate::scene) face: Type,
    pub(in crate::scene) color: Color,
}

impl Line {
    /// Returns a region's name in the reader's language.
    pub(super) fn named(view: &View<'_>, region: &Region, face: Type) -> Self {
        let (text, lang) = region.names.in_language(view.session.lang()).unwrap_or_default();
        Self { text: text.to_owned(), lang: lang.to_owned(), face: view.face(face), color: view.theme.ink }
    }

    /// Splits the line at a separator, of which the first line keeps `kept` bytes.
    pub(in crate::scene) fn halves(&self, words: &str, kept: usize) -> Option<Vec<Self>> {
        let at = find(&self.text, words, 0)?;
        let (before, after) = (self.text.get(..at + kept)?, self.text.get(at + words.len()..)?);
        Some(vec![Self { text: before.to_owned(), ..self.clone() }, Self { text: after.to_owned(), ..self.clone() }])
    }
}

/// A label with its size, CSS pixels.
#[derive(Clone, Debug)]
pub(super) struct Label {
    lines: Vec<Line>,
    width: f64,
    height: f64,
}

impl Label {
    /// Measures lines and returns their label.
    pub(super) fn new(lines: Vec<Line>, measure: &dyn Measure) -> Self {
        let width = lines.iter().map(|line| measure.width(&line.text, &line.face)).fold(0.0, f64::max);
        let height = lines.iter().map(|line| line.face.size * LEADING).sum();
        Self { lines, width, height }
    }

    /// Returns the label's box on a side of another box.
    pub(super) fn rect(&self, island: ScreenRect, side: Side) -> ScreenRect {
        let (right, down) = side.direction();
        let reach = |extent: f64, own: f64| extent / 2.0 + GAP + own / 2.0;
        let centre = island.centre();
        let shift = Screen::new(
            right * reach(island.width() * if down == 0.0 { 1.0 } else { 0.7 }, self.width),
            down * reach(island.height(), self.height),
        );
        let middle = centre + shift;
        let half = Screen::new(self.width / 2.0, self.height / 2.0);
        ScreenRect::new(middle - half, middle + half)
    }

    /// Returns the label's box on a side of another box, moved away from it by `moved` pixels.
    pub(super) fn rect_away(&self, island: ScreenRect, side: Side, moved: f64) -> ScreenRect {
        let (right, down) = side.direction();
        let length = (right * right + down * down).sqrt().max(1.0);
        self.rect(island, side).moved(Screen::new(right * moved / length, down * moved / length))
    }

    /// Returns the texts of the label in its box, aligned with the side that faces what is named.
    pub(super) fn marks(&self, rect: ScreenRect, side: Side, halo: Color) -> Vec<Mark> {
        let (right, _) = side.direction();
        let (align, x) = if right > 0.0 {
            (Align::Start, rect.min.x)
        } else if right < 0.0 {
            (Align::End, rect.max.x)
        } else {
            (Align::Middle, rect.centre().x)
        };
        let (mut top, mut marks) = (rect.min.y, Vec::new());
        for line in &self.lines {
            marks.push(Mark::Text(Text {
                text: line.text.clone(),
                lang: line.lang.clone(),
                at: Screen::new(x, top + line.face.size * (ASCENT + (LEADING - 1.0) / 2.0 + 0.08)),
                align,
                angle: 0.0,
                face: line.face,
                color: line.color,
                halo: Some(halo),
            }));
            top += line.face.size * LEADING;
        }
        marks
    }
}
