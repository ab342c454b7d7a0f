//! Rounds vertices to a decimal grid of degrees without making lines touch.
//!
//! Rounding to three decimals moves a vertex by up to 40 m, which can make the two shores of a narrow inlet cross.
//! In this case the vertices of both sides get the five decimals of the source instead.

use crate::story::derive::ring::Ring;

/// Units per degree: five decimals, the finest that is ever written.
pub(crate) const UNITS: f64 = 100_000.0;
/// Decimals of the vertices at a crossing.
const FINEST: u32 = 5;

/// A position in units of 0.00001 degree: east, north.
pub(crate) type Spot = [i64; 2];

/// Returns the rings on the grid, in the same order and not closed; a ring that collapses is empty.
pub(crate) fn rounded(rings: &[(&Ring, u32)]) -> Vec<Vec<Spot>> {
    let mut decimals: Vec<Vec<u32>> = rings.iter().map(|(ring, decimals)| vec![*decimals; ring.0.len()]).collect();
    loop {
        let spots: Vec<Vec<Spot>> =
            rings.iter().zip(&decimals).map(|((ring, _), decimals)| spots(ring, decimals)).collect();
        let mut refined = false;
        for (ring, place) in conflicts(&spots) {
            let length = rings.get(ring).map_or(1, |(ring, _)| ring.0.len());
            for end in [place, (place + 1) % length] {
                if let Some(found) = decimals.get_mut(ring).and_then(|ring| ring.get_mut(end)) {
                    refined |= *found < FINEST;
                    *found = FINEST;
                }
            }
        }
        if !refined {
            return spots.into_iter().map(opened).collect();
        }
    }
}

/// Rounds a coordinate to the given number of decimals, in units of 0.00001 degree.
pub(crate) fn unit(degrees: f64, decimals: u32) -> i64 {
    let step = 10_i64.pow(FINEST.saturating_sub(decimals));
    (degrees * UNITS / step as f64).round() as i64 * step
}

/// Returns twice the area of a ring in square units, positive if it is anticlockwise with north up.
pub(crate) fn turning(ring: &[Spot]) -> i64 {
    let origin = ring.first().copied().unwrap_or_default();
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(a, b)| (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])).sum()
}

fn spots(ring: &Ring, decimals: &[u32]) -> Vec<Spot> {
    let pairs = ring.0.iter().zip(decimals);
    pairs.map(|(vertex, &decimals)| [unit(vertex.lonlat.lon, decimals), unit(vertex.lonlat.lat, decimals)]).collect()
}

/// Returns the ring without repeated neighbours; empty if less than a triangle is left.
fn opened(mut ring: Vec<Spot>) -> Vec<Spot> {
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if ring.len() < 3 || turning(&ring) == 0 { Vec::new() } else { ring }
}

/// A side of a ring, from its western to its eastern end.
#[derive(Clone, Copy, Debug)]
struct Side {
    ring: usize,
    place: usize,
    from: Spot,
    to: Spot,
}

/// Returns the sides (ring and index of the first end) that meet another side except at a common end.
pub(crate) fn conflicts(rings: &[Vec<Spot>]) -> Vec<(usize, usize)> {
    let mut sides: Vec<Side> = rings.iter().enumerate().flat_map(|(ring, spots)| sides(ring, spots)).collect();
    sides.sort_by_key(|side| (side.from, side.to, side.ring, side.place));
    let mut found = Vec::new();
    let mut open: Vec<Side> = Vec::new();
    for side in sides {
        open.retain(|other| other.to[0] >= side.from[0]);
        let length = rings.get(side.ring).map_or(0, Vec::len);
        for other in &open {
            if meet(&side, other, length) {
                found.extend([(side.ring, side.place), (other.ring, other.place)]);
            }
        }
        open.push(side);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn sides(ring: usize, spots: &[Spot]) -> impl Iterator<Item = Side> {
    let pairs = spots.iter().zip(spots.iter().cycle().skip(1)).enumerate();
    pairs.filter(|(_, (a, b))| a != b).map(move |(place, (a, b))| Side { ring, place, from: *a.min(b), to: *a.max(b) })
}

/// Whether two sides share more than the end at which neighbours in a ring join.
fn meet(a: &Side, b: &Side, length: usize) -> bool {
    let apart = a.from[1].max(a.to[1]) < b.from[1].min(b.to[1]) || b.from[1].max(b.to[1]) < a.from[1].min(a.to[1]);
    if apart {
        return false;
    }
    let gap = a.place.abs_diff(b.place);
    if a.ring == b.ring && (gap == 1 || gap + 1 == length) {
        return folded(a, b);
    }
    let (c, d) = (turn(a.from, a.to, b.from), turn(a.from, a.to, b.to));
    let (e, f) = (turn(b.from, b.to, a.from), turn(b.from, b.to, a.to));
    if [c, d, e, f] == [0; 4] {
        return a.from <= b.to && b.from <= a.to;
    }
    c * d <= 0 && e * f <= 0
}

/// Whether two neighbouring sides overlap.
fn folded(a: &Side, b: &Side) -> bool {
    let straight = turn(a.from, a.to, b.from) == 0 && turn(a.from, a.to, b.to) == 0;
    straight && a.from < b.to && b.from < a.to
}

/// Returns the sign of the turn from `a` via `b` to `c`.
fn turn(a: Spot, b: Spot, c: Spot) -> i64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).signum()
}

#[cfg(test)]
mod tests {
    use kuril_map::geo::space::{LonLat, World};

    use super::*;
    use crate::story::derive::ring::Vertex;

    fn ring(positions: &[[f64; 2]]) -> Ring {
        let vertex = |&[lon, lat]: &[f64; 2]| Vertex {
            lonlat: LonLat::new(lon, lat),
            world: World::new(lon, -lat),
            fixed: false,
        };
        Ring(positions.iter().map(vertex).collect())
    }

    #[test]
    fn shores_that_would_touch_get_more_decimals() {
        let west = ring(&[[-0.01, 0.0], [0.00051, 0.0], [0.00051, 0.02], [-0.01, 0.02]]);
        let east = ring(&[[0.00053, 0.0], [0.01, 0.0], [0.01, 0.02], [0.00053, 0.02]]);
        let spots = rounded(&[(&west, 3), (&east, 3)]);
        assert_eq!(conflicts(&spots), []);
        assert_eq!(spots[1], [[53, 0], [1000, 0], [1000, 2000], [53, 2000]]);
    }

    #[test]
    fn a_ring_that_collapses_comes_back_empty() {
        let speck = ring(&[[1.0, 1.0], [1.000_001, 1.0], [1.0, 1.000_001]]);
        assert_eq!(rounded(&[(&speck, 5)]), [Vec::<Spot>::new()]);
    }
}
