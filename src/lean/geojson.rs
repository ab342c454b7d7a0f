//! `GeoJSON` geometries (RFC 7946) without the `geojson` crate.
//!
//! Every position and ring is checked: the crate lets short positions, open rings and coordinates such as 1e308 pass.
//! Heights are ignored, and geometry collections are not read.

use crate::error::{Problem, Result};
use crate::lean::decimal::shortest;
use crate::lean::json::reader::{Fault, Reader};
use crate::lean::json::value::Value;
use crate::limits::POSITIONS;

/// Longitude and latitude in degrees, in this order.
pub type Position = [f64; 2];

/// The name of the field in findings.
const FIELD: &str = "geometry.coordinates";
/// The least area of a ring, doubled, square degrees: about a square decimetre at 45° N. A line that runs to and fro
/// has a smaller area after rounding, and five decimals allow no smaller one.
const LEAST_AREA: f64 = 2e-12;

/// A geometry with checked positions.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One or more points.
    Points(Vec<Position>),
    /// One or more lines of at least two positions.
    Lines(Vec<Vec<Position>>),
    /// Outer and inner rings of one or more polygons, without the repeated last position.
    Rings(Vec<Vec<Position>>),
}

impl Shape {
    /// Parses the raw coordinates of a geometry of a given type.
    ///
    /// # Errors
    /// If a position, ring or count is invalid; the error names the first one.
    pub(crate) fn parse(kind: &str, coordinates: Option<&str>) -> Result<Self> {
        let shape = shape(kind, coordinates)?;
        let (empty, count) = match &shape {
            Self::Points(points) => (points.is_empty(), points.len()),
            Self::Lines(parts) | Self::Rings(parts) => (parts.is_empty(), parts.iter().map(Vec::len).sum()),
        };
        if empty {
            return Err(Problem::unexpected(FIELD, "at least one position", "none"));
        }
        POSITIONS.check(FIELD, count)?;
        Ok(shape)
    }
}

fn shape(kind: &str, coordinates: Option<&str>) -> Result<Shape> {
    const TYPES: [&str; 6] = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
    if !TYPES.contains(&kind) {
        return Err(Problem::unexpected("geometry.type", ["one of ", &TYPES.join(", ")].concat(), kind));
    }
    let raw = coordinates.ok_or_else(|| Problem::missing(FIELD, "a list of positions"))?;
    let mut reader = Reader::new(raw);
    let mut parts = Vec::new();
    match kind {
        "Point" => return Ok(Shape::Points(vec![position(&mut reader)?])),
        "MultiPoint" => return Ok(Shape::Points(positions(&mut reader)?)),
        "LineString" => parts.push(line(&mut reader)?),
        "MultiLineString" => list(&mut reader, &mut |reader| taken(line(reader), &mut parts))?,
        "Polygon" => list(&mut reader, &mut |reader| taken(ring(reader), &mut parts))?,
        _ => list(&mut reader, &mut |reader| list(reader, &mut |reader| taken(ring(reader), &mut parts)))?,
    }
    if kind.ends_with("LineString") {
        return Ok(Shape::Lines(parts));
    }
    // A ring without an area costs itself, not the feature that has others.
    let is_empty = parts.is_empty();
    parts.retain(|ring| !is_sliver(ring));
    if parts.is_empty() && !is_empty {
        return Err(Problem::unexpected(FIELD, "a ring with an area", "a ring without"));
    }
    Ok(Shape::Rings(parts))
}

fn taken<T>(part: Result<T>, parts: &mut Vec<T>) -> Result<()> {
    parts.push(part?);
    Ok(())
}

/// Reads the parts of a list one by one.
fn list(reader: &mut Reader<'_>, read: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>) -> Result<()> {
    let of_syntax = |fault: Fault| fault.problem_of(FIELD);
    if reader.peek() != Some(b'[') {
        let other = Value::next(reader).map_err(of_syntax)?;
        return Err(Problem::unexpected(FIELD, "a list", other.found()));
    }
    reader.open();
    while reader.has_part(b']').map_err(of_syntax)? {
        read(reader)?;
    }
    Ok(())
}

fn positions(reader: &mut Reader<'_>) -> Result<Vec<Position>> {
    let mut positions = Vec::new();
    list(reader, &mut |reader| taken(position(reader), &mut positions))?;
    Ok(positions)
}

/// Reads a line: two or more positions (RFC 7946, section 3.1.4).
fn line(reader: &mut Reader<'_>) -> Result<Vec<Position>> {
    let line = positions(reader)?;
    if line.len() < 2 {
        return Err(Problem::unexpected(FIELD, "a line of two or more positions", line.len()));
    }
    Ok(line)
}

/// Reads a linear ring: four or more positions, the last equal to the first (RFC 7946, section 3.1.6).
fn ring(reader: &mut Reader<'_>) -> Result<Vec<Position>> {
    let mut ring = positions(reader)?;
    if ring.len() < 4 {
        let expected = "a ring of four or more positions";
        return Err(Problem::unexpected(FIELD, expected, ring.len()));
    }
    if ring.first() != ring.last() {
        let expected = "a closed ring, whose last position repeats the first";
        return Err(Problem::unexpected(FIELD, expected, "an open ring"));
    }
    ring.pop();
    Ok(ring)
}

/// Whether a ring has no area; the last position may repeat the first.
#[must_use]
pub fn is_sliver(ring: &[Position]) -> bool {
    doubled_area(ring).abs() < LEAST_AREA
}

/// Returns twice the area of a ring in square degrees, negative if it is clockwise (shoelace formula, about the first
/// position: about a distant origin the products would lose the digits that an islet consists of).
fn doubled_area(ring: &[Position]) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let east = |position: &Position| position[0] - first[0];
    let north = |position: &Position| position[1] - first[1];
    let (mut sum, mut last) = (0.0, first);
    for position in ring {
        sum += east(last) * north(position) - east(position) * north(last);
        last = position;
    }
    sum
}

/// Reads a position: longitude and latitude in degrees (RFC 7946, sections 3.1.1 and 4).
fn position(reader: &mut Reader<'_>) -> Result<Position> {
    let ([mut lon, mut lat], mut count) = ([0.0, 0.0], 0);
    list(reader, &mut |reader| {
        let of_syntax = |fault: Fault| fault.problem_of(FIELD);
        let Some(number) = reader.number().map_err(of_syntax)? else {
            let other = Value::next(reader).map_err(of_syntax)?;
            return Err(Problem::unexpected(FIELD, "a number", other.found()));
        };
        match count {
            0 => lon = number,
            1 => lat = number,
            _ => {}
        }
        count += 1;
        Ok(())
    })?;
    if count < 2 {
        return Err(Problem::unexpected(FIELD, "a position of two numbers", count));
    }
    // A chain of islands across 180° goes on to, say, 185°: RFC 7946 would cut it there.
    if !lon.is_finite() || lon.abs() > 360.0 {
        return Err(Problem::unexpected(FIELD, "a longitude from -360 to 360", shortest(lon)));
    }
    if !lat.is_finite() || lat.abs() > 90.0 {
        let expected = if lon.abs() <= 90.0 && lat.abs() <= 180.0 {
            "a latitude from -90 to 90 (are the axes swapped? longitude comes first)"
        } else {
            "a latitude from -90 to 90"
        };
        return Err(Problem::unexpected(FIELD, expected, shortest(lat)));
    }
    Ok([lon, lat])
}
