//! Geometry, with every position and ring checked.

use crate::error::{Problem, Result};
use crate::geo::space::LonLat;
use crate::lean::decimal::shortest;
use crate::lean::json::value::Cut;
use crate::story::fields::Fields;

/// The largest number of positions that one feature may have.
const MOST_POSITIONS: usize = 1_000_000;
/// A ring with less than this has no area, square degrees, doubled: about a square decimetre at 45° N. Rounding leaves
/// less of a line that runs to and fro, and five decimals make no smaller area.
const LEAST_AREA: f64 = 2e-12;

/// Positions of one feature, checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One or more places.
    Points(Vec<LonLat>),
    /// One or more lines of at least two positions.
    Lines(Vec<Vec<LonLat>>),
    /// Rings of one or more polygons, outer and inner ones, without the repeated last position.
    Rings(Vec<Vec<LonLat>>),
}

impl Shape {
    /// The geometry of a feature, checked; its coordinates are nested as deep as its type says.
    ///
    /// Not by the `geojson` crate's own reader of geometries: it keeps every foreign member and tries every depth, which
    /// costs the page many kilobytes.
    ///
    /// # Errors
    /// Names the first position, ring or count that is not allowed.
    pub(super) fn read(fields: &Fields<'_>) -> Result<Self> {
        let shape = shape(fields)?;
        let (empty, count) = match &shape {
            Self::Points(points) => (points.is_empty(), points.len()),
            Self::Lines(parts) | Self::Rings(parts) => (parts.is_empty(), parts.iter().map(Vec::len).sum()),
        };
        if empty {
            return Err(Problem::unexpected("geometry.coordinates", "at least one position", "none"));
        }
        if count > MOST_POSITIONS {
            let expected = format!("at most {MOST_POSITIONS} positions in a feature");
            return Err(Problem::unexpected("geometry.coordinates", expected, count));
        }
        Ok(shape)
    }
}

fn shape(fields: &Fields<'_>) -> Result<Shape> {
    const FIELD: &str = "geometry.type";
    let name = fields.text("type", "a type of geometry");
    if name == "GeometryCollection" {
        return Err(Problem::unexpected(FIELD, "a point, line or polygon", name));
    }
    let name = fields.checked(name)?;
    let missing = || Problem::missing("geometry.coordinates", "a list of positions");
    let raw = fields.raw("coordinates").ok_or_else(missing)?;
    let depth = match name.as_str() {
        "Point" => 1,
        "MultiPoint" | "LineString" => 2,
        "MultiLineString" | "Polygon" => 3,
        "MultiPolygon" => 4,
        _ => {
            const TYPES: &str = "one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon";
            return Err(Problem::unexpected(FIELD, TYPES, name));
        }
    };
    let cut = Cut::of(raw, depth).map_err(|fault| in_coordinates(fault.problem()))?;
    Ok(match name.as_str() {
        "Point" => Shape::Points(vec![position(cut)?]),
        "MultiPoint" => Shape::Points(positions(cut)?),
        "LineString" => Shape::Lines(vec![line(cut)?]),
        "MultiLineString" => Shape::Lines(each(vec![cut], line)?),
        "Polygon" => Shape::Rings(each(vec![cut], ring)?),
        _ => Shape::Rings(each(list(cut)?, ring)?),
    })
}

/// The complaint with the name of the field.
fn in_coordinates(problem: Problem) -> Problem {
    match problem {
        Problem::Syntax { message } => Problem::Syntax { message: format!("geometry.coordinates: {message}") },
        other => other,
    }
}

/// The parts of a list.
fn list(cut: Cut<'_>) -> Result<Vec<Cut<'_>>> {
    match cut {
        Cut::Nest(parts) => Ok(parts),
        other => Err(in_coordinates(other.unexpected("a sequence"))),
    }
}

/// The lines of all lists, each read by the same rule.
fn each<'a>(lists: Vec<Cut<'a>>, read: fn(Cut<'a>) -> Result<Vec<LonLat>>) -> Result<Vec<Vec<LonLat>>> {
    let mut lines = Vec::new();
    for parts in lists {
        for part in list(parts)? {
            lines.push(read(part)?);
        }
    }
    Ok(lines)
}

fn positions(cut: Cut<'_>) -> Result<Vec<LonLat>> {
    let mut positions = Vec::new();
    for part in list(cut)? {
        positions.push(position(part)?);
    }
    Ok(positions)
}

/// RFC 7946, section 3.1.4: a line has two or more positions.
fn line(cut: Cut<'_>) -> Result<Vec<LonLat>> {
    let line = positions(cut)?;
    if line.len() < 2 {
        return Err(Problem::unexpected("geometry.coordinates", "a line of two or more positions", line.len()));
    }
    Ok(line)
}

/// RFC 7946, section 3.1.6: a linear ring has four or more positions, the last one being the first one again.
fn ring(cut: Cut<'_>) -> Result<Vec<LonLat>> {
    let mut ring = positions(cut)?;
    if ring.len() < 4 {
        let expected = "a ring of four or more positions";
        return Err(Problem::unexpected("geometry.coordinates", expected, ring.len()));
    }
    if ring.first() != ring.last() {
        let expected = "a closed ring, whose last position repeats the first";
        return Err(Problem::unexpected("geometry.coordinates", expected, "an open ring"));
    }
    ring.pop();
    if doubled_area(&ring).abs() < LEAST_AREA {
        return Err(Problem::unexpected("geometry.coordinates", "a ring with an area", "a ring without"));
    }
    Ok(ring)
}

/// Twice the area of a ring in square degrees, negative where it runs clockwise (shoelace formula, about the first
/// position: about a far origin the products would lose the digits that an islet is made of).
fn doubled_area(ring: &[LonLat]) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let east = |position: &LonLat| position.lon - first.lon;
    let north = |position: &LonLat| position.lat - first.lat;
    let (mut sum, mut last) = (0.0, first);
    for position in ring {
        sum += east(last) * north(position) - east(position) * north(last);
        last = position;
    }
    sum
}

/// RFC 7946, sections 3.1.1 and 4: longitude, latitude, in degrees.
fn position(cut: Cut<'_>) -> Result<LonLat> {
    const FIELD: &str = "geometry.coordinates";
    let mut numbers = Vec::new();
    for part in list(cut)? {
        match part {
            Cut::Number(number) => numbers.push(number),
            other => return Err(in_coordinates(other.unexpected("a number"))),
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
    Ok(LonLat::new(lon, lat))
}
