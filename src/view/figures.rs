//! Numbers as the texts of fields and verbs hold them.

use crate::story::fields::numbers;

/// Returns the whole number in a text; none where there is none.
pub(super) fn count(text: &str) -> Option<usize> {
    figures(text).first().map(|number| *number as usize)
}

/// Returns the numbers in a text, separated by commas; none where the text has any other form.
pub(super) fn figures(text: &str) -> Vec<f64> {
    numbers(&["[", text, "]"].concat()).unwrap_or_default()
}
