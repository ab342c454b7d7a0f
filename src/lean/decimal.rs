//! Formats numbers as decimal digits, with the few decimals that a map shows.

/// Whole numbers below this are printed exactly; larger ones are rounded to twelve digits.
const EXACT_BELOW: f64 = 1e15;

/// Formats a number with at most `most` decimals and no trailing zeros; ties are rounded to the even digit.
///
/// The number times ten to the power of `most` must be below 1.8e19.
#[must_use]
pub fn decimal(value: f64, most: u32) -> String {
    let mut out = String::new();
    let size = value.abs();
    if !value.is_finite() {
        return if value.is_nan() { "NaN" } else { "inf" }.to_owned();
    }
    let unit = 10u64.saturating_pow(most);
    let scaled = (size * unit as f64).round_ties_even();
    if value < 0.0 && scaled > 0.0 {
        out.push('-');
    }
    if size >= EXACT_BELOW {
        push_rounded(&mut out, size);
        return out;
    }
    let scaled = scaled as u64;
    push_whole(&mut out, scaled / unit);
    let (mut rest, mut place) = (scaled % unit, unit);
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        place /= 10;
        push_whole(&mut out, rest / place);
        rest %= place;
    }
    out
}

/// Formats a number with as many decimals, at most nine, as distinguish it from every other one.
#[must_use]
pub fn shortest(value: f64) -> String {
    let mut most = 0;
    let mut unit = 1.0;
    while most < 9 && ((value * unit).round() / unit - value).abs() > 0.0 {
        most += 1;
        unit *= 10.0;
    }
    decimal(value, most)
}

/// Appends the digits of a whole number.
fn push_whole(out: &mut String, number: u64) {
    if number >= 10 {
        push_whole(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends twelve digits of a large number, then zeros.
fn push_rounded(out: &mut String, number: f64) {
    let mut zeros = 0;
    while number / 10f64.powi(zeros) >= 1e12 {
        zeros += 1;
    }
    push_whole(out, (number / 10f64.powi(zeros)).round() as u64);
    for _ in 0..zeros {
        out.push('0');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    /// Returns the standard library's result, without trailing zeros and without a sign before zero.
    fn expected(value: f64, most: u32) -> String {
        let text = format!("{value:.0$}", most as usize);
        let text = if most == 0 { &text } else { text.trim_end_matches('0').trim_end_matches('.') };
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    }

    proptest! {
        #![proptest_config(crate::lean::cases())]

        #[test]
        fn a_number_is_rounded_as_the_standard_library_rounds_it(value in -1e6..1e6_f64, most in 0..7_u32) {
            // Halfway between two digits, the library decides by the last binary digit, this code by the even digit.
            let scaled = value.abs() * 10f64.powf(f64::from(most));
            if (scaled.fract() - 0.5).abs() > 1e-3 {
                prop_assert_eq!(decimal(value, most), expected(value, most));
            }
        }

        #[test]
        fn a_number_of_a_few_decimals_is_printed_as_the_standard_library_prints_it(digits in -9_999_999_999_i64..9_999_999_999, decimals in 0..7) {
            let value = digits as f64 / 10f64.powi(decimals);
            prop_assert_eq!(shortest(value), value.to_string());
        }
    }

    #[test]
    fn a_number_is_rounded_and_loses_its_idle_zeros() {
        let rounded = [0.0, -0.001, 0.5, -0.25, 12.345_6, 100.0, 0.055, 7.999, -3.5].map(|value| decimal(value, 2));
        assert_eq!(rounded, ["0", "0", "0.5", "-0.25", "12.35", "100", "0.06", "8", "-3.5"]);
        assert_eq!([0.5, 1.5, 2.5, 1234.4].map(|value| decimal(value, 0)), ["0", "2", "2", "1234"]);
    }

    #[test]
    fn the_shortest_form_is_that_of_the_standard_library() {
        for value in [0.0, 181.0, -90.5, 144.2, 1e-9, 0.3, 57.6, -200.0, 1e14, 3e15, 1e22, 1e100, 1e308] {
            assert_eq!(shortest(value), value.to_string());
        }
        assert_eq!((shortest(f64::NAN), shortest(f64::INFINITY)), ("NaN".to_owned(), "inf".to_owned()));
    }
}
