//! Where the words of a page are set: lines from the top down, no wider than their column.

use crate::geo::space::Screen;
use crate::paint::{Align, Color, Mark, Measure, Text, Type};

/// Height of a line in units of its type size.
const LEADING: f64 = 1.36;
/// Space between two texts in one line, CSS pixels.
const APART: f64 = 12.0;

/// A column of lines; `y` is where the next one begins.
pub(super) struct Column<'a> {
    pub(super) measure: &'a dyn Measure,
    pub(super) lang: &'a str,
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) y: f64,
    pub(super) marks: Vec<Mark>,
}

impl Column<'_> {
    /// Sets a text in as many lines as it needs.
    pub(super) fn lines(&mut self, text: &str, (face, color): (Type, Color)) {
        let (left, width) = (self.left, self.width);
        self.y += self.paragraph(text, (left, self.y, width), (face, color));
    }

    /// Sets two texts side by side where one line holds both, else the one below the other.
    pub(super) fn pair(&mut self, first: (&str, (Type, Color)), second: (&str, (Type, Color))) {
        let ((one, (face, color)), (other, (face_beside, color_beside))) = (first, second);
        let beside = self.measure.width(one, &face) + APART;
        if beside + self.measure.width(other, &face_beside) > self.width {
            self.lines(one, (face, color));
            return self.lines(other, (face_beside, color_beside));
        }
        let base = self.y + face.size;
        self.text(one.to_owned(), Screen::new(self.left, base), (face, color));
        self.text(other.to_owned(), Screen::new(self.left + beside, base), (face_beside, color_beside));
        self.y += face.size * LEADING;
    }

    /// Sets a text anywhere from an abscissa and a height on, in lines of a width; says how high they are together.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        (x, y, width): (f64, f64, f64),
        (face, color): (Type, Color),
    ) -> f64 {
        let mut height = 0.0;
        for line in wrapped(text, width, &|line| self.measure.width(line, &face)) {
            self.text(line, Screen::new(x, y + height + face.size), (face, color));
            height += face.size * LEADING;
        }
        height
    }

    /// Sets a text from a point of the baseline on.
    pub(super) fn text(&mut self, text: String, at: Screen, style: (Type, Color)) {
        self.aligned(text, at, Align::Start, style);
    }

    /// Sets a text with any point of it at a point of the baseline.
    pub(super) fn aligned(&mut self, text: String, at: Screen, align: Align, (face, color): (Type, Color)) {
        let lang = self.lang.to_owned();
        self.marks.push(Mark::Text(Text { text, lang, at, align, angle: 0.0, face, color, halo: None }));
    }
}

/// A text broken into lines no wider than `width`: at spaces, and between any two characters of scripts without them.
///
/// The tool has finer rules for the few large words of the pictures that go ahead of links. Small print runs on in full
/// lines, and these rules travel to every reader who opens the tools.
pub(super) fn wrapped(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let Some(line) = lines.last_mut() else { continue };
        let longer = [line.as_str(), word].concat();
        if line.is_empty() || measure(longer.trim_end()) <= width {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.retain_mut(|line| {
        line.truncate(line.trim_end().len());
        !line.is_empty()
    });
    lines
}

/// The least pieces of a text between which a line may end; closing marks stay with what is before them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let next = letters.peek().map(|(_, next)| *next);
        let is_wide = |letter: char| ('\u{2e80}'..='\u{ffef}').contains(&letter);
        let is_closing = |letter: char| "、。，．）」』〉》・：；？！ー）".contains(letter);
        let breaks = next.is_some_and(|next| !is_closing(next) && (is_wide(letter) || is_wide(next)));
        if letter == ' ' || breaks || next.is_none() {
            words.extend(text.get(start..end));
            start = end;
        }
    }
    words
}

/// A mark at another place.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f64) -> Vec<String> {
        wrapped(text, width, &|line| line.chars().count() as f64)
    }

    #[test]
    fn lines_end_at_spaces_and_between_han_characters_but_not_before_a_closing_mark() {
        assert_eq!(broken("one two three", 8.0), ["one two", "three"]);
        assert_eq!(broken("unbreakable", 4.0), ["unbreakable"]);
        assert_eq!(broken("千島列島、北方", 4.0), ["千島列", "島、北方"]);
        assert_eq!(broken("", 4.0), Vec::<String>::new());
    }
}
