//! Meridians and parallels, and the places where they leave the picture.

use crate::geo::path::{Part, Path};
use crate::geo::space::{LonLat, Screen, ScreenRect, World};
use crate::paint::{Ground, GroundPath, Stroke};
use crate::scene::View;
use std::borrow::Cow;

/// Steps between two lines, degrees, from wide to narrow.
const STEPS: [f64; 8] = [10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05];
/// Two parallels are at least this far apart, CSS pixels.
const LEAST_GAP: f64 = 110.0;
/// Length of a degree of latitude, kilometres.
const DEGREE_KM: f64 = 111.2;
/// Number of segments that stand for the curve of a line.
const SEGMENTS: usize = 24;

/// A meridian or parallel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Line {
    /// Of this longitude, degrees.
    Meridian(f64),
    /// Of this latitude, degrees.
    Parallel(f64),
}

/// The lines over the sheet.
pub(super) fn compose(view: &View<'_>, ground: &mut Vec<Ground<'_>>) {
    let stroke = Stroke::solid(view.theme.graticule, 1.0 / view.app.density().max(1.0));
    let mut parts = Vec::new();
    for line in lines(view) {
        parts.extend(Part::new(course(view, line), false));
    }
    let path = Path::from(parts);
    ground.push(Ground::Stroke { path: GroundPath { geometry: Cow::Owned(path), key: None, title: None }, stroke });
}

/// The step between two lines at this scale, degrees.
fn step(view: &View<'_>) -> f64 {
    let pixels = DEGREE_KM * view.camera.zoom.scale();
    STEPS.iter().rev().copied().find(|step| step * pixels >= LEAST_GAP).unwrap_or(10.0)
}

/// The limits of the sheet in degrees: west, south, east, north.
fn limits(view: &View<'_>) -> [f64; 4] {
    let window = view.camera.window(0.0);
    let [mut west, mut south, mut east, mut north] = [180.0_f64, 90.0, -180.0, -90.0];
    for x in [0.0, 0.5, 1.0] {
        for y in [0.0, 0.5, 1.0] {
            let world = World::new(window.min.x + x * window.width(), window.min.y + y * window.height());
            let place = view.atlas.ground().conic.lonlat_from_world(world);
            (west, south) = (west.min(place.lon), south.min(place.lat));
            (east, north) = (east.max(place.lon), north.max(place.lat));
        }
    }
    [west, south, east, north]
}

/// The lines that the sheet can see.
pub(super) fn lines(view: &View<'_>) -> Vec<Line> {
    let step = step(view);
    let [west, south, east, north] = limits(view);
    let mut lines = Vec::new();
    for (from, to, line) in [(west, east, Line::Meridian as fn(f64) -> Line), (south, north, Line::Parallel)] {
        let first = (from / step).ceil();
        let count = (to / step).floor() - first + 1.0;
        for index in 0..count.clamp(0.0, 64.0) as u32 {
            lines.push(line((first + f64::from(index)) * step));
        }
    }
    lines
}

/// The course of a line across the sheet.
fn course(view: &View<'_>, line: Line) -> Vec<World> {
    let [west, south, east, north] = limits(view);
    let share = |index: usize, from: f64, to: f64| from + (to - from) * index as f64 / SEGMENTS as f64;
    let place = |index: usize| match line {
        Line::Meridian(lon) => LonLat::new(lon, share(index, south, north)),
        Line::Parallel(lat) => LonLat::new(share(index, west, east), lat),
    };
    let mut course = Vec::new();
    for index in 0..=SEGMENTS {
        course.push(view.atlas.ground().world(place(index)));
    }
    course
}

/// Where a line meets an edge of the box: a meridian the upper one, a parallel the left one.
pub(super) fn leaving(view: &View<'_>, line: Line, picture: ScreenRect) -> Option<Screen> {
    let across = |a: Screen, b: Screen| -> Option<Screen> {
        let (from, to, edge) = match line {
            Line::Meridian(_) => (a.y, b.y, picture.min.y),
            Line::Parallel(_) => (a.x, b.x, picture.min.x),
        };
        let share = (edge - from) / (to - from);
        let point = a.lerp(b, share);
        ((0.0..=1.0).contains(&share) && picture.grown(0.5).contains(point)).then_some(point)
    };
    let mut last = None;
    for place in course(view, line) {
        let point = view.app.camera().screen_from_world(place);
        let found = last.and_then(|last| across(last, point));
        if found.is_some() {
            return found;
        }
        last = Some(point);
    }
    None
}
