//! Rules that the data must obey beyond what reading needs: for the tool and the tests, too dear for the page.

use crate::error::{Finding, Problem};
use crate::geo::space::LonLat;
use crate::story::geojson::{Collection, Feature, Shape};

/// How far outside the extent a position may lie, degrees, before it counts as an error.
const SLACK: f64 = 1e-6;

/// Every rule for the features of a file.
#[must_use]
pub fn features(file: &str, collection: &Collection<'_>, extent: [f64; 4]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for feature in &collection.features {
        let problems = crossing(feature).into_iter().chain(outside(feature, extent));
        findings.extend(problems.map(|problem| Finding {
            file: file.to_owned(),
            line: Some(feature.line),
            feature: Some(format!("\"{}\"", feature.id)),
            problem,
        }));
    }
    findings
}

/// A ring that crosses itself has no inside.
fn crossing(feature: &Feature<'_>) -> Option<Problem> {
    let Shape::Rings(rings) = &feature.shape else { return None };
    let at = rings.iter().find_map(|ring| crossing_of(ring))?;
    let found = format!("a crossing near {:.4}, {:.4}", at.lon, at.lat);
    Some(Problem::unexpected("geometry.coordinates", "rings that do not cross themselves", found))
}

/// Where a ring crosses itself: the segments are swept from west to east, each tested against those still open.
fn crossing_of(ring: &[LonLat]) -> Option<LonLat> {
    let count = ring.len();
    let next = ring.iter().cycle().skip(1);
    let mut segments: Vec<(usize, LonLat, LonLat)> =
        ring.iter().zip(next).enumerate().map(|(index, (a, b))| (index, *a, *b)).collect();
    let west = |segment: &(usize, LonLat, LonLat)| segment.1.lon.min(segment.2.lon);
    segments.sort_by(|a, b| west(a).total_cmp(&west(b)));
    let mut open: Vec<(usize, LonLat, LonLat)> = Vec::new();
    for segment in segments {
        let (index, a, b) = segment;
        open.retain(|(_, c, d)| c.lon.max(d.lon) >= west(&segment));
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
fn cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat) -> bool {
    let side = |p: LonLat, q: LonLat, r: LonLat| (q.lon - p.lon) * (r.lat - p.lat) - (q.lat - p.lat) * (r.lon - p.lon);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// A position outside the extent of the story is most often a slip.
fn outside(feature: &Feature<'_>, [west, south, east, north]: [f64; 4]) -> Option<Problem> {
    let inside = |position: &&LonLat| {
        (west - SLACK..=east + SLACK).contains(&position.lon) && (south - SLACK..=north + SLACK).contains(&position.lat)
    };
    let mut positions: Box<dyn Iterator<Item = &LonLat>> = match &feature.shape {
        Shape::Points(points) => Box::new(points.iter()),
        Shape::Lines(parts) | Shape::Rings(parts) => Box::new(parts.iter().flatten()),
    };
    let stray = positions.find(|position| !inside(position))?;
    let expected = format!("positions in the story's extent [{west}, {south}, {east}, {north}]");
    Some(Problem::unexpected("geometry.coordinates", expected, format!("{}, {}", stray.lon, stray.lat)))
}
