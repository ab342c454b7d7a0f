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
    let counts = counts(pixels);
    let palette = palette(&counts);
    let nearest: BTreeMap<Rgb, u8> = counts.keys().map(|color| (*color, nearest(&palette, *color))).collect();
    let mut indices = Vec::with_capacity(pixels.data().len() / 4);
    let mut last = (Rgb::default(), nearest.get(&Rgb::default()).copied());
    for color in colors(pixels) {
        if color != last.0 || last.1.is_none() {
            last = (color, nearest.get(&color).copied());
        }
        indices.push(last.1.unwrap_or_default());
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices).context("the picture cannot be packed as PNG")?;
    writer.finish()?;
    Ok(file)
}

fn colors(pixels: &Pixmap) -> impl Iterator<Item = Rgb> {
    pixels.data().chunks_exact(4).map(|pixel| match pixel {
        [red, green, blue, ..] => [*red, *green, *blue],
        _ => Rgb::default(),
    })
}

/// How many pixels have each colour; counted by runs, for most neighbours are alike.
fn counts(pixels: &Pixmap) -> BTreeMap<Rgb, u32> {
    let mut counts = BTreeMap::new();
    let mut run: Option<(Rgb, u32)> = None;
    for color in colors(pixels) {
        run = match run {
            Some((last, length)) if last == color => Some((last, length + 1)),
            ended => {
                add(&mut counts, ended);
                Some((color, 1))
            }
        };
    }
    add(&mut counts, run);
    counts
}

fn add(counts: &mut BTreeMap<Rgb, u32>, run: Option<(Rgb, u32)>) {
    if let Some((color, length)) = run {
        *counts.entry(color).or_default() += length;
    }
}

fn palette(counts: &BTreeMap<Rgb, u32>) -> Vec<Rgb> {
    let mut sorted: Vec<(u32, Rgb)> = counts.iter().map(|(color, count)| (*count, *color)).collect();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let mut palette: Vec<Rgb> = sorted.iter().take(COMMONEST).map(|(_, color)| *color).collect();
    for apart in APART {
        for (_, color) in &sorted {
            if palette.len() < MOST && palette.iter().all(|other| distance(*other, *color) >= apart) {
                palette.push(*color);
            }
        }
    }
    palette
}

/// The place of the colour of a palette that is nearest to a colour.
fn nearest(palette: &[Rgb], color: Rgb) -> u8 {
    let found = palette.iter().enumerate().min_by_key(|(_, other)| distance(**other, color));
    found.map_or(0, |(place, _)| place as u8)
}

/// The square of the distance of two colours.
fn distance(one: Rgb, other: Rgb) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
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
        let counts: BTreeMap<Rgb, u32> =
            (0..4000u32).map(|n| ([(n % 16 * 16) as u8, (n / 16 % 16 * 16) as u8, (n / 256 * 16) as u8], n)).collect();
        let mut found = palette(&counts);
        assert_eq!(found.len(), MOST);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), MOST);
    }
}
