//! The Earth as it is seen from far away, for the globe beside the map.

use crate::geo::space::{LonLat, Screen};
use crate::lean::trig::sin_cos;

/// Where a place is seen on the disc of radius 1, and the cosine of its distance from the middle: the place is behind
/// the horizon where that is negative.
///
/// J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), page 149, (20-3), (20-4) and
/// (5-3).
#[must_use]
pub fn orthographic(centre: LonLat, place: LonLat) -> (Screen, f64) {
    let (sin_middle, cos_middle) = sin_cos(centre.lat.to_radians());
    let (sin, cos) = sin_cos(place.lat.to_radians());
    let (sin_turn, cos_turn) = sin_cos((place.lon - centre.lon).to_radians());
    let up = cos_middle * sin - sin_middle * cos * cos_turn;
    (Screen::new(cos * sin_turn, -up), sin_middle * sin + cos_middle * cos * cos_turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_leads_from_the_middle_to_the_horizon() {
        let centre = LonLat::new(150.0, 40.0);
        let cases = [
            (centre, [0.0, 0.0, 1.0]),
            (LonLat::new(150.0, -50.0), [0.0, 1.0, 0.0]),
            (LonLat::new(-120.0, 0.0), [1.0, 0.0, 0.0]),
            (LonLat::new(-30.0, -40.0), [0.0, 0.0, -1.0]),
        ];
        for (place, [x, y, depth]) in cases {
            let (point, found) = orthographic(centre, place);
            assert!(point.distance(Screen::new(x, y)) < 1e-12 && (found - depth).abs() < 1e-12, "{place:?}");
        }
    }
}
