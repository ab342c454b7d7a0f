//! Colours, patterns, widths and sizes of the picture, as data.
//!
//! The palettes differ in colour only. Patterns are the same in all of them, so that a kind of area is known again by
//! day, by night and on paper, by any eye. Lines that fall are the first party's, lines that rise the second's: thin
//! where it holds an area, firm where it claims one. Whatever is no party's own is crossed, level or plain.

mod palettes;

use crate::lean::trig::log2;
use crate::paint::{Color, Fill, Hatch, Slope, Stroke, Type};
use crate::story::{Party, Shade};
use crate::view::Light;

/// A tint and the lines over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The whole area.
    pub fill: Color,
    /// The lines, and the rim of a dot that stands for the area.
    pub line: Color,
}

/// The lines of a pattern, without their colour.
#[derive(Clone, Copy, Debug)]
struct Lines {
    slope: Slope,
    spacing: f64,
    width: f64,
}

impl Lines {
    const fn new(slope: Slope, spacing: f64, width: f64) -> Self {
        Self { slope, spacing, width }
    }

    /// An area with these lines.
    fn over(self, fill: Color, color: Color) -> Fill {
        let Self { slope, spacing, width } = self;
        Fill { color: fill, hatch: Some(Hatch { slope, color, spacing, width }) }
    }
}

/// The lines over what a party holds, by the order of the parties. The first two mirror each other.
const HELD: [Lines; 3] =
    [Lines::new(Slope::Falling, 6.0, 0.5), Lines::new(Slope::Rising, 6.0, 0.5), Lines::new(Slope::Crossed, 4.0, 0.6)];
/// The lines of a claim between the first two parties, in the slope of the one that claims.
const CLAIM: Lines = Lines::new(Slope::Rising, 6.0, 1.4);
/// What is held jointly: the lines of both.
const JOINT: Lines = Lines::new(Slope::Crossed, 10.0, 1.1);
/// What is passing from one hand to another: level lines, which are nobody's.
const CHANGING: Lines = Lines::new(Slope::Level, 5.0, 1.2);
/// What is open: a wide and thin lattice.
const OPEN: Lines = Lines::new(Slope::Crossed, 10.0, 0.5);
/// What the parties do not say the same of.
const DISPUTED: Lines = Lines::new(Slope::Crossed, 7.0, 0.9);

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

    /// How an area is filled, among all parties in their order.
    #[must_use]
    pub fn area(&self, shade: Option<&Shade>, parties: &[Party]) -> Fill {
        let number = |id: &str| parties.iter().position(|party| party.id == id);
        match shade {
            None | Some(Shade::Silent) => Fill::plain(self.land),
            Some(Shade::Held { by, claimed_by }) => self.held(number(by), claimed_by.as_deref().and_then(number)),
            Some(Shade::Joint) => JOINT.over(self.joint.fill, self.joint.line),
            Some(Shade::Undetermined) => OPEN.over(self.undetermined.fill, self.undetermined.line),
            Some(Shade::Changing) => CHANGING.over(self.changing.fill, self.changing.line),
            Some(Shade::Agreed) => Fill::plain(self.agreed),
            Some(Shade::Disputed) => DISPUTED.over(self.disputed.fill, self.disputed.line),
        }
    }

    /// What a party holds and another claims or none; what an unknown party holds is like other land.
    fn held(&self, holder: Option<usize>, claimant: Option<usize>) -> Fill {
        let of = |number: usize| self.parties.get(number).zip(HELD.get(number));
        let Some((own, lines)) = holder.and_then(of) else { return Fill::plain(self.land) };
        match claimant.and_then(of) {
            None => lines.over(own.fill, own.line),
            Some((other, claimed)) => {
                // Each pair of parties has a spacing of its own, the same for either side.
                let pair = holder.unwrap_or(0) + claimant.unwrap_or(0);
                let (spacing, width) = (CLAIM.spacing * pair as f64, CLAIM.width * pair as f64);
                Lines { spacing, width, ..*claimed }.over(own.fill, other.line)
            }
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
        Stroke::solid(self.coast, (0.65 + 0.12 * log2(pixels_per_km)).clamp(0.55, 1.2))
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
