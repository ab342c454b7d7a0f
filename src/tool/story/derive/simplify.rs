//! Removes vertices from rings, all together, so that no ring crosses itself or a neighbour.
//!
//! Visvalingam's method (M. Visvalingam and J. D. Whyatt, *Line generalisation by repeated elimination of points*,
//! The Cartographic Journal 30, 1993): the vertex that spans the smallest triangle with its two neighbours goes first.
//! Flat triangles weigh more than pointed ones, by the cosine of the angle, so curves stay round and spikes vanish.
//!
//! A vertex is removed only if no other vertex of any ring is in its triangle. Lines that do not meet before can then
//! not meet afterwards: a line that crossed the new side without crossing the two old ones would have to end in the
//! triangle. So islands stay apart and depth bands stay nested if all of them are thinned in one call.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use kuril_map::geo::space::World;

use crate::story::derive::ring::{Ring, Vertex};

/// How much more a flat triangle weighs than a pointed one.
const ROUNDNESS: f64 = 0.7;
/// No vertex that spans more than this share of its ring's area is removed: a small islet keeps its shape.
const SHARE_OF_RING: f64 = 0.015;
/// Side of a cell of the search grid, kilometres.
const CELL_KM: f64 = 8.0;

/// Returns the rings without the vertices whose triangles are smaller than `allowed_km2` at the vertex.
pub(crate) fn thinned(rings: &[&Ring], allowed_km2: impl Fn(&Vertex) -> f64) -> Vec<Ring> {
    let mut net = Net::new(rings, allowed_km2);
    net.thin();
    net.rings(rings.len())
}

/// A vertex in its ring.
#[derive(Clone, Copy, Debug)]
struct Knot {
    vertex: Vertex,
    ring: usize,
    before: usize,
    after: usize,
    allowed_km2: f64,
    /// Number of changes of its triangle; a queued candidate with a lower number is outdated.
    changes: u32,
    gone: bool,
}

/// A vertex that may be removed; the one with the smallest share of the allowed area comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    share: f64,
    knot: usize,
    changes: u32,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.share.total_cmp(&self.share).then(other.knot.cmp(&self.knot))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All rings, with a grid over the remaining vertices.
#[derive(Debug, Default)]
struct Net {
    knots: Vec<Knot>,
    left: Vec<usize>,
    cells: BTreeMap<(i32, i32), Vec<usize>>,
    queue: BinaryHeap<Candidate>,
}

impl Net {
    fn new(rings: &[&Ring], allowed_km2: impl Fn(&Vertex) -> f64) -> Self {
        let mut net = Self::default();
        for (number, ring) in rings.iter().enumerate() {
            let (first, length) = (net.knots.len(), ring.0.len());
            let most = ring.area_km2() * SHARE_OF_RING;
            net.left.push(length);
            for (place, &vertex) in ring.0.iter().enumerate() {
                net.cells.entry(cell(vertex.world)).or_default().push(first + place);
                net.knots.push(Knot {
                    vertex,
                    ring: number,
                    before: first + (place + length - 1) % length,
                    after: first + (place + 1) % length,
                    allowed_km2: allowed_km2(&vertex).min(most),
                    changes: 0,
                    gone: false,
                });
            }
        }
        (0..net.knots.len()).for_each(|knot| net.enqueue(knot));
        net
    }

    fn thin(&mut self) {
        while let Some(candidate) = self.queue.pop() {
            let Some(&knot) = self.knots.get(candidate.knot) else { continue };
            let current = !knot.gone && knot.changes == candidate.changes;
            let spare = self.left.get(knot.ring).is_some_and(|&left| left > 3);
            if current && spare && self.triangle_is_empty(candidate.knot, &knot) {
                self.remove(candidate.knot, knot);
            }
        }
    }

    /// Queues a vertex if its triangle is small enough.
    fn enqueue(&mut self, index: usize) {
        let Some(&knot) = self.knots.get(index) else { return };
        let Some((a, c)) = self.neighbours(&knot) else { return };
        let share = weight(a, knot.vertex.world, c) / knot.allowed_km2;
        if !knot.vertex.fixed && share < 1.0 {
            self.queue.push(Candidate { share, knot: index, changes: knot.changes });
        }
    }

    fn remove(&mut self, index: usize, knot: Knot) {
        if let Some(found) = self.knots.get_mut(index) {
            found.gone = true;
        }
        if let Some(left) = self.left.get_mut(knot.ring) {
            *left -= 1;
        }
        if let Some(found) = self.cells.get_mut(&cell(knot.vertex.world)) {
            found.retain(|&other| other != index);
        }
        if let Some(before) = self.knots.get_mut(knot.before) {
            before.after = knot.after;
            before.changes += 1;
        }
        if let Some(after) = self.knots.get_mut(knot.after) {
            after.before = knot.before;
            after.changes += 1;
        }
        self.enqueue(knot.before);
        self.enqueue(knot.after);
    }

    fn neighbours(&self, knot: &Knot) -> Option<(World, World)> {
        Some((self.knots.get(knot.before)?.vertex.world, self.knots.get(knot.after)?.vertex.world))
    }

    /// Whether no other vertex is in the triangle of the vertex or on its sides.
    fn triangle_is_empty(&self, index: usize, knot: &Knot) -> bool {
        let Some((a, c)) = self.neighbours(knot) else { return false };
        let b = knot.vertex.world;
        let (west, north) = cell(World::new(a.x.min(b.x).min(c.x), a.y.min(b.y).min(c.y)));
        let (east, south) = cell(World::new(a.x.max(b.x).max(c.x), a.y.max(b.y).max(c.y)));
        let corners = [knot.before, index, knot.after];
        !(west..=east).any(|column| {
            self.cells.range((column, north)..=(column, south)).flat_map(|(_, found)| found).any(|other| {
                let place = self.knots.get(*other).map(|other| other.vertex.world);
                !corners.contains(other) && place.is_some_and(|place| in_triangle(place, a, b, c))
            })
        })
    }

    fn rings(&self, count: usize) -> Vec<Ring> {
        let mut rings = vec![Ring::default(); count];
        for knot in self.knots.iter().filter(|knot| !knot.gone) {
            if let Some(ring) = rings.get_mut(knot.ring) {
                ring.0.push(knot.vertex);
            }
        }
        rings
    }
}

fn cell(place: World) -> (i32, i32) {
    ((place.x / CELL_KM).floor() as i32, (place.y / CELL_KM).floor() as i32)
}

/// Returns the area of the triangle, square kilometres, times 0.3 (a spike at `b`) to 1.7 (nearly straight).
fn weight(a: World, b: World, c: World) -> f64 {
    let (to, on) = (a - b, c - b);
    let lengths = to.x.hypot(to.y) * on.x.hypot(on.y);
    let cosine = if lengths > 0.0 { (to.x * on.x + to.y * on.y) / lengths } else { 1.0 };
    side(a, b, c).abs() / 2.0 * (1.0 - ROUNDNESS * cosine)
}

/// Returns twice the area of the triangle; its sign gives the direction.
fn side(a: World, b: World, c: World) -> f64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn in_triangle(place: World, a: World, b: World, c: World) -> bool {
    let sides = [side(a, b, place), side(b, c, place), side(c, a, place)];
    sides.iter().all(|&side| side >= 0.0) || sides.iter().all(|&side| side <= 0.0)
}

#[cfg(test)]
mod tests {
    use kuril_map::geo::space::LonLat;

    use super::*;

    fn ring(places: &[[f64; 2]], fixed: bool) -> Ring {
        let vertex = |&[x, y]: &[f64; 2]| Vertex { lonlat: LonLat::new(x, y), world: World::new(x, y), fixed };
        Ring(places.iter().map(vertex).collect())
    }

    #[test]
    fn a_small_bend_goes_and_a_fixed_one_stays() {
        let bend = [[0.0, 0.0], [10.0, 0.0], [10.0, 4.0], [10.3, 5.0], [10.0, 6.0], [10.0, 10.0], [0.0, 10.0]];
        assert_eq!(thinned(&[&ring(&bend, false)], |_| 1.5)[0].0.len(), 4);
        assert_eq!(thinned(&[&ring(&bend, true)], |_| 1.5)[0].0.len(), 7);
    }

    #[test]
    fn a_bay_closes_unless_an_island_lies_in_it() {
        let bay = [[4.0, 0.0], [5.0, 4.0], [6.0, 0.0]];
        let ends = [[10.0, 0.0], [10.0, 900.0], [0.0, 900.0], [0.0, 0.0]];
        let coast = Ring([ring(&ends, true).0, ring(&bay, false).0].concat());
        let island = ring(&[[4.9, 1.0], [5.1, 1.0], [5.0, 1.2]], true);
        let closed = |rings: &[&Ring]| thinned(rings, |_| 1e6)[0].contains(World::new(5.0, 1.1));
        assert!(closed(&[&coast]));
        assert!(!closed(&[&coast, &island]));
    }
}
