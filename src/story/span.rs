//! Spans of days.

use crate::story::day::Day;
use crate::story::fields::Fields;

/// The days from a first to a last one, inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first day; none if it is unknown.
    pub from: Option<Day>,
    /// The last day; none if there is no end yet.
    pub to: Option<Day>,
}

impl Span {
    /// Reads the fields `from` and `to`, either of which may be absent.
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let span = Self { from: fields.optional_day("from"), to: fields.optional_day("to") };
        if let (Some(from), Some(to)) = (span.from, span.to)
            && to < from
        {
            fields.unexpected("to", "a day not before \"from\"", &to.iso());
        }
        span
    }

    /// Whether the span contains a day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_holds_its_first_and_its_last_day_and_has_no_limit_where_none_is_told() {
        let day = |text: &str| Day::parse(text).unwrap();
        let span = Span { from: Some(day("1945-08-18")), to: Some(day("1945-09-05")) };
        let held = ["1945-08-17", "1945-08-18", "1945-09-05", "1945-09-06"].map(|text| span.holds(day(text)));
        assert_eq!(held, [false, true, true, false]);
        assert!(Span::default().holds(day("0000-01-01")));
    }
}
