//! The sides of what is labelled.

/// A side of what is labelled, in the order in which sides are tried: labels to the right are read best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On it.
    Upon,
    /// Right of it.
    Right,
    /// Below, to the right.
    LowerRight,
    /// Left of it.
    Left,
    /// Above, to the right.
    UpperRight,
    /// Above, to the left.
    UpperLeft,
    /// Below, to the left.
    LowerLeft,
    /// Below it.
    Below,
    /// Above it.
    Above,
}

/// The directions of all sides, right and down.
static DIRECTIONS: [(f64, f64); 9] =
    [(0.0, 0.0), (1.0, 0.0), (1.0, 0.8), (-1.0, 0.0), (1.0, -0.8), (-1.0, -0.8), (-1.0, 0.8), (0.0, 1.0), (0.0, -1.0)];

impl Side {
    const ALL: [Self; 9] = [
        Self::Upon,
        Self::Right,
        Self::LowerRight,
        Self::Left,
        Self::UpperRight,
        Self::UpperLeft,
        Self::LowerLeft,
        Self::Below,
        Self::Above,
    ];
    /// On it only.
    pub(super) const UPON: &'static [Self] = Self::ALL.split_at(1).0;
    /// All sides around it.
    pub(super) const AROUND: &'static [Self] = Self::ALL.split_at(1).1;
    /// On it, then around it.
    pub(super) const ANY: &'static [Self] = &Self::ALL;

    /// Returns the direction from what is labelled to the label, right and down.
    pub(super) fn direction(self) -> (f64, f64) {
        DIRECTIONS.get(self as usize).copied().unwrap_or_default()
    }

    /// Returns how many sides are tried before this one.
    pub(super) fn order(self) -> f64 {
        f64::from(self as u8)
    }
}
