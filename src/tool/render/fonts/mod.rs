//! The faces that pictures are set in where no reader's own can be asked: subsets of Noto, part of the command.
//!
//! Every kind of type is a pair, a western face and one for Japanese; a character's place in Unicode says which of the
//! two sets it. `README.md` beside this file tells how the files are made.

use anyhow::Context as _;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use kuril_map::paint::{Measure, Type};

/// From here on a character is set in the face for Japanese.
const EASTERN_FROM: char = '\u{2e80}';

/// The kinds of type that there are faces for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Without serifs, upright.
    Sans,
    /// Without serifs, upright, for the weight 600.
    Bold,
    /// Without serifs, leaning.
    Italic,
    /// With serifs, leaning.
    Serif,
}

impl Kind {
    /// The kind for a type, by whether it has serifs, is bold, and leans.
    #[must_use]
    pub fn of(has_serifs: bool, is_bold: bool, leans: bool) -> Self {
        match (has_serifs, is_bold, leans) {
            (true, ..) => Self::Serif,
            (_, true, _) => Self::Bold,
            (.., true) => Self::Italic,
            _ => Self::Sans,
        }
    }
}

/// The files: of each kind the western face and the one for Japanese, in the order of the kinds. Names along borders
/// are upright in Japanese.
pub const FILES: [[&[u8]; 2]; 4] = [
    [include_bytes!("sans.ttf"), include_bytes!("sans-ja.otf")],
    [include_bytes!("sans-bold.ttf"), include_bytes!("sans-bold-ja.otf")],
    [include_bytes!("sans-italic.ttf"), include_bytes!("sans-ja.otf")],
    [include_bytes!("serif-italic.ttf"), include_bytes!("serif-ja.otf")],
];

/// A face that can be asked.
struct Cut {
    font: FontRef<'static>,
    data: ShaperData,
}

impl Cut {
    fn read(file: &'static [u8]) -> anyhow::Result<Self> {
        let font = FontRef::new(file).context("a face of the command cannot be read")?;
        Ok(Self { data: ShaperData::new(&font), font })
    }

    /// The glyphs of a text, zero for a character that the face has not, and their advance in units of the type size.
    fn set(&self, text: &str) -> (Vec<u32>, f64) {
        let shaper = self.data.shaper(&self.font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let set = shaper.shape(buffer, ShapeOptions::new());
        let advance: i32 = set.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        let glyphs = set.glyph_infos().iter().map(|glyph| glyph.glyph_id).collect();
        (glyphs, f64::from(advance) / f64::from(shaper.units_per_em().max(1)))
    }
}

/// All faces; measures texts as a PNG is set.
#[expect(missing_debug_implementations, reason = "a shaper has none")]
pub struct Faces {
    pairs: [[Cut; 2]; 4],
}

impl Faces {
    /// Reads the faces of the command.
    ///
    /// # Errors
    /// When one of them is damaged.
    pub fn new() -> anyhow::Result<Self> {
        let pair = |[western, eastern]: [&'static [u8]; 2]| anyhow::Ok([Cut::read(western)?, Cut::read(eastern)?]);
        let [sans, bold, italic, serif] = FILES;
        Ok(Self { pairs: [pair(sans)?, pair(bold)?, pair(italic)?, pair(serif)?] })
    }

    /// The characters of a text that no face of a kind has, each once.
    pub fn missing(&self, text: &str, kind: Kind) -> Vec<char> {
        let mut missing = Vec::new();
        for letter in text.chars() {
            let (glyphs, _) = self.cut(kind, is_eastern(letter)).set(letter.encode_utf8(&mut [0; 4]));
            if glyphs.contains(&0) && !missing.contains(&letter) {
                missing.push(letter);
            }
        }
        missing
    }

    fn cut(&self, kind: Kind, is_eastern: bool) -> &Cut {
        let [sans, bold, italic, serif] = &self.pairs;
        let [western, eastern] = match kind {
            Kind::Sans => sans,
            Kind::Bold => bold,
            Kind::Italic => italic,
            Kind::Serif => serif,
        };
        if is_eastern { eastern } else { western }
    }
}

impl Measure for Faces {
    fn width(&self, text: &str, face: &Type) -> f64 {
        let kind = Kind::of(face.serif, face.bold, face.italic);
        let mut rest = text;
        let mut width = 0.0;
        while let Some(first) = rest.chars().next() {
            let side = is_eastern(first);
            let end = rest.find(|letter| is_eastern(letter) != side).unwrap_or(rest.len());
            let (run, tail) = rest.split_at(end);
            width += self.cut(kind, side).set(run).1;
            rest = tail;
        }
        width * face.size
    }
}

/// Whether a character is set in the face for Japanese.
fn is_eastern(letter: char) -> bool {
    letter >= EASTERN_FROM
}
