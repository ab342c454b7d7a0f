//! Courses as the steps of SVG paths (SVG 1.1, section 8.3), in as few characters as they need.

use crate::geo::space::{Screen, ScreenRect};

/// The steps of a path, filled part by part.
pub(super) struct Course {
    /// So many units of its numbers are a pixel.
    unit: f64,
    /// Points lie on multiples of so many units.
    grain: i64,
    /// Beyond this box nothing is seen, so that a detour there can be left out.
    sight: Option<ScreenRect>,
    steps: String,
}

impl Course {
    pub(super) const fn new(unit: f64, grain: i64, sight: Option<ScreenRect>) -> Self {
        Self { unit, grain, sight, steps: String::new() }
    }

    /// The finished steps.
    pub(super) fn steps(self) -> String {
        self.steps
    }

    /// Adds a part, each of its points relative to the one before.
    pub(super) fn add(&mut self, points: impl Iterator<Item = Screen>, is_closed: bool) {
        let mut points = points.peekable();
        let mut last: Option<((i64, i64), u8)> = None;
        while let Some(point) = points.next() {
            let at = (self.units(point.x), self.units(point.y));
            let beyond = self.beyond(point);
            match last {
                None => {
                    self.steps.push('M');
                    self.number(at.0);
                    self.number(at.1);
                    self.steps.push('l');
                }
                Some((before, _)) if before == at => continue,
                Some((before, before_beyond)) => {
                    let next = points.peek().map_or(0, |next| self.beyond(*next));
                    if before_beyond & beyond & next != 0 {
                        continue;
                    }
                    self.number(at.0 - before.0);
                    self.number(at.1 - before.1);
                }
            }
            last = Some((at, beyond));
        }
        let trimmed = self.steps.trim_end_matches('l').len();
        self.steps.truncate(trimmed);
        if is_closed && last.is_some() {
            self.steps.push('z');
        }
    }

    /// The edges of what is seen beyond which a point lies. What leads from point to point beyond the same edge is never
    /// seen, and neither the line nor the area changes in sight when it takes the straight way there.
    fn beyond(&self, point: Screen) -> u8 {
        let Some(ScreenRect { min, max }) = self.sight else { return 0 };
        let edges = [point.x < min.x, point.x > max.x, point.y < min.y, point.y > max.y];
        edges.iter().fold(0, |edges, is_beyond| edges << 1 | u8::from(*is_beyond))
    }

    fn units(&self, value: f64) -> i64 {
        (value * self.unit / self.grain as f64).round() as i64 * self.grain
    }

    /// A number with no more before it than is needed to tell it apart.
    fn number(&mut self, units: i64) {
        let text = digits(units as f64 / self.unit);
        let text = match text.split_once("0.") {
            Some(("", part)) => format!(".{part}"),
            Some(("-", part)) => format!("-.{part}"),
            _ => text,
        };
        if !text.starts_with('-') && self.steps.ends_with(|last: char| last.is_ascii_digit()) {
            self.steps.push(' ');
        }
        self.steps.push_str(&text);
    }
}

/// A number with at most two decimals and no idle zeros.
pub(super) fn digits(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::space::Size;

    fn steps(points: &[(f64, f64)], sight: Option<ScreenRect>) -> String {
        let mut course = Course::new(10.0, 1, sight);
        course.add(points.iter().map(|(x, y)| Screen::new(*x, *y)), true);
        course.steps()
    }

    #[test]
    fn numbers_are_relative_and_as_short_as_can_be() {
        assert_eq!(steps(&[(0.5, -0.5), (1.0, 1.0), (1.0, 1.01), (0.25, 2.0)], None), "M.5-.5l.5 1.5-.7 1z");
    }

    #[test]
    fn a_detour_beyond_one_edge_is_left_out_and_one_around_a_corner_is_not() {
        let sight = Some(Size::new(10.0, 10.0).rect());
        let detour = [(5.0, 5.0), (20.0, 1.0), (30.0, 4.0), (40.0, 2.0), (20.0, 8.0)];
        assert_eq!(steps(&detour, sight), "M5 5l15-4 0 7z");
        let corner = [(5.0, 5.0), (20.0, 5.0), (20.0, -20.0), (5.0, -20.0)];
        assert_eq!(steps(&corner, sight), steps(&corner, None));
    }
}
