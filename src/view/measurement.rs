//! What a row of points amounts to, what lies nearest to a place, and positions as text.
//!
//! Everything is measured on the ellipsoid. The plane of the map only says which stretch of a coast to measure to: its
//! scale is off by so little that the foot of the perpendicular there is the foot on Earth, to a ten-thousandth of
//! the distance.

use crate::geo::geodesic::{Geodesic, area, inverse, points_along};
use crate::geo::space::{LonLat, World};
use crate::lean::decimal::decimal;
use crate::story::{Layer, Manifest, Outline, Region, RegionId, Story};
use std::f64::consts::TAU;

/// A course has a point at least so often, kilometres: a longer chord could be told from its arc on the plane.
const STEP_KM: f64 = 40.0;
/// Stretches of coast that are farther than the nearest one by no more than this share are measured on Earth.
const DOUBT: f64 = 1.04;
/// Keys of the words for directions, clockwise from north.
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

/// Points that were set one after the other, as a line or as a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measurement {
    points: Vec<LonLat>,
    is_closed: bool,
}

impl Measurement {
    /// A line through the points, or a figure where it is to be `closed` and there are three points or more.
    #[must_use]
    pub fn new(points: Vec<LonLat>, closed: bool) -> Self {
        let is_closed = closed && points.len() > 2;
        Self { points, is_closed }
    }

    /// The points in order.
    #[must_use]
    pub fn points(&self) -> &[LonLat] {
        &self.points
    }

    /// Whether the last point is joined to the first.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Each two points that are joined.
    fn pairs(&self) -> impl Iterator<Item = (LonLat, LonLat)> {
        let close = self.points.first().filter(|_| self.is_closed);
        self.points.iter().zip(self.points.iter().skip(1).chain(close)).map(|(from, to)| (*from, *to))
    }

    /// The way from each point to the next one.
    #[must_use]
    pub fn legs(&self) -> Vec<Geodesic> {
        self.pairs().map(|(from, to)| inverse(from, to)).collect()
    }

    /// Length of all legs, kilometres.
    #[must_use]
    pub fn length_km(&self) -> f64 {
        self.legs().iter().map(|leg| leg.km).sum()
    }

    /// The area within a closed figure, square kilometres.
    #[must_use]
    pub fn area_km2(&self) -> Option<f64> {
        self.is_closed.then(|| area(&self.points))
    }

    /// The line to be drawn, dense enough to show the legs as they run on Earth.
    #[must_use]
    pub fn course(&self) -> Vec<LonLat> {
        let mut places: Vec<LonLat> = self.points.first().copied().into_iter().collect();
        for (from, to) in self.pairs() {
            places.extend(points_along(from, to, STEP_KM).into_iter().skip(1));
        }
        places
    }
}

/// A place of the story as seen from a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near<'a> {
    /// The place.
    pub region: &'a Region,
    /// Distance to its outline, kilometres; 0 inside.
    pub km: f64,
    /// Direction in which its nearest point lies, radians clockwise from north; none inside.
    pub azimuth: Option<f64>,
}

/// What to look for near a point.
#[derive(Clone, Copy, Debug)]
pub struct NearestQuery<'a> {
    /// The point.
    pub from: LonLat,
    /// The layers that count.
    pub layers: &'a [Layer],
    /// Regions that do not count, being what is asked about.
    pub without: &'a [RegionId],
    /// How many places are wanted.
    pub most: usize,
}

/// The nearest places of the story, the nearest one first.
#[must_use]
pub fn nearest<'a>(story: &'a Story, query: NearestQuery<'_>) -> Vec<Near<'a>> {
    let from = story.ground().world(query.from);
    let mut near: Vec<Near<'a>> = Vec::new();
    for (id, region) in story.regions() {
        let counts = query.layers.contains(&region.layer) && !query.without.contains(&id) && !region.names.is_empty();
        let Some(outline) = region.finest().filter(|_| counts) else { continue };
        // A box that is farther than all that is wanted holds nothing nearer.
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

/// The distance from a point to an outline, kilometres, and the direction; 0 and none inside.
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

/// The place of a segment that is nearest to another place.
fn foot(a: World, b: World, from: World) -> World {
    let (along, to) = (b - a, from - a);
    let square = along.x * along.x + along.y * along.y;
    let share = if square > 0.0 { (along.x * to.x + along.y * to.y) / square } else { 0.0 };
    a.lerp(b, share.clamp(0.0, 1.0))
}

/// The key of the word for a direction, radians clockwise from north: one of eight.
#[must_use]
pub fn direction(azimuth: f64) -> &'static str {
    let eighth = (azimuth / TAU * 8.0).round().rem_euclid(8.0) as usize;
    DIRECTIONS.get(eighth).copied().unwrap_or(DIRECTIONS[0])
}

/// A position in degrees and decimal minutes, such as 45° 23.4′ N, 147° 52.1′ E.
#[must_use]
pub fn coordinates(manifest: &Manifest, lang: &str, at: LonLat) -> String {
    let lon = at.lon - 360.0 * ((at.lon + 180.0) / 360.0).floor();
    let (lat_key, lon_key) = (
        if at.lat < 0.0 { "tools.degree.south" } else { "tools.degree.north" },
        if lon < 0.0 { "tools.degree.west" } else { "tools.degree.east" },
    );
    let half = |key, value: f64| {
        // Whole tenths of a minute, so that 59.96 minutes become a degree more and not 60.0.
        let tenths = (value.abs() * 600.0).round() as u32;
        let (degrees, minutes) = (tenths / 600, f64::from(tenths % 600 / 10));
        let (degrees, minutes) = (decimal(f64::from(degrees), 0), decimal(minutes, 0));
        let tenth = decimal(f64::from(tenths % 10), 0);
        manifest.phrase(lang, key, &[("d", &degrees), ("m", &minutes), ("t", &tenth)])
    };
    let (lat, lon) = (half(lat_key, at.lat), half(lon_key, lon));
    manifest.phrase(lang, "tools.position", &[("lat", &lat), ("lon", &lon)])
}
