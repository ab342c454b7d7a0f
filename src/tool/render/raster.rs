//! SVG documents drawn as PNG, with the faces of the command and no others.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, ensure};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{self, FontFamily, FontResolver, FontStyle};

use crate::render::fonts::{FILES, Faces, Kind};
use crate::render::palette::packed;

/// From this weight on letters are set in the bold face (CSS Fonts 4, section 5.2: with no other in between).
const BOLD_FROM: u16 = 600;

/// Draws SVG documents.
#[expect(missing_debug_implementations, reason = "a shaper has none")]
pub struct Raster {
    database: Arc<Database>,
    /// Of each kind the western face and the one for Japanese.
    pairs: Vec<[ID; 2]>,
    faces: Faces,
}

impl Raster {
    /// A painter with the faces of the command.
    ///
    /// # Errors
    /// When a face is damaged.
    pub fn new() -> anyhow::Result<Self> {
        let mut database = Database::new();
        let mut loaded = |file: &'static [u8]| {
            let ids = database.load_font_source(Source::Binary(Arc::new(file)));
            ids.first().copied().context("a face of the command cannot be read")
        };
        let mut pairs = Vec::new();
        for [western, eastern] in FILES {
            pairs.push([loaded(western)?, loaded(eastern)?]);
        }
        Ok(Self { database: Arc::new(database), pairs, faces: Faces::new()? })
    }

    /// The faces, which measure texts as they are drawn.
    pub fn faces(&self) -> &Faces {
        &self.faces
    }

    /// The pixels of a document, each of its units `scale` pixels wide.
    ///
    /// # Errors
    /// When the document cannot be read, has a character that no face has, or is too large.
    pub fn pixels(&self, svg: &str, scale: u8) -> anyhow::Result<Pixmap> {
        let missing = Mutex::new(BTreeSet::new());
        let options = usvg::Options {
            fontdb: Arc::clone(&self.database),
            font_resolver: self.resolver(&missing),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(svg, &options).context("the picture is no sound SVG")?;
        drop(options);
        let missing: String = missing.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
        ensure!(
            missing.is_empty(),
            "the faces have no \"{missing}\": make them again by src/tool/render/fonts/faces.py"
        );
        let side = |length: f32| (length * f32::from(scale)).round() as u32;
        let (width, height) = (side(tree.size().width()), side(tree.size().height()));
        let mut pixels = Pixmap::new(width, height).with_context(|| format!("{width}x{height} pixels are too many"))?;
        let transform = Transform::from_scale(scale.into(), scale.into());
        resvg::render(&tree, transform, &mut pixels.as_mut());
        Ok(pixels)
    }

    /// The document as a PNG file.
    ///
    /// # Errors
    /// Those of [`Self::pixels`].
    pub fn png(&self, svg: &str, scale: u8) -> anyhow::Result<Vec<u8>> {
        self.pixels(svg, scale)?.encode_png().context("the picture cannot be packed as PNG")
    }

    /// The document as a PNG file of at most 256 colours.
    ///
    /// # Errors
    /// Those of [`Self::pixels`].
    pub fn light_png(&self, svg: &str) -> anyhow::Result<Vec<u8>> {
        packed(&self.pixels(svg, 1)?)
    }

    /// Chooses faces, and notes the characters that none has.
    fn resolver<'a>(&'a self, missing: &'a Mutex<BTreeSet<char>>) -> FontResolver<'a> {
        FontResolver {
            select_font: Box::new(|font, _| {
                let has_serifs = font.families().contains(&FontFamily::Serif);
                let kind = Kind::of(has_serifs, font.weight() >= BOLD_FROM, font.style() != FontStyle::Normal);
                Some(self.pairs.get(kind as usize)?[0])
            }),
            select_fallback: Box::new(|letter, used, _| {
                let index = self.pairs.iter().position(|pair| used.contains(&pair[0]))?;
                let kind = [Kind::Sans, Kind::Bold, Kind::Italic, Kind::Serif].into_iter().nth(index)?;
                if self.faces.missing(letter.encode_utf8(&mut [0; 4]), kind).is_empty() {
                    return Some(self.pairs.get(index)?[1]).filter(|id| !used.contains(id));
                }
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
                None
            }),
        }
    }
}
