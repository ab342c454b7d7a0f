//! Geometries as written: positions in their order, before anything is mended (RFC 7946, section 3.1).
//!
//! The crate `geojson` refuses a feature as a whole and says little of why; here a part that cannot be read costs itself.
//! What the crate reads, is read alike: a test holds this reader to it.

use std::fmt;
use std::ops::Range;

use geo::{Coord, LineString};
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

use crate::records::{GEOMETRIES, member, word};
use crate::scan::{items, members};

/// How deep geometry collections may lie in each other.
const DEPTH: usize = 32;
const COORDINATES: &str = "geometry.coordinates: expected numbers in nested lists";

/// Positions in degrees, or in metres before they are turned into degrees.
pub(crate) type Line = LineString<f64>;

/// The parts of a geometry by their dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Parts {
    pub(crate) points: Vec<Coord>,
    pub(crate) lines: Vec<Line>,
    /// Of each polygon the outer ring, then its holes.
    pub(crate) areas: Vec<Vec<Line>>,
}

/// Something about a geometry: what it is, and what was found.
pub(crate) type Remark = (&'static str, String);

/// What was noticed while a geometry was read.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    /// Parts that could not be read.
    pub(crate) lost: Vec<Remark>,
    pub(crate) mended: Vec<Remark>,
}

impl Remarks {
    pub(crate) fn lose(&mut self, message: &'static str, found: impl Into<String>) {
        self.lost.push((message, found.into()));
    }

    pub(crate) fn mend(&mut self, message: &'static str) {
        if !self.mended.iter().any(|(other, _)| *other == message) {
            self.mended.push((message, String::new()));
        }
    }
}

impl Parts {
    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.points.is_empty() && self.lines.is_empty() && self.areas.is_empty()
    }

    /// Every position.
    pub(crate) fn positions(&self) -> impl Iterator<Item = &Coord> {
        let lines = self.lines.iter().chain(self.areas.iter().flatten());
        self.points.iter().chain(lines.flat_map(|line| &line.0))
    }

    /// Every position, to be changed.
    pub(crate) fn positions_mut(&mut self) -> impl Iterator<Item = &mut Coord> {
        let lines = self.lines.iter_mut().chain(self.areas.iter_mut().flatten());
        self.points.iter_mut().chain(lines.flat_map(|line| &mut line.0))
    }

    /// Reads the geometry in a range of a text and adds it.
    pub(crate) fn read(&mut self, (text, range): (&str, &Range<usize>), remarks: &mut Remarks, depth: usize) {
        let found = || text.get(range.clone()).unwrap_or_default();
        if depth > DEPTH {
            return remarks.lose("geometry: expected at most 32 collections within each other", "more");
        }
        if text.as_bytes().get(range.start) != Some(&b'{') {
            return match found() {
                "null" => remarks.lose("geometry is null: a feature without a place cannot be drawn", ""),
                other => remarks.lose("geometry: expected an object", other),
            };
        }
        let members = members(text, range.start).parts;
        let Some(kind) = word(text, &members, "type") else {
            return remarks.lose("geometry.type is missing: expected one of the seven of RFC 7946, section 1.4", "");
        };
        let Some(known) = GEOMETRIES.iter().find(|known| known.eq_ignore_ascii_case(kind.trim())) else {
            return remarks.lose("geometry.type: expected one of the seven of RFC 7946, section 1.4", kind);
        };
        if *known != kind {
            remarks.mend("the type of a geometry was in other letters than RFC 7946 writes it");
        }
        if *known == "GeometryCollection" {
            return match member(&members, "geometries") {
                Some(range) => self.collection((text, range), remarks, depth),
                None => remarks.lose("geometry.geometries is missing: expected a list of geometries", ""),
            };
        }
        match member(&members, "coordinates") {
            Some(range) => self.coordinates(known, text.get(range.clone()).unwrap_or_default(), remarks),
            None => remarks.lose("geometry.coordinates is missing: expected a list of positions", ""),
        }
    }

    fn collection(&mut self, (text, range): (&str, &Range<usize>), remarks: &mut Remarks, depth: usize) {
        if text.as_bytes().get(range.start) != Some(&b'[') {
            let found = text.get(range.clone()).unwrap_or_default();
            return remarks.lose("geometry.geometries: expected a list", found);
        }
        let geometries = items(text, range.start).parts;
        if geometries.is_empty() {
            remarks.lose("geometry.geometries is empty", "");
        }
        for geometry in geometries {
            self.read((text, &geometry), remarks, depth + 1);
        }
    }

    fn coordinates(&mut self, kind: &str, raw: &str, remarks: &mut Remarks) {
        let nested: Nested = match serde_json::from_str(raw) {
            Ok(nested) => nested,
            Err(error) => return remarks.lose(COORDINATES, fault(raw, &error)),
        };
        if nested.is_empty() {
            return remarks.lose("geometry.coordinates is empty", "");
        }
        let depth = nested.depth();
        let (wanted, allowed) = match kind {
            "Point" => (0, 0..=1),
            "MultiPoint" => (1, 0..=1),
            "LineString" => (1, 1..=2),
            "MultiLineString" => (2, 1..=2),
            "Polygon" => (2, 1..=3),
            _ => (3, 1..=3),
        };
        if !allowed.contains(&depth) {
            let message = match wanted {
                0 => "geometry.coordinates: expected a position",
                1 => "geometry.coordinates: expected a list of positions",
                2 => "geometry.coordinates: expected lists of positions in a list",
                _ => "geometry.coordinates: expected polygons in a list, each a list of rings",
            };
            return remarks.lose(message, found_depth(depth));
        }
        if depth != wanted {
            remarks.mend("type and coordinates of a geometry did not agree: it was read as the coordinates are nested");
        }
        match kind {
            "Point" | "MultiPoint" => self.points.extend(nested.line(remarks).0),
            "LineString" | "MultiLineString" => self.lines.extend(nested.lines(remarks)),
            _ if depth == 3 => self.areas.extend(nested.parts().map(|part| part.lines(remarks))),
            _ => self.areas.push(nested.lines(remarks)),
        }
    }
}

fn found_depth(depth: usize) -> &'static str {
    match depth {
        0 => "a single position",
        1 => "a list of positions",
        2 => "lists of positions in a list",
        _ => "lists nested deeper",
    }
}

/// What a parser says of coordinates: the words around the place where it stopped.
fn fault(raw: &str, error: &serde_json::Error) -> String {
    let mut start = 0;
    for _ in 1..error.line() {
        start = raw.get(start..).and_then(|rest| rest.find('\n')).map_or(start, |at| start + at + 1);
    }
    let mut at = (start + error.column()).saturating_sub(12);
    while !raw.is_char_boundary(at) {
        at -= 1;
    }
    match raw.get(at..).map(|rest| rest.chars().take(24).collect::<String>()) {
        Some(around) if !around.is_empty() => around,
        _ => error.to_string(),
    }
}

/// Coordinates, nested as deep as they are written.
#[derive(Clone, Debug, PartialEq)]
enum Nested {
    Number(f64),
    /// A value in place of a number.
    Wrong,
    Position(Coord),
    /// A list that begins with a number and is no position.
    Short,
    List(Vec<Nested>),
}

impl Nested {
    fn is_empty(&self) -> bool {
        matches!(self, Self::List(list) if list.iter().all(Self::is_empty))
    }

    /// How many lists the first position lies in.
    fn depth(&self) -> usize {
        match self {
            Self::List(list) => list.iter().find(|part| !part.is_empty()).map_or(0, |part| part.depth() + 1),
            _ => 0,
        }
    }

    fn parts(self) -> impl Iterator<Item = Self> {
        let list = match self {
            Self::List(list) => list,
            other => vec![other],
        };
        list.into_iter()
    }

    /// The positions of a list, or a position alone.
    fn line(self, remarks: &mut Remarks) -> Line {
        let mut line = LineString(Vec::new());
        for part in self.parts() {
            match part {
                Self::Position(position) => line.0.push(position),
                Self::List(list) if list.is_empty() => {}
                Self::List(_) => remarks.lose("geometry.coordinates: expected a position", "a list of lists"),
                _ => remarks.lose("geometry.coordinates: expected a position of two numbers", "other values"),
            }
        }
        line
    }

    /// The lines of a list, or a line alone.
    fn lines(self, remarks: &mut Remarks) -> Vec<Line> {
        if self.depth() < 2 {
            return vec![self.line(remarks)];
        }
        self.parts().map(|part| part.line(remarks)).collect()
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NestedVisitor)
    }
}

/// Reads a value of coordinates: a list whose first value is a number is a position, of which the first two count
/// (RFC 7946, section 3.1.1).
struct NestedVisitor;

impl<'de> Visitor<'de> for NestedVisitor {
    type Value = Nested;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("numbers in nested lists")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Nested, E> {
        Ok(Nested::Number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Nested, E> {
        Ok(Nested::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Nested, E> {
        Ok(Nested::Number(value as f64))
    }

    fn visit_str<E>(self, value: &str) -> Result<Nested, E> {
        Ok(value.trim().parse().ok().filter(|number: &f64| number.is_finite()).map_or(Nested::Wrong, Nested::Number))
    }

    fn visit_unit<E>(self) -> Result<Nested, E> {
        Ok(Nested::Wrong)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Nested, E> {
        Ok(Nested::Wrong)
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Nested, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Nested::Wrong)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nested, A::Error> {
        let Some(first) = list.next_element()? else { return Ok(Nested::List(Vec::new())) };
        if let Nested::Number(x) = first {
            let second = list.next_element()?;
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(match second {
                Some(Nested::Number(y)) => Nested::Position(Coord { x, y }),
                _ => Nested::Short,
            });
        }
        let mut parts = vec![first];
        while let Some(part) = list.next_element()? {
            parts.push(part);
        }
        Ok(Nested::List(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Parts, Remarks) {
        let (mut parts, mut remarks) = (Parts::default(), Remarks::default());
        parts.read((text, &(0..text.len())), &mut remarks, 0);
        (parts, remarks)
    }

    #[test]
    fn a_number_that_is_none_is_told_with_what_stands_around_it() {
        let (parts, remarks) = read(r#"{"type":"Point","coordinates":[145.5, NaN]}"#);
        assert!(parts.is_empty());
        assert_eq!(remarks.lost, [(COORDINATES, "[145.5, NaN]".to_owned())]);
    }

    #[test]
    fn numbers_in_quotation_marks_are_numbers() {
        assert_eq!(read(r#"{"type":"Point","coordinates":["145.5","44"]}"#).0.points, [Coord { x: 145.5, y: 44.0 }]);
    }

    #[test]
    fn a_broken_position_costs_itself_and_not_its_line() {
        let (parts, remarks) = read(r#"{"type":"LineString","coordinates":[[1,2],[3],[4,null],[5,6]]}"#);
        assert_eq!(parts.lines, [LineString::from(vec![(1.0, 2.0), (5.0, 6.0)])]);
        assert_eq!(remarks.lost.len(), 2);
    }
}
