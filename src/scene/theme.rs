//! Colours, widths and sizes of the picture, as data.

use crate::app::Light;
use crate::atlas::{Party, Shade};
use crate::math::log2;
use crate::paint::{Color, Fill, Hatch, Slope, Stroke, Type};

/// Everything that differs between day and night.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Shallow sea, and the sheet outside the data.
    pub sea: Color,
    /// Sea floor deeper than so many metres, from shallow to deep.
    pub depths: [(f64, Color); 10],
    /// Land that is not in question.
    pub land: Color,
    /// Coastline.
    pub coast: Color,
    /// Areas that a party holds, by the order of the parties, and the lines over an area that it claims.
    pub parties: [(Color, Color); 3],
    /// Areas of undetermined status.
    pub undetermined: Fill,
    /// Areas of which the parties say the same.
    pub agreed: Fill,
    /// Areas of which they do not.
    pub disputed: Fill,
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
    /// Light surroundings: the colours of an atlas plate.
    pub const DAY: Self = Self {
        sea: Color::rgb(0x00e9_f1f3),
        depths: [
            (200.0, Color::rgb(0x00da_e8ee)),
            (1000.0, Color::rgb(0x00cc_dfe8)),
            (2000.0, Color::rgb(0x00be_d6e2)),
            (3000.0, Color::rgb(0x00b0_cddc)),
            (4000.0, Color::rgb(0x00a3_c4d6)),
            (5000.0, Color::rgb(0x0097_bbd0)),
            (6000.0, Color::rgb(0x0085_adc6)),
            (7000.0, Color::rgb(0x0071_9dba)),
            (8000.0, Color::rgb(0x005d_8cac)),
            (9000.0, Color::rgb(0x004a_7a9c)),
        ],
        land: Color::rgb(0x00f1_ebdd),
        coast: Color::rgb(0x0067_6255),
        parties: [
            (Color::rgb(0x00d2_b46a), Color::rgb(0x007a_5a10)),
            (Color::rgb(0x006f_5a9c), Color::rgb(0x005a_3a96)),
            (Color::rgb(0x007f_a88c), Color::rgb(0x002f_6b45)),
        ],
        undetermined: Fill {
            color: Color::rgb(0x00ff_ffff),
            hatch: Some(Hatch { slope: Slope::Rising, color: Color::rgb(0x0077_7468), spacing: 5.0, width: 0.8 }),
        },
        agreed: Fill::plain(Color::rgb(0x00d9_d2c0)),
        disputed: Fill {
            color: Color::rgb(0x00e8_8f63),
            hatch: Some(Hatch { slope: Slope::Rising, color: Color::rgb(0x008f_3d12), spacing: 6.0, width: 1.6 }),
        },
        boundary: Color::rgb(0x007a_1f3d),
        graticule: Color::rgb(0x0040_647a).with_alpha(56),
        ink: Color::rgb(0x0020_2326),
        faint_ink: Color::rgb(0x0044_494d),
        water_ink: Color::rgb(0x0018_3f56),
        trench_ink: Color::rgb(0x0008_2031),
        halo: Color::rgb(0x00f7_f6f0).with_alpha(220),
        glow: Color::rgb(0x00a3_1550),
        glow_rim: Color::rgb(0x00ff_ffff),
    };

    /// Dark surroundings.
    pub const NIGHT: Self = Self {
        sea: Color::rgb(0x0027_3842),
        depths: [
            (200.0, Color::rgb(0x0022_333f)),
            (1000.0, Color::rgb(0x001e_2f3c)),
            (2000.0, Color::rgb(0x001b_2b39)),
            (3000.0, Color::rgb(0x0018_2736)),
            (4000.0, Color::rgb(0x0015_2332)),
            (5000.0, Color::rgb(0x0012_1f2e)),
            (6000.0, Color::rgb(0x000f_1a29)),
            (7000.0, Color::rgb(0x000c_1623)),
            (8000.0, Color::rgb(0x0009_111d)),
            (9000.0, Color::rgb(0x0006_0d17)),
        ],
        land: Color::rgb(0x0047_4a48),
        coast: Color::rgb(0x00a9_a595),
        parties: [
            (Color::rgb(0x0096_7c38), Color::rgb(0x00f0_d691)),
            (Color::rgb(0x00a4_8fd6), Color::rgb(0x00d6_c6ff)),
            (Color::rgb(0x004f_7a5d), Color::rgb(0x00a9_dbba)),
        ],
        undetermined: Fill {
            color: Color::rgb(0x0010_1518),
            hatch: Some(Hatch { slope: Slope::Rising, color: Color::rgb(0x009a_a0a3), spacing: 5.0, width: 0.8 }),
        },
        agreed: Fill::plain(Color::rgb(0x0062_645f)),
        disputed: Fill {
            color: Color::rgb(0x00a8_5a30),
            hatch: Some(Hatch { slope: Slope::Rising, color: Color::rgb(0x00f7_c39c), spacing: 6.0, width: 1.6 }),
        },
        boundary: Color::rgb(0x00ff_a9c4),
        graticule: Color::rgb(0x00a9_c6d8).with_alpha(40),
        ink: Color::rgb(0x00f2_efe6),
        faint_ink: Color::rgb(0x00cf_cdc4),
        water_ink: Color::rgb(0x009d_c3d9),
        trench_ink: Color::rgb(0x009d_c3d9),
        halo: Color::rgb(0x0014_1d24).with_alpha(220),
        glow: Color::rgb(0x00ff_b3cf),
        glow_rim: Color::rgb(0x0010_161b),
    };

    /// The palette for the surroundings.
    #[must_use]
    pub const fn of(light: Light) -> &'static Self {
        match light {
            Light::Day | Light::Paper | Light::Strong => &Self::DAY,
            Light::Night | Light::StrongNight => &Self::NIGHT,
        }
    }

    /// The colour of sea floor deeper than so many metres.
    #[must_use]
    pub fn depth(&self, deeper_than_m: f64) -> Color {
        let reached = self.depths.iter().rev().find(|(depth, _)| *depth <= deeper_than_m);
        reached.map_or(self.sea, |(_, color)| *color)
    }

    /// How an area is filled, among all parties in their order.
    #[must_use]
    pub fn area(&self, shade: Option<&Shade>, parties: &[Party]) -> Fill {
        let of = |id: &str| parties.iter().position(|party| party.id == id).and_then(|index| self.parties.get(index));
        let neutral = (self.land, self.boundary);
        let color = |id: &str| of(id).copied().unwrap_or(neutral);
        match shade {
            None => Fill::plain(self.land),
            Some(Shade::Held { by, claimed_by: None }) => Fill::plain(color(by).0),
            Some(Shade::Held { by, claimed_by: Some(other) }) => Fill {
                color: color(by).0,
                hatch: Some(Hatch { slope: Slope::Rising, color: color(other).1, spacing: 6.0, width: 2.0 }),
            },
            Some(Shade::Joint) => {
                let [first, second, _] = self.parties;
                Fill {
                    color: first.0,
                    hatch: Some(Hatch { slope: Slope::Rising, color: second.0, spacing: 16.0, width: 5.6 }),
                }
            }
            Some(Shade::Undetermined) => self.undetermined,
            Some(Shade::Agreed) => self.agreed,
            Some(Shade::Disputed) => self.disputed,
        }
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
        Stroke::solid(self.coast, (0.55 + 0.12 * log2(pixels_per_km)).clamp(0.5, 1.1))
    }
}

/// Type of an island's first line.
pub(super) const ISLAND: Type = Type { size: 13.0, italic: false, bold: true, serif: false };
/// Type of an islet's name.
pub(super) const ISLET: Type = Type { size: 12.0, italic: false, bold: false, serif: false };
/// Type of the second line.
pub(super) const SECOND: Type = Type { size: 11.0, italic: false, bold: false, serif: false };
/// Type of towns.
pub(super) const TOWN: Type = Type { size: 11.5, italic: false, bold: false, serif: false };
/// Type of straits.
pub(super) const STRAIT: Type = Type { size: 11.5, italic: true, bold: false, serif: true };
/// Type of the trench.
pub(super) const TRENCH: Type = Type { size: 13.0, italic: true, bold: false, serif: true };
/// Type along borders.
pub(super) const BOUNDARY: Type = Type { size: 11.5, italic: true, bold: false, serif: false };
/// Type of seas.
pub(super) const SEA: Type = Type { size: 19.0, italic: true, bold: false, serif: true };
/// Type of lands and big islands around.
pub(super) const LAND: Type = Type { size: 14.0, italic: false, bold: false, serif: false };
/// Type of figures at the edge and on the scale bar.
pub(super) const FIGURE: Type = Type { size: 11.0, italic: false, bold: false, serif: false };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_read_on_every_ground_they_may_stand_on() {
        for theme in [Theme::DAY, Theme::NIGHT] {
            for ground in [theme.sea, theme.land, theme.depth(1000.0), theme.depth(4000.0)] {
                assert!(theme.ink.contrast(ground) >= 4.5, "ink on {ground}: {}", theme.ink.contrast(ground));
                assert!(theme.faint_ink.contrast(ground) >= 4.5, "faint ink on {ground}");
            }
            for depth in [0.0, 200.0, 1000.0, 3000.0, 5000.0] {
                let ground = theme.depth(depth);
                assert!(theme.water_ink.contrast(ground) >= 4.5, "{ground}: {}", theme.water_ink.contrast(ground));
            }
            let deep = theme.depth(7000.0);
            assert!(theme.trench_ink.contrast(deep) >= 4.5, "{}", theme.trench_ink.contrast(deep));
        }
    }

    #[test]
    fn the_coast_and_the_glow_stand_out_from_sea_and_land() {
        for theme in [Theme::DAY, Theme::NIGHT] {
            for ground in [theme.sea, theme.depth(2000.0), theme.land] {
                assert!(theme.coast.contrast(ground) >= 3.0, "{ground}: {}", theme.coast.contrast(ground));
                assert!(theme.glow.contrast(ground) >= 3.0, "{ground}: {}", theme.glow.contrast(ground));
            }
        }
    }

    #[test]
    fn deeper_sea_is_darker_by_day_and_by_night() {
        for theme in [Theme::DAY, Theme::NIGHT] {
            let shades = theme.depths.windows(2).all(|pair| pair[1].1.luminance() < pair[0].1.luminance());
            assert!(shades && theme.depths[0].1.luminance() < theme.sea.luminance());
        }
    }
}
