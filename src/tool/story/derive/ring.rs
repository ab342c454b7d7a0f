//! Rings of vertices with positions on the globe and on the plane, which the steps of `derive` pass on.

use kuril_map::geo::projection::Conic;
use kuril_map::geo::space::{LonLat, World, WorldRect};

use crate::story::derive::frame::Frame;

/// A vertex of a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Vertex {
    /// Its position on the globe, degrees.
    pub lonlat: LonLat,
    /// Its position on the plane, kilometres.
    pub world: World,
    /// Whether it is on the edge of the map's extent, where it must not be moved or dropped.
    pub fixed: bool,
}

/// A closed line without the first vertex repeated at the end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ring(pub Vec<Vertex>);

impl Ring {
    /// Iterates over the sides: each vertex with the next one, the last with the first.
    pub(crate) fn sides(&self) -> impl Iterator<Item = (&Vertex, &Vertex)> {
        self.0.iter().zip(self.0.iter().cycle().skip(1))
    }

    /// Returns the enclosed area, square kilometres; the projection is equal-area, so it is also that on the ground.
    pub(crate) fn area_km2(&self) -> f64 {
        let twice: f64 = self.sides().map(|(a, b)| a.world.x * b.world.y - b.world.x * a.world.y).sum();
        twice.abs() / 2.0
    }

    /// Returns the box around the ring, kilometres; none for an empty ring.
    pub(crate) fn bounds(&self) -> Option<WorldRect> {
        WorldRect::around(&self.0.iter().map(|vertex| vertex.world).collect::<Vec<_>>())
    }

    /// Whether the point is inside, by the number of sides that a ray to the east crosses.
    pub(crate) fn contains(&self, place: World) -> bool {
        let crossings = self.sides().filter(|(a, b)| {
            let (a, b) = (a.world, b.world);
            (a.y > place.y) != (b.y > place.y) && place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
        });
        crossings.count() % 2 == 1
    }

    /// Returns the distance from the point to the line, kilometres.
    pub(crate) fn distance(&self, place: World) -> f64 {
        self.sides().map(|(a, b)| distance_to_side(place, a.world, b.world)).fold(f64::INFINITY, f64::min)
    }
}

/// Land or sea floor: an outer ring with holes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Area {
    /// The outer ring.
    pub outer: Ring,
    /// The holes.
    pub holes: Vec<Ring>,
}

impl Area {
    /// Iterates over the rings, the outer one first.
    pub(crate) fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.outer).chain(&self.holes)
    }

    /// Returns the area without the holes, square kilometres.
    pub(crate) fn area_km2(&self) -> f64 {
        self.outer.area_km2() - self.holes.iter().map(Ring::area_km2).sum::<f64>()
    }

    /// Whether the point is in the outer ring and in none of the holes.
    pub(crate) fn contains(&self, place: World) -> bool {
        self.outer.contains(place) && !self.holes.iter().any(|hole| hole.contains(place))
    }
}

/// Builds a ring from positions in degrees.
///
/// Positions on the edge of the extent become fixed; the edge has a position at every corner and every whole degree,
/// so that a straight line between neighbours is close enough to the parallel when drawn.
pub(crate) fn ring(positions: &[LonLat], frame: &Frame, conic: &Conic) -> Ring {
    let mut open: Vec<LonLat> = positions.iter().map(|&position| frame.clamped(position)).collect();
    open.dedup();
    if open.len() > 1 && open.first() == open.last() {
        open.pop();
    }
    let corners = frame.without_stops(&open);
    let mut vertices = Vec::with_capacity(corners.len());
    for (&here, &next) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        vertices.push(here);
        vertices.extend(frame.stops(here, next));
    }
    let vertex = |lonlat| Vertex { lonlat, world: conic.world_from_lonlat(lonlat), fixed: frame.touches(lonlat) };
    Ring(vertices.into_iter().map(vertex).collect())
}

/// Returns the distance from a point to the straight line between two others, kilometres.
fn distance_to_side(place: World, a: World, b: World) -> f64 {
    let (along, to) = (b - a, place - a);
    let length = along.x * along.x + along.y * along.y;
    let share = if length > 0.0 { ((to.x * along.x + to.y * along.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    place.distance(a.lerp(b, share))
}
