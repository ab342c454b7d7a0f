//! Lines and rings on the plane, divided into runs that a frame can skip.
//!
//! A coast of ten thousand vertices is mostly out of view when the reader looks at one bay of it. Each part of a
//! [`Path`] therefore stores the bounding box of every run of [`RUN`] segments. [`Path::within`] keeps the runs that
//! meet a window and replaces each of the others by its chord. The chord lies in the run's box, so nothing changes
//! inside the window: neither the fill nor, with a margin for its width, the stroke.

use crate::geo::space::{World, WorldRect};
use std::borrow::Cow;

/// The number of segments in a run: small enough to clip closely, large enough to cost little memory.
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
    /// A line through the points, or a ring if `closed`; the last point of a ring is not repeated. `None` without
    /// points.
    #[must_use]
    pub fn new(points: Vec<World>, closed: bool) -> Option<Self> {
        let bounds = WorldRect::around(&points)?;
        let runs = if points.len() > 2 * RUN { run_boxes(&points, closed) } else { Vec::new() };
        Some(Self { points, closed, bounds, runs })
    }

    /// The points in order.
    #[must_use]
    pub fn points(&self) -> &[World] {
        &self.points
    }

    /// Whether this is a ring.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The bounding box.
    #[must_use]
    pub fn bounds(&self) -> WorldRect {
        self.bounds
    }

    /// Whether a ray from the point to the east crosses an odd number of segments (Franklin, PNPOLY). Each segment
    /// includes its lower end and excludes its upper one, so that a ray through a vertex is counted once.
    fn contains(&self, point: World) -> bool {
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

    /// The distance from a point to the line or ring itself, not to its interior.
    #[must_use]
    pub fn distance(&self, point: World) -> f64 {
        let mut least = f64::INFINITY;
        let mut last = if self.closed { self.points.last() } else { self.points.first() };
        for b in &self.points {
            if let Some(a) = last {
                let (along, to) = (*b - *a, point - *a);
                let square = along.x * along.x + along.y * along.y;
                let share = if square > 0.0 { (along.x * to.x + along.y * to.y) / square } else { 0.0 };
                least = least.min(a.lerp(*b, share.clamp(0.0, 1.0)).distance(point));
            }
            last = Some(b);
        }
        least
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

/// The bounding box of every run, including the first point of the next one.
fn run_boxes(points: &[World], closed: bool) -> Vec<WorldRect> {
    let starts = (0..points.len()).step_by(RUN);
    let last = if closed { points.first() } else { None };
    let mut boxes = Vec::new();
    for start in starts {
        let end = (start + RUN + 1).min(points.len());
        let run = WorldRect::around(points.get(start..end).unwrap_or_default());
        let last = last.filter(|_| end - start <= RUN);
        boxes.extend(run.map(|run| last.map_or(run, |last| run.with(*last))));
    }
    boxes
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

    /// The bounding box, or `None` if there are no parts.
    #[must_use]
    pub fn bounds(&self) -> Option<WorldRect> {
        self.parts.iter().map(Part::bounds).reduce(WorldRect::union)
    }

    /// The number of points in all parts.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.parts.iter().map(|part| part.points.len()).sum()
    }

    /// Whether a point lies inside by the even-odd rule; open lines count as closed.
    #[must_use]
    pub fn contains(&self, point: World) -> bool {
        self.parts
            .iter()
            .filter(|part| part.bounds.contains(point))
            .fold(false, |inside, part| inside != part.contains(point))
    }

    /// The path as seen in a window: itself if it is wholly inside, otherwise without the parts outside and with the
    /// runs outside replaced by their chords.
    #[must_use]
    pub fn within(&self, window: WorldRect) -> Cow<'_, Self> {
        if self.bounds().is_none_or(|bounds| window.covers(bounds)) {
            return Cow::Borrowed(self);
        }
        let mut parts = Vec::new();
        for part in self.parts.iter().filter(|part| window.meets(part.bounds)) {
            let whole = part.runs.is_empty() || window.covers(part.bounds);
            parts.push(if whole { part.clone() } else { part.within(window) });
        }
        Cow::Owned(Self { parts })
    }
}

impl From<Vec<Part>> for Path {
    fn from(parts: Vec<Part>) -> Self {
        Self { parts }
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
    fn a_window_on_a_stretch_of_coast_keeps_that_stretch_and_few_other_points() {
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
    fn a_ring_contains_its_inside_but_neither_the_lake_in_it_nor_its_surroundings() {
        let rings = [circle(400, 100.0), circle(40, 10.0)].map(|points| Part::new(points, true));
        let path: Path = rings.into_iter().flatten().collect();
        for y in [0.0, 0.3, -7.0] {
            let contained = [-101.0, -50.0, 0.0, 50.0, 99.0, 101.0].map(|x| path.contains(World::new(x, y)));
            assert_eq!(contained, [false, true, false, true, true, false], "at y {y}");
        }
    }

    #[test]
    fn the_distance_to_a_line_agrees_with_an_established_library() {
        use geo::{Coord, Distance as _, Euclidean, LineString, Point};
        for closed in [false, true] {
            for count in [1, 2, 3, 40] {
                let points = circle(count, 5.0);
                let ends = points.iter().chain(if closed { points.first() } else { None });
                let line: LineString = ends.map(|point| Coord { x: point.x, y: point.y }).collect();
                let part = Part::new(points, closed).unwrap();
                for point in circle(17, 9.0).into_iter().chain(circle(7, 3.3)) {
                    let other = Euclidean.distance(&Point::new(point.x, point.y), &line);
                    let ours = part.distance(point);
                    // The library finds no distance to an open line of one point.
                    assert!((ours - other).abs() < 1e-9 || (count == 1 && !closed), "{count} {closed}: {ours} {other}");
                }
            }
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
