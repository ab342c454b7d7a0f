//! Colours and their serialisation.

use std::fmt;

/// An sRGB colour with alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
    alpha: u8,
}

impl Color {
    /// An opaque colour from `0xRRGGBB`.
    #[must_use]
    pub const fn rgb(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self { red, green, blue, alpha: 255 }
    }

    /// The same colour with an alpha of 0 to 255.
    #[must_use]
    pub const fn with_alpha(self, alpha: u8) -> Self {
        Self { alpha, ..self }
    }

    /// Red, green and blue.
    #[must_use]
    pub const fn channels(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// Whether nothing shows through it.
    #[must_use]
    pub const fn is_opaque(self) -> bool {
        self.alpha == u8::MAX
    }

    /// Its opacity, 0 to 1.
    #[must_use]
    pub fn opacity(self) -> f64 {
        f64::from(self.alpha) / f64::from(u8::MAX)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, definition "relative luminance").
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio to another colour, 1 to 21 (WCAG 2.2, definition "contrast ratio").
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }
}

impl fmt::Display for Color {
    /// `#rrggbb`, or `#rrggbbaa` if the colour is not opaque (CSS Color 4, section 5.2).
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)?;
        if self.alpha < 255 { write!(out, "{:02x}", self.alpha) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((Color::rgb(0).contrast(Color::rgb(0x00ff_ffff)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_translucent_colour_spells_its_alpha() {
        assert_eq!(Color::rgb(0x0012_3456).with_alpha(128).to_string(), "#12345680");
        assert_eq!(Color::rgb(0x00ab_cdef).to_string(), "#abcdef");
    }
}
