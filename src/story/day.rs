//! Calendar days.

use std::fmt;

/// A day of the Gregorian calendar, from the year 0 to the year 9999.
///
/// Year, month and day of the month form one number, so that days compare in the order of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

impl Day {
    /// What a day must look like, for findings.
    pub const EXPECTED: &str = "a day such as 1945-08-28";

    /// Parses an ISO 8601 date, such as `1945-08-28`; none if there is no such day, as with 31 February.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut number = 0;
        for (index, byte) in text.bytes().enumerate() {
            match (matches!(index, 4 | 7), byte) {
                (true, b'-') => {}
                (false, b'0'..=b'9') if index < 10 => number = number * 10 + u32::from(byte - b'0'),
                _ => return None,
            }
        }
        let day = Self(number);
        let [year, month, of_month] = day.numbers();
        (text.len() == 10 && (1..=length(year, month)).contains(&of_month)).then_some(day)
    }

    /// Returns year, month from 1, and day of the month from 1.
    #[must_use]
    pub fn numbers(self) -> [u32; 3] {
        [self.0 / 10_000, self.0 / 100 % 100, self.0 % 100]
    }

    /// Returns the day in ISO 8601 format.
    #[must_use]
    pub fn iso(self) -> String {
        let mut iso = String::new();
        let mut unit = 10_000_000;
        while unit > 0 {
            if matches!(unit, 1_000 | 10) {
                iso.push('-');
            }
            iso.push(char::from(b'0' + (self.0 / unit % 10) as u8));
            unit /= 10;
        }
        iso
    }
}

/// Returns the number of days in a month of the Gregorian calendar; 0 for a month that does not exist.
fn length(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The placeholder for a day that could not be read, until the problem is reported: 1 January of the year 1.
impl Default for Day {
    fn default() -> Self {
        Self(1_01_01)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.iso())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_only_where_the_calendar_has_it() {
        for text in ["1945-08-28", "2024-02-29", "2000-02-29", "0000-12-31", "9999-01-01"] {
            assert_eq!(Day::parse(text).unwrap().iso(), text);
        }
        for text in [
            "1945-02-31",
            "2023-02-29",
            "1900-02-29",
            "1945-04-31",
            "1945-13-01",
            "1945-00-10",
            "1945-08-00",
            "1945-8-28",
            "1945/08/28",
            "+945-08-28",
            "1945-08-28 ",
            "1945-08",
            "１９45-08",
            "",
            "soon",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_in_the_order_of_time() {
        let day = |text: &str| Day::parse(text).unwrap();
        assert!(day("1855-02-07") < day("1945-08-28") && day("1945-08-28") < day("1945-09-02"));
    }
}
