//! The rectangle of meridians and parallels that the data is clipped to, and the handling of its edge.

use kuril_map::geo::space::LonLat;

/// Positions nearer to the edge than this, in degrees, count as on it: half the unit of the last written decimal.
const ON_EDGE: f64 = 5e-6;

/// The extent of the data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Frame {
    /// Returns the extent with the given west, south, east and north limits, degrees.
    pub(crate) const fn new([west, south, east, north]: [f64; 4]) -> Self {
        Self { west, south, east, north }
    }

    /// Returns the nearest position within the extent; positions close to the edge are moved onto it.
    pub(crate) fn clamped(&self, position: LonLat) -> LonLat {
        LonLat::new(onto(position.lon, self.west, self.east), onto(position.lat, self.south, self.north))
    }

    /// Whether the position is on the edge.
    pub(crate) fn touches(&self, position: LonLat) -> bool {
        self.edges(position).contains(&true)
    }

    /// Returns the approximate distance of a position from the extent in degrees of latitude; zero inside.
    pub(crate) fn distance(&self, position: LonLat) -> f64 {
        let shrink = position.lat.to_radians().cos();
        let east = (self.west - position.lon).max(position.lon - self.east).max(0.0) * shrink;
        let north = (self.south - position.lat).max(position.lat - self.north).max(0.0);
        east.hypot(north)
    }

    /// Returns the ring without the positions that only subdivide a part of the edge.
    pub(crate) fn without_stops(&self, ring: &[LonLat]) -> Vec<LonLat> {
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        let after = ring.iter().cycle().skip(1);
        let corners = before.zip(ring).zip(after).filter(|((before, here), after)| {
            !(self.side(**before, **here).is_some() && self.side(**before, **here) == self.side(**here, **after))
        });
        corners.map(|((_, here), _)| *here).collect()
    }

    /// Returns the positions at whole degrees strictly between two neighbours on the same side of the edge.
    pub(crate) fn stops(&self, from: LonLat, to: LonLat) -> Vec<LonLat> {
        match self.side(from, to) {
            Some(0 | 2) => whole_degrees(from.lat, to.lat).map(|lat| LonLat::new(from.lon, lat)).collect(),
            Some(_) => whole_degrees(from.lon, to.lon).map(|lon| LonLat::new(lon, from.lat)).collect(),
            None => Vec::new(),
        }
    }

    /// Returns for the west, south, east and north sides whether the position is on them.
    fn edges(&self, position: LonLat) -> [bool; 4] {
        let near = |a: f64, b: f64| (a - b).abs() < ON_EDGE;
        [
            near(position.lon, self.west),
            near(position.lat, self.south),
            near(position.lon, self.east),
            near(position.lat, self.north),
        ]
    }

    /// Returns the side that both positions are on, if there is one.
    fn side(&self, a: LonLat, b: LonLat) -> Option<usize> {
        self.edges(a).iter().zip(self.edges(b)).position(|(&a, b)| a && b)
    }
}

/// Clamps a coordinate to two limits and moves it onto a limit that it is close to.
fn onto(value: f64, low: f64, high: f64) -> f64 {
    if value < low + ON_EDGE {
        low
    } else if value > high - ON_EDGE {
        high
    } else {
        value
    }
}

/// Iterates over the whole numbers strictly between two coordinates, in the direction from the first to the second.
fn whole_degrees(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let (low, high) = (from.min(to), from.max(to));
    let rising = from < to;
    let first = (low + ON_EDGE).ceil() as i64;
    let last = (high - ON_EDGE).floor() as i64;
    let count = (last - first + 1).max(0);
    (0..count).map(move |step| if rising { first + step } else { last - step } as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame::new([138.0, 40.0, 165.0, 57.0]);

    #[test]
    fn a_stretch_of_the_edge_gets_a_stop_at_every_whole_degree() {
        let stops = FRAME.stops(LonLat::new(141.5, 57.0), LonLat::new(138.0, 57.0));
        assert_eq!(stops, [141.0, 140.0, 139.0].map(|lon| LonLat::new(lon, 57.0)));
        assert_eq!(FRAME.stops(LonLat::new(141.5, 57.0), LonLat::new(138.0, 56.0)), []);
    }

    #[test]
    fn positions_beyond_the_edge_come_onto_it() {
        assert_eq!(FRAME.clamped(LonLat::new(137.98, 58.0)), LonLat::new(138.0, 57.0));
        assert!(FRAME.touches(LonLat::new(138.0, 45.0)));
    }
}
