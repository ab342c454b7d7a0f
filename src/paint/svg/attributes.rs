//! The attributes of shapes and texts, in the words that the readers of the document know.

use super::path_data::digits;
use super::{Svg, svg_escaped};
use crate::lean::decimal::decimal;
use crate::paint::{Align, Color, HALO, Stroke, Text};
use std::fmt::Write as _;

/// Font families without and with serifs, and their fallbacks, for browsers. Names of land are in the first.
const BROWSERS: [&str; 2] =
    ["system-ui, 'Noto Sans', 'Noto Sans CJK JP', sans-serif", "Georgia, 'Noto Serif', 'Noto Serif CJK JP', serif"];
/// The same for all programs, many of which take the first family or none: those first have Latin and Cyrillic letters
/// and are on every desk, or are replaced there by others of the same widths.
const ALL: [&str; 2] = [
    "Arial, 'Noto Sans', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK JP', sans-serif",
    "Georgia, 'Noto Serif', 'Hiragino Mincho ProN', 'Yu Mincho', 'Noto Serif CJK JP', serif",
];

impl Svg {
    const fn families(&self) -> [&'static str; 2] {
        if self.is_draft() { BROWSERS } else { ALL }
    }

    /// The font families without serifs.
    pub(super) const fn sans(&self) -> &'static str {
        let [sans, _] = self.families();
        sans
    }

    /// The name of the attribute that refers to another element.
    pub(super) const fn reference(&self) -> &'static str {
        if self.is_draft() { "href" } else { "xlink:href" }
    }

    /// The attributes for the colour of an interior (`fill`) or line (`stroke`).
    fn colored(&self, property: &str, color: Color) -> String {
        if self.is_draft() || color.is_opaque() {
            return format!(" {property}=\"{color}\"");
        }
        let opacity = decimal(color.opacity(), 3);
        format!(" {property}=\"{}\" {property}-opacity=\"{opacity}\"", color.with_alpha(u8::MAX))
    }

    /// The attributes for the interior of a shape.
    pub(super) fn interior(&self, fill: Option<Color>) -> String {
        fill.map_or_else(|| " fill=\"none\"".to_owned(), |color| self.colored("fill", color))
    }

    /// The attributes of a line.
    pub(super) fn line_of(&self, stroke: &Stroke) -> String {
        [self.interior(None), self.outline(Some(stroke))].concat()
    }

    /// The attributes for the outline of a shape.
    pub(super) fn outline(&self, stroke: Option<&Stroke>) -> String {
        let Some(stroke) = stroke else { return String::new() };
        let dash = stroke.dash.map(|[dash, gap]| format!(" stroke-dasharray=\"{} {}\"", digits(dash), digits(gap)));
        let width = digits(stroke.width);
        let color = self.colored("stroke", stroke.color);
        format!("{color} stroke-width=\"{width}\"{}", dash.unwrap_or_default())
    }

    /// The attributes that texts of one style share.
    pub(super) fn style(&self, text: &Text) -> String {
        let (halo, width) = (text.halo.filter(|_| self.is_draft()), digits(HALO));
        let halo = halo.map(|color| format!(" stroke=\"{color}\" stroke-width=\"{width}\" paint-order=\"stroke\""));
        [self.interior(Some(text.color)), self.face(text), halo.unwrap_or_default()].concat()
    }

    /// The attributes of the halos under such texts, which are texts of their own.
    pub(super) fn halo(&self, text: &Text, color: Color) -> String {
        let (line, width) = (self.colored("stroke", color), digits(HALO));
        format!(" fill=\"none\"{line} stroke-width=\"{width}\"{}", self.face(text))
    }

    /// The attributes of the font.
    fn face(&self, text: &Text) -> String {
        let face = text.face;
        let anchor = match text.align {
            Align::Start => "start",
            Align::Middle => "middle",
            Align::End => "end",
        };
        let (size, lang) = (digits(face.size), svg_escaped(&text.lang));
        let mut style = format!(" font-size=\"{size}\" text-anchor=\"{anchor}\"");
        if !lang.is_empty() {
            let _ = write!(style, " xml:lang=\"{lang}\"");
        }
        if face.serif {
            let [_, serif] = self.families();
            let _ = write!(style, " font-family=\"{serif}\"");
        }
        if face.italic {
            style.push_str(" font-style=\"italic\"");
        }
        if face.bold {
            // Desk programs look for a font that is called bold, and find none for a weight in between.
            let weight = if self.is_draft() { "600" } else { "bold" };
            let _ = write!(style, " font-weight=\"{weight}\"");
        }
        style
    }
}
