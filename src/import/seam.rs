//! Where the Earth is cut open: a chain of islands across 180° is one chain, its longitudes one range.
//!
//! RFC 7946, section 3.1.9, cuts features at the antimeridian; other programs let them jump from 179° to -179°, or go on
//! to 181°. Here all of them go on: [`unwrap`] mends the jumps within a line, [`Window::of`] finds the range of longitudes
//! in which everything is one piece, [`join`] takes out the cut. Data of the whole Earth keep the cut at 180°.

use geo::{Area as _, BoundingRect as _, Coord, LineString, MultiPolygon, Polygon, unary_union};

use crate::clean::signed_area;
use crate::geometry::{Line, Parts, Remarks};

/// A step in longitude that is longer than this goes the other way round.
const HALF: f64 = 180.0;
const FULL: f64 = 360.0;
/// What a union has at least of the area of each of its parts.
const ALL_BUT_ROUNDING: f64 = 0.999;
/// What is closer to a meridian than this, degrees, lies on it.
const NEAR: f64 = 1e-9;

/// Mends the jumps within the lines and rings of a geometry.
pub(crate) fn unwrap(parts: &mut Parts, remarks: &mut Remarks) {
    const JUMP: &str = "lines that jumped from one side of 180° to the other were led across it";
    for line in &mut parts.lines {
        if let Some(unwrapped) = unwrapped(line) {
            *line = unwrapped;
            remarks.mend(JUMP);
        }
    }
    for ring in parts.areas.iter_mut().flatten() {
        let Some(mut unwrapped) = unwrapped(ring) else { continue };
        if is_round_a_pole(&unwrapped) {
            lead_along_the_pole(&mut unwrapped);
            remarks.mend("a ring around a pole was led along the pole");
        } else if is_wide_as_written(ring, &mut unwrapped) {
            continue;
        }
        *ring = unwrapped;
        remarks.mend(JUMP);
    }
    for area in &mut parts.areas {
        gather(area);
    }
}

/// A line without jumps; none if it has none, or if it then went around the Earth.
fn unwrapped(line: &Line) -> Option<Line> {
    let (mut turn, mut last, mut jumps) = (0.0, line.0.first()?.x, false);
    let positions = line.0.iter().map(|position| {
        let step = position.x - last;
        if step.abs() > HALF && step.abs() < FULL - NEAR {
            turn -= FULL.copysign(step);
            jumps = true;
        }
        last = position.x;
        Coord { x: position.x + turn, y: position.y }
    });
    let positions = LineString(positions.collect());
    let width = positions.bounding_rect()?.width();
    (jumps && width <= FULL + NEAR).then_some(positions)
}

/// Whether a ring ends one turn from where it began.
fn is_round_a_pole(ring: &Line) -> bool {
    let ends = (ring.0.first(), ring.0.last());
    matches!(ends, (Some(first), Some(last)) if ((first.x - last.x).abs() - FULL).abs() < NEAR && (first.y - last.y).abs() < NEAR)
}

fn lead_along_the_pole(ring: &mut Line) {
    let (Some(first), Some(last)) = (ring.0.first().copied(), ring.0.last().copied()) else { return };
    let pole = 90_f64.copysign(ring.0.iter().map(|position| position.y).sum());
    ring.0.extend([Coord { x: last.x, y: pole }, Coord { x: first.x, y: pole }, first]);
}

/// Whether a ring is wound as RFC 7946 wants it the wide way as it is written, and not across 180°.
fn is_wide_as_written(ring: &Line, unwrapped: &mut Line) -> bool {
    signed_area(&mut ring.clone()) > 0.0 && signed_area(unwrapped) < 0.0
}

/// Moves the holes of a polygon to its outer ring.
fn gather(area: &mut [Line]) {
    let Some((outer, holes)) = area.split_first_mut() else { return };
    let Some(middle) = outer.bounding_rect().map(|bounds| bounds.center().x) else { return };
    for hole in holes {
        if let Some(bounds) = hole.bounding_rect() {
            turn(hole, ((middle - bounds.center().x) / FULL).round() * FULL);
        }
    }
}

fn turn(line: &mut Line, by: f64) {
    if by != 0.0 {
        line.0.iter_mut().for_each(|position| position.x += by);
    }
}

/// A range of longitudes within which each part of the data lies as one piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    west: f64,
}

impl Window {
    /// The window of some geometries: what is left of the circle without its longest empty arc. None where that is wider
    /// than half the Earth, or nothing lies across 180°.
    pub(crate) fn of<'a>(all: impl Iterator<Item = &'a Parts>) -> Option<Self> {
        let mut spans: Vec<(f64, f64)> = all.flat_map(spans).collect();
        let is_plain = spans.iter().all(|(west, east)| *west >= -HALF && *east <= HALF);
        let bounds = spans.iter().fold((f64::MAX, f64::MIN), |(a, b), (west, east)| (west.min(a), east.max(b)));
        if is_plain && bounds.1 - bounds.0 <= HALF {
            return None;
        }
        for (west, east) in &mut spans {
            let down = (*west / FULL).floor() * FULL;
            (*west, *east) = (*west - down, *east - down);
        }
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        // What reaches beyond a full turn covers the beginning of the next one.
        let over = spans.iter().map(|(_, east)| east - FULL).fold(f64::MIN, f64::max);
        let (mut reached, mut longest, mut begin) = (over, f64::MIN, 0.0);
        for (west, east) in spans {
            if west - reached > longest {
                (longest, begin) = (west - reached, west);
            }
            reached = reached.max(east);
        }
        let width = FULL - longest;
        (width <= HALF).then(|| Self::around(begin, width))
    }

    /// A window whose middle is a longitude as usual, from -180° to 180°.
    fn around(begin: f64, width: f64) -> Self {
        Self { west: begin - turns(begin + width / 2.0) * FULL }
    }

    /// Moves the parts of a geometry into the window; returns whether one moved.
    pub(crate) fn place(self, parts: &mut Parts) -> bool {
        moved(parts, |west, _| ((self.west - west) / FULL - NEAR).ceil() * FULL)
    }
}

/// Moves each part of a geometry to where its middle is a usual longitude; returns whether one moved.
pub(crate) fn centre(parts: &mut Parts) -> bool {
    moved(parts, |west, east| -turns(f64::midpoint(west, east)) * FULL)
}

/// Moves each part by what follows from its westernmost and easternmost longitude; returns whether one moved.
fn moved(parts: &mut Parts, by: impl Fn(f64, f64) -> f64) -> bool {
    let of_line = |line: &Line| line.bounding_rect().map_or(0.0, |bounds| by(bounds.min().x, bounds.max().x));
    let mut moved = false;
    for point in &mut parts.points {
        let by = by(point.x, point.x);
        point.x += by;
        moved |= by != 0.0;
    }
    for line in &mut parts.lines {
        let by = of_line(line);
        turn(line, by);
        moved |= by != 0.0;
    }
    for area in &mut parts.areas {
        let by = area.first().map_or(0.0, of_line);
        for ring in area.iter_mut() {
            turn(ring, by);
        }
        moved |= by != 0.0;
    }
    moved
}

/// The number of turns from a longitude to the usual one, which is above -180° and up to 180°.
fn turns(lon: f64) -> f64 {
    ((lon - NEAR) / FULL).round()
}

/// Whether a line or ring of a geometry goes around the Earth more than once.
pub(crate) fn is_longer_than_a_turn(parts: &Parts) -> bool {
    let mut lines = parts.lines.iter().chain(parts.areas.iter().flatten());
    lines.any(|line| line.bounding_rect().is_some_and(|bounds| bounds.width() > FULL + NEAR))
}

/// The westernmost and easternmost longitude of each part.
fn spans(parts: &Parts) -> impl Iterator<Item = (f64, f64)> {
    let lines = parts.lines.iter().chain(parts.areas.iter().filter_map(|area| area.first()));
    let of_lines = lines.filter_map(|line| line.bounding_rect().map(|bounds| (bounds.min().x, bounds.max().x)));
    parts.points.iter().map(|point| (point.x, point.x)).chain(of_lines)
}

/// Joins the lines and polygons of a geometry that were cut along 180°; returns whether there were any.
pub(crate) fn join(parts: &mut Parts) -> bool {
    let lines = parts.lines.len();
    parts.lines = joined_lines(std::mem::take(&mut parts.lines));
    let is_cut = |area: &Vec<Line>| {
        area.first().is_some_and(|ring| ring.0.windows(2).any(|side| side.iter().all(is_on_the_cut)))
    };
    let (cut, whole): (Vec<_>, Vec<_>) = std::mem::take(&mut parts.areas).into_iter().partition(is_cut);
    let count = cut.len();
    parts.areas = whole;
    if count < 2 {
        parts.areas.extend(cut);
        return parts.lines.len() < lines;
    }
    let polygons: Vec<Polygon> = cut.into_iter().filter_map(polygon).collect();
    let joined: MultiPolygon = unary_union(&polygons);
    let largest = polygons.iter().map(Polygon::unsigned_area).fold(0.0, f64::max);
    let is_joined = joined.0.len() < count && joined.unsigned_area() >= largest * ALL_BUT_ROUNDING;
    let kept = if is_joined { joined.0 } else { polygons };
    parts.areas.extend(kept.into_iter().map(rings));
    is_joined || parts.lines.len() < lines
}

/// Whether a position lies on the meridian of 180°.
fn is_on_the_cut(position: &Coord) -> bool {
    let turns = (position.x - HALF) / FULL;
    (turns - turns.round()).abs() < NEAR
}

/// Joins each line that ends on the meridian of 180° to one that begins there.
fn joined_lines(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for line in lines {
        let begin = line.0.first().copied().filter(is_on_the_cut);
        match begin.and_then(|begin| joined.iter_mut().find(|other| other.0.last() == Some(&begin))) {
            Some(other) => other.0.extend(line.0.into_iter().skip(1)),
            None => joined.push(line),
        }
    }
    joined
}

/// The outer ring and the holes of a polygon.
pub(crate) fn rings(polygon: Polygon) -> Vec<Line> {
    let (outer, holes) = polygon.into_inner();
    std::iter::once(outer).chain(holes).collect()
}

/// A polygon of an outer ring and its holes.
pub(crate) fn polygon(rings: Vec<Line>) -> Option<Polygon> {
    let mut rings = rings.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}
