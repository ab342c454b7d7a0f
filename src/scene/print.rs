//! A picture that can travel alone: the map with title, day, side, legend, credits and disclaimer around it.
//!
//! The map itself is a picture in this picture, composed as ever; only what a page would say around it is set here.

use super::theme::ISLAND;
use super::{Purpose, Sheet, Theme, compose};
use crate::app::{App, Sign, signs};
use crate::atlas::Atlas;
use crate::camera::{Camera, Zoom};
use crate::paint::{Align, Color, DisplayList, Fill, Inset, Mark, Measure, Stroke, Text, Type};
use crate::space::{Screen, ScreenRect, Size, World};

/// A sheet of paper or a picture, CSS pixels (96 to an inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Its extent.
    pub size: Size,
    /// Its margin.
    pub margin: f64,
}

impl Page {
    /// A4, landscape: 297 by 210 mm (ISO 216).
    pub const A4: Self = Self { size: Size::new(1122.5, 793.7), margin: 38.0 };
    /// Letter, landscape: 11 by 8.5 inches (ANSI/ASME Y14.1).
    pub const LETTER: Self = Self { size: Size::new(1056.0, 816.0), margin: 38.0 };

    /// A picture of a size, for the screen.
    #[must_use]
    pub const fn picture(size: Size) -> Self {
        Self { size, margin: 16.0 }
    }
}

/// Space between two blocks, CSS pixels.
const GAP: f64 = 8.0;
/// Height of a line in units of its type size.
const LEADING: f64 = 1.36;
/// A swatch of the legend, and the space to its words and to the next entry, CSS pixels.
const SWATCH: Size = Size::new(26.0, 14.0);
const SPACE: f64 = 7.0;
const BETWEEN: f64 = 22.0;

const HEADLINE: Type = Type { size: 24.0, italic: false, bold: true, serif: true };
const SUBTITLE: Type = Type { size: 13.0, bold: true, ..ISLAND };
const PLAIN: Type = Type { size: 12.0, bold: false, ..ISLAND };
const SMALL: Type = Type { size: 9.5, bold: false, ..ISLAND };
/// Pictures narrower than this have a smaller headline, CSS pixels.
const NARROW: f64 = 700.0;

/// Where lines are set, from the top down.
struct Column<'a> {
    measure: &'a dyn Measure,
    lang: &'a str,
    left: f64,
    width: f64,
    y: f64,
    marks: Vec<Mark>,
}

/// The whole page.
#[must_use]
pub fn printed<'a>(atlas: &'a Atlas, app: &App, page: Page, measure: &dyn Measure) -> DisplayList<'a> {
    let theme = Theme::of(app.light());
    let (story, lang) = (atlas.story(), app.lang());
    let (left, width) = (page.margin, page.size.width - 2.0 * page.margin);
    let column = |y: f64| Column { measure, lang, left, width, y, marks: Vec::new() };

    let mut head = column(page.margin);
    let headline = if width < NARROW { Type { size: 17.0, ..HEADLINE } } else { HEADLINE };
    head.lines(story.title.get(lang), headline, theme.ink);
    head.y += 2.0;
    let date = story.phrase(lang, "as_of", &[("date", &story.date(lang, app.date()))]);
    let place = app.place_line(atlas);
    let told =
        [Some(date), Some(app.perspective().names.get(lang).to_owned()), place.as_ref().map(|(name, _)| name.clone())];
    head.lines(&told.into_iter().flatten().collect::<Vec<_>>().join(" · "), SUBTITLE, theme.ink);
    let line = place.map_or_else(|| app.perspective().convention.get(lang).to_owned(), |(_, line)| line);
    head.lines(&line, PLAIN, theme.faint_ink);

    // The foot is set from zero and moved down when its height is known.
    let mut foot = column(0.0);
    foot.legend(atlas, app, theme);
    let licence = |licence: &str| if licence.is_empty() { String::new() } else { [" (", licence, ")"].concat() };
    let credits = story.credits.iter().map(|credit| credit.text.get(lang).to_owned() + &licence(&credit.licence));
    foot.lines(&credits.collect::<Vec<_>>().join(" · "), SMALL, theme.faint_ink);
    foot.lines(story.word(lang, "print.disclaimer"), SMALL, theme.faint_ink);

    let top = head.y + GAP;
    let bottom = page.size.height - page.margin - foot.y - GAP;
    let rect = ScreenRect::new(Screen::new(left, top), Screen::new(left + width, bottom.max(top + 1.0)));
    let map = app.framed(atlas, Size::new(rect.width(), rect.height()));
    let list = compose(atlas, &map, Sheet { purpose: Purpose::OnPage, ..Sheet::STILL }, measure);
    let mut furniture = head.marks;
    furniture.extend(foot.marks.into_iter().map(|mark| moved(mark, Screen::new(0.0, bottom + GAP))));
    furniture.push(Mark::boxed(rect, None, Some(Stroke::solid(theme.ink, 0.8))));
    DisplayList {
        camera: Camera { centre: World::default(), zoom: Zoom::from_scale(1.0), size: page.size },
        background: theme.paper(),
        ground: Vec::new(),
        marks: Vec::new(),
        insets: vec![Inset { rect, list }],
        furniture,
    }
}

impl Column<'_> {
    /// Sets a text in as many lines as it needs.
    fn lines(&mut self, text: &str, face: Type, color: Color) {
        for line in wrapped(text, self.width, &|line| self.measure.width(line, &face)) {
            self.text(line, self.left, face, color);
            self.y += face.size * LEADING;
        }
    }

    /// Sets a text from an abscissa on, in the present line.
    fn text(&mut self, text: String, x: f64, face: Type, color: Color) {
        self.marks.push(Mark::Text(Text {
            text,
            lang: self.lang.to_owned(),
            at: Screen::new(x, self.y + face.size),
            align: Align::Start,
            angle: 0.0,
            face,
            color,
            halo: None,
        }));
    }

    /// The signs that are on the map, side by side as far as there is room.
    fn legend(&mut self, atlas: &Atlas, app: &App, theme: &Theme) {
        let mut x = self.left;
        let height = SWATCH.height + 6.0;
        for sign in signs(atlas, app) {
            let words = atlas.story().word(self.lang, &sign.words(app.stance().1)).to_owned();
            let needed = SWATCH.width + SPACE + self.measure.width(&words, &PLAIN);
            if x > self.left && x + needed > self.left + self.width {
                x = self.left;
                self.y += height;
            }
            let min = Screen::new(x, self.y);
            let rect = ScreenRect { min, max: min + Screen::new(SWATCH.width, SWATCH.height) };
            self.marks.push(swatch(&sign, rect, atlas, theme));
            self.text(words, x + SWATCH.width + SPACE, PLAIN, theme.ink);
            x += needed + BETWEEN;
        }
        self.depths(atlas, x, height, theme);
        self.y += height + 2.0;
    }

    /// The scale of the sea's depth, in the line of the legend or below it.
    fn depths(&mut self, atlas: &Atlas, mut x: f64, height: f64, theme: &Theme) {
        let words = atlas.story().word(self.lang, "legend.depth").to_owned();
        let step = 10.0;
        let length = step * theme.depths.len() as f64;
        if x + length + SPACE + self.measure.width(&words, &PLAIN) > self.left + self.width {
            x = self.left;
            self.y += height;
        }
        let mut at = x;
        for color in theme.depths {
            let rect = ScreenRect::new(Screen::new(at, self.y), Screen::new(at + step, self.y + SWATCH.height));
            self.marks.push(Mark::boxed(rect, Some(Fill::plain(color)), None));
            at += step;
        }
        let rect = ScreenRect::new(Screen::new(x, self.y), Screen::new(at, self.y + SWATCH.height));
        self.marks.push(Mark::boxed(rect, None, Some(Stroke::solid(theme.faint_ink, 0.8))));
        self.text(words, at + SPACE, PLAIN, theme.ink);
    }
}

/// What stands for a sign.
fn swatch(sign: &Sign, rect: ScreenRect, atlas: &Atlas, theme: &Theme) -> Mark {
    match sign {
        Sign::Area(shade) => {
            let fill = theme.area(Some(shade), &atlas.story().parties);
            Mark::boxed(rect, Some(fill), Some(Stroke::solid(theme.coast, 0.8)))
        }
        Sign::Line { agreed } => {
            let y = rect.centre().y;
            let points = vec![Screen::new(rect.min.x, y), Screen::new(rect.max.x, y)];
            Mark::Line { points, stroke: theme.line(*agreed) }
        }
    }
}

/// A text broken into lines no wider than `width`: at spaces, and between any two characters of scripts without them.
fn wrapped(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
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
fn moved(mark: Mark, by: Screen) -> Mark {
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
