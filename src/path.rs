//! Lines and rings on the plane, cut into runs that a frame can skip.
//!
//! A coast of ten thousand vertices is mostly out of sight when the reader looks at one bay of it. Each part of a
//! [`Path`] therefore remembers the box of every run of [`RUN`] segments. [`Path::within`] keeps the runs that a window
//! can see and replaces each of the others by its chord. The chord lies in the run's box, so nothing changes inside
//! the window: neither the fill nor, with a margin for its width, the stroke.

use crate::space::{World, WorldRect};
use std::borrow::Cow;

/// Number of segments in a run: small enough to cut closely, large enough to cost little memory.
const RUN: usize = 32;

/// One line or ring of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    points: Vec<World>,
    closed: bool,
    bounds: WorldRect,
    runs: Vec<WorldRect>,
}

impl Part {
    /// A line through the points, or a ring where `closed`; the last point of a ring is not repeated. None where
    /// there are no points.
    #[must_use]
    pub fn new(points: Vec<World>, closed: bool) -> Option<Self> {
        let bounds = WorldRect::around(points.iter().copied())?;
        let runs = if points.len() > 2 * RUN { run_boxes(&points, closed) } else { Vec::new() };
        Some(Self { points, closed, bounds, runs })
    }

    /// The points in order.
    #[must_use]
    pub fn points(&self) -> &[World] {
        &self.points
    }

    /// Whether the last point is joined to the first.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The smallest box around the part.
    #[must_use]
    pub fn bounds(&self) -> WorldRect {
        self.bounds
    }

    /// Whether a ray from the point to the east crosses an odd number of segments (Franklin, PNPOLY). Each segment has
    /// its lower end and lacks its upper one, so that a ray through a vertex is counted once.
    fn holds(&self, point: World) -> bool {
        let mut inside = false;
        let mut last = self.points.last();
        for b in &self.points {
            inside ^= last.is_some_and(|a| {
                (a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y)
            });
            last = Some(b);
        }
        inside
    }

    /// The part with every run outside the window replaced by its chord.
    fn within(&self, window: WorldRect) -> Self {
        let mut points: Vec<World> = Vec::new();
        for (run, bounds) in self.points.chunks(RUN).zip(&self.runs) {
            let count = if window.meets(*bounds) { run.len() } else { 1 };
            points.extend_from_slice(run.get(..count).unwrap_or_default());
        }
        if let (false, Some(last)) = (self.closed, self.points.last()) {
            points.push(*last);
        }
        Self { points, closed: self.closed, bounds: self.bounds, runs: Vec::new() }
    }
}

/// The box of every run, up to and with the first point of the next one.
fn run_boxes(points: &[World], closed: bool) -> Vec<WorldRect> {
    let starts = (0..points.len()).step_by(RUN);
    let last = if closed { points.first() } else { None };
    let boxes = starts.filter_map(|start| {
        let end = (start + RUN + 1).min(points.len());
        let run = points.get(start..end)?.iter().chain(if end - start <= RUN { last } else { None });
        WorldRect::around(run.copied())
    });
    boxes.collect()
}

/// Lines and rings that are drawn together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    parts: Vec<Part>,
}

impl Path {
    /// The parts in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The smallest box around all parts, or none where there are no parts.
    #[must_use]
    pub fn bounds(&self) -> Option<WorldRect> {
        self.parts.iter().map(Part::bounds).reduce(WorldRect::union)
    }

    /// Number of points in all parts.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.parts.iter().map(|part| part.points.len()).sum()
    }

    /// Whether a point lies inside: in an odd number of the rings, an open line counting as closed.
    #[must_use]
    pub fn holds(&self, point: World) -> bool {
        self.parts
            .iter()
            .filter(|part| part.bounds.contains(point))
            .fold(false, |inside, part| inside != part.holds(point))
    }

    /// The path as far as a window can see it: itself where it is wholly inside, otherwise without the parts outside
    /// and with the runs outside replaced by their chords.
    #[must_use]
    pub fn within(&self, window: WorldRect) -> Cow<'_, Self> {
        if self.bounds().is_none_or(|bounds| window.covers(bounds)) {
            return Cow::Borrowed(self);
        }
        let seen = self.parts.iter().filter(|part| window.meets(part.bounds));
        let parts = seen.map(|part| {
            let whole = part.runs.is_empty() || window.covers(part.bounds);
            if whole { part.clone() } else { part.within(window) }
        });
        Cow::Owned(Self { parts: parts.collect() })
    }
}

impl FromIterator<Part> for Path {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        Self { parts: parts.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(count: usize, radius: f64) -> Vec<World> {
        let angle = std::f64::consts::TAU / count as f64;
        (0..count).map(|i| (i as f64 * angle).sin_cos()).map(|(y, x)| World::new(x * radius, y * radius)).collect()
    }

    fn square(half: f64, x: f64) -> WorldRect {
        WorldRect::new(World::new(x - half, -half), World::new(x + half, half))
    }

    #[test]
    fn a_path_inside_the_window_is_borrowed_whole() {
        let path: Path = Part::new(circle(1000, 10.0), true).into_iter().collect();
        assert!(matches!(path.within(square(11.0, 0.0)), Cow::Borrowed(_)));
    }

    #[test]
    fn a_window_on_a_stretch_of_coast_keeps_that_stretch_and_few_points_else() {
        let path: Path = Part::new(circle(10_000, 100.0), true).into_iter().collect();
        let seen = path.within(square(2.0, 100.0));
        assert!(seen.point_count() < 10_000 / RUN + 8 * RUN, "{} points kept", seen.point_count());
        for point in path.parts()[0].points().iter().filter(|point| square(2.0, 100.0).contains(**point)) {
            assert!(seen.parts()[0].points().contains(point), "{point:?} was lost");
        }
    }

    #[test]
    fn a_chord_never_enters_the_window() {
        let path: Path = Part::new(circle(5_000, 100.0), true).into_iter().collect();
        let window = square(3.0, 97.0);
        let seen = path.within(window);
        let points = seen.parts()[0].points();
        for (a, b) in points.iter().zip(points.iter().cycle().skip(1)).filter(|(a, b)| a.distance(**b) > 1.0) {
            let steps = (0..=100).map(|step| a.lerp(*b, f64::from(step) / 100.0));
            assert!(steps.into_iter().all(|point| !window.contains(point)), "{a:?} to {b:?}");
        }
    }

    #[test]
    fn a_point_is_held_by_a_ring_and_not_by_the_lake_in_it_nor_by_its_surroundings() {
        let rings = [circle(400, 100.0), circle(40, 10.0)].map(|points| Part::new(points, true));
        let path: Path = rings.into_iter().flatten().collect();
        for y in [0.0, 0.3, -7.0] {
            let held = [-101.0, -50.0, 0.0, 50.0, 99.0, 101.0].map(|x| path.holds(World::new(x, y)));
            assert_eq!(held, [false, true, false, true, true, false], "at y {y}");
        }
    }

    #[test]
    fn an_open_line_keeps_its_end() {
        let line: Path = Part::new(circle(999, 100.0), false).into_iter().collect();
        let seen = line.within(square(1.0, 100.0));
        assert_eq!(seen.parts()[0].points().last(), line.parts()[0].points().last());
        assert!(!seen.parts()[0].is_closed());
    }
}
