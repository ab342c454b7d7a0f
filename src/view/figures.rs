//! Numbers in the texts of fields and verbs.

use crate::story::fields::numbers;

/// Returns the whole number in a text, or `None`.
pub(super) fn count(text: &str) -> Option<usize> {
    figures(text).first().map(|number| *number as usize)
}

/// Returns the numbers in a text, separated by commas; empty if the text has any other form.
pub(super) fn figures(text: &str) -> Vec<f64> {
    numbers(&["[", text, "]"].concat()).unwrap_or_default()
}
