//! The colours of a palette.

use crate::lean::trig::log2;
use crate::paint::{Color, Stroke};
use crate::view::Light;

/// A tint and the lines over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The whole area.
    pub fill: Color,
    /// The lines, and the rim of a dot that stands for the area.
    pub line: Color,
}

/// Sea floor is tinted anew from these depths on, metres.
pub const DEPTHS_M: [f64; 10] = [200.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0, 9000.0];

/// Everything that differs between the palettes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Shallow sea, and the sheet outside the data.
    pub sea: Color,
    /// Sea floor from each of [`DEPTHS_M`] on.
    pub depths: [Color; 10],
    /// Land that is not in question, or of which the party whose side is taken says nothing.
    pub land: Color,
    /// Coastline.
    pub coast: Color,
    /// The sea along the islands, laid on in widening bands; none where few colours are wanted.
    pub shore: Option<Color>,
    /// Areas that a party holds, by the order of the parties, and its lines there and over what it claims.
    pub parties: [Ink; 3],
    /// Areas that two parties hold together.
    pub joint: Ink,
    /// Areas that pass from one hand to another.
    pub changing: Ink,
    /// Areas of undetermined status.
    pub undetermined: Ink,
    /// Areas of which the parties do not say different things.
    pub agreed: Color,
    /// Areas of which they say different things.
    pub disputed: Ink,
    /// Borders, claims and limits.
    pub boundary: Color,
    /// Meridians and parallels.
    pub graticule: Color,
    /// Names of islands and towns.
    pub ink: Color,
    /// Second lines and small names.
    pub faint_ink: Color,
    /// Names of waters.
    pub water_ink: Color,
    /// Names of waters over the deepest floor.
    pub trench_ink: Color,
    /// Rim of letters over land and coast.
    pub halo: Color,
    /// Outline of what is chosen or pointed at.
    pub glow: Color,
    /// The lighter line under the glow, that keeps it apart from any ground.
    pub glow_rim: Color,
}

impl Theme {
    /// The palette for the surroundings.
    #[must_use]
    pub const fn of(light: Light) -> &'static Self {
        match light {
            Light::Day => &Self::DAY,
            Light::Night => &Self::NIGHT,
            Light::Paper => &Self::PAPER,
            Light::Strong => &Self::STRONG,
            Light::StrongNight => &Self::STRONG_NIGHT,
        }
    }

    /// The colour of sea floor deeper than so many metres.
    #[must_use]
    pub fn depth(&self, deeper_than_m: f64) -> Color {
        let mut color = self.sea;
        for (from_m, tint) in DEPTHS_M.iter().zip(self.depths) {
            if deeper_than_m >= *from_m {
                color = tint;
            }
        }
        color
    }

    /// What lies beyond the data, and what is written on around the map.
    #[must_use]
    pub const fn paper(&self) -> Color {
        self.halo.with_alpha(255)
    }

    /// A border, claim or limit: drawn through where both sides recognise it, all others in one weight and dash.
    #[must_use]
    pub const fn line(&self, agreed: bool) -> Stroke {
        let (width, dash) = if agreed { (2.2, None) } else { (1.6, Some([7.0, 4.0])) };
        Stroke { color: self.boundary, width, dash }
    }

    /// The line of the coast at a number of pixels per kilometre: hair-thin far off, firmer near by.
    #[must_use]
    pub fn coastline(&self, pixels_per_km: f64) -> Stroke {
        Stroke::solid(self.coast, (0.65 + 0.12 * log2(pixels_per_km)).clamp(0.55, 1.2))
    }
}
