//! Summarises the figures of several runs: median, minimum and maximum.

use serde::Serialize;

/// Median, minimum and maximum of some figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Distribution {
    pub(super) median: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Distribution {
    /// `None` if there are no figures.
    pub(super) fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let (least, most) = (*figures.first()?, *figures.last()?);
        let middle = figures.len() / 2;
        let upper = *figures.get(middle)?;
        let lower = if figures.len().is_multiple_of(2) { *figures.get(middle.checked_sub(1)?)? } else { upper };
        Some(Self { median: lower.midpoint(upper), least, most })
    }

    /// Median, minimum and maximum with this many decimals.
    pub(super) fn text(self, decimals: usize) -> String {
        format!("{:.decimals$} [{:.decimals$} to {:.decimals$}]", self.median, self.least, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_of_figures_lies_between_the_middle_two() {
        let distribution = Distribution::of([4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(distribution, Distribution { median: 2.5, least: 1.0, most: 4.0 });
        assert_eq!(Distribution::of([7.0, 1.0, 2.0]).unwrap().text(1), "2.0 [1.0 to 7.0]");
        assert_eq!(Distribution::of([]), None);
    }
}
