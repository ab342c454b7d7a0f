//! Rules of shapes: rings do not cross themselves, and everything lies in the extent of the story.

use kuril_map::lean::geojson::{Position, Shape, is_sliver};
use kuril_map::story::geojson::{self, Feature};
use serde::Deserialize as _;
use serde_json::Value;

use crate::story::entry::Origin;
use crate::story::folder::SHAPES;
use crate::story::format::{Geometry, led_on};
use crate::story::rules::{Breach, Subject};

/// How far outside the extent a position may lie, degrees, before it counts as an error.
const SLACK: f64 = 1e-6;

/// Every ring has an inside, and no position lies outside the extent, which is most often a slip.
pub(super) fn sound_shapes(subject: &Subject<'_>) -> Vec<Breach> {
    let extent = subject.folder.story.as_ref().map_or([0.0; 4], |story| story.extent);
    let mut breaches = Vec::new();
    for file in SHAPES.iter().filter_map(|name| subject.folder.file(name)) {
        for feature in geojson::read(file.name(), file.text().as_bytes()).features {
            let origin = Origin::new(file.name(), feature.line, &format!("\"{}\"", feature.id));
            let faults = crossing(&feature).into_iter().chain(outside(&feature, extent));
            breaches.extend(faults.map(|(expected, found)| Breach::new(&origin, expected, found)));
        }
    }
    breaches
}

/// Every ring has an area: one without is left out of the map, and its feature is drawn without it.
pub(super) fn whole_rings(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in SHAPES.iter().filter_map(|name| subject.folder.file(name)) {
        for entry in file.list::<Value>("features", &mut Vec::new()) {
            // What cannot be read is told by the reader.
            let geometry = entry.get("geometry").and_then(|geometry| Geometry::deserialize(geometry).ok());
            let polygons = geometry.and_then(|geometry| geometry.polygons().ok()).unwrap_or_default();
            let rings = polygons
                .iter()
                .zip(1..)
                .flat_map(|(rings, polygon)| rings.iter().zip(1..).map(move |(ring, number)| (polygon, number, ring)));
            for (polygon, number, ring) in rings {
                let ring = positions(ring);
                if ring.len() > 3 && is_sliver(&ring) {
                    let found = format!("one without, which is left out (polygon {polygon}, ring {number})");
                    breaches.push(Breach::new(&entry.origin, "rings with an area", found));
                }
            }
        }
    }
    breaches
}

fn positions(ring: &[Vec<f64>]) -> Vec<Position> {
    ring.iter().filter_map(|position| Some([*position.first()?, *position.get(1)?])).collect()
}

/// A ring that crosses itself has no inside.
fn crossing(feature: &Feature<'_>) -> Option<(String, String)> {
    let Shape::Rings(rings) = &feature.shape else { return None };
    let at = rings.iter().find_map(|ring| crossing_of(ring))?;
    Some(("rings that do not cross themselves".to_owned(), format!("a crossing near {:.4}, {:.4}", at[0], at[1])))
}

/// Where a ring crosses itself: the segments are swept from west to east, each tested against those still open.
fn crossing_of(ring: &[Position]) -> Option<Position> {
    let count = ring.len();
    let next = ring.iter().cycle().skip(1);
    let mut segments: Vec<(usize, Position, Position)> =
        ring.iter().zip(next).enumerate().map(|(index, (a, b))| (index, *a, *b)).collect();
    let west = |segment: &(usize, Position, Position)| segment.1[0].min(segment.2[0]);
    segments.sort_by(|a, b| west(a).total_cmp(&west(b)));
    let mut open: Vec<(usize, Position, Position)> = Vec::new();
    for segment in segments {
        let (index, a, b) = segment;
        open.retain(|(_, c, d)| c[0].max(d[0]) >= west(&segment));
        let crossed = open.iter().find(|(other, c, d)| {
            let apart = index.abs_diff(*other);
            apart > 1 && apart != count - 1 && cross(a, b, *c, *d)
        });
        if crossed.is_some() {
            return Some(a);
        }
        open.push(segment);
    }
    None
}

/// Whether two segments cross at a point inside both.
fn cross(a: Position, b: Position, c: Position, d: Position) -> bool {
    let side = |p: Position, q: Position, r: Position| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// The first position outside the extent of the story.
fn outside(feature: &Feature<'_>, [west, south, east, north]: [f64; 4]) -> Option<(String, String)> {
    let inside = |[lon, lat]: &&Position| {
        let lon = led_on(*lon, [west - SLACK, east + SLACK]);
        (west - SLACK..=east + SLACK).contains(&lon) && (south - SLACK..=north + SLACK).contains(lat)
    };
    let mut positions: Box<dyn Iterator<Item = &Position>> = match &feature.shape {
        Shape::Points(points) => Box::new(points.iter()),
        Shape::Lines(parts) | Shape::Rings(parts) => Box::new(parts.iter().flatten()),
    };
    let stray = positions.find(|position| !inside(position))?;
    let expected = format!("positions in the story's extent [{west}, {south}, {east}, {north}]");
    Some((expected, format!("{}, {}", stray[0], stray[1])))
}
