//! Positions put in order: in range, rounded, rings closed, wound and with an area (RFC 7946, sections 3.1.6, 4 and 11.2).

use geo::{Area as _, BooleanOps as _, BoundingRect as _, Coord, LineString, MultiPolygon, Polygon};

use crate::geometry::{Line, Parts, Remark, Remarks};

/// The farthest longitude that can be meant: one and a half times around, as chains of islands across 180° are written.
const FARTHEST: f64 = 540.0;
/// How much a latitude may pass the pole by rounding.
const SLACK: f64 = 1e-6;
/// The least area of a ring, square degrees: about half a square decimetre at 45° N, as the reader of the map has it.
const LEAST_AREA: f64 = 1e-12;

/// Whether a position is one as RFC 7946 has it, longitudes being allowed to go on past 180°.
pub(crate) fn is_in_range(position: Coord) -> bool {
    position.x.abs() <= FARTHEST && position.y.abs() <= 90.0 + SLACK
}

/// Whether a position is out of range, and in range with its axes swapped.
pub(crate) fn is_swapped(position: Coord) -> bool {
    position.x.abs() <= 90.0 && position.y.abs() > 90.0 + SLACK && position.y.abs() <= 180.0
}

/// Returns what is wrong with the first position out of range.
pub(crate) fn out_of_range(parts: &Parts) -> Option<Remark> {
    let wrong = parts.positions().find(|position| !is_in_range(**position))?;
    let found = format!("{}, {}", wrong.x, wrong.y);
    let message = if is_swapped(*wrong) {
        "geometry.coordinates: expected a latitude from -90 to 90 (are the axes swapped? longitude comes first)"
    } else if wrong.x.abs() > 1000.0 || wrong.y.abs() > 1000.0 {
        "geometry.coordinates: expected degrees, found what seem to be metres of a projection that the file does not \
         name: convert with ogr2ogr -s_srs EPSG:… -t_srs EPSG:4326 -lco RFC7946=YES"
    } else if wrong.x.abs() > FARTHEST {
        "geometry.coordinates: expected a longitude from -180 to 180"
    } else {
        "geometry.coordinates: expected a latitude from -90 to 90"
    };
    Some((message, found))
}

/// Puts the parts of a geometry in order; what is no line or ring is left out.
#[derive(Debug)]
pub(crate) struct Cleaner {
    /// What coordinates are multiplied by to round them.
    scale: f64,
}

impl Cleaner {
    /// Rounds to so many decimals.
    pub(crate) fn new(decimals: u8) -> Self {
        Self { scale: 10_f64.powi(i32::from(decimals.min(12))) }
    }

    pub(crate) fn clean(&self, parts: &mut Parts, remarks: &mut Remarks) {
        for position in parts.positions_mut() {
            *position = self.rounded(*position);
        }
        for line in &mut parts.lines {
            without_repeats(line, remarks);
        }
        let lines = parts.lines.len();
        parts.lines.retain(|line| line.0.len() >= 2);
        if parts.lines.len() < lines {
            remarks.lose("geometry.coordinates: expected a line of two or more positions", "a line with fewer");
        }
        parts.areas = std::mem::take(&mut parts.areas).into_iter().flat_map(|area| polygons(area, remarks)).collect();
    }

    /// Rounds a position; a zero has no sign.
    pub(crate) fn rounded(&self, Coord { x, y }: Coord) -> Coord {
        let round = |degrees: f64| (degrees * self.scale).round() / self.scale + 0.0;
        Coord { x: round(x), y: round(y.clamp(-90.0, 90.0)) }
    }
}

/// The polygons of a polygon's rings: one, but where a ring lies apart, which then is no hole.
fn polygons(rings: Vec<Line>, remarks: &mut Remarks) -> Vec<Vec<Line>> {
    let mut polygons: Vec<Vec<Line>> = Vec::new();
    let rings: Vec<Line> = rings.into_iter().flat_map(|line| taken_apart(line, remarks)).collect();
    for (index, line) in rings.into_iter().enumerate() {
        let Some(outline) = ring(line, remarks) else {
            if index == 0 {
                return polygons;
            }
            continue;
        };
        match polygons.first_mut() {
            Some(polygon) if polygon.first().is_some_and(|outer| are_apart(outer, &outline)) => {
                remarks.mend("a ring apart from the first one of its polygon was read as a polygon, not as a hole");
                polygons.push(vec![outline]);
            }
            Some(polygon) if polygon.first().is_some_and(|outer| is_around(&outline, outer)) => {
                remarks.mend("the outer ring of a polygon stood after its hole, and was put before it");
                polygon.insert(0, outline);
            }
            Some(polygon) => polygon.push(outline),
            None => polygons.push(vec![outline]),
        }
    }
    for polygon in &mut polygons {
        wind(polygon, remarks);
    }
    polygons
}

/// The parts of a ring whose area is none because it crosses itself, as a figure of eight does; any other ring as it is.
fn taken_apart(line: Line, remarks: &mut Remarks) -> Vec<Line> {
    let polygon = Polygon::new(line.clone(), Vec::new());
    if line.0.len() < 4 || polygon.signed_area().abs() >= LEAST_AREA {
        return vec![line];
    }
    let parts = polygon.union(&MultiPolygon::new(Vec::new()));
    if parts.unsigned_area() < LEAST_AREA {
        return vec![line];
    }
    remarks.mend("a ring that crosses itself was taken apart");
    parts.0.into_iter().map(|part| part.into_inner().0).collect()
}

/// Closes a ring; none if it has no area.
fn ring(mut line: Line, remarks: &mut Remarks) -> Option<Line> {
    if line.0.is_empty() {
        remarks.lose("geometry.coordinates: expected a ring of four or more positions", "an empty one");
        return None;
    }
    if !line.is_closed() {
        remarks.mend("a ring whose last position did not repeat the first was closed");
        line.close();
    }
    without_repeats(&mut line, remarks);
    if line.0.len() < 4 || signed_area(&mut line).abs() < LEAST_AREA {
        remarks.lose("a ring without an area was left out", "");
        return None;
    }
    Some(line)
}

fn without_repeats(line: &mut Line, remarks: &mut Remarks) {
    let length = line.0.len();
    line.0.dedup();
    if line.0.len() < length {
        remarks.mend("positions that repeated the one before, to the last decimal kept, were left out");
    }
}

fn are_apart(outer: &Line, inner: &Line) -> bool {
    let (Some(outer), Some(inner)) = (outer.bounding_rect(), inner.bounding_rect()) else { return false };
    let (a, b) = (outer.min(), outer.max());
    let (c, d) = (inner.min(), inner.max());
    c.x >= b.x || d.x <= a.x || c.y >= b.y || d.y <= a.y
}

/// Whether the box of a ring holds that of another one with room on every side.
fn is_around(outer: &Line, inner: &Line) -> bool {
    let (Some(outer), Some(inner)) = (outer.bounding_rect(), inner.bounding_rect()) else { return false };
    let (a, b) = (outer.min(), outer.max());
    let (c, d) = (inner.min(), inner.max());
    a.x < c.x && a.y < c.y && d.x < b.x && d.y < b.y
}

/// Winds the outer ring anticlockwise and the holes clockwise.
fn wind(polygon: &mut [Line], remarks: &mut Remarks) {
    for (index, ring) in polygon.iter_mut().enumerate() {
        if (signed_area(ring) > 0.0) != (index == 0) {
            remarks.mend("rings wound the other way were turned round (RFC 7946, section 3.1.6)");
            ring.0.reverse();
        }
    }
}

/// The area of a closed ring in square degrees, negative if it is clockwise. The ring is lent to a polygon for that.
pub(crate) fn signed_area(ring: &mut Line) -> f64 {
    let polygon = Polygon::new(std::mem::replace(ring, LineString(Vec::new())), Vec::new());
    let area = polygon.signed_area();
    *ring = polygon.into_inner().0;
    area
}
