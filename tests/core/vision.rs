//! Colours as eyes and printers see them.
//!
//! sRGB is turned into linear light as WCAG 2.2 says ("relative luminance") and into CIELAB under D65 (CIE 15:2004,
//! section 8.2.1). Dichromacy follows Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
//! Color Vision Deficiency", IEEE TVCG 15(6), 2009, with the matrices for severity 1.0, which stand in linear light.

use kuril_map::paint::Color;

/// Who looks, or what prints.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Vision {
    /// All three kinds of cones.
    Full,
    /// No cones for long waves.
    Protanopia,
    /// No cones for middle waves.
    Deuteranopia,
    /// No cones for short waves.
    Tritanopia,
    /// Greys only.
    Grey,
}

impl Vision {
    /// Every eye that sees colours.
    pub(crate) const EYES: [Self; 4] = [Self::Full, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    const fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
            Self::Grey => [[0.2126, 0.7152, 0.0722]; 3],
        }
    }

    /// CIE76 colour difference of two opaque colours.
    pub(crate) fn difference(self, one: Color, other: Color) -> f64 {
        let (one, other) = (self.lab(one), self.lab(other));
        one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    /// Lightness L* and the two axes of colour.
    pub(crate) fn lab(self, color: Color) -> [f64; 3] {
        let color_scheme = channels(color).map(linear);
        let seen = times(self.matrix(), [color_scheme[0], color_scheme[1], color_scheme[2]])
            .map(|share| share.clamp(0.0, 1.0));
        let white = [0.950_47, 1.0, 1.088_83];
        let to_xyz = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175],
            [0.019_333_9, 0.119_192, 0.950_304_1],
        ];
        let xyz = times(to_xyz, seen);
        let [x, y, z] = [0, 1, 2].map(|axis| {
            let share: f64 = xyz[axis] / white[axis];
            if share > 216.0 / 24389.0 { share.cbrt() } else { (24389.0 / 27.0 * share + 16.0) / 116.0 }
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }
}

/// A colour laid over an opaque one, as sRGB values are blended by painters.
pub(crate) fn laid_over(top: Color, ground: Color) -> Color {
    let (over, under) = (channels(top), channels(ground));
    let blend = |at: usize| (over[at] * over[3] + under[at] * (1.0 - over[3])).mul_add(255.0, 0.5) as u32;
    Color::rgb(blend(0) << 16 | blend(1) << 8 | blend(2))
}

/// Red, green, blue and alpha from 0 to 1, read from the colour's spelling.
fn channels(color: Color) -> [f64; 4] {
    let text = format!("{color}ff");
    [1, 3, 5, 7].map(|at| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap()) / 255.0)
}

fn linear(share: f64) -> f64 {
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

#[test]
fn red_and_green_of_one_lightness_are_one_to_an_eye_without_middle_waves() {
    let (red, green) = (Color::rgb(0x00c8_4040), Color::rgb(0x0080_7a2a));
    assert!(Vision::Full.difference(red, green) > 50.0);
    assert!(Vision::Deuteranopia.difference(red, green) < Vision::Full.difference(red, green) / 2.0);
    assert!(Vision::Grey.lab(red)[1].abs() < 0.01);
}

#[test]
fn half_of_black_over_white_is_grey() {
    let grey = laid_over(Color::rgb(0).with_alpha(128), Color::rgb(0x00ff_ffff));
    assert_eq!(grey, Color::rgb(0x007f_7f7f));
    let [lightness, ..] = Vision::Full.lab(Color::rgb(0x0077_7777));
    assert!((lightness - 50.03).abs() < 0.05, "{lightness}");
}
