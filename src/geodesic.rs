//! Distances on the ellipsoid (WGS 84).
//!
//! T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations",
//! Survey Review XXIII (176), 1975.

use crate::math::sin_cos;
use crate::space::LonLat;

/// Semi-major axis, kilometres.
const A: f64 = 6378.137;
/// Flattening.
const F: f64 = 1.0 / 298.257_223_563;
/// Semi-minor axis, kilometres.
const B: f64 = A * (1.0 - F);
/// The direct solution gains more than two digits a step.
const STEPS: usize = 8;

/// The place at a distance, kilometres, from another in a direction, radians clockwise from north.
#[must_use]
pub fn destination(from: LonLat, azimuth: f64, distance_km: f64) -> LonLat {
    let (sin_azimuth, cos_azimuth) = sin_cos(azimuth);
    let (sin_lat, cos_lat) = sin_cos(from.lat.to_radians());
    let (sin_u, cos_u) = ((1.0 - F) * sin_lat, cos_lat);
    let unit = length(sin_u, cos_u);
    let (sin_u, cos_u) = (sin_u / unit, cos_u / unit);
    let sigma_1 = sin_u.atan2(cos_u * cos_azimuth);
    let sin_alpha = cos_u * sin_azimuth;
    let cos2_alpha = 1.0 - sin_alpha * sin_alpha;
    let u2 = cos2_alpha * (A * A - B * B) / (B * B);
    let a = 1.0 + u2 / 16384.0 * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)));
    let b = u2 / 1024.0 * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)));
    let mut sigma = distance_km / (B * a);
    for _ in 0..STEPS {
        let cos_2m = sin_cos(2.0 * sigma_1 + sigma).1;
        let (sin, cos) = sin_cos(sigma);
        let inner = cos * (2.0 * cos_2m * cos_2m - 1.0)
            - b / 6.0 * cos_2m * (4.0 * sin * sin - 3.0) * (4.0 * cos_2m * cos_2m - 3.0);
        sigma = distance_km / (B * a) + b * sin * (cos_2m + b / 4.0 * inner);
    }
    let (sin, cos) = sin_cos(sigma);
    let across = sin_u * sin - cos_u * cos * cos_azimuth;
    let lat = (sin_u * cos + cos_u * sin * cos_azimuth).atan2((1.0 - F) * length(sin_alpha, across));
    let lambda = (sin * sin_azimuth).atan2(cos_u * cos - sin_u * sin * cos_azimuth);
    let c = F / 16.0 * cos2_alpha * (4.0 + F * (4.0 - 3.0 * cos2_alpha));
    let cos_2m = sin_cos(2.0 * sigma_1 + sigma).1;
    let turn = sigma + c * sin * (cos_2m + c * cos * (2.0 * cos_2m * cos_2m - 1.0));
    let lon = lambda - (1.0 - c) * F * sin_alpha * turn;
    let lon = from.lon + lon.to_degrees();
    LonLat::new(lon - 360.0 * ((lon + 180.0) / 360.0).floor(), lat.to_degrees())
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
