//! Pictures of few colours as PNG with a palette, a third of the weight.
//!
//! A map has some dozens of flat colours and thousands between two of them along edges. The commonest are kept as they
//! are; the rest of the palette goes to colours far from those that it has, so that every edge stays smooth.

use std::collections::BTreeMap;

use anyhow::Context as _;
use resvg::tiny_skia::Pixmap;

/// Red, green and blue.
type Rgb = [u8; 3];

/// The most colours that a palette holds (PNG, 11.2.3).
const MOST: usize = 256;
/// So many of the commonest colours are kept whatever lies near them.
const COMMONEST: usize = 64;
/// Then colours are taken that are at least so far from those that are there, by the square of the distance.
const APART: [u32; 4] = [900, 250, 60, 1];

/// The picture as a PNG file with a palette; its transparency is not kept.
///
/// # Errors
/// When it cannot be packed.
pub(crate) fn packed(pixels: &Pixmap) -> anyhow::Result<Vec<u8>> {
    let runs = runs(pixels);
    let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
    for (color, length) in &runs {
        *counts.entry(*color).or_default() += length;
    }
    let Palette { colors, places } = Palette::of(&counts);
    let mut indices = Vec::with_capacity(pixels.data().len() / 4);
    for (color, length) in runs {
        let place = places.get(&color).copied().unwrap_or_default();
        indices.resize(indices.len() + length, place);
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(colors.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices).context("the picture cannot be packed as PNG")?;
    writer.finish()?;
    Ok(file)
}

/// Pixels of one colour that stand side by side, and how many they are: most neighbours are alike.
fn runs(pixels: &Pixmap) -> Vec<(Rgb, usize)> {
    let alike = pixels.pixels().chunk_by(|one, other| one == other);
    alike.filter_map(|run| run.first().map(|pixel| ([pixel.red(), pixel.green(), pixel.blue()], run.len()))).collect()
}

/// The colours that are kept, and which of them stands for each colour of the picture.
struct Palette {
    colors: Vec<Rgb>,
    places: BTreeMap<Rgb, u8>,
}

/// A colour of the picture, how far the nearest colour of the palette is, and which that is.
struct Wanted {
    color: Rgb,
    distance: u32,
    place: u8,
}

impl Palette {
    fn of(counts: &BTreeMap<Rgb, usize>) -> Self {
        let mut sorted: Vec<(usize, Rgb)> = counts.iter().map(|(color, count)| (*count, *color)).collect();
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        let wanted = |(_, color)| Wanted { color, distance: u32::MAX, place: 0 };
        let mut wanted: Vec<Wanted> = sorted.into_iter().map(wanted).collect();
        let mut colors = Vec::new();
        for (apart, limit) in [(1, COMMONEST)].into_iter().chain(APART.map(|apart| (apart, MOST))) {
            for index in 0..wanted.len() {
                let far = wanted.get(index).filter(|wanted| wanted.distance >= apart && colors.len() < limit);
                if let Some(color) = far.map(|wanted| wanted.color) {
                    near(&mut wanted, color, colors.len() as u8);
                    colors.push(color);
                }
            }
        }
        let places = wanted.into_iter().map(|wanted| (wanted.color, wanted.place)).collect();
        Self { colors, places }
    }
}

/// Notes a new colour of the palette where it is nearer than those before.
fn near(wanted: &mut [Wanted], color: Rgb, place: u8) {
    for wanted in wanted {
        let distance = distance(wanted.color, color);
        if distance < wanted.distance {
            (wanted.distance, wanted.place) = (distance, place);
        }
    }
}

/// The square of the distance of two colours.
fn distance(one: Rgb, other: Rgb) -> u32 {
    let ([red, green, blue], [other_red, other_green, other_blue]) = (one, other);
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)) * u32::from(a.abs_diff(b));
    square(red, other_red) + square(green, other_green) + square(blue, other_blue)
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::Color;

    use super::*;

    #[test]
    fn flat_colours_are_kept_as_they_are() {
        let mut pixels = Pixmap::new(40, 30).unwrap();
        pixels.fill(Color::from_rgba8(12, 34, 56, 255));
        let file = packed(&pixels).unwrap();
        let again = Pixmap::decode_png(&file).unwrap();
        assert_eq!(again.data(), pixels.data());
        assert!(file.len() < 200, "{} bytes", file.len());
    }

    #[test]
    fn a_palette_has_no_more_colours_than_a_file_can_hold_and_none_twice() {
        let counts: BTreeMap<Rgb, usize> = (0..4000u32)
            .map(|n| ([(n % 16 * 16) as u8, (n / 16 % 16 * 16) as u8, (n / 256 * 16) as u8], n as usize))
            .collect();
        let mut found = Palette::of(&counts).colors;
        assert_eq!(found.len(), MOST);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), MOST);
    }
}
