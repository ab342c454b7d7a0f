//! Lengths and areas of a series of points, the places nearest to a point, and coordinates as text.
//!
//! Everything is measured on the ellipsoid. The plane of the map is only used to find the nearest segments of a coast:
//! its scale is so nearly true that the foot of the perpendicular there is the foot on Earth, to a ten-thousandth of
//! the distance.

use crate::geo::geodesic::{Geodesic, area, inverse, points_along};
use crate::geo::space::{LonLat, World, within_turn};
use crate::lean::decimal::decimal;
use crate::story::{Layer, Manifest, Outline, Region, RegionId, Story};
use std::f64::consts::TAU;

/// The longest chord of a course, kilometres: a longer one would visibly differ from its arc on the plane.
const STEP_KM: f64 = 40.0;
/// Points of a coast farther than the nearest one by up to this factor are measured on Earth.
const DOUBT: f64 = 1.04;
/// The keys of the words for directions, clockwise from north.
const DIRECTIONS: [&str; 8] = [
    "tools.north",
    "tools.north_east",
    "tools.east",
    "tools.south_east",
    "tools.south",
    "tools.south_west",
    "tools.west",
    "tools.north_west",
];

/// A series of points, as an open line or a closed figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measurement {
    points: Vec<LonLat>,
    is_closed: bool,
}

impl Measurement {
    /// Creates a line through the points; it is a closed figure if `closed` and there are three points or more.
    #[must_use]
    pub fn new(points: Vec<LonLat>, closed: bool) -> Self {
        let is_closed = closed && points.len() > 2;
        Self { points, is_closed }
    }

    /// Returns the points in order.
    #[must_use]
    pub fn points(&self) -> &[LonLat] {
        &self.points
    }

    /// Returns whether the last point is joined to the first.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Returns each two consecutive points.
    fn pairs(&self) -> impl Iterator<Item = (LonLat, LonLat)> {
        let close = self.points.first().filter(|_| self.is_closed);
        self.points.iter().zip(self.points.iter().skip(1).chain(close)).map(|(from, to)| (*from, *to))
    }

    /// Returns the geodesic of each leg.
    #[must_use]
    pub fn legs(&self) -> Vec<Geodesic> {
        self.pairs().map(|(from, to)| inverse(from, to)).collect()
    }

    /// Returns the length of all legs, kilometres.
    #[must_use]
    pub fn length_km(&self) -> f64 {
        self.legs().iter().map(|leg| leg.km).sum()
    }

    /// Returns the area of a closed figure, square kilometres.
    #[must_use]
    pub fn area_km2(&self) -> Option<f64> {
        self.is_closed.then(|| area(&self.points))
    }

    /// Returns the line to be drawn, dense enough to follow the geodesics.
    #[must_use]
    pub fn course(&self) -> Vec<LonLat> {
        let mut places: Vec<LonLat> = self.points.first().copied().into_iter().collect();
        for (from, to) in self.pairs() {
            places.extend(points_along(from, to, STEP_KM).into_iter().skip(1));
        }
        places
    }
}

/// A place near a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near<'a> {
    /// The place.
    pub region: &'a Region,
    /// Distance to its outline, kilometres; 0 inside.
    pub km: f64,
    /// Direction to its nearest point, radians clockwise from north; `None` inside.
    pub azimuth: Option<f64>,
}

/// A search for the places near a point.
#[derive(Clone, Copy, Debug)]
pub struct NearestQuery<'a> {
    /// The point.
    pub from: LonLat,
    /// The layers to search.
    pub layers: &'a [Layer],
    /// Regions to leave out, such as the place from which is measured.
    pub without: &'a [RegionId],
    /// The greatest number of results.
    pub most: usize,
}

/// Returns the nearest places of the story, nearest first.
#[must_use]
pub fn nearest<'a>(story: &'a Story, query: NearestQuery<'_>) -> Vec<Near<'a>> {
    let from = story.ground().world(query.from);
    let mut near: Vec<Near<'a>> = Vec::new();
    for (id, region) in story.regions() {
        let counts = query.layers.contains(&region.layer) && !query.without.contains(&id) && !region.names.is_empty();
        let Some(outline) = region.finest().filter(|_| counts) else { continue };
        // A box beyond the farthest result contains nothing nearer.
        let farthest = near.get(query.most.saturating_sub(1)).map_or(f64::INFINITY, |last| last.km);
        if region.bounds.distance(from) > farthest * DOUBT {
            continue;
        }
        let (km, azimuth) = distance(story, outline, query.from, from);
        let at = near.partition_point(|other| other.km <= km);
        near.insert(at, Near { region, km, azimuth });
        near.truncate(query.most);
    }
    near
}

/// Returns distance, kilometres, and azimuth from a point to an outline; 0 and `None` inside.
fn distance(story: &Story, outline: &Outline, from: LonLat, on_plane: World) -> (f64, Option<f64>) {
    if outline.fill().contains(on_plane) {
        return (0.0, None);
    }
    let mut feet = outline.points().to_vec();
    for part in outline.coast().parts() {
        let points = part.points();
        let mut last = if part.is_closed() { points.last() } else { points.first() };
        for to in points {
            feet.extend(last.map(|last| foot(*last, *to, on_plane)));
            last = Some(to);
        }
    }
    let least = feet.iter().map(|foot| foot.distance(on_plane)).fold(f64::INFINITY, f64::min);
    let mut best = (f64::INFINITY, None);
    for foot in feet.into_iter().filter(|foot| foot.distance(on_plane) <= least * DOUBT) {
        let shortest = inverse(from, story.ground().conic.lonlat_from_world(foot));
        if shortest.km < best.0 {
            best = (shortest.km, Some(shortest.azimuth));
        }
    }
    best
}

/// Returns the point of a segment that is nearest to another point.
fn foot(a: World, b: World, from: World) -> World {
    let (along, to) = (b - a, from - a);
    let square = along.x * along.x + along.y * along.y;
    let share = if square > 0.0 { (along.x * to.x + along.y * to.y) / square } else { 0.0 };
    a.lerp(b, share.clamp(0.0, 1.0))
}

/// Returns the key of the word for a direction, radians clockwise from north: one of eight.
#[must_use]
pub fn direction(azimuth: f64) -> &'static str {
    let eighth = (azimuth / TAU * 8.0).round().rem_euclid(8.0) as usize;
    DIRECTIONS.get(eighth).copied().unwrap_or(DIRECTIONS[0])
}

/// Formats a position in degrees and decimal minutes, such as 45° 23.4′ N, 147° 52.1′ E.
#[must_use]
pub fn coordinates(manifest: &Manifest, lang: &str, at: LonLat) -> String {
    let lon = within_turn(at.lon);
    let (lat_key, lon_key) = (
        if at.lat < 0.0 { "tools.degree.south" } else { "tools.degree.north" },
        if lon < 0.0 { "tools.degree.west" } else { "tools.degree.east" },
    );
    let half = |key, value: f64| {
        // Rounded to tenths of a minute first, so that 59.96 minutes become a degree and not 60.0.
        let tenths = (value.abs() * 600.0).round() as u32;
        let (degrees, minutes) = (tenths / 600, f64::from(tenths % 600 / 10));
        let (degrees, minutes) = (decimal(f64::from(degrees), 0), decimal(minutes, 0));
        let tenth = decimal(f64::from(tenths % 10), 0);
        manifest.phrase(lang, key, &[("d", &degrees), ("m", &minutes), ("t", &tenth)])
    };
    let (lat, lon) = (half(lat_key, at.lat), half(lon_key, lon));
    manifest.phrase(lang, "tools.position", &[("lat", &lat), ("lon", &lon)])
}
