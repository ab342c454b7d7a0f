//! A column of text on a page, filled from top to bottom.

use crate::geo::space::Screen;
use crate::paint::{Align, Color, Mark, Measure, Text, Type};
use crate::scene::page::line_break::wrapped;

/// Line height relative to the font size.
const LEADING: f64 = 1.36;
/// Distance between two texts in one line, CSS pixels.
const APART: f64 = 12.0;

/// The font and colour of a text.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) face: Type,
    pub(super) color: Color,
}

impl Style {
    /// Returns a text in this style.
    pub(super) fn of(self, text: &str) -> Styled<'_> {
        Styled { text, style: self }
    }
}

/// A text with its style.
#[derive(Clone, Copy)]
pub(super) struct Styled<'a> {
    pub(super) text: &'a str,
    pub(super) style: Style,
}

/// The point of the baseline at which a text starts, ends or has its middle.
#[derive(Clone, Copy)]
pub(super) struct Baseline {
    pub(super) at: Screen,
    pub(super) align: Align,
}

/// Where lines are set: from a corner down, at most `width` pixels wide.
#[derive(Clone, Copy)]
pub(super) struct Strip {
    pub(super) corner: Screen,
    pub(super) width: f64,
}

/// A column of lines; `y` is the top of the next one.
pub(super) struct Column<'a> {
    pub(super) measure: &'a dyn Measure,
    pub(super) lang: &'a str,
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) y: f64,
    pub(super) marks: Vec<Mark>,
}

impl Column<'_> {
    /// Adds a text in as many lines as it needs.
    pub(super) fn lines(&mut self, text: &str, style: Style) {
        let strip = Strip { corner: Screen::new(self.left, self.y), width: self.width };
        self.y += self.paragraph(text, strip, style);
    }

    /// Adds two texts side by side if one line holds both, otherwise one below the other.
    pub(super) fn pair(&mut self, first: Styled<'_>, second: Styled<'_>) {
        let beside = self.measure.width(first.text, &first.style.face) + APART;
        if beside + self.measure.width(second.text, &second.style.face) > self.width {
            self.lines(first.text, first.style);
            return self.lines(second.text, second.style);
        }
        let at = Screen::new(self.left, self.y + first.style.face.size);
        self.text(first.text.to_owned(), Baseline { at, align: Align::Start }, first.style);
        let at = at + Screen::new(beside, 0.0);
        self.text(second.text.to_owned(), Baseline { at, align: Align::Start }, second.style);
        self.y += first.style.face.size * LEADING;
    }

    /// Sets a text in lines at any position and returns their total height, CSS pixels.
    pub(super) fn paragraph(&mut self, text: &str, strip: Strip, style: Style) -> f64 {
        let (face, Screen { x, y }) = (style.face, strip.corner);
        let mut height = 0.0;
        for line in wrapped(text, strip.width, &|line| self.measure.width(line, &face)) {
            self.text(line, Baseline { at: Screen::new(x, y + height + face.size), align: Align::Start }, style);
            height += face.size * LEADING;
        }
        height
    }

    /// Sets a text in a single line.
    pub(super) fn text(&mut self, text: String, Baseline { at, align }: Baseline, Style { face, color }: Style) {
        let lang = self.lang.to_owned();
        self.marks.push(Mark::Text(Text { text, lang, at, align, angle: 0.0, face, color, halo: None }));
    }
}

/// Returns a mark moved by a distance.
pub(super) fn moved(mark: Mark, by: Screen) -> Mark {
    let shift = |points: Vec<Screen>| points.into_iter().map(|point| point + by).collect();
    match mark {
        Mark::Text(text) => Mark::Text(Text { at: text.at + by, ..text }),
        Mark::Line { points, stroke } => Mark::Line { points: shift(points), stroke },
        Mark::Dot { centre, radius, fill, stroke } => Mark::Dot { centre: centre + by, radius, fill, stroke },
        Mark::Area { rings, fill, stroke } => {
            Mark::Area { rings: rings.into_iter().map(shift).collect(), fill, stroke }
        }
    }
}
