//! Feature collections, read feature by feature.
//!
//! One bad feature must not cost the others, and nothing is converted before it is checked. The file is therefore cut
//! into the raw texts of its features first (so that even a truncated file keeps the features before the cut), each
//! text goes through the `geojson` crate alone, and every position and ring is checked here, because the crate lets
//! short positions, open rings and coordinates such as 1e308 pass and does not know which line a feature stands on.
//!
//! Read as RFC 7946 has it: WGS 84, longitude first, rings closed. Heights are ignored. Not read: geometry
//! collections, and bare geometries or features outside a collection.

mod outline;
mod shape;

pub use shape::Shape;

use super::text::{Source, object, syntax};
use crate::error::{Finding, Problem, Result};
use geojson::JsonObject;
use outline::Outline;
use serde::de::DeserializeSeed as _;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// One feature, checked as far as RFC 7946 goes; what its properties mean is judged elsewhere.
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
    let outcome = Shape::checked(&geometry.value);
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
