//! `GeoJSON` geometries (RFC 7946) without the `geojson` crate.
//!
//! Every position and ring is checked: the crate lets short positions, open rings and coordinates such as 1e308 pass.
//! Heights are ignored, and geometry collections are not read.

use crate::error::{Problem, Result};
use crate::lean::decimal::shortest;
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

/// Returns how deep the coordinates of a type of geometry are nested; `None` for other types.
pub(crate) fn depth(kind: &str) -> Option<usize> {
    Some(match kind {
        "Point" => 1,
        "MultiPoint" | "LineString" => 2,
        "MultiLineString" | "Polygon" => 3,
        "MultiPolygon" => 4,
        _ => return None,
    })
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
    const TYPES: &str = "one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon";
    let Some(depth) = depth(kind) else { return Err(Problem::unexpected("geometry.type", TYPES, kind)) };
    let raw = coordinates.ok_or_else(|| Problem::missing(FIELD, "a list of positions"))?;
    let value = Value::parse(raw, depth).map_err(|fault| fault.problem_of(FIELD))?;
    Ok(match kind {
        "Point" => Shape::Points(vec![position(value)?]),
        "MultiPoint" => Shape::Points(positions(value)?),
        "LineString" => Shape::Lines(vec![line(value)?]),
        "MultiLineString" => Shape::Lines(each(vec![value], line)?),
        "Polygon" => Shape::Rings(each(vec![value], ring)?),
        _ => Shape::Rings(each(list(value)?, ring)?),
    })
}

/// Returns the values of a list.
fn list(value: Value<'_>) -> Result<Vec<Value<'_>>> {
    match value {
        Value::Nested(parts) => Ok(parts),
        other => Err(Problem::unexpected(FIELD, "a list", other.found())),
    }
}

/// Reads the lines or rings of all lists.
fn each<'a>(lists: Vec<Value<'a>>, read: fn(Value<'a>) -> Result<Vec<Position>>) -> Result<Vec<Vec<Position>>> {
    let mut lines = Vec::new();
    for parts in lists {
        for part in list(parts)? {
            lines.push(read(part)?);
        }
    }
    Ok(lines)
}

fn positions(value: Value<'_>) -> Result<Vec<Position>> {
    let mut positions = Vec::new();
    for part in list(value)? {
        positions.push(position(part)?);
    }
    Ok(positions)
}

/// Reads a line: two or more positions (RFC 7946, section 3.1.4).
fn line(value: Value<'_>) -> Result<Vec<Position>> {
    let line = positions(value)?;
    if line.len() < 2 {
        return Err(Problem::unexpected(FIELD, "a line of two or more positions", line.len()));
    }
    Ok(line)
}

/// Reads a linear ring: four or more positions, the last equal to the first (RFC 7946, section 3.1.6).
fn ring(value: Value<'_>) -> Result<Vec<Position>> {
    let mut ring = positions(value)?;
    if ring.len() < 4 {
        let expected = "a ring of four or more positions";
        return Err(Problem::unexpected(FIELD, expected, ring.len()));
    }
    if ring.first() != ring.last() {
        let expected = "a closed ring, whose last position repeats the first";
        return Err(Problem::unexpected(FIELD, expected, "an open ring"));
    }
    ring.pop();
    if doubled_area(&ring).abs() < LEAST_AREA {
        return Err(Problem::unexpected(FIELD, "a ring with an area", "a ring without"));
    }
    Ok(ring)
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
fn position(value: Value<'_>) -> Result<Position> {
    let mut numbers = Vec::new();
    for part in list(value)? {
        match part {
            Value::Number(number) => numbers.push(number),
            other => return Err(Problem::unexpected(FIELD, "a number", other.found())),
        }
    }
    let &[lon, lat, ..] = numbers.as_slice() else {
        return Err(Problem::unexpected(FIELD, "a position of two numbers", numbers.len()));
    };
    if !lon.is_finite() || lon.abs() > 180.0 {
        return Err(Problem::unexpected(FIELD, "a longitude from -180 to 180", shortest(lon)));
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
