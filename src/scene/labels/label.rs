//! A name of one or two lines and the places around its island at which it may stand.

use crate::geo::space::{Screen, ScreenRect};
use crate::lean::find::find;
use crate::paint::{Align, Color, Mark, Measure, Text, Type};
use crate::scene::context::View;
use crate::story::Region;
use std::ops::Range;

/// Distance between an island and its name, CSS pixels.
const GAP: f64 = 5.0;
/// Height of a line in units of its type size.
const LEADING: f64 = 1.18;
/// Height of the letters above the baseline in units of the type size.
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
    /// A region's name in the reader's language.
    pub(super) fn named(view: &View<'_>, region: &Region, face: Type) -> Self {
        let (text, lang) = region.names.in_language(view.app.lang()).unwrap_or_default();
        Self { text: text.to_owned(), lang: lang.to_owned(), face: view.face(face), color: view.theme.ink }
    }

    /// The two lines before and after some words, of which the first line keeps so many bytes.
    pub(in crate::scene) fn halves(&self, words: &str, kept: usize) -> Option<Vec<Self>> {
        let at = find(&self.text, words, 0)?;
        let (before, after) = (self.text.get(..at + kept)?, self.text.get(at + words.len()..)?);
        Some(vec![Self { text: before.to_owned(), ..self.clone() }, Self { text: after.to_owned(), ..self.clone() }])
    }
}

/// A label whose lines are measured.
#[derive(Clone, Debug)]
pub(super) struct Label {
    lines: Vec<Line>,
    width: f64,
    height: f64,
}

/// A side of the island, by the direction from it to the name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    x: f64,
    y: f64,
}

impl Side {
    /// Above the island.
    pub(super) const ABOVE: Self = Self { x: 0.0, y: -1.0 };
    /// The sides in the order in which they are tried: upon what is named, then around it, first to the right, where
    /// names are read off best.
    pub(super) const ALL: [Self; 9] = [
        Self { x: 0.0, y: 0.0 },
        Self { x: 1.0, y: 0.0 },
        Self { x: 1.0, y: 0.8 },
        Self { x: -1.0, y: 0.0 },
        Self { x: 1.0, y: -0.8 },
        Self { x: -1.0, y: -0.8 },
        Self { x: -1.0, y: 0.8 },
        Self { x: 0.0, y: 1.0 },
        Self::ABOVE,
    ];
    /// Upon what is named.
    pub(super) const UPON: Range<usize> = 0..1;
    /// Around what is named.
    pub(super) const AROUND: Range<usize> = 1..9;
    /// Upon or around what is named.
    pub(super) const ANY: Range<usize> = 0..9;

    /// The side with a number.
    pub(super) fn numbered(number: usize) -> Self {
        Self::ALL.get(number).copied().unwrap_or(Self::ABOVE)
    }
}

impl Label {
    /// The label of some lines.
    pub(super) fn new(lines: Vec<Line>, measure: &dyn Measure) -> Self {
        let width = lines.iter().map(|line| measure.width(&line.text, &line.face)).fold(0.0, f64::max);
        let height = lines.iter().map(|line| line.face.size * LEADING).sum();
        Self { lines, width, height }
    }

    /// The box of the label beside an island's box.
    pub(super) fn rect(&self, island: ScreenRect, side: Side) -> ScreenRect {
        let reach = |extent: f64, own: f64| extent / 2.0 + GAP + own / 2.0;
        let centre = island.centre();
        let shift = Screen::new(
            side.x * reach(island.width() * if side.y == 0.0 { 1.0 } else { 0.7 }, self.width),
            side.y * reach(island.height(), self.height),
        );
        let middle = centre + shift;
        let half = Screen::new(self.width / 2.0, self.height / 2.0);
        ScreenRect::new(middle - half, middle + half)
    }

    /// The box of the label moved away from that place, CSS pixels.
    pub(super) fn rect_away(&self, island: ScreenRect, side: Side, moved: f64) -> ScreenRect {
        let length = (side.x * side.x + side.y * side.y).sqrt().max(1.0);
        self.rect(island, side).moved(Screen::new(side.x * moved / length, side.y * moved / length))
    }

    /// The texts of the label in its box, set towards what is named.
    pub(super) fn marks(&self, rect: ScreenRect, side: Side, halo: Color) -> Vec<Mark> {
        let (align, x) = if side.x > 0.0 {
            (Align::Start, rect.min.x)
        } else if side.x < 0.0 {
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
