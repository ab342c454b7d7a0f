//! SVG path data (SVG 1.1, section 8.3) in as few characters as possible.

use crate::geo::space::{Screen, ScreenRect};
use crate::lean::decimal::decimal;

/// The data of a path, built part by part.
pub(super) struct PathData {
    /// Units per pixel.
    unit: f64,
    /// Points are rounded to multiples of this many units.
    resolution: i64,
    /// Nothing outside this box is visible, so that a detour there can be omitted.
    clip: Option<ScreenRect>,
    text: String,
}

impl PathData {
    pub(super) const fn new(unit: f64, resolution: i64, clip: Option<ScreenRect>) -> Self {
        Self { unit, resolution, clip, text: String::new() }
    }

    /// The finished data.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Adds a part, each point relative to the one before.
    pub(super) fn add(&mut self, points: impl Iterator<Item = Screen>, is_closed: bool) {
        let mut points = points.peekable();
        let mut last: Option<((i64, i64), u8)> = None;
        while let Some(point) = points.next() {
            let at = (self.units(point.x), self.units(point.y));
            let code = self.outcode(point);
            match last {
                None => {
                    self.text.push('M');
                    self.number(at.0);
                    self.number(at.1);
                    self.text.push('l');
                }
                Some((before, _)) if before == at => continue,
                Some((before, before_code)) => {
                    let next = points.peek().map_or(0, |next| self.outcode(*next));
                    if before_code & code & next != 0 {
                        continue;
                    }
                    self.number(at.0 - before.0);
                    self.number(at.1 - before.1);
                }
            }
            last = Some((at, code));
        }
        let trimmed = self.text.trim_end_matches('l').len();
        self.text.truncate(trimmed);
        if is_closed && last.is_some() {
            self.text.push('z');
        }
    }

    /// The outcode of a point: the edges of the clip box beyond which it lies (Cohen–Sutherland). A stretch of points
    /// beyond the same edge is invisible; replacing it by a straight line changes neither the visible line nor the
    /// visible area.
    fn outcode(&self, point: Screen) -> u8 {
        let Some(ScreenRect { min, max }) = self.clip else { return 0 };
        let edges = [point.x < min.x, point.x > max.x, point.y < min.y, point.y > max.y];
        edges.iter().fold(0, |edges, is_beyond| edges << 1 | u8::from(*is_beyond))
    }

    fn units(&self, value: f64) -> i64 {
        (value * self.unit / self.resolution as f64).round() as i64 * self.resolution
    }

    /// Adds a number, with a separator only if it needs one.
    fn number(&mut self, units: i64) {
        let text = digits(units as f64 / self.unit);
        let text = match text.strip_prefix("0.").or(text.strip_prefix("-0.")) {
            Some(part) => format!("{}.{part}", if units < 0 { "-" } else { "" }),
            None => text,
        };
        if !text.starts_with('-') && self.text.ends_with(|last: char| last.is_ascii_digit()) {
            self.text.push(' ');
        }
        self.text.push_str(&text);
    }
}

/// A number with at most two decimals and no trailing zeros.
pub(super) fn digits(value: f64) -> String {
    decimal(value, 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::space::Size;

    fn data(points: &[(f64, f64)], clip: Option<ScreenRect>) -> String {
        let mut data = PathData::new(10.0, 1, clip);
        data.add(points.iter().map(|(x, y)| Screen::new(*x, *y)), true);
        data.into_text()
    }

    #[test]
    fn numbers_are_relative_and_as_short_as_can_be() {
        assert_eq!(data(&[(0.5, -0.5), (1.0, 1.0), (1.0, 1.01), (0.25, 2.0)], None), "M.5-.5l.5 1.5-.7 1z");
    }

    #[test]
    fn a_detour_beyond_one_edge_is_left_out_and_one_around_a_corner_is_not() {
        let clip = Some(Size::new(10.0, 10.0).rect());
        let detour = [(5.0, 5.0), (20.0, 1.0), (30.0, 4.0), (40.0, 2.0), (20.0, 8.0)];
        assert_eq!(data(&detour, clip), "M5 5l15-4 0 7z");
        let corner = [(5.0, 5.0), (20.0, 5.0), (20.0, -20.0), (5.0, -20.0)];
        assert_eq!(data(&corner, clip), data(&corner, None));
    }
}
