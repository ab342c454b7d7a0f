//! Renders SVG documents as PNG, with the embedded fonts and those that are named for letters which they lack.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, ensure};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{self, FontFamily, FontResolver, FontStyle};

use crate::render::fonts::{Choice, FILES, FontKind, Fonts};
use crate::render::palette::encode;

/// How the error begins that the faces lack letters of a picture.
pub(crate) const LACKING: &str = "the fonts have no";

/// What to do about it.
pub(crate) const REMEDY: &str = "name a file of a font that has them with --font";

/// The least weight for which the bold font is used (CSS Fonts 4, section 5.2, without intermediate weights).
const BOLD_FROM: u16 = 600;

/// CSS pixels in a metre: 96 in an inch.
const PIXELS_PER_METRE: f64 = 96.0 / 0.0254;

/// Renders SVG documents.
#[expect(missing_debug_implementations, reason = "a shaper has none")]
pub struct Raster {
    database: Arc<Database>,
    /// For each kind the western and the Japanese font.
    pairs: Vec<[ID; 2]>,
    /// The further fonts.
    further: Vec<ID>,
    fonts: Fonts,
}

impl Raster {
    /// A renderer with the embedded fonts.
    ///
    /// # Errors
    /// When a font is invalid.
    pub fn new() -> anyhow::Result<Self> {
        Self::with(Fonts::new()?)
    }

    /// A renderer with these fonts.
    ///
    /// # Errors
    /// When a font is invalid.
    pub fn with(fonts: Fonts) -> anyhow::Result<Self> {
        let mut database = Database::new();
        let mut load = |file: &'static [u8], index: u32| {
            let ids = database.load_font_source(Source::Binary(Arc::new(file)));
            ids.get(index as usize).copied().context("a font cannot be read")
        };
        let mut pairs = Vec::new();
        for [western, eastern] in FILES {
            pairs.push([load(western, 0)?, load(eastern, 0)?]);
        }
        let further = fonts.further().map(|face| load(face.data, face.index)).collect::<anyhow::Result<_>>()?;
        Ok(Self { database: Arc::new(database), pairs, further, fonts })
    }

    /// The fonts, which measure text as it is rendered.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Rasterises a document, at `scale` pixels per unit.
    ///
    /// # Errors
    /// When the document is invalid or too large, or has a character that the fonts lack.
    pub fn pixels(&self, svg: &str, scale: u8) -> anyhow::Result<Pixmap> {
        let missing = Mutex::new(BTreeSet::new());
        let options = usvg::Options {
            fontdb: Arc::clone(&self.database),
            font_resolver: self.resolver(&missing),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(svg, &options).context("the picture is not a valid SVG")?;
        drop(options);
        let missing: String = missing.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect();
        ensure!(missing.is_empty(), "{LACKING} \"{missing}\": {REMEDY}");
        let side = |length: f32| (length * f32::from(scale)).round() as u32;
        let (width, height) = (side(tree.size().width()), side(tree.size().height()));
        let mut pixels = Pixmap::new(width, height).with_context(|| format!("{width}x{height} pixels are too many"))?;
        let transform = Transform::from_scale(scale.into(), scale.into());
        resvg::render(&tree, transform, &mut pixels.as_mut());
        Ok(pixels)
    }

    /// Renders a document as a PNG file, which says how large it is on paper.
    ///
    /// # Errors
    /// Those of [`Self::pixels`].
    pub fn png(&self, svg: &str, scale: u8) -> anyhow::Result<Vec<u8>> {
        let pixels = self.pixels(svg, scale)?;
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let per_metre = (f64::from(scale) * PIXELS_PER_METRE).round() as u32;
        let unit = png::Unit::Meter;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
        let straight = pixels.pixels().iter().flat_map(|pixel| {
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        });
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&straight.collect::<Vec<_>>()).context("the picture cannot be encoded as PNG")?;
        writer.finish()?;
        Ok(file)
    }

    /// Renders a document as a PNG file of at most 256 colours.
    ///
    /// # Errors
    /// Those of [`Self::pixels`].
    pub fn light_png(&self, svg: &str) -> anyhow::Result<Vec<u8>> {
        encode(&self.pixels(svg, 1)?)
    }

    /// Selects fonts, and records missing characters.
    fn resolver<'a>(&'a self, missing: &'a Mutex<BTreeSet<char>>) -> FontResolver<'a> {
        FontResolver {
            select_font: Box::new(|font, _| {
                let has_serifs = font.families().contains(&FontFamily::Serif);
                let kind = FontKind::of(has_serifs, font.weight() >= BOLD_FROM, font.style() != FontStyle::Normal);
                Some(self.pairs.get(kind as usize)?[0])
            }),
            select_fallback: Box::new(|letter, used, _| {
                let index = self.pairs.iter().position(|pair| used.contains(&pair[0]))?;
                let kind = *FontKind::ALL.get(index)?;
                if self.fonts.missing(letter.encode_utf8(&mut [0; 4]), kind).is_empty() {
                    let id = match self.fonts.choice(kind, letter) {
                        Choice::Further(number) => *self.further.get(number)?,
                        Choice::Western | Choice::Eastern => self.pairs.get(index)?[1],
                    };
                    return Some(id).filter(|id| !used.contains(id));
                }
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
                None
            }),
        }
    }
}
