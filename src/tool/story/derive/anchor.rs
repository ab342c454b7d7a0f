//! The point inside an island that represents it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use kuril_map::geo::space::World;

use crate::story::derive::ring::Area;

/// The search for the most inland point stops if at most this share of its distance is left to gain.
const GOOD_ENOUGH: f64 = 0.05;
/// The centroid is used if it is at least this share as far inland as the most inland point.
const INLAND: f64 = 0.3;

/// Returns the centroid if it is well inland, otherwise the point farthest from the shore; none for an empty area.
pub(crate) fn anchor(area: &Area) -> Option<World> {
    let centre = centre(area)?;
    let widest = widest_spot(area)?;
    Some(if inland(area, centre) >= INLAND * inland(area, widest) { centre } else { widest })
}

/// Returns the centroid of the outer ring.
fn centre(area: &Area) -> Option<World> {
    let origin = area.outer.0.first()?.world;
    let (sum, twice) = area.outer.sides().fold((World::default(), 0.0), |(sum, twice), (a, b)| {
        let (a, b) = (a.world - origin, b.world - origin);
        let cross = a.x * b.y - b.x * a.y;
        (sum + (a + b) * cross, twice + cross)
    });
    (twice != 0.0).then(|| origin + sum * (1.0 / (3.0 * twice)))
}

/// Returns the distance to the shore, kilometres; negative at sea.
fn inland(area: &Area, place: World) -> f64 {
    let distance = area.rings().map(|ring| ring.distance(place)).fold(f64::INFINITY, f64::min);
    if area.contains(place) { distance } else { -distance }
}

/// A square that may contain a better point than the best one so far.
struct Square {
    middle: World,
    half: f64,
    inland: f64,
}

impl Square {
    fn new(area: &Area, middle: World, half: f64) -> Self {
        Self { middle, half, inland: inland(area, middle) }
    }

    /// Returns an upper bound of how far inland any point of the square is.
    fn bound(&self) -> f64 {
        self.inland + self.half * std::f64::consts::SQRT_2
    }
}

impl PartialEq for Square {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Square {}

impl PartialOrd for Square {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Square {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_place = self.middle.x.total_cmp(&other.middle.x).then(self.middle.y.total_cmp(&other.middle.y));
        self.bound().total_cmp(&other.bound()).then(by_place)
    }
}

/// Returns the point farthest from the shore, by quartering the squares that may contain it (after `polylabel`).
fn widest_spot(area: &Area) -> Option<World> {
    let bounds = area.outer.bounds()?;
    let half = bounds.width().max(bounds.height()) / 2.0;
    let mut queue = BinaryHeap::from([Square::new(area, bounds.centre(), half)]);
    let mut best: Option<(World, f64)> = None;
    while let Some(square) = queue.pop() {
        let found = best.map_or(0.0, |(_, inland)| inland);
        if square.bound() <= found * (1.0 + GOOD_ENOUGH) {
            break;
        }
        if square.inland > found {
            best = Some((square.middle, square.inland));
        }
        let quarter = square.half / 2.0;
        for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            let middle = square.middle + World::new(x, y) * quarter;
            queue.push(Square::new(area, middle, quarter));
        }
    }
    best.map(|(place, _)| place)
}
