//! The features of a document, not read yet: one of each kind of RFC 7946, a list, lines (RFC 8142), or several of them.

use std::ops::Range;

use serde_json::Value;

use crate::foreign::Format;
use crate::note::{Concern, Place, Report};
use crate::scan::{self, Lines, Member, items, members, value_end};
use crate::{Refusal, note};

/// How deep collections may lie in each other.
const DEPTH: usize = 16;
/// How often reading goes on after a feature that is not closed: each time the text is searched to its end.
const RECOVERIES: usize = 100;
/// The types of RFC 7946, section 1.4, that are geometries.
pub(crate) const GEOMETRIES: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// What a record is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Feature,
    Geometry,
    /// A value that is neither.
    Other,
}

/// A feature of the file, as a range of its text.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
    pub(crate) place: Place,
}

/// The parts of a document.
#[derive(Debug)]
pub(crate) struct Document<'a, 'r> {
    text: &'a str,
    lines: Lines<'a>,
    report: &'r mut Report,
    recoveries: usize,
    pub(crate) records: Vec<Record>,
    /// The coordinate reference system that it names: its line and its text.
    pub(crate) crs: Option<(usize, &'a str)>,
    /// The name of the collection, as `ogr2ogr` writes it.
    pub(crate) title: Option<String>,
    foreign: Option<Format>,
}

impl<'a, 'r> Document<'a, 'r> {
    /// Finds the features of a text.
    ///
    /// # Errors
    /// If the text is not JSON, JSON of another kind, or has no part that GeoJSON has.
    pub(crate) fn read(text: &'a str, report: &'r mut Report) -> Result<Self, Refusal> {
        let mut document = Self {
            text,
            lines: Lines::new(text),
            report,
            recoveries: 0,
            records: Vec::new(),
            crs: None,
            title: None,
            foreign: None,
        };
        let start = scan::skip(text, 0, b"\x1e");
        if !matches!(text.as_bytes().get(start), Some(b'{' | b'[')) {
            return Err(Refusal::NotJson { line: document.lines.at(start), found: note::shortened(text.trim()) });
        }
        let is_geojson = document.sequence(start);
        if let Some(format) = document.foreign {
            return Err(Refusal::Foreign(format));
        }
        if !is_geojson && document.records.iter().all(|record| record.kind == Kind::Other) {
            return Err(Refusal::NotGeoJson { found: note::shortened(text.trim()) });
        }
        Ok(document)
    }

    /// Reads values one after the other, most often a single one. Returns whether one of them was of GeoJSON.
    fn sequence(&mut self, start: usize) -> bool {
        let (mut at, mut is_geojson) = (start, false);
        while at < self.text.len() {
            let end = match value_end(self.text, at) {
                Some(end) => end,
                None if self.is_line_of_many(at) => self.line_end(at),
                None => self.text.len(),
            };
            is_geojson |= self.value(at..end, 0);
            at = scan::skip(self.text, end, b"\x1e,;");
        }
        is_geojson
    }

    /// Whether a value that is not closed is a damaged line of newline-delimited GeoJSON: the next line begins a record.
    fn is_line_of_many(&self, at: usize) -> bool {
        let next = scan::skip(self.text, self.line_end(at), b"\x1e");
        let begins = |at: usize| self.text.get(at..).is_some_and(is_feature_start);
        begins(at) && begins(next)
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
    }

    /// Takes a value apart; returns whether it is of GeoJSON.
    fn value(&mut self, range: Range<usize>, depth: usize) -> bool {
        match self.text.as_bytes().get(range.start) {
            Some(b'{') if depth <= DEPTH => self.object(range, depth),
            Some(b'[') if depth <= DEPTH => {
                self.report.note_file(Concern::Mended, "a list of features was read as a FeatureCollection", None);
                self.list(range.start, depth)
            }
            _ => {
                self.push(Kind::Other, range);
                false
            }
        }
    }

    fn object(&mut self, range: Range<usize>, depth: usize) -> bool {
        let members = members(self.text, range.start).parts;
        let kind = word(self.text, &members, "type").unwrap_or_default();
        if kind.eq_ignore_ascii_case("FeatureCollection") {
            return self.collection(&members, depth);
        }
        self.foreign = self.foreign.or_else(|| Format::of_json(self.text, &kind, &members));
        let has = |key: &str| member(&members, key).is_some();
        if kind.eq_ignore_ascii_case("Feature") {
            self.note_crs(&members);
            self.push(Kind::Feature, range);
        } else if GEOMETRIES.iter().any(|geometry| kind.eq_ignore_ascii_case(geometry)) {
            self.note_crs(&members);
            self.push(Kind::Geometry, range);
        } else if has("features") {
            self.report.note_file(Concern::Mended, "type is missing: read as a FeatureCollection", None);
            return self.collection(&members, depth);
        } else if has("geometry") || has("coordinates") {
            self.push(if has("geometry") { Kind::Feature } else { Kind::Geometry }, range);
        } else {
            self.push(Kind::Other, range);
            return false;
        }
        true
    }

    fn collection(&mut self, members: &[Member<'a>], depth: usize) -> bool {
        self.note_crs(members);
        self.title = self.title.take().or_else(|| word(self.text, members, "name"));
        let Some(features) = member(members, "features") else {
            let line = members.first().map(|(_, range)| self.lines.at(range.start));
            self.report.note_file(Concern::Part, "features is missing: expected a list of features", line);
            return true;
        };
        if self.text.as_bytes().get(features.start) == Some(&b'[') {
            self.list(features.start, depth);
        } else {
            self.value(features.clone(), depth + 1);
        }
        true
    }

    fn list(&mut self, start: usize, depth: usize) -> bool {
        let (mut at, mut is_geojson) = (start, false);
        loop {
            let found = items(self.text, at);
            let last = found.parts.last().map_or(at + 1, |range| range.end);
            for range in found.parts {
                is_geojson |= self.value(range, depth + 1);
            }
            if found.is_whole {
                return is_geojson;
            }
            let broken = scan::skip(self.text, last, b",");
            if broken >= self.text.len() {
                let message = "the file ends in the middle: was all of it saved?";
                self.report.note_file(Concern::Part, message, Some(self.lines.at(self.text.len())));
                return is_geojson;
            }
            let next = self.recovered(broken);
            self.push(Kind::Other, broken..next.unwrap_or_else(|| self.line_end(broken)));
            let Some(next) = next else {
                let message = "what follows could not be read: a bracket or quotation mark is missing, and no later \
                               feature begins with its type";
                self.report.note_file(Concern::Part, message, Some(self.lines.at(broken)));
                return is_geojson;
            };
            at = next;
        }
    }

    /// Returns the offset before the next feature, known by its first words.
    fn recovered(&mut self, broken: usize) -> Option<usize> {
        self.recoveries += 1;
        let rest = self.text.get(broken + 1..).filter(|_| self.recoveries <= RECOVERIES)?;
        let braces = rest.match_indices('{').map(|(at, _)| broken + 1 + at);
        let mut begins = braces.filter(|at| self.text.get(*at..).is_some_and(is_feature_start));
        begins.next().map(|at| at - 1)
    }

    fn note_crs(&mut self, members: &[Member<'a>]) {
        if let (None, Some(range)) = (&self.crs, member(members, "crs")) {
            self.crs = self.text.get(range.clone()).map(|text| (self.lines.at(range.start), text));
        }
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        let place = Place { ordinal: self.records.len() + 1, label: None, line: self.lines.at(range.start) };
        self.records.push(Record { kind, range, place });
    }
}

/// Whether a text begins with a feature as programs write it, its type first.
fn is_feature_start(text: &str) -> bool {
    let start = text.chars().take(40).filter(|letter| !letter.is_whitespace()).take(17).collect::<String>();
    start.starts_with("{\"type\":\"Feature\"")
}

/// Returns the range of a member; of several with the same key the last one, as parsers do.
pub(crate) fn member<'m>(members: &'m [Member<'_>], key: &str) -> Option<&'m Range<usize>> {
    members.iter().rev().find(|(name, _)| name == key).map(|(_, range)| range)
}

/// Returns the value of a member that is a text.
pub(crate) fn word(text: &str, members: &[Member<'_>], key: &str) -> Option<String> {
    match serde_json::from_str(text.get(member(members, key)?.clone())?) {
        Ok(Value::String(word)) => Some(word),
        _ => None,
    }
}
