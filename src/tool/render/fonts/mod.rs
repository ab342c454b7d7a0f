//! The fonts embedded in the program, for pictures that are not rendered with the reader's own fonts: subsets of Noto; and
//! further ones for letters that these lack.
//!
//! Every kind of font is a pair, a western and a Japanese one; a character's code point determines which of the two is
//! used. `README.md` in this folder describes how the files are made.

pub mod further;

use anyhow::Context as _;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::text::{GlyphId, KrillaGlyph};
use kuril_map::paint::{Measure, Type};

use further::Face;

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
    /// All kinds, in their order.
    pub const ALL: [Self; 4] = [Self::Sans, Self::Bold, Self::Italic, Self::Serif];

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
struct Font<'a> {
    font: FontRef<'a>,
    data: ShaperData,
}

impl<'a> Font<'a> {
    /// Reads a font of a file, by its number in a collection.
    fn read(file: &'a [u8], index: u32) -> anyhow::Result<Self> {
        let font = FontRef::from_index(file, index).context("a font cannot be read")?;
        Ok(Self { data: ShaperData::new(&font), font })
    }

    /// Whether it has a glyph for a letter.
    fn has(&self, letter: char) -> bool {
        let (glyphs, _) = self.shape(letter.encode_utf8(&mut [0; 4]));
        glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0)
    }

    /// Shapes a text. Returns its glyphs, of the id 0 for missing characters, and its advance, in units of the font
    /// size.
    fn shape(&self, text: &str) -> (Vec<KrillaGlyph>, f64) {
        let shaper = self.data.shaper(&self.font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let unit = f64::from(shaper.units_per_em().max(1));
        let advance: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|glyph| glyph.cluster as usize).collect();
        let length = |units: i32| (f64::from(units) / unit) as f32;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(glyph, position)| {
            let start = glyph.cluster as usize;
            let end = starts.iter().copied().filter(|other| *other > start).min().unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(glyph.glyph_id),
                length(position.x_advance),
                length(position.x_offset),
                length(position.y_offset),
                length(position.y_advance),
                start..end,
                None,
            )
        });
        (glyphs.collect(), f64::from(advance) / unit)
    }
}

/// A font of a kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Choice {
    /// The embedded western one.
    Western,
    /// The embedded Japanese one.
    Eastern,
    /// Another one, by its number in [`Fonts::further`]; it is the same for all kinds.
    Further(usize),
}

/// Consecutive characters of a text that are set in one font.
#[expect(missing_debug_implementations, reason = "a glyph has none")]
pub struct Run<'a> {
    /// The characters.
    pub text: &'a str,
    /// The font.
    pub choice: Choice,
    /// The glyphs.
    pub glyphs: Vec<KrillaGlyph>,
    /// The advance, in units of the font size.
    pub advance: f64,
}

/// All fonts; measures text as rendered in a PNG.
#[expect(missing_debug_implementations, reason = "a shaper has none")]
pub struct Fonts {
    pairs: [[Font<'static>; 2]; 4],
    further: Vec<(Face, Font<'static>)>,
}

impl Fonts {
    /// Loads the embedded fonts.
    ///
    /// # Errors
    /// When one of them is invalid.
    pub fn new() -> anyhow::Result<Self> {
        Self::with(&[])
    }

    /// Loads the embedded fonts, and further ones for what they lack.
    ///
    /// # Errors
    /// When one of them is invalid.
    pub fn with(further: &[Face]) -> anyhow::Result<Self> {
        let read = |file: &'static [u8]| Font::read(file, 0);
        let pair = |[western, eastern]: [&'static [u8]; 2]| anyhow::Ok([read(western)?, read(eastern)?]);
        let [sans, bold, italic, serif] = FILES;
        // What a kind lacks may be in the plain font.
        let plain = sans.map(|data| Face { data, index: 0 });
        let further = plain.iter().chain(further).map(|face| anyhow::Ok((*face, Font::read(face.data, face.index)?)));
        Ok(Self {
            pairs: [pair(sans)?, pair(bold)?, pair(italic)?, pair(serif)?],
            further: further.collect::<anyhow::Result<_>>()?,
        })
    }

    /// The fonts for what those of a kind lack: the plain embedded ones, then further ones.
    pub fn further(&self) -> impl Iterator<Item = Face> + '_ {
        self.further.iter().map(|(face, _)| *face)
    }

    /// The characters of a text that the fonts of a kind lack, each once.
    pub fn missing(&self, text: &str, kind: FontKind) -> Vec<char> {
        let mut missing = Vec::new();
        for letter in text.chars() {
            if !missing.contains(&letter) && !self.font(kind, self.choice(kind, letter)).has(letter) {
                missing.push(letter);
            }
        }
        missing
    }

    /// The runs of a text, each set in one font.
    #[must_use]
    pub fn runs<'a>(&self, text: &'a str, kind: FontKind) -> Vec<Run<'a>> {
        let mut rest = text;
        let mut runs = Vec::new();
        while let Some(first) = rest.chars().next() {
            let choice = self.choice(kind, first);
            let end = rest.find(|letter| self.choice(kind, letter) != choice).unwrap_or(rest.len());
            let (text, tail) = rest.split_at(end);
            let (glyphs, advance) = self.font(kind, choice).shape(text);
            runs.push(Run { text, choice, glyphs, advance });
            rest = tail;
        }
        runs
    }

    /// The font of a kind in which a letter is set: an embedded one unless it lacks it and another has it.
    #[must_use]
    pub fn choice(&self, kind: FontKind, letter: char) -> Choice {
        let embedded = if letter >= EASTERN_FROM { Choice::Eastern } else { Choice::Western };
        if letter.is_ascii() || self.font(kind, embedded).has(letter) {
            return embedded;
        }
        self.further.iter().position(|(_, font)| font.has(letter)).map_or(embedded, Choice::Further)
    }

    fn font(&self, kind: FontKind, choice: Choice) -> &Font<'static> {
        let [sans, bold, italic, serif] = &self.pairs;
        let [western, eastern] = match kind {
            FontKind::Sans => sans,
            FontKind::Bold => bold,
            FontKind::Italic => italic,
            FontKind::Serif => serif,
        };
        match choice {
            Choice::Western => western,
            Choice::Eastern => eastern,
            Choice::Further(number) => self.further.get(number).map_or(western, |(_, font)| font),
        }
    }
}

impl Measure for Fonts {
    fn width(&self, text: &str, face: &Type) -> f64 {
        let kind = FontKind::of(face.serif, face.bold, face.italic);
        self.runs(text, kind).iter().map(|run| run.advance).sum::<f64>() * face.size
    }
}
