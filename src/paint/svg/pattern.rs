//! The patterns of hatches.

use super::Svg;
use super::path_data::digits;
use crate::geo::space::Screen;
use crate::paint::{Hatch, Slope};
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};
use std::fmt::Write as _;

impl Svg {
    /// Returns the id of the pattern for a hatch whose lines are aligned with `origin`.
    ///
    /// The tile is not rotated, because rasterisers blur rotated ones. Its lines are areas, because rasterisers draw
    /// thin lines as steps.
    pub(super) fn pattern(&mut self, hatch: &Hatch, origin: Screen) -> String {
        let Hatch { slope, spacing, .. } = *hatch;
        let mut lines = String::new();
        let (across, length) = (digits(hatch.width * SQRT_2), digits(spacing + 2.0));
        if slope == Slope::Level {
            let line = (origin.y.floor() + 0.25 + hatch.shift).rem_euclid(spacing);
            for index in [-1.0, 0.0, 1.0] {
                let (from, width) = (digits(line + index * spacing - hatch.width / 2.0), digits(hatch.width));
                let _ = write!(lines, "M-1 {from}h{length}v{width}h-{length}z");
            }
        }
        for (other, sign) in [(Slope::Falling, 1.0), (Slope::Rising, -1.0)] {
            if slope == other || slope == Slope::Level {
                continue;
            }
            // Rising lines have a constant sum of coordinates, falling ones a constant difference. Every line has the
            // same offset within a pixel, so that all are antialiased alike.
            let line = ((origin.x + sign * origin.y).floor() + 0.25 + hatch.shift).rem_euclid(spacing);
            for index in [-2.0, -1.0, 0.0, 1.0, 2.0] {
                let from = digits(line + index * spacing + sign - hatch.width * FRAC_1_SQRT_2);
                let _ = write!(lines, "M{from}-1h{across}l{} {length}h-{across}z", digits(-sign * (spacing + 2.0)));
            }
        }
        let (step, color) = (digits(spacing), self.interior(Some(hatch.color)));
        let pattern = format!(
            "width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{lines}\"{color} fill-rule=\"nonzero\"/></pattern>"
        );
        let known = self.patterns.iter().position(|other| *other == pattern);
        if known.is_none() {
            self.patterns.push(pattern);
        }
        format!("{}h{}", self.prefix, known.unwrap_or(self.patterns.len() - 1))
    }
}
