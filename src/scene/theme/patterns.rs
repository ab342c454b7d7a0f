//! The patterns of areas, which are the same in all palettes.
//!
//! The pattern identifies a kind of area by day, by night and on paper, also for readers with colour blindness.
//! Falling lines are the first party's and rising lines the second's: thin and pale where the party administers an area,
//! thick over a loud colour where it claims one; between them run thinner lines in the colours of further claimants.
//! Areas of no single party have crossed lines, level lines or none.

use crate::paint::{Color, FURTHER, Fill, Hatch, Slope};
use crate::scene::theme::colors::{PARTIES, Theme};
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
        Fill { color: fill, hatch: Some(Hatch { slope, color, spacing, width, shift: 0.0, further: [None; FURTHER] }) }
    }
}

/// The lines over what each party administers. The first two mirror each other.
const HELD: [Lines; PARTIES] =
    [Lines::new(Slope::Falling, 6.0, 0.3), Lines::new(Slope::Rising, 6.0, 0.3), Lines::new(Slope::Crossed, 4.0, 0.4)];
/// The lines of a claim between the first two parties, in the slope of the claimant.
const CLAIM: Lines = Lines::new(Slope::Rising, 6.0, 0.9);
/// Joint administration: the lines of both.
const JOINT: Lines = Lines::new(Slope::Crossed, 10.0, 1.1);
/// Passing from one party to another: level lines, which are no party's.
const CHANGING: Lines = Lines::new(Slope::Level, 5.0, 1.2);
/// Undetermined status: a wide, thin lattice.
const OPEN: Lines = Lines::new(Slope::Crossed, 10.0, 0.5);
/// Each party's own, according to itself.
const DISPUTED: Lines = Lines::new(Slope::Crossed, 7.0, 0.9);

/// Any other disagreement between the parties.
const DIFFERING: Lines = Lines::new(Slope::Level, 9.0, 0.5);

impl Theme {
    /// Returns the fill of an area, given all parties in their order.
    #[must_use]
    pub fn area(&self, status_class: Option<&StatusClass>, parties: &[Party]) -> Fill {
        let number = |id: &str| parties.iter().position(|party| party.id == id);
        match status_class {
            None | Some(StatusClass::Silent) => Fill::plain(self.land),
            Some(StatusClass::Held { by, claimed_by }) => {
                let claimants: Vec<usize> = claimed_by.iter().filter_map(|id| number(id)).collect();
                self.held(number(by), by.is_empty(), &claimants)
            }
            Some(StatusClass::Joint) => JOINT.over(self.joint.fill, self.joint.line),
            Some(StatusClass::Undetermined) => OPEN.over(self.undetermined.fill, self.undetermined.line),
            Some(StatusClass::Changing) => CHANGING.over(self.changing.fill, self.changing.line),
            Some(StatusClass::Agreed) => Fill::plain(self.agreed),
            Some(StatusClass::Disputed) => DISPUTED.over(self.disputed.fill, self.disputed.line),
            Some(StatusClass::Differing) => DIFFERING.over(self.differing.fill, self.differing.line),
        }
    }

    /// Returns the fill of an area that a party, or nobody, administers and others may claim; the area of an unknown party is
    /// like other land.
    fn held(&self, holder: Option<usize>, by_nobody: bool, claimants: &[usize]) -> Fill {
        let number = holder.unwrap_or(if by_nobody { 0 } else { usize::MAX });
        let (Some(own), Some(contested), Some(lines)) =
            (self.parties.get(number), self.contested.get(number), HELD.get(number))
        else {
            return Fill::plain(self.land);
        };
        let open = &self.undetermined;
        let (own, contested, lines) = if by_nobody { (open, open, &OPEN) } else { (own, contested, lines) };
        let Some((first, further)) = claimants.split_first() else { return lines.over(own.fill, own.line) };
        let Some(claimed) = HELD.get(*first) else { return lines.over(own.fill, own.line) };
        // Each pair of parties has its own spacing, the same in both directions.
        let pair = (number + first).max(1) as f64;
        let (spacing, width) = (CLAIM.spacing * pair, CLAIM.width * pair);
        let mut fill = Lines { spacing, width, ..*claimed }.over(contested.fill, contested.line);
        if let Some(hatch) = &mut fill.hatch {
            for (slot, claimant) in hatch.further.iter_mut().zip(further) {
                *slot = self.contested.get(*claimant).map(|ink| ink.line);
            }
        }
        fill
    }
}
