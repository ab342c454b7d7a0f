//! The distance between two coasts on the ellipsoid (WGS 84).
//!
//! The nearest two points are found by straight chords in space, which grow with the distance on the ellipsoid within
//! the reach of this map; the distance itself is that of the geodesic between them. Coasts are split into short runs,
//! each within a ball, so that only runs whose balls are near each other are compared.

use geo::{Distance as _, Geodesic, Point};
use serde_json::Value;

/// Semi-major axis, kilometres.
const A: f64 = 6378.137;
/// Flattening.
const F: f64 = 1.0 / 298.257_223_563;
/// Number of segments in a run.
const STEPS: usize = 32;

type Space = [f64; 3];

/// A position, and its point in space, kilometres from the centre of the Earth.
#[derive(Clone, Copy, Debug)]
struct CoastPoint {
    lonlat: [f64; 2],
    at: Space,
}

/// A short piece of a coast within a ball.
#[derive(Debug)]
struct Run {
    spots: Vec<CoastPoint>,
    centre: Space,
    radius: f64,
}

/// All shores of one or more features.
#[derive(Debug, Default)]
pub(super) struct Coast {
    runs: Vec<Run>,
}

/// The way between the nearest two positions of two coasts.
pub(super) struct Way {
    /// Its length, kilometres; while it is looked for, through space.
    pub(super) km: f64,
    /// Its two ends, in no order: longitude and latitude.
    pub(super) ends: [[f64; 2]; 2],
}

impl Coast {
    /// Builds the coast of `GeoJSON` geometries.
    pub(super) fn new(geometries: impl IntoIterator<Item = Value>) -> Self {
        let mut coast = Self::default();
        for geometry in geometries {
            coast.add(geometry.get("coordinates").unwrap_or(&Value::Null));
        }
        coast
    }

    /// Whether there is no shore.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds all lines in nested coordinates; a single position is a shore of its own.
    fn add(&mut self, coordinates: &Value) {
        if let Some(spot) = spot(coordinates) {
            self.runs.extend(run(vec![spot]));
            return;
        }
        let inside = coordinates.as_array().map(Vec::as_slice).unwrap_or_default();
        let spots: Vec<CoastPoint> = inside.iter().filter_map(spot).collect();
        if spots.is_empty() {
            for inner in inside {
                self.add(inner);
            }
        }
        for start in (0..spots.len().saturating_sub(1)).step_by(STEPS) {
            let piece = spots.iter().skip(start).take(STEPS + 1).copied().collect();
            self.runs.extend(run(piece));
        }
    }

    /// Returns the shortest way to another coast; none if one of them is empty.
    pub(super) fn way(&self, other: &Self) -> Option<Way> {
        let mut pairs: Vec<(f64, &Run, &Run)> = Vec::new();
        for run in &self.runs {
            let near = |other: &Run| length(minus(run.centre, other.centre)) - run.radius - other.radius;
            pairs.extend(other.runs.iter().map(|other| (near(other), run, other)));
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut nearest = Way { km: f64::INFINITY, ends: [[0.0; 2]; 2] };
        for (floor, run, other) in pairs {
            if floor > nearest.km {
                break;
            }
            nearest.try_runs(run, other);
            nearest.try_runs(other, run);
        }
        let [from, to] = nearest.ends.map(|[lon, lat]| Point::new(lon, lat));
        nearest.km.is_finite().then(|| Way { km: Geodesic.distance(from, to) / 1000.0, ..nearest })
    }
}

impl Way {
    /// Updates the minimum with the distances from the points of one run to the segments of the other.
    fn try_runs(&mut self, run: &Run, other: &Run) {
        let last = other.spots.last().copied();
        let next = other.spots.iter().skip(1).copied().chain(last);
        for (begin, end) in other.spots.iter().zip(next) {
            for spot in &run.spots {
                let share = share(spot.at, begin.at, end.at);
                let km = length(minus(spot.at, between(begin.at, end.at, share)));
                if km < self.km {
                    let foot = between(begin.lonlat, end.lonlat, share);
                    *self = Self { km, ends: [spot.lonlat, foot] };
                }
            }
        }
    }
}

/// Converts a `GeoJSON` position to a point on the ellipsoid.
fn spot(position: &Value) -> Option<CoastPoint> {
    let [lon, lat] = [position.get(0)?.as_f64()?, position.get(1)?.as_f64()?];
    let (sin_lon, cos_lon) = lon.to_radians().sin_cos();
    let (sin_lat, cos_lat) = lat.to_radians().sin_cos();
    let e2 = F * (2.0 - F);
    let normal = A / (1.0 - e2 * sin_lat * sin_lat).sqrt();
    let at = [normal * cos_lat * cos_lon, normal * cos_lat * sin_lon, normal * (1.0 - e2) * sin_lat];
    Some(CoastPoint { lonlat: [lon, lat], at })
}

/// Builds a run around its middle point.
fn run(spots: Vec<CoastPoint>) -> Option<Run> {
    let centre = spots.get(spots.len() / 2)?.at;
    let radius = spots.iter().map(|spot| length(minus(spot.at, centre))).fold(0.0, f64::max);
    Some(Run { spots, centre, radius })
}

/// Returns where on a segment the point nearest to a given point is, from 0 (its start) to 1 (its end).
fn share(from: Space, begin: Space, end: Space) -> f64 {
    let (way, out) = (minus(end, begin), minus(from, begin));
    let square = dot(way, way);
    if square > 0.0 { (dot(way, out) / square).clamp(0.0, 1.0) } else { 0.0 }
}

fn between<const N: usize>(begin: [f64; N], end: [f64; N], share: f64) -> [f64; N] {
    std::array::from_fn(|axis| {
        let [from, to] = [&begin, &end].map(|place| place.get(axis).copied().unwrap_or_default());
        from + (to - from) * share
    })
}

fn minus([a, b, c]: Space, [d, e, f]: Space) -> Space {
    [a - d, b - e, c - f]
}

fn dot([a, b, c]: Space, [d, e, f]: Space) -> f64 {
    a * d + b * e + c * f
}

fn length(way: Space) -> f64 {
    dot(way, way).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn coast(coordinates: &Value) -> Coast {
        Coast::new([json!({ "coordinates": coordinates })])
    }

    #[test]
    fn the_nearest_point_may_lie_between_two_corners() {
        let shore = coast(&json!([[[145.0, 44.0], [145.0, 45.0]]]));
        let islet = coast(&json!([145.5, 44.5]));
        // Half a degree along the parallel of 44.5 degrees, and a little less straight to the shore.
        let km = islet.way(&shore).unwrap().km;
        assert!((km - 39.76).abs() < 0.05, "{km}");
        assert!((shore.way(&islet).unwrap().km - km).abs() < 1e-9);
    }

    #[test]
    fn far_runs_do_not_hide_near_ones() {
        let line: Vec<_> = (0..500).map(|step| json!([140.0 + f64::from(step) * 0.01, 44.0])).collect();
        let km = coast(&json!([line])).way(&coast(&json!([[142.5, 44.1], [142.5, 46.0]]))).unwrap().km;
        assert!((km - 11.11).abs() < 0.02, "{km}");
    }

    #[test]
    fn without_a_shore_there_is_no_distance() {
        let nowhere = Coast::new([Value::Null]);
        assert!(nowhere.is_empty());
        assert!(nowhere.way(&coast(&json!([145.5, 44.5]))).is_none());
    }
}
