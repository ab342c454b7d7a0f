//! The meridians and parallels of a picture, and where they meet its edge.

use crate::geo::camera::Camera;
use crate::geo::space::{LonLat, Screen, World};
use crate::story::Ground;

/// Steps between two lines that are tried, degrees.
const STEPS: [f64; 8] = [10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05];
/// Least distance between two parallels, CSS pixels.
const LEAST_GAP: f64 = 110.0;
/// Length of a degree of latitude, kilometres.
const DEGREE_KM: f64 = 111.2;
/// Number of segments of a line.
const SEGMENTS: usize = 24;

/// A meridian or parallel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GraticuleLine {
    /// A meridian, degrees.
    Meridian(f64),
    /// A parallel, degrees.
    Parallel(f64),
}

/// The meridians and parallels that a camera sees.
#[derive(Clone, Copy, Debug)]
pub struct Graticule<'a> {
    ground: &'a Ground,
    /// The step between two lines, degrees.
    step: f64,
    /// West, south, east and north limit of what the camera sees, degrees.
    limits: [f64; 4],
}

impl<'a> Graticule<'a> {
    /// Returns the graticule of what a camera sees.
    #[must_use]
    pub fn new(ground: &'a Ground, camera: &Camera) -> Self {
        let pixels = DEGREE_KM * camera.zoom.scale();
        let step = STEPS.iter().rev().copied().find(|step| step * pixels >= LEAST_GAP).unwrap_or(10.0);
        let window = camera.window(0.0);
        let [mut west, mut south, mut east, mut north] = [180.0_f64, 90.0, -180.0, -90.0];
        for x in [0.0, 0.5, 1.0] {
            for y in [0.0, 0.5, 1.0] {
                let world = World::new(window.min.x + x * window.width(), window.min.y + y * window.height());
                let place = ground.conic.lonlat_from_world(world);
                (west, south) = (west.min(place.lon), south.min(place.lat));
                (east, north) = (east.max(place.lon), north.max(place.lat));
            }
        }
        Self { ground, step, limits: [west, south, east, north] }
    }

    /// Returns the meridians from west to east, then the parallels from south to north.
    #[must_use]
    pub fn lines(&self) -> Vec<GraticuleLine> {
        let [west, south, east, north] = self.limits;
        let mut lines = Vec::new();
        for (from, to, line) in
            [(west, east, GraticuleLine::Meridian as fn(f64) -> GraticuleLine), (south, north, GraticuleLine::Parallel)]
        {
            let first = (from / self.step).ceil();
            let count = (to / self.step).floor() - first + 1.0;
            for index in 0..count.clamp(0.0, 64.0) as u32 {
                lines.push(line((first + f64::from(index)) * self.step));
            }
        }
        lines
    }

    /// Returns the points of a line as far as the camera sees it.
    #[must_use]
    pub fn course(&self, line: GraticuleLine) -> Vec<World> {
        let [west, south, east, north] = self.limits;
        let share = |index: usize, from: f64, to: f64| from + (to - from) * index as f64 / SEGMENTS as f64;
        let mut course = Vec::new();
        for index in 0..=SEGMENTS {
            course.push(self.ground.world(match line {
                GraticuleLine::Meridian(lon) => LonLat::new(lon, share(index, south, north)),
                GraticuleLine::Parallel(lat) => LonLat::new(share(index, west, east), lat),
            }));
        }
        course
    }

    /// Returns where a line meets the edge of a picture: a meridian the upper edge, a parallel the left one.
    #[must_use]
    pub fn edge(&self, line: GraticuleLine, picture: &Camera) -> Option<Screen> {
        let mut last = None;
        for place in self.course(line) {
            let point = picture.screen_from_world(place);
            let found = last.and_then(|last| crossing(line, [last, point]));
            if let Some(found) = found.filter(|at| picture.size.rect().grown(0.5).contains(*at)) {
                return Some(found);
            }
            last = Some(point);
        }
        None
    }
}

/// Returns where a segment of a line crosses that edge or its extension.
fn crossing(line: GraticuleLine, [a, b]: [Screen; 2]) -> Option<Screen> {
    let (from, to) = match line {
        GraticuleLine::Meridian(_) => (a.y, b.y),
        GraticuleLine::Parallel(_) => (a.x, b.x),
    };
    let share = -from / (to - from);
    (0.0..=1.0).contains(&share).then(|| a.lerp(b, share))
}
