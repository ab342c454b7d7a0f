//! The one projection of the map: Albers's equal-area conic on the WGS 84 ellipsoid.
//!
//! Equal-area, because the reader compares islands; conic, because it then distorts shapes little in middle latitudes.
//! The story chooses the two standard parallels and the origin. With parallels at 44° N and 51° N the scale along a
//! parallel is off by less than 0.2 % between them, by 0.6 % at 40° N and by 1.5 % at 57° N; areas are true everywhere.
//!
//! Formulas: J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), pages 101 and 102,
//! with the iteration (3-16) of page 16 for the inverse.
//!
//! Limits: not for regions that contain a pole, nor for parallels symmetric about the equator.

use crate::geo::space::{LonLat, World};
use crate::lean::trig::sin_cos;

/// Semi-major axis of WGS 84, in kilometres.
const AXIS_KM: f64 = 6378.137;
/// First eccentricity of WGS 84, squared.
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_3;
/// The iteration for the inverse stops below this step, in radians: less than a micrometre on the ground.
const LATITUDE_STEP: f64 = 1e-13;

/// The parameters of the projection, as the story gives them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parallels {
    /// The two latitudes of true scale, degrees.
    pub standard: [f64; 2],
    /// The point that becomes the origin of the plane; its meridian points straight up.
    pub origin: LonLat,
}

/// An equal-area conic projection between [`LonLat`] and [`World`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conic {
    cone: f64,
    constant: f64,
    origin_radius: f64,
    meridian: f64,
}

impl Conic {
    /// The projection with the given parameters, or `None` if they do not define a cone.
    #[must_use]
    pub fn new(parallels: Parallels) -> Option<Self> {
        let [south, north] = parallels.standard.map(f64::to_radians);
        let (m1, m2) = (parallel_radius(south), parallel_radius(north));
        let (q1, q2) = (authalic(south), authalic(north));
        let cone = if (q2 - q1).abs() < 1e-9 { sin_cos(south).0 } else { (m1 * m1 - m2 * m2) / (q2 - q1) };
        let constant = m1 * m1 + cone * q1;
        let unshifted = Self { cone, constant, origin_radius: 0.0, meridian: parallels.origin.lon };
        let origin_radius = unshifted.radius(parallels.origin.lat.to_radians());
        let is_valid = cone.abs() > 1e-6 && origin_radius.is_finite() && parallels.origin.lon.abs() <= 360.0;
        is_valid.then_some(Self { origin_radius, ..unshifted })
    }

    /// Projects a geographic position.
    #[must_use]
    pub fn world_from_lonlat(&self, position: LonLat) -> World {
        let radius = self.radius(position.lat.to_radians());
        let angle = self.cone * (position.lon - self.meridian).to_radians();
        let (sin, cos) = sin_cos(angle);
        World::new(radius * sin, radius * cos - self.origin_radius)
    }

    /// Unprojects a point of the plane.
    #[must_use]
    pub fn lonlat_from_world(&self, world: World) -> LonLat {
        let sign = self.cone.signum();
        let (x, up) = (sign * world.x, sign * (world.y + self.origin_radius));
        let angle = x.atan2(up);
        let share = (x * x + up * up) * (self.cone / AXIS_KM).powi(2);
        let lat = latitude((self.constant - share) / self.cone);
        LonLat::new(self.meridian + (angle / self.cone).to_degrees(), lat.to_degrees())
    }

    /// The scale factor along the parallel at `lat` (degrees): 1 on the standard parallels; along the meridian it is
    /// the reciprocal.
    #[must_use]
    pub fn scale_along_parallel(&self, lat: f64) -> f64 {
        let lat = lat.to_radians();
        self.cone * self.radius(lat) / (AXIS_KM * parallel_radius(lat))
    }

    /// The distance of a parallel from the apex of the cone, kilometres; 0 beyond it.
    fn radius(&self, lat: f64) -> f64 {
        AXIS_KM * (self.constant - self.cone * authalic(lat)).max(0.0).sqrt() / self.cone
    }
}

/// Radius of a parallel in units of the semi-major axis; Snyder (14-15), m.
pub(crate) fn parallel_radius(lat: f64) -> f64 {
    let (sin, cos) = sin_cos(lat);
    cos / (1.0 - ECCENTRICITY_SQUARED * sin * sin).sqrt()
}

/// Area between the equator and a parallel, per radian of longitude, doubled; Snyder (3-12), q.
pub(crate) fn authalic(lat: f64) -> f64 {
    let (e, sin) = (ECCENTRICITY_SQUARED.sqrt(), sin_cos(lat).0);
    let log = ((1.0 - e * sin) / (1.0 + e * sin)).ln();
    (1.0 - ECCENTRICITY_SQUARED) * (sin / (1.0 - ECCENTRICITY_SQUARED * sin * sin) - log / (2.0 * e))
}

/// The latitude in radians whose [`authalic`] value is `q`; Newton's method, Snyder (3-16).
fn latitude(q: f64) -> f64 {
    let sin = (q / 2.0).clamp(-1.0, 1.0);
    let mut lat = sin.atan2((1.0 - sin * sin).sqrt());
    for _ in 0..16 {
        let (sin, cos) = sin_cos(lat);
        let slope = 2.0 * cos * (1.0 - ECCENTRICITY_SQUARED) / (1.0 - ECCENTRICITY_SQUARED * sin * sin).powi(2);
        let step = (q - authalic(lat)) / slope;
        if !step.is_finite() {
            break;
        }
        lat += step;
        if step.abs() < LATITUDE_STEP {
            break;
        }
    }
    lat
}
