//! The colours of a palette.

use crate::lean::trig::log2;
use crate::paint::{Color, Stroke};
use crate::view::ColorScheme;

/// A tint and the colour of the lines over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The tint.
    pub fill: Color,
    /// The lines, and the rim of a dot that represents the area.
    pub line: Color,
}

/// Depths from which on the sea floor has the next tint, metres.
pub const DEPTHS_M: [f64; 10] = [200.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0, 9000.0];

/// So many parties have colours of their own.
pub(super) const PARTIES: usize = 3;

/// A palette: everything that differs between light, dark and paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Shallow sea.
    pub sea: Color,
    /// Sea floor from each of [`DEPTHS_M`] on.
    pub depths: [Color; 10],
    /// Land without a status, or about which the party whose perspective is shown says nothing.
    pub land: Color,
    /// Coastline.
    pub coast: Color,
    /// Bands of lighter sea along islands; none in palettes of few colours.
    pub shore: Option<Color>,
    /// Areas that a party administers and no other claims, in the order of the parties.
    pub parties: [Ink; PARTIES],
    /// Areas that a party administers and another claims, by the administering party: what the map is about.
    pub contested: [Ink; PARTIES],
    /// Areas that two parties administer jointly.
    pub joint: Ink,
    /// Areas that pass from one party to another.
    pub changing: Ink,
    /// Areas of undetermined status.
    pub undetermined: Ink,
    /// Areas about which the parties agree.
    pub agreed: Color,
    /// Areas that each party regards as its own.
    pub disputed: Ink,
    /// Other areas about which the parties disagree.
    pub differing: Ink,
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
    /// Names of trenches.
    pub trench_ink: Color,
    /// Halo of labels.
    pub halo: Color,
    /// Outline of what is chosen or pointed at.
    pub glow: Color,
    /// Contrasting line under the outline, so that it is visible on any ground.
    pub glow_rim: Color,
}

impl Theme {
    /// Returns the palette for the surroundings.
    #[must_use]
    pub const fn of(color_scheme: ColorScheme) -> &'static Self {
        match color_scheme {
            ColorScheme::Day => &Self::DAY,
            ColorScheme::Night => &Self::NIGHT,
            ColorScheme::Paper => &Self::PAPER,
            ColorScheme::Strong => &Self::STRONG,
            ColorScheme::StrongNight => &Self::STRONG_NIGHT,
        }
    }

    /// Returns the colour of sea floor from a depth on, metres.
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

    /// Returns the colour outside the data and around the map.
    #[must_use]
    pub const fn paper(&self) -> Color {
        self.halo.with_alpha(255)
    }

    /// Returns the line of a boundary: solid if both sides recognise it, otherwise thinner and dashed.
    #[must_use]
    pub const fn line(&self, agreed: bool) -> Stroke {
        let (width, dash) = if agreed { (2.2, None) } else { (1.6, Some([7.0, 4.0])) };
        Stroke { color: self.boundary, width, dash }
    }

    /// Returns the line of a range ring.
    #[must_use]
    pub const fn ring(&self) -> Stroke {
        Stroke { color: self.boundary, width: 1.6, dash: Some([2.0, 4.0]) }
    }

    /// Returns the line of coasts at a scale: thinner from afar, thicker from near.
    #[must_use]
    pub fn coastline(&self, pixels_per_km: f64) -> Stroke {
        Stroke::solid(self.coast, (0.65 + 0.12 * log2(pixels_per_km)).clamp(0.55, 1.2))
    }
}
