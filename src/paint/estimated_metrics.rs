//! Estimated text widths, for still pictures, which are set in the reader's own fonts.

use crate::paint::{Measure, Type};

/// Estimates widths by character class, on the wide side, so that labels keep apart in any common font.
#[derive(Clone, Copy, Debug, Default)]
pub struct EstimatedMetrics;

impl Measure for EstimatedMetrics {
    fn width(&self, text: &str, face: &Type) -> f64 {
        let share: f64 = text.chars().map(|letter| share(letter, face.serif)).sum();
        share * face.size * if face.bold { 1.06 } else { 1.0 }
    }
}

/// The width of a character in units of the font size.
fn share(letter: char, serif: bool) -> f64 {
    match letter {
        ' ' | '.' | ',' | ':' | '·' | 'i' | 'j' | 'l' | 'I' | '\'' | '/' => 0.3,
        'f' | 't' | 'r' | '-' | '(' | ')' => 0.38,
        'm' | 'w' | 'M' | 'W' | 'Ш' | 'Щ' | 'Ж' | 'Ю' | 'ш' | 'щ' | 'ж' | 'ю' => 0.88,
        'А'..='Я' | 'A'..='Z' => 0.68,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' => 1.0,
        _ if serif => 0.52,
        _ => 0.57,
    }
}
