//! The patterns of areas, which are the same in all palettes.
//!
//! A kind of area is recognised by its pattern by day, by night and on paper, also by readers who see colours differently.
//! Falling lines are the first party's and rising lines the second's: thin where it administers an area, thick where it
//! claims one. What belongs to no single party has crossed lines, level lines or none.

use crate::paint::{Color, Fill, Hatch, Slope};
use crate::scene::theme::colors::Theme;
use crate::story::{Party, Shade};

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

impl Theme {
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
}
