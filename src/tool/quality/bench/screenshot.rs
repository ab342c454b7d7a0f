//! A screenshot, decoded from PNG (ISO/IEC 15948) as Chromium writes it: 8 bits, RGB or RGBA, not interlaced.

use std::io::Read as _;

use anyhow::{Context as _, bail, ensure};
use flate2::read::ZlibDecoder;

/// The pixels of a screenshot, row by row, three or four bytes each.
#[derive(Debug)]
pub(super) struct Screenshot {
    width: usize,
    channels: usize,
    bytes: Vec<u8>,
}

impl Screenshot {
    /// Reads a PNG file.
    ///
    /// # Errors
    /// When it is not a PNG, or a PNG of another format.
    pub(super) fn read(file: &[u8]) -> anyhow::Result<Self> {
        let mut rest = file.strip_prefix(b"\x89PNG\r\n\x1a\n").context("not a PNG")?;
        let (mut width, mut channels, mut packed) = (0, 0, Vec::new());
        while let Some((length, tail)) = number(rest) {
            let (kind, tail) = tail.split_at_checked(4).context("the PNG is truncated")?;
            let (data, tail) = tail.split_at_checked(length).context("the PNG is truncated")?;
            match (kind, data) {
                (b"IHDR", [_, _, _, _, _, _, _, _, depth, colour, _, _, interlaced]) => {
                    width = number(data).map_or(0, |(width, _)| width);
                    channels = match (depth, colour, interlaced) {
                        (8, 2, 0) => 3,
                        (8, 6, 0) => 4,
                        other => bail!("unsupported PNG format {other:?}"),
                    };
                }
                (b"IDAT", _) => packed.extend_from_slice(data),
                _ => {}
            }
            // A checksum ends every chunk.
            rest = tail.get(4..).unwrap_or_default();
        }
        ensure!(width > 0 && channels > 0, "the PNG has no header");
        let mut filtered = Vec::new();
        ZlibDecoder::new(packed.as_slice()).read_to_end(&mut filtered)?;
        Ok(Self { width, channels, bytes: unfiltered(&filtered, width * channels, channels)? })
    }

    /// Red, green and blue of a pixel, or `None` outside the screenshot.
    pub(super) fn at(&self, x: usize, y: usize) -> Option<[u8; 3]> {
        let start = (y * self.width + x) * self.channels;
        let pixel = self.bytes.get(start..start + 3).filter(|_| x < self.width)?;
        pixel.try_into().ok()
    }
}

/// Reads a big-endian 32-bit number; returns it and the remaining bytes.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (head, rest) = bytes.split_first_chunk()?;
    Some((u32::from_be_bytes(*head) as usize, rest))
}

/// Reverses the filters of all rows (section 9.2).
fn unfiltered(rows: &[u8], length: usize, channels: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(rows.len());
    let mut above = vec![0; length];
    for row in rows.chunks_exact(length + 1) {
        let Some((filter, row)) = row.split_first() else { continue };
        let mut line: Vec<u8> = Vec::with_capacity(length);
        for (at, (byte, up)) in row.iter().zip(&above).enumerate() {
            let before = |from: &[u8]| at.checked_sub(channels).and_then(|at| from.get(at).copied()).unwrap_or(0);
            let (left, corner) = (before(&line), before(&above));
            let predictor = match filter {
                0 => 0,
                1 => left,
                2 => *up,
                3 => left.midpoint(*up),
                4 => paeth(left, *up, corner),
                other => bail!("unknown PNG filter {other}"),
            };
            line.push(byte.wrapping_add(predictor));
        }
        bytes.extend_from_slice(&line);
        above = line;
    }
    Ok(bytes)
}

/// The Paeth predictor: the neighbour closest to left + up - corner (section 9.4).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let predictor = i16::from(left) + i16::from(up) - i16::from(corner);
    let off = |value: u8| (predictor - i16::from(value)).abs();
    if off(left) <= off(up) && off(left) <= off(corner) {
        left
    } else if off(up) <= off(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_filters_are_reversed() {
        let rows = [
            [0, 1, 2, 3, 4, 5, 6],
            [1, 1, 2, 3, 3, 3, 3],
            [2, 1, 1, 1, 1, 1, 1],
            [3, 9, 9, 9, 9, 9, 9],
            [4, 1, 1, 1, 1, 1, 1],
        ];
        let plain = unfiltered(&rows.concat(), 6, 3).unwrap();
        let lines: Vec<_> = plain.chunks(6).collect();
        assert_eq!(lines[1], [1, 2, 3, 4, 5, 6]);
        assert_eq!(lines[2], [2, 3, 4, 5, 6, 7]);
        assert_eq!(lines[3], [10, 10, 11, 16, 17, 18]);
        assert_eq!(lines[4], [11, 11, 12, 17, 18, 19]);
    }

    #[test]
    fn a_file_that_is_no_complete_png_is_an_error() {
        assert!(Screenshot::read(b"GIF89a").is_err());
        assert!(Screenshot::read(b"\x89PNG\r\n\x1a\n").is_err());
    }
}
