//! Distances, azimuths and areas on the ellipsoid (WGS 84).
//!
//! Distances and azimuths: T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application
//! of nested equations", Survey Review XXIII (176), 1975. Areas are summed edge by edge along geodesics; see [`area`].
//!
//! Limits: the distance between nearly antipodal points is unreliable, and no polygon may contain a pole.

use crate::geo::projection::{authalic, parallel_radius};
use crate::geo::space::{LonLat, within_turn};
use crate::lean::trig::sin_cos;
use std::f64::consts::TAU;

/// Semi-major axis, kilometres.
const A: f64 = 6378.137;
/// Flattening.
const F: f64 = 1.0 / 298.257_223_563;
/// Semi-minor axis, kilometres.
const B: f64 = A * (1.0 - F);
/// The direct solution gains more than two digits per iteration.
const STEPS: usize = 8;
/// The inverse solution needs five iterations for points up to a quarter of the globe apart.
const INVERSE_STEPS: usize = 24;
/// The longest segment over which an edge is integrated at once, kilometres.
const SEGMENT_KM: f64 = 250.0;
/// Nodes and weights of four-point Gauss–Legendre quadrature on the interval 0 to 1; Abramowitz and Stegun,
/// *Handbook of Mathematical Functions*, table 25.4.
const GAUSS: [(f64, f64); 4] = [
    (0.069_431_844_202_973_71, 0.173_927_422_568_726_93),
    (0.330_009_478_207_571_87, 0.326_072_577_431_273_07),
    (0.669_990_521_792_428_1, 0.326_072_577_431_273_07),
    (0.930_568_155_797_026_3, 0.173_927_422_568_726_93),
];

/// The shortest path between two points of the ellipsoid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geodesic {
    /// Length, kilometres.
    pub km: f64,
    /// Azimuth at the start, radians clockwise from north, from 0 up to a full turn.
    pub azimuth: f64,
    /// Azimuth at the end, in the same unit and range.
    pub final_azimuth: f64,
}

/// Solves the direct problem: returns the point at a distance, kilometres, from another at an azimuth, radians
/// clockwise from north.
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
    LonLat::new(within_turn(lon), lat.to_degrees())
}

/// Solves the inverse problem: returns the geodesic from one point to another. Between equal points it has length 0
/// and azimuth 0.
#[must_use]
pub fn inverse(from: LonLat, to: LonLat) -> Geodesic {
    let ((sin_1, cos_1), (sin_2, cos_2)) = (reduced(from.lat), reduced(to.lat));
    let turn = within_turn(to.lon - from.lon).to_radians();
    let mut lambda = turn;
    let mut found = Geodesic { km: 0.0, azimuth: 0.0, final_azimuth: 0.0 };
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
        // Along the equator there is no vertex to measure from, and the term that needs it vanishes.
        let cos_2m = if cos2_alpha > 0.0 { cos - 2.0 * sin_1 * sin_2 / cos2_alpha } else { 0.0 };
        let (a, b) = series(cos2_alpha);
        found = Geodesic {
            km: B * a * (sigma - excess(b, sin, cos, cos_2m)),
            azimuth: direction(east, north),
            final_azimuth: direction(cos_1 * sin_turn, cos_1 * sin_2 * cos_turn - sin_1 * cos_2),
        };
        let previous = lambda;
        lambda = turn + lag(sin_alpha, sigma, (sin, cos), cos_2m);
        if (lambda - previous).abs() < 1e-15 {
            break;
        }
    }
    found
}

/// Returns points along the geodesic between two points, both included, at most `step_km` apart.
#[must_use]
pub fn points_along(from: LonLat, to: LonLat, step_km: f64) -> Vec<LonLat> {
    let geodesic = inverse(from, to);
    let steps = (geodesic.km / step_km).ceil().clamp(1.0, 4096.0);
    let mut points = vec![from];
    for step in 1..steps as u32 {
        points.push(destination(from, geodesic.azimuth, geodesic.km * f64::from(step) / steps));
    }
    points.push(to);
    points
}

/// Returns the area within a ring of points joined by geodesics, square kilometres; the last point is joined to the
/// first.
///
/// The area between an edge and a parallel is the integral of (q(φ) − q₀) a²/2 over the longitude, where q is that of
/// J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), (3-12). Along a geodesic
/// r sin α is constant, r being the radius of the parallel (Clairaut's relation), so that a piece ds spans
/// r sin α ds / r² of longitude, and the integral is taken along its length. Measuring from a parallel through the
/// ring, not from the equator, keeps the precision of small areas. Parts of a self-intersecting ring are weighted by
/// their winding number.
#[must_use]
pub fn area(ring: &[LonLat]) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let base = authalic(first.lat.to_radians());
    let mut sum = 0.0;
    let mut previous = ring.last();
    for to in ring {
        sum += previous.map_or(0.0, |from| area_under(*from, *to, base));
        previous = Some(to);
    }
    sum.abs()
}

/// The area between an edge and the parallel with the authalic value `base`, positive for an edge that runs eastwards.
fn area_under(from: LonLat, to: LonLat, base: f64) -> f64 {
    let edge = inverse(from, to);
    let segments = (edge.km / SEGMENT_KM).ceil().max(1.0);
    let constant = A * parallel_radius(from.lat.to_radians()) * sin_cos(edge.azimuth).0;
    let mut sum = 0.0;
    for segment in 0..segments as u32 {
        for (node, weight) in GAUSS {
            let at = destination(from, edge.azimuth, edge.km * (f64::from(segment) + node) / segments);
            let lat = at.lat.to_radians();
            sum += weight * (authalic(lat) - base) / parallel_radius(lat).powi(2);
        }
    }
    sum * constant * edge.km / segments / 2.0
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

/// Vincenty's Δσ, (6): the difference between the arc on the auxiliary sphere and the length over the radius.
fn excess(b: f64, sin: f64, cos: f64, cos_2m: f64) -> f64 {
    let inner = cos * (2.0 * cos_2m * cos_2m - 1.0)
        - b / 6.0 * cos_2m * (4.0 * sin * sin - 3.0) * (4.0 * cos_2m * cos_2m - 3.0);
    b * sin * (cos_2m + b / 4.0 * inner)
}

/// Vincenty's λ − L, (10) and (11): the difference between the longitudes on the auxiliary sphere and the ellipsoid.
fn lag(sin_alpha: f64, sigma: f64, (sin, cos): (f64, f64), cos_2m: f64) -> f64 {
    let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
    let c = F / 16.0 * cos2_alpha * (4.0 + F * (4.0 - 3.0 * cos2_alpha));
    let turn = sigma + c * sin * (cos_2m + c * cos * (2.0 * cos_2m * cos_2m - 1.0));
    (1.0 - c) * F * sin_alpha * turn
}

/// The azimuth of a vector with these components.
fn direction(east: f64, north: f64) -> f64 {
    let angle = east.atan2(north);
    if angle < 0.0 { angle + TAU } else { angle }
}

/// The length of a vector of about unit length: it cannot overflow, so the slower `hypot` is not needed.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Destination as _, Point};

    #[test]
    fn a_destination_agrees_with_an_established_library_to_a_metre() {
        for lat in [-60.0, 0.0, 43.5, 50.3, 71.0] {
            for azimuth in [0.0, 0.7, 1.6, 3.0, 4.4, 6.0] {
                for km in [0.0, 3.7, 300.0, 600.0, 2500.0] {
                    let ours = destination(LonLat::new(155.7, lat), azimuth, km);
                    let other = geo::Geodesic.destination(Point::new(155.7, lat), azimuth.to_degrees(), km * 1000.0);
                    let off = (ours.lat - other.y()).hypot((ours.lon - other.x()) * lat.to_radians().cos());
                    assert!(off * 111_000.0 < 1.0, "{lat} {azimuth} {km}: {ours:?} {other:?}");
                }
            }
        }
    }
}
