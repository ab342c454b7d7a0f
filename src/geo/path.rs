//! Lines and rings on the plane, cut into runs that a frame can skip.
//!
//! A coast of ten thousand vertices is mostly out of sight when the reader looks at one bay of it. Each part of a
//! [`Path`] therefore remembers the box of every run of [`RUN`] segments. [`Path::within`] keeps the runs that a window
//! can see and replaces each of the others by its chord. The chord lies in the run's box, so nothing changes inside
//! the window: neither the fill nor, with a margin for its width, the stroke.

use crate::geo::space::{World, WorldRect};
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
        let bounds = WorldRect::around(&points)?;
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

    /// The distance from a place to the line or ring, not to its inside.
    #[must_use]
    pub fn distance(&self, place: World) -> f64 {
        let mut least = f64::INFINITY;
        let mut last = if self.closed { self.points.last() } else { self.points.first() };
        for b in &self.points {
            if let Some(a) = last {
                let (along, to) = (*b - *a, place - *a);
                let square = along.x * along.x + along.y * along.y;
                let share = if square > 0.0 { (along.x * to.x + along.y * to.y) / square } else { 0.0 };
                least = least.min(a.lerp(*b, share.clamp(0.0, 1.0)).distance(place));
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

/// The box of every run, up to and with the first point of the next one.
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
    fn the_distance_to_a_line_is_that_of_a_well_kept_library() {
        use geo::{Coord, Distance as _, Euclidean, LineString, Point};
        for closed in [false, true] {
            for count in [1, 2, 3, 40] {
                let points = circle(count, 5.0);
                let ends = points.iter().chain(if closed { points.first() } else { None });
                let line: LineString = ends.map(|point| Coord { x: point.x, y: point.y }).collect();
                let part = Part::new(points, closed).unwrap();
                for place in circle(17, 9.0).into_iter().chain(circle(7, 3.3)) {
                    let other = Euclidean.distance(&Point::new(place.x, place.y), &line);
                    let ours = part.distance(place);
                    // The library sees no point in a line of one point that is not closed.
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
