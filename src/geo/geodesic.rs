//! Distances, directions and areas on the ellipsoid (WGS 84).
//!
//! Distances and directions: T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application
//! of nested equations", Survey Review XXIII (176), 1975. Areas are added up edge by edge along geodesics, as told at
//! [`area`].
//!
//! Limits: places that are almost antipodal have no sure distance, and no polygon may hold a pole.

use crate::geo::projection::{authalic, parallel_radius};
use crate::geo::space::LonLat;
use crate::lean::math::sin_cos;
use std::f64::consts::TAU;

/// Semi-major axis, kilometres.
const A: f64 = 6378.137;
/// Flattening.
const F: f64 = 1.0 / 298.257_223_563;
/// Semi-minor axis, kilometres.
const B: f64 = A * (1.0 - F);
/// The direct solution gains more than two digits a step.
const STEPS: usize = 8;
/// The inverse solution needs five steps for places up to a quarter of the globe apart.
const INVERSE_STEPS: usize = 24;
/// An edge is integrated in pieces of at most this length, kilometres.
const PIECE_KM: f64 = 250.0;
/// Places and weights of Gauss and Legendre's rule with four points for a piece from 0 to 1; Abramowitz and Stegun,
/// *Handbook of Mathematical Functions*, table 25.4.
const GAUSS: [(f64, f64); 4] = [
    (0.069_431_844_202_973_71, 0.173_927_422_568_726_93),
    (0.330_009_478_207_571_87, 0.326_072_577_431_273_07),
    (0.669_990_521_792_428_1, 0.326_072_577_431_273_07),
    (0.930_568_155_797_026_3, 0.173_927_422_568_726_93),
];

/// The shortest way between two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Its length, kilometres.
    pub km: f64,
    /// Its direction where it begins, radians clockwise from north, from 0 up to a whole turn.
    pub azimuth: f64,
    /// Its direction where it ends, in the same way.
    pub arrival: f64,
}

/// The place at a distance, kilometres, from another in a direction, radians clockwise from north.
#[must_use]
pub fn destination(from: LonLat, azimuth: f64, distance_km: f64) -> LonLat {
    let (sin_azimuth, cos_azimuth) = sin_cos(azimuth);
    let (sin_u, cos_u) = reduced(from.lat);
    let sigma_1 = sin_u.atan2(cos_u * cos_azimuth);
    let sin_alpha = cos_u * sin_azimuth;
    let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
    let (a, b) = series(cos2_alpha);
    let mut sigma = distance_km / (B * a);
    for _ in 0..STEPS {
        let cos_2m = sin_cos(2.0 * sigma_1 + sigma).1;
        let (sin, cos) = sin_cos(sigma);
        sigma = distance_km / (B * a) + excess(b, sin, cos, cos_2m);
    }
    let (sin, cos) = sin_cos(sigma);
    let across = sin_u * sin - cos_u * cos * cos_azimuth;
    let lat = (sin_u * cos + cos_u * sin * cos_azimuth).atan2((1.0 - F) * length(sin_alpha, across));
    let lambda = (sin * sin_azimuth).atan2(cos_u * cos - sin_u * sin * cos_azimuth);
    let cos_2m = sin_cos(2.0 * sigma_1 + sigma).1;
    let lon = from.lon + (lambda - lag(sin_alpha, sigma, (sin, cos), cos_2m)).to_degrees();
    LonLat::new(lon - 360.0 * ((lon + 180.0) / 360.0).floor(), lat.to_degrees())
}

/// The shortest way from one place to another. Between equal places it leads nowhere, to the north.
#[must_use]
pub fn way(from: LonLat, to: LonLat) -> Way {
    let ((sin_1, cos_1), (sin_2, cos_2)) = (reduced(from.lat), reduced(to.lat));
    let turn = to.lon - from.lon;
    let turn = (turn - 360.0 * ((turn + 180.0) / 360.0).floor()).to_radians();
    let mut lambda = turn;
    let mut found = Way { km: 0.0, azimuth: 0.0, arrival: 0.0 };
    for _ in 0..INVERSE_STEPS {
        let (sin_turn, cos_turn) = sin_cos(lambda);
        let (east, north) = (cos_2 * sin_turn, cos_1 * sin_2 - sin_1 * cos_2 * cos_turn);
        let (sin, cos) = (length(east, north), sin_1 * sin_2 + cos_1 * cos_2 * cos_turn);
        if sin < f64::MIN_POSITIVE {
            break;
        }
        let sigma = sin.atan2(cos);
        let sin_alpha = cos_1 * cos_2 * sin_turn / sin;
        let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
        // Along the equator there is no vertex to count from, and what it is for vanishes.
        let cos_2m = if cos2_alpha > 0.0 { cos - 2.0 * sin_1 * sin_2 / cos2_alpha } else { 0.0 };
        let (a, b) = series(cos2_alpha);
        found = Way {
            km: B * a * (sigma - excess(b, sin, cos, cos_2m)),
            azimuth: direction(east, north),
            arrival: direction(cos_1 * sin_turn, cos_1 * sin_2 * cos_turn - sin_1 * cos_2),
        };
        let last = lambda;
        lambda = turn + lag(sin_alpha, sigma, (sin, cos), cos_2m);
        if (lambda - last).abs() < 1e-15 {
            break;
        }
    }
    found
}

/// The places along the shortest way, both ends included, none farther from the next than `step_km`.
#[must_use]
pub fn course(from: LonLat, to: LonLat, step_km: f64) -> Vec<LonLat> {
    let way = way(from, to);
    let steps = (way.km / step_km).ceil().clamp(1.0, 4096.0);
    let mut places = vec![from];
    for step in 1..steps as u32 {
        places.push(destination(from, way.azimuth, way.km * f64::from(step) / steps));
    }
    places.push(to);
    places
}

/// The area within a ring of places joined by shortest ways, square kilometres; the last place is joined to the first.
///
/// The area between an edge and a parallel is the integral of (q(φ) − q₀) a²/2 over the longitude, where q is that of
/// J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), (3-12). On a geodesic r sin α
/// stays the same, r being the radius of the parallel (Clairaut's relation), so that a piece ds of it turns by
/// r sin α ds / r² of longitude, and the integral is taken along its length. Counting from a parallel through the
/// ring, and not from the equator, keeps the digits of small areas. Parts of a ring that crosses itself are weighed by
/// how often it runs around them.
#[must_use]
pub fn area(ring: &[LonLat]) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let base = authalic(first.lat.to_radians());
    let mut sum = 0.0;
    let mut last = ring.last();
    for to in ring {
        sum += last.map_or(0.0, |from| below(*from, *to, base));
        last = Some(to);
    }
    sum.abs()
}

/// The area between an edge and the parallel with an authalic value, positive for an edge that runs eastwards.
fn below(from: LonLat, to: LonLat, base: f64) -> f64 {
    let way = way(from, to);
    let pieces = (way.km / PIECE_KM).ceil().max(1.0);
    let constant = A * parallel_radius(from.lat.to_radians()) * sin_cos(way.azimuth).0;
    let mut sum = 0.0;
    for piece in 0..pieces as u32 {
        for (place, weight) in GAUSS {
            let at = destination(from, way.azimuth, way.km * (f64::from(piece) + place) / pieces);
            let lat = at.lat.to_radians();
            sum += weight * (authalic(lat) - base) / parallel_radius(lat).powi(2);
        }
    }
    sum * constant * way.km / pieces / 2.0
}

/// Sine and cosine of the reduced latitude of a latitude in degrees.
fn reduced(lat: f64) -> (f64, f64) {
    let (sin, cos) = sin_cos(lat.to_radians());
    let unit = length((1.0 - F) * sin, cos);
    ((1.0 - F) * sin / unit, cos / unit)
}

/// Vincenty's A and B, (3) and (4).
fn series(cos2_alpha: f64) -> (f64, f64) {
    let u2 = cos2_alpha * (A * A - B * B) / (B * B);
    let a = 1.0 + u2 / 16384.0 * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)));
    let b = u2 / 1024.0 * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)));
    (a, b)
}

/// Vincenty's Δσ, (6): by how much the arc on the auxiliary sphere is longer than the way's share of the radius.
fn excess(b: f64, sin: f64, cos: f64, cos_2m: f64) -> f64 {
    let inner = cos * (2.0 * cos_2m * cos_2m - 1.0)
        - b / 6.0 * cos_2m * (4.0 * sin * sin - 3.0) * (4.0 * cos_2m * cos_2m - 3.0);
    b * sin * (cos_2m + b / 4.0 * inner)
}

/// Vincenty's λ − L, (10) and (11): by how much the longitude on the auxiliary sphere runs ahead.
fn lag(sin_alpha: f64, sigma: f64, (sin, cos): (f64, f64), cos_2m: f64) -> f64 {
    let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
    let c = F / 16.0 * cos2_alpha * (4.0 + F * (4.0 - 3.0 * cos2_alpha));
    let turn = sigma + c * sin * (cos_2m + c * cos * (2.0 * cos_2m * cos_2m - 1.0));
    (1.0 - c) * F * sin_alpha * turn
}

/// The direction that leads east and north by these shares.
fn direction(east: f64, north: f64) -> f64 {
    let angle = east.atan2(north);
    if angle < 0.0 { angle + TAU } else { angle }
}

/// Length of a vector of about unit length: nothing can overflow, so that the careful function is not needed.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Destination as _, Geodesic, Point};

    #[test]
    fn the_place_at_a_distance_is_the_one_of_a_well_kept_library_to_a_metre() {
        for lat in [-60.0, 0.0, 43.5, 50.3, 71.0] {
            for azimuth in [0.0, 0.7, 1.6, 3.0, 4.4, 6.0] {
                for km in [0.0, 3.7, 300.0, 600.0, 2500.0] {
                    let ours = destination(LonLat::new(155.7, lat), azimuth, km);
                    let other = Geodesic.destination(Point::new(155.7, lat), azimuth.to_degrees(), km * 1000.0);
                    let off = (ours.lat - other.y()).hypot((ours.lon - other.x()) * lat.to_radians().cos());
                    assert!(off * 111_000.0 < 1.0, "{lat} {azimuth} {km}: {ours:?} {other:?}");
                }
            }
        }
    }
}
