//! The fonts embedded in the program, for pictures that are not rendered with the reader's own fonts: subsets of Noto.
//!
//! Every kind of font is a pair, a western and a Japanese one; a character's code point determines which of the two is
//! used. `README.md` in this folder describes how the files are made.

use anyhow::Context as _;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use kuril_map::paint::{Measure, Type};

/// The first character that is set in the Japanese font.
const EASTERN_FROM: char = '\u{2e80}';

/// The kinds of fonts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FontKind {
    /// Sans serif, regular.
    Sans,
    /// Sans serif, bold, for weight 600.
    Bold,
    /// Sans serif, italic.
    Italic,
    /// Serif, italic.
    Serif,
}

impl FontKind {
    /// The kind for these properties.
    #[must_use]
    pub fn of(has_serifs: bool, is_bold: bool, is_italic: bool) -> Self {
        match (has_serifs, is_bold, is_italic) {
            (true, ..) => Self::Serif,
            (_, true, _) => Self::Bold,
            (.., true) => Self::Italic,
            _ => Self::Sans,
        }
    }
}

/// The font files: for each kind, in order, the western and the Japanese font. Names along borders are upright in
/// Japanese.
pub const FILES: [[&[u8]; 2]; 4] = [
    [include_bytes!("sans.ttf"), include_bytes!("sans-ja.otf")],
    [include_bytes!("sans-bold.ttf"), include_bytes!("sans-bold-ja.otf")],
    [include_bytes!("sans-italic.ttf"), include_bytes!("sans-ja.otf")],
    [include_bytes!("serif-italic.ttf"), include_bytes!("serif-ja.otf")],
];

/// A font that can shape text.
struct Font {
    font: FontRef<'static>,
    data: ShaperData,
}

impl Font {
    fn read(file: &'static [u8]) -> anyhow::Result<Self> {
        let font = FontRef::new(file).context("an embedded font cannot be read")?;
        Ok(Self { data: ShaperData::new(&font), font })
    }

    /// Shapes a text. Returns its glyph ids, 0 for missing characters, and its advance in units of the font size.
    fn shape(&self, text: &str) -> (Vec<u32>, f64) {
        let shaper = self.data.shaper(&self.font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let advance: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        let glyphs = shaped.glyph_infos().iter().map(|glyph| glyph.glyph_id).collect();
        (glyphs, f64::from(advance) / f64::from(shaper.units_per_em().max(1)))
    }
}

/// All fonts; measures text as rendered in a PNG.
#[expect(missing_debug_implementations, reason = "a shaper has none")]
pub struct Fonts {
    pairs: [[Font; 2]; 4],
}

impl Fonts {
    /// Loads the embedded fonts.
    ///
    /// # Errors
    /// When one of them is invalid.
    pub fn new() -> anyhow::Result<Self> {
        let pair = |[western, eastern]: [&'static [u8]; 2]| anyhow::Ok([Font::read(western)?, Font::read(eastern)?]);
        let [sans, bold, italic, serif] = FILES;
        Ok(Self { pairs: [pair(sans)?, pair(bold)?, pair(italic)?, pair(serif)?] })
    }

    /// The characters of a text that the fonts of a kind lack, each once.
    pub fn missing(&self, text: &str, kind: FontKind) -> Vec<char> {
        let mut missing = Vec::new();
        for letter in text.chars() {
            let (glyphs, _) = self.font(kind, is_eastern(letter)).shape(letter.encode_utf8(&mut [0; 4]));
            if glyphs.contains(&0) && !missing.contains(&letter) {
                missing.push(letter);
            }
        }
        missing
    }

    fn font(&self, kind: FontKind, is_eastern: bool) -> &Font {
        let [sans, bold, italic, serif] = &self.pairs;
        let [western, eastern] = match kind {
            FontKind::Sans => sans,
            FontKind::Bold => bold,
            FontKind::Italic => italic,
            FontKind::Serif => serif,
        };
        if is_eastern { eastern } else { western }
    }
}

impl Measure for Fonts {
    fn width(&self, text: &str, face: &Type) -> f64 {
        let kind = FontKind::of(face.serif, face.bold, face.italic);
        let mut rest = text;
        let mut width = 0.0;
        while let Some(first) = rest.chars().next() {
            let eastern = is_eastern(first);
            let end = rest.find(|letter| is_eastern(letter) != eastern).unwrap_or(rest.len());
            let (run, tail) = rest.split_at(end);
            width += self.font(kind, eastern).shape(run).1;
            rest = tail;
        }
        width * face.size
    }
}

/// Whether a character is set in the Japanese font.
fn is_eastern(letter: char) -> bool {
    letter >= EASTERN_FROM
}
