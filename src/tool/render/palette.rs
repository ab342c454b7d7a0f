//! Encodes pictures of few colours as PNG with a palette, a third of the size.
//!
//! A map has some dozens of flat colours and, along edges, thousands of mixtures of two of them. The palette contains
//! the commonest colours, then colours far from those already in it, so that every edge stays smooth.

use std::collections::BTreeMap;

use anyhow::Context as _;
use resvg::tiny_skia::Pixmap;

/// Red, green and blue.
type Rgb = [u8; 3];

/// The maximum number of colours in a palette (PNG, 11.2.3).
const MAX_COLORS: usize = 256;
/// The number of the commonest colours that are always in the palette.
const COMMONEST: usize = 64;
/// The minimum squared distances of further colours from those in the palette, in the order in which they are tried.
const MIN_DISTANCES: [u32; 4] = [900, 250, 60, 1];

/// Encodes a picture as a PNG file with a palette, without transparency.
///
/// # Errors
/// When the encoder fails.
pub(crate) fn encode(pixels: &Pixmap) -> anyhow::Result<Vec<u8>> {
    let runs = runs(pixels);
    let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
    for (color, length) in &runs {
        *counts.entry(*color).or_default() += length;
    }
    let Palette { colors, indices: index_of } = Palette::of(&counts);
    let mut indices = Vec::with_capacity(pixels.data().len() / 4);
    for (color, length) in runs {
        let index = index_of.get(&color).copied().unwrap_or_default();
        indices.resize(indices.len() + length, index);
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(colors.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices).context("the picture cannot be encoded as PNG")?;
    writer.finish()?;
    Ok(file)
}

/// Runs of adjacent pixels of one colour, with their lengths.
fn runs(pixels: &Pixmap) -> Vec<(Rgb, usize)> {
    let runs = pixels.pixels().chunk_by(|one, other| one == other);
    runs.filter_map(|run| run.first().map(|pixel| ([pixel.red(), pixel.green(), pixel.blue()], run.len()))).collect()
}

/// A palette, and the index of the nearest palette colour for each colour of the picture.
struct Palette {
    colors: Vec<Rgb>,
    indices: BTreeMap<Rgb, u8>,
}

/// A colour of the picture, with the squared distance and the index of the nearest palette colour.
struct Candidate {
    color: Rgb,
    distance: u32,
    index: u8,
}

impl Palette {
    fn of(counts: &BTreeMap<Rgb, usize>) -> Self {
        let mut sorted: Vec<(usize, Rgb)> = counts.iter().map(|(color, count)| (*count, *color)).collect();
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        let candidate = |(_, color)| Candidate { color, distance: u32::MAX, index: 0 };
        let mut candidates: Vec<Candidate> = sorted.into_iter().map(candidate).collect();
        let mut colors = Vec::new();
        for (min_distance, limit) in [(1, COMMONEST)].into_iter().chain(MIN_DISTANCES.map(|least| (least, MAX_COLORS)))
        {
            for at in 0..candidates.len() {
                let far = candidates.get(at).filter(|other| other.distance >= min_distance && colors.len() < limit);
                if let Some(color) = far.map(|candidate| candidate.color) {
                    update_nearest(&mut candidates, color, colors.len() as u8);
                    colors.push(color);
                }
            }
        }
        let indices = candidates.into_iter().map(|candidate| (candidate.color, candidate.index)).collect();
        Self { colors, indices }
    }
}

/// Updates the nearest palette colour of each candidate after a colour has been added.
fn update_nearest(candidates: &mut [Candidate], color: Rgb, index: u8) {
    for candidate in candidates {
        let distance = distance(candidate.color, color);
        if distance < candidate.distance {
            (candidate.distance, candidate.index) = (distance, index);
        }
    }
}

/// The squared distance between two colours.
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
    fn flat_colours_are_unchanged() {
        let mut pixels = Pixmap::new(40, 30).unwrap();
        pixels.fill(Color::from_rgba8(12, 34, 56, 255));
        let file = encode(&pixels).unwrap();
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
        assert_eq!(found.len(), MAX_COLORS);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), MAX_COLORS);
    }
}
