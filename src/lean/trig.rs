//! Sine and cosine for the angles of a map, which are at most a few turns, and a logarithm.
//!
//! Kernels: K. C. Ng, FreeBSD `msun/src/k_sin.c` and `k_cos.c`, accurate to less than one unit in the last place.

use std::f64::consts::{FRAC_2_PI, LOG2_E};

/// The first 33 bits of a quarter turn, and the remainder (Cody and Waite).
const QUARTER: [f64; 2] = [1.570_796_326_734_125_6, 6.077_100_506_506_192e-11];

/// The first coefficient of the sine series, and the others.
const SIXTH: f64 = -1.666_666_666_666_663_2e-1;
const SIN: [f64; 5] = [
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_4e-8,
    1.589_690_995_211_55e-10,
];
/// The coefficients of the cosine series after the second.
const COS: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];

/// Returns the sine and cosine of an angle of at most a hundred turns, in radians.
#[must_use]
pub fn sin_cos(angle: f64) -> (f64, f64) {
    let turns = (angle * FRAC_2_PI).round();
    // The remainder in two parts, so that not even its last digit is lost.
    let (near, far) = (angle - turns * QUARTER[0], turns * QUARTER[1]);
    let rest = near - far;
    let tail = (near - rest) - far;
    let square = rest * rest;
    let cube = square * rest;
    let sin = rest - ((square * (0.5 * tail - cube * series(&SIN, square)) - tail) - cube * SIXTH);
    let half = 0.5 * square;
    let whole = 1.0 - half;
    let cos = whole + (((1.0 - whole) - half) + (square * square * series(&COS, square) - rest * tail));
    match turns as i64 & 3 {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

fn series(factors: &[f64], x: f64) -> f64 {
    factors.iter().rev().fold(0.0, |sum, factor| sum * x + factor)
}

/// Returns the binary logarithm of a number.
#[must_use]
pub fn log2(x: f64) -> f64 {
    x.ln() * LOG2_E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_are_those_of_the_standard_library() {
        for step in -40_000..=40_000 {
            let angle = f64::from(step) * 1e-3;
            let (sin, cos) = sin_cos(angle);
            assert!((sin - angle.sin()).abs() < 1e-15 && (cos - angle.cos()).abs() < 1e-15, "at {angle}");
        }
    }

    #[test]
    fn whole_doublings_are_whole_steps() {
        for step in -6..=8 {
            assert!((log2(2f64.powi(step)) - f64::from(step)).abs() < 1e-15, "{step}");
        }
    }
}
