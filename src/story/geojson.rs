//! Feature collections, read feature by feature.
//!
//! One bad feature must not cost the others. The file is therefore first split into the raw texts of its features, so
//! that even a truncated file keeps the features before the cut; each text is then parsed alone and keeps its line.
//!
//! Follows RFC 7946: WGS 84, longitude first, closed rings. Heights are ignored. Geometry collections are not
//! supported, nor are bare geometries or features outside a collection.

use crate::error::{Finding, Problem, Result};
use crate::lean::geojson::Shape;
use crate::lean::json::value::{Partial, Value};
use crate::lean::sorted::order;
use crate::limits::FEATURES;
use crate::story::fields::Fields;
use crate::story::source::Source;
use crate::story::spelling::{ID, is_id};

/// What the list of features must be, for findings.
const EXPECTED: &str = "a list of GeoJSON features";

/// A feature that conforms to RFC 7946; its properties are not checked yet.
#[derive(Clone, Debug)]
pub struct Feature<'a> {
    /// Its id; a number is read as text.
    pub id: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its properties.
    pub properties: Fields<'a>,
    /// Its geometry.
    pub shape: Shape,
}

/// The level of detail of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Level {
    /// 0 is the coarsest.
    pub index: u32,
    /// The largest distance between the simplified line and the original, kilometres.
    pub tolerance_km: f64,
}

/// The readable part of a collection.
#[derive(Clone, Debug, Default)]
pub struct Collection<'a> {
    /// The valid features, in order.
    pub features: Vec<Feature<'a>>,
    /// The level of detail, if the collection has one.
    pub level: Option<Level>,
    /// The problems with what was left out.
    pub findings: Vec<Finding>,
}

/// What a collection holds, before its features are read.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    /// The level of detail, if the collection has one.
    pub(super) level: Option<Level>,
    /// The raw texts of its features, in order.
    pub(super) features: Vec<&'a str>,
    /// The problems that are told before those with features.
    pub(super) findings: Vec<Finding>,
    /// The problem that is told after them.
    pub(super) fault: Option<Finding>,
}

/// Finds the features of a collection in its text.
pub(super) fn index<'a>(source: &Source<'a>) -> Index<'a> {
    let mut index = Index::default();
    let whole = match whole(source) {
        Ok(whole) => whole,
        Err((line, problem)) => {
            index.findings.push(source.finding_at(line, None, problem));
            return index;
        }
    };
    if let Some(raw) = whole.get("level") {
        match level(raw) {
            Ok(level) => index.level = Some(level),
            Err(problem) => {
                index.findings.push(source.finding_at(source.line_of(raw), None, problem));
                return index;
            }
        }
    }
    index.fault = fault(source, &whole).map(|(line, problem)| source.finding_at(line, None, problem));
    if let Some(Value::Array(features)) = whole.list {
        let problem = FEATURES.check("features", features.len()).err();
        index.findings.extend(problem.map(|problem| source.finding_at(0, None, problem)));
        index.features = features;
        index.features.truncate(FEATURES.most);
    }
    index
}

/// Reads a feature collection; `file` is its name in findings.
#[must_use]
pub fn read<'a>(file: &'a str, bytes: &'a [u8]) -> Collection<'a> {
    let source = match Source::new(file, bytes) {
        Ok(source) => source,
        Err(finding) => return Collection { findings: vec![finding], ..Collection::default() },
    };
    let Index { level, features, findings, fault } = index(&source);
    let mut collection = Collection { level, findings, ..Collection::default() };
    collect(&source, &features, &mut collection);
    collection.findings.extend(fault);
    collection
}

/// Parses the text of a collection; otherwise returns the line and the problem there.
fn whole<'a>(source: &Source<'a>) -> std::result::Result<Partial<'a>, (usize, Problem)> {
    if !source.text.trim_start().starts_with('{') {
        return Err(match Value::parse(source.text) {
            Ok(other) => (1, Problem::unexpected("the file", "a GeoJSON FeatureCollection", other.found())),
            Err(fault) => (fault.line, fault.problem()),
        });
    }
    let whole = Partial::of(source.text, "features");
    if let Some(raw) = whole.get("type") {
        let problem = match Value::parse(raw) {
            Ok(Value::String(name)) if name == "FeatureCollection" => return Ok(whole),
            Ok(Value::String(name)) => Problem::unexpected("type", "FeatureCollection", name),
            Ok(other) => Problem::unexpected("type", "a text", other.found()),
            Err(fault) => fault.problem(),
        };
        return Err((source.line_of(raw), problem));
    }
    Ok(whole)
}

/// Returns the problem with the collection as a whole and its line, which is 0 if unknown.
fn fault(source: &Source<'_>, whole: &Partial<'_>) -> Option<(usize, Problem)> {
    if let Err(fault) = &whole.outcome {
        return Some((fault.line, fault.problem()));
    }
    match &whole.list {
        None => Some((0, Problem::missing("features", EXPECTED))),
        Some(Value::Array(_)) if whole.get("type").is_some() => None,
        Some(Value::Array(_)) => Some((0, Problem::missing("type", "\"FeatureCollection\""))),
        Some(other) => {
            let members = Value::members(source.text).unwrap_or_default();
            let line = members.iter().find(|(name, _)| name == "features").map_or(0, |(_, raw)| source.line_of(raw));
            Some((line, Problem::unexpected("features", EXPECTED, other.found())))
        }
    }
}

/// Reads the raw features one by one.
fn collect<'a>(source: &Source<'_>, features: &[&'a str], collection: &mut Collection<'a>) {
    let mut read = Vec::new();
    for raw in features {
        let line = source.line_of(raw);
        let (id, outcome) = feature(raw, line);
        read.push((line, id, outcome));
    }
    refuse_duplicates(&mut read);
    for (number, (line, id, outcome)) in read.into_iter().enumerate() {
        match outcome {
            Ok(feature) => collection.features.push(feature),
            Err(problem) => {
                collection.findings.push(source.finding_at(line, Some(named(id, number)), problem));
            }
        }
    }
}

/// Returns what a feature is called in findings: its id, otherwise its number in the file, which counts from 0 here.
pub(super) fn named(id: Option<String>, number: usize) -> String {
    id.map_or_else(|| format!("#{}", number + 1), |id| format!("\"{id}\""))
}

/// The line of a feature, its id if that could be read, and what was made of the feature or the problem with it.
pub(super) type Outcome<T> = (usize, Option<String>, Result<T>);

/// Rejects every valid feature with the id of an earlier valid one.
pub(super) fn refuse_duplicates<T>(read: &mut [Outcome<T>]) {
    let outcome = |number: u32| read.get(number as usize).filter(|(.., outcome)| outcome.is_ok());
    let id = |number: u32| outcome(number).and_then(|(_, id, _)| id.as_deref());
    let mut again = Vec::new();
    let mut first = None;
    for number in order(read.len(), &|a, b| id(a) > id(b)) {
        match first.and_then(outcome) {
            Some((line, first, _)) if first.as_deref() == id(number) => again.push((number, *line)),
            _ => first = Some(number),
        }
    }
    for (number, first_line) in again {
        if let Some((_, Some(id), outcome)) = read.get_mut(number as usize) {
            *outcome = Err(Problem::Duplicate { id: id.clone(), first_line });
        }
    }
}

/// Reads the level of a collection.
fn level(raw: &str) -> Result<Level> {
    let fields = Fields::of_object(raw, "level")?.under("level");
    let expected = "a distance in kilometres";
    fields.required("tolerance_km", expected);
    let tolerance_km = fields.number("tolerance_km").unwrap_or_default();
    fields.checked(Level { index: fields.count("index"), tolerance_km })
}

/// Reads a feature; also returns its id if that could be read.
pub(super) fn feature(raw: &str, line: usize) -> (Option<String>, Result<Feature<'_>>) {
    let fields = match Fields::of_object(raw, "feature") {
        Ok(fields) => fields,
        Err(problem) => return (None, Err(problem)),
    };
    match id_of(&fields) {
        Ok(id) => (Some(id.clone()), described(id, line, &fields)),
        Err(problem) => (None, Err(problem)),
    }
}

fn described<'a>(id: String, line: usize, fields: &Fields<'a>) -> Result<Feature<'a>> {
    let object = |name: &str, expected: &str| {
        let apart = fields.required(name, expected).and_then(|raw| fields.fields(name, raw));
        fields.checked(())?;
        apart.ok_or_else(|| Problem::missing(name, expected))
    };
    let properties = object("properties", "an object")?;
    let geometry = object("geometry", "a point, line or polygon")?;
    let shape = shape(&geometry)?;
    Ok(Feature { id, line, properties, shape })
}

fn shape(geometry: &Fields<'_>) -> Result<Shape> {
    let kind = geometry.checked(geometry.text("type", "a type of geometry"))?;
    Shape::parse(&kind, geometry.raw("coordinates"))
}

/// Reads the id, a text or a number (RFC 7946, section 3.2).
fn id_of(fields: &Fields<'_>) -> Result<String> {
    const EXPECTED: &str = "a text that no other feature has";
    let number = fields.raw("id").filter(|raw| raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()));
    let id = number.map_or_else(|| fields.text("id", EXPECTED), str::to_owned);
    let id = fields.checked(id)?;
    if is_id(&id) { Ok(id) } else { Err(Problem::unexpected("id", ID, ["\"", &id, "\""].concat())) }
}
