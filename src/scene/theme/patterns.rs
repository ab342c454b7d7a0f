//! The patterns of areas, which are the same in all palettes.
//!
//! The pattern identifies a kind of area by day, by night and on paper, also for readers with colour blindness.
//! Falling lines are the first party's and rising lines the second's: thin where the party administers an area, thick
//! where it claims one. Areas of no single party have crossed lines, level lines or none.

use crate::paint::{Color, Fill, Hatch, Slope};
use crate::scene::theme::colors::Theme;
use crate::story::{Party, StatusClass};

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

    /// Returns a fill with these lines.
    fn over(self, fill: Color, color: Color) -> Fill {
        let Self { slope, spacing, width } = self;
        Fill { color: fill, hatch: Some(Hatch { slope, color, spacing, width }) }
    }
}

/// The lines over what each party administers. The first two mirror each other.
const HELD: [Lines; 3] =
    [Lines::new(Slope::Falling, 6.0, 0.5), Lines::new(Slope::Rising, 6.0, 0.5), Lines::new(Slope::Crossed, 4.0, 0.6)];
/// The lines of a claim between the first two parties, in the slope of the claimant.
const CLAIM: Lines = Lines::new(Slope::Rising, 6.0, 1.4);
/// Joint administration: the lines of both.
const JOINT: Lines = Lines::new(Slope::Crossed, 10.0, 1.1);
/// Passing from one party to another: level lines, which are no party's.
const CHANGING: Lines = Lines::new(Slope::Level, 5.0, 1.2);
/// Undetermined status: a wide, thin lattice.
const OPEN: Lines = Lines::new(Slope::Crossed, 10.0, 0.5);
/// Disagreement between the parties.
const DISPUTED: Lines = Lines::new(Slope::Crossed, 7.0, 0.9);

impl Theme {
    /// Returns the fill of an area, given all parties in their order.
    #[must_use]
    pub fn area(&self, status_class: Option<&StatusClass>, parties: &[Party]) -> Fill {
        let number = |id: &str| parties.iter().position(|party| party.id == id);
        match status_class {
            None | Some(StatusClass::Silent) => Fill::plain(self.land),
            Some(StatusClass::Held { by, claimed_by }) => self.held(number(by), claimed_by.as_deref().and_then(number)),
            Some(StatusClass::Joint) => JOINT.over(self.joint.fill, self.joint.line),
            Some(StatusClass::Undetermined) => OPEN.over(self.undetermined.fill, self.undetermined.line),
            Some(StatusClass::Changing) => CHANGING.over(self.changing.fill, self.changing.line),
            Some(StatusClass::Agreed) => Fill::plain(self.agreed),
            Some(StatusClass::Disputed) => DISPUTED.over(self.disputed.fill, self.disputed.line),
        }
    }

    /// Returns the fill of an area that a party administers and another may claim; the area of an unknown party is like
    /// other land.
    fn held(&self, holder: Option<usize>, claimant: Option<usize>) -> Fill {
        let of = |number: usize| self.parties.get(number).zip(HELD.get(number));
        let Some((own, lines)) = holder.and_then(of) else { return Fill::plain(self.land) };
        match claimant.and_then(of) {
            None => lines.over(own.fill, own.line),
            Some((other, claimed)) => {
                // Each pair of parties has its own spacing, the same in both directions.
                let pair = holder.unwrap_or(0) + claimant.unwrap_or(0);
                let (spacing, width) = (CLAIM.spacing * pair as f64, CLAIM.width * pair as f64);
                Lines { spacing, width, ..*claimed }.over(own.fill, other.line)
            }
        }
    }
}
