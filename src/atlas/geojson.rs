//! Feature collections, read feature by feature.
//!
//! One bad feature must not cost the others, and nothing is converted before it is checked. The file is therefore cut
//! into the raw texts of its features first (so that even a truncated file keeps the features before the cut), each
//! text goes through the `geojson` crate alone, and every position and ring is checked here, because the crate lets
//! short positions, open rings and coordinates such as 1e308 pass and does not know which line a feature stands on.
//!
//! Read as RFC 7946 has it: WGS 84, longitude first, rings closed. Heights are ignored. Not read: geometry
//! collections, and bare geometries or features outside a collection.

use super::text::{Source, object, syntax};
use crate::error::{Finding, Problem, Result};
use crate::space::LonLat;
use geojson::{GeometryValue, JsonObject, Position};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

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

/// One feature, checked as far as GeoJSON goes; what its properties mean is judged elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its id; numbers are taken as text.
    pub id: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its properties as they stand.
    pub properties: JsonObject,
    /// Where it lies.
    pub shape: Shape,
}

/// The level of detail that a collection says it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize)]
pub struct Level {
    /// 0 is the coarsest.
    pub index: usize,
    /// Farthest distance between the simplified line and the original one, kilometres.
    pub tolerance_km: f64,
}

/// A collection as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// The sound features in order.
    pub features: Vec<Feature>,
    /// The level of detail, where the collection names one.
    pub level: Option<Level>,
    /// What was left out, and why.
    pub findings: Vec<Finding>,
}

/// Reads a feature collection; `file` is the name that findings give.
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> Collection {
    let mut collection = Collection::default();
    let source = match Source::new(file, bytes) {
        Ok(source) => source,
        Err(finding) => return Collection { findings: vec![finding], ..collection },
    };
    let mut outline = Outline::default();
    let mut deserializer = serde_json::Deserializer::from_str(source.text);
    let outcome = outline.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    collection.level = outline.level;
    collect(&source, &outline, &mut collection);
    if let Err(error) = outcome {
        collection.findings.push(source.finding_at(error.line(), None, syntax(&error)));
    } else if outline.features.is_none() {
        let missing = Problem::missing("features", "an array of GeoJSON features");
        collection.findings.push(Finding::of_file(file, missing));
    } else if outline.features.as_ref().is_some_and(Vec::is_empty) {
        let empty = Problem::unexpected("features", "at least one feature", "none");
        collection.findings.push(Finding::of_file(file, empty));
    } else if !outline.typed {
        collection.findings.push(Finding::of_file(file, Problem::missing("type", "\"FeatureCollection\"")));
    }
    collection
}

/// Reads the raw features one by one.
fn collect(source: &Source<'_>, outline: &Outline<'_>, collection: &mut Collection) {
    let mut first_lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines = source.lines();
    for (index, raw) in outline.features.iter().flatten().enumerate() {
        let line = lines.line_of(raw);
        let (id, outcome) = feature(raw, line);
        let outcome = outcome.and_then(|feature| match first_lines.get(&feature.id) {
            Some(first) => Err(Problem::Duplicate { id: feature.id, first_line: *first }),
            None => Ok(feature),
        });
        match outcome {
            Ok(feature) => {
                first_lines.insert(feature.id.clone(), line);
                collection.features.push(feature);
            }
            Err(problem) => {
                let name = id.map_or_else(|| format!("#{}", index + 1), |id| format!("\"{id}\""));
                collection.findings.push(source.finding_at(line, Some(name), problem));
            }
        }
    }
}

/// One feature, and its id if that much could be read.
fn feature(raw: &RawValue, line: usize) -> (Option<String>, Result<Feature>) {
    if let Err(problem) = object("feature", raw.get()) {
        return (None, Err(problem));
    }
    let parsed: geojson::Feature = match serde_json::from_str(raw.get()) {
        Ok(parsed) => parsed,
        Err(error) => return (id_of(raw), Err(syntax(&error))),
    };
    let id = match &parsed.id {
        Some(geojson::feature::Id::String(id)) if !id.trim().is_empty() => id.clone(),
        Some(geojson::feature::Id::Number(id)) => id.to_string(),
        _ => return (None, Err(Problem::missing("id", "a text that no other feature has"))),
    };
    let Some(properties) = parsed.properties else {
        return (Some(id), Err(Problem::missing("properties", "an object")));
    };
    let Some(geometry) = parsed.geometry else {
        return (Some(id), Err(Problem::missing("geometry", "a point, line or polygon")));
    };
    let outcome = shape(&geometry.value);
    (Some(id.clone()), outcome.map(|shape| Feature { id, line, properties, shape }))
}

/// The id of a feature that could not be read as one.
fn id_of(raw: &RawValue) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: String,
    }
    serde_json::from_str::<Named>(raw.get()).ok().map(|named| named.id)
}

/// The geometry with every position and ring checked.
fn shape(geometry: &GeometryValue) -> Result<Shape> {
    let shape = match geometry {
        GeometryValue::Point { coordinates } => Shape::Points(vec![position(coordinates)?]),
        GeometryValue::MultiPoint { coordinates } => Shape::Points(positions(coordinates)?),
        GeometryValue::LineString { coordinates } => Shape::Lines(vec![line(coordinates)?]),
        GeometryValue::MultiLineString { coordinates } => Shape::Lines(each(coordinates, |part| line(part))?),
        GeometryValue::Polygon { coordinates } => Shape::Rings(each(coordinates, |part| ring(part))?),
        GeometryValue::MultiPolygon { coordinates } => {
            Shape::Rings(each(coordinates, |polygon| each(polygon, |part| ring(part)))?.concat())
        }
        GeometryValue::GeometryCollection { .. } => {
            return Err(Problem::unexpected("geometry.type", "a point, line or polygon", "GeometryCollection"));
        }
    };
    let (empty, count) = match &shape {
        Shape::Points(points) => (points.is_empty(), points.len()),
        Shape::Lines(parts) | Shape::Rings(parts) => (parts.is_empty(), parts.iter().map(Vec::len).sum()),
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

fn each<T, U>(parts: &[T], read: impl Fn(&T) -> Result<U>) -> Result<Vec<U>> {
    parts.iter().map(read).collect()
}

fn positions(parts: &[Position]) -> Result<Vec<LonLat>> {
    parts.iter().map(position).collect()
}

/// RFC 7946, section 3.1.4: a line has two or more positions.
fn line(parts: &Vec<Position>) -> Result<Vec<LonLat>> {
    let line = positions(parts)?;
    if line.len() < 2 {
        return Err(Problem::unexpected("geometry.coordinates", "a line of two or more positions", line.len()));
    }
    Ok(line)
}

/// RFC 7946, section 3.1.6: a linear ring has four or more positions, the last one being the first one again.
fn ring(parts: &Vec<Position>) -> Result<Vec<LonLat>> {
    let mut ring = positions(parts)?;
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
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| east(a) * north(b) - east(b) * north(a)).sum()
}

/// RFC 7946, sections 3.1.1 and 4: longitude, latitude, in degrees.
fn position(position: &Position) -> Result<LonLat> {
    const FIELD: &str = "geometry.coordinates";
    let &[lon, lat, ..] = position.as_slice() else {
        return Err(Problem::unexpected(FIELD, "a position of two numbers", position.len()));
    };
    if !lon.is_finite() || lon.abs() > 180.0 {
        return Err(Problem::unexpected(FIELD, "a longitude from -180 to 180", lon));
    }
    if !lat.is_finite() || lat.abs() > 90.0 {
        let expected = if lon.abs() <= 90.0 && lat.abs() <= 180.0 {
            "a latitude from -90 to 90 (are the axes swapped? longitude comes first)"
        } else {
            "a latitude from -90 to 90"
        };
        return Err(Problem::unexpected(FIELD, expected, lat));
    }
    Ok(LonLat::new(lon, lat))
}

/// The parts of a collection, borrowed from its text; what was met before an error stays.
#[derive(Default)]
struct Outline<'a> {
    typed: bool,
    features: Option<Vec<&'a RawValue>>,
    level: Option<Level>,
}

impl<'de> DeserializeSeed<'de> for &mut Outline<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Outline<'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a GeoJSON FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            match key.as_ref() {
                "type" => {
                    let name: std::borrow::Cow<'de, str> = map.next_value()?;
                    if name != "FeatureCollection" {
                        return Err(A::Error::custom(format!("type: expected FeatureCollection, found {name}")));
                    }
                    self.typed = true;
                }
                "features" => map.next_value_seed(Features(self.features.insert(Vec::new())))?,
                "level" => {
                    let level = map.next_value().map_err(|error| A::Error::custom(format!("level: {error}")))?;
                    self.level = Some(level);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Pushes the raw features of an array, keeping those before an error.
struct Features<'a, 'de>(&'a mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Features<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of GeoJSON features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<(), A::Error> {
        while let Some(raw) = seq.next_element()? {
            self.0.push(raw);
        }
        Ok(())
    }
}
