//! A smooth flight from one camera to another.
//!
//! The path zooms out and in again so that the ground seems to pass at a steady speed: J. J. van Wijk and W. A. A.
//! Nuij, "Smooth and efficient zooming and panning", IEEE Symposium on Information Visualization 2003, section 4,
//! equations (4) to (9), with ρ = 1.4 as they recommend.

use crate::geo::camera::{Camera, Zoom};
use crate::geo::space::World;

const RHO: f64 = 1.4;
/// Shortest and longest flight, milliseconds.
const DURATION_MS: (f64, f64) = (280.0, 1400.0);
/// The length of path flown in a second.
const PATH_A_SECOND: f64 = 2.2;

/// A flight under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Flight {
    from: Camera,
    to: Camera,
    start_ms: f64,
    path: VanWijk,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct VanWijk {
    distance: f64,
    width: f64,
    entry: f64,
    length: f64,
}

impl Flight {
    /// Starts a flight now, between two cameras of the same size.
    pub(super) fn new(from: Camera, to: Camera, now_ms: f64) -> Self {
        Self { from, to, start_ms: now_ms, path: VanWijk::new(&from, &to) }
    }

    /// Returns the camera at the end.
    pub(super) fn target(&self) -> Camera {
        self.to
    }

    fn duration_ms(&self) -> f64 {
        (self.path.length / PATH_A_SECOND * 1000.0).clamp(DURATION_MS.0, DURATION_MS.1)
    }

    /// Returns the camera at a time, and whether it has arrived, as it has where the time is no number.
    pub(super) fn at(&self, now_ms: f64) -> (Camera, bool) {
        let share = ((now_ms - self.start_ms) / self.duration_ms()).clamp(0.0, 1.0);
        if share.is_nan() || share >= 1.0 || !self.path.length.is_finite() {
            return (self.to, true);
        }
        let eased = share * share * (3.0 - 2.0 * share);
        (self.path.camera(&self.from, &self.to, eased), false)
    }
}

/// Returns the width of the view on the plane, kilometres.
fn width(camera: &Camera) -> f64 {
    camera.size.width.max(1.0) / camera.zoom.scale()
}

/// Returns hyperbolic sine and cosine.
fn sinh_cosh(x: f64) -> (f64, f64) {
    let (up, down) = (x.exp(), (-x).exp());
    ((up - down) / 2.0, f64::midpoint(up, down))
}

impl VanWijk {
    fn new(from: &Camera, to: &Camera) -> Self {
        let (w0, w1) = (width(from), width(to));
        let distance = from.centre.distance(to.centre);
        if distance < 1e-6 * w0 {
            return Self { distance: 0.0, width: w0, entry: 0.0, length: (w1 / w0).ln().abs() / RHO };
        }
        let b = |w: f64, sign: f64| {
            (w1 * w1 - w0 * w0 + sign * RHO.powi(4) * distance * distance) / (2.0 * w * RHO * RHO * distance)
        };
        let r = |b: f64| (-b + (b * b + 1.0).sqrt()).ln();
        let (r0, r1) = (r(b(w0, 1.0)), r(b(w1, -1.0)));
        Self { distance, width: w0, entry: r0, length: (r1 - r0) / RHO }
    }

    fn camera(&self, from: &Camera, to: &Camera, share: f64) -> Camera {
        if self.distance <= 0.0 {
            let steps = from.zoom.steps() + (to.zoom.steps() - from.zoom.steps()) * share;
            return Camera { zoom: Zoom::from_scale((steps * std::f64::consts::LN_2).exp()), ..*to };
        }
        let s = self.length * share;
        let (entry, here) = (self.entry, RHO * s + self.entry);
        let ((entry_sinh, entry_cosh), (here_sinh, here_cosh)) = (sinh_cosh(entry), sinh_cosh(here));
        let along = self.width / (RHO * RHO) * (entry_cosh * here_sinh / here_cosh - entry_sinh);
        let w = self.width * entry_cosh / here_cosh;
        let centre: World = from.centre.lerp(to.centre, along / self.distance);
        Camera { centre, zoom: Zoom::from_scale(to.size.width.max(1.0) / w), ..*to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::space::Size;

    fn camera(x: f64, scale: f64) -> Camera {
        Camera { centre: World::new(x, 3.0), zoom: Zoom::from_scale(scale), size: Size::new(900.0, 600.0) }
    }

    #[test]
    fn a_flight_begins_and_ends_where_it_should() {
        let flight = Flight::new(camera(0.0, 1.0), camera(500.0, 8.0), 100.0);
        let (start, arrived) = flight.at(100.0);
        assert!(start.centre.distance(World::new(0.0, 3.0)) < 1e-6 && (start.zoom.scale() - 1.0).abs() < 1e-9);
        assert!(!arrived);
        assert_eq!(flight.at(1e9), (camera(500.0, 8.0), true));
        let almost = flight.at(100.0 + flight.duration_ms() * 0.999_99).0;
        assert!(almost.centre.distance(World::new(500.0, 3.0)) < 0.1 && (almost.zoom.scale() - 8.0).abs() < 0.01);
    }

    #[test]
    fn a_far_flight_rises_on_its_way() {
        let flight = Flight::new(camera(0.0, 8.0), camera(900.0, 8.0), 0.0);
        assert!(flight.at(flight.duration_ms() / 2.0).0.zoom.scale() < 4.0);
    }

    #[test]
    fn a_flight_straight_down_only_zooms() {
        let flight = Flight::new(camera(7.0, 1.0), camera(7.0, 4.0), 0.0);
        let middle = flight.at(flight.duration_ms() / 2.0).0;
        assert!((middle.zoom.scale() - 2.0).abs() < 1e-9 && middle.centre == World::new(7.0, 3.0));
    }
}
