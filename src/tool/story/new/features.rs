//! The features of a draft: in which file each stands, in which order, in which languages it is named.

use std::collections::BTreeMap;

use geo::{Area as _, BooleanOps as _, BoundingRect as _, MultiPolygon, Rect, Validation};
use kuril_import::{Feature, Layer, Shape};
use serde_json::{Map, Value, json};

use super::frame::Frame;
use super::{ALL, Source};

/// The files of features and their layers.
const FILES: [(&str, &[Layer]); 5] = [
    ("islands.geojson", &[Layer::Island]),
    ("land.geojson", &[Layer::Land]),
    ("waters.geojson", &[Layer::Sea, Layer::Strait, Layer::Trench]),
    ("places.geojson", &[Layer::Town, Layer::State, Layer::Chain]),
    ("boundaries.geojson", &[Layer::Boundary]),
];
/// The lowest rank of labels.
const LAST_RANK: usize = 6;
/// So many islands are labelled first.
const OF_A_RANK: usize = 12;

/// The features of a draft.
pub(super) struct Features(Vec<Feature>);

impl Features {
    /// Takes the features out of the files; tells of those that a map cannot show.
    pub(super) fn of(sources: &mut [Source], told: &mut Vec<String>) -> Self {
        let mut all = Vec::new();
        for source in sources {
            let (mut nameless, mut land, mut depths) = (0, 0, 0);
            for mut feature in std::mem::take(&mut source.imported.features) {
                match (feature.layer, feature.names.is_empty()) {
                    (Layer::Depth, _) => depths += 1,
                    (Layer::Land, _) | (_, false) => all.push(feature),
                    (Layer::Island, true) if matches!(feature.shape, Shape::Areas(_)) => {
                        land += 1;
                        feature.layer = Layer::Land;
                        all.push(feature);
                    }
                    _ => nameless += 1,
                }
            }
            let mut tell = |count: usize, what: &str| {
                if count > 0 {
                    told.push(format!("{}: {count} {what}", source.name));
                }
            };
            tell(land, "areas without a name became land around the story: name them to make them islands");
            tell(nameless, "points and lines without a name were left out: give them a property \"name\"");
            tell(depths, "bands of depth were left out: `source/relief_2min.i16` is what depths are derived from");
        }
        let lines = all.iter().filter(|feature| feature.layer == Layer::Boundary).count();
        if lines > 0 {
            told.push(format!(
                "boundaries.geojson: {lines} lines are drawn when status.json says who draws them since when"
            ));
        }
        Self(all)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn has_islands(&self) -> bool {
        self.0.iter().any(|feature| feature.layer == Layer::Island)
    }

    /// The limits of all features, west, south, east and north.
    pub(super) fn bounds_of_all(&self) -> [f64; 4] {
        limits(self.0.iter())
    }

    /// The limits of what the story is about: islands and places, else of all.
    pub(super) fn bounds(&self) -> [f64; 4] {
        let subject = || self.0.iter().filter(|feature| [Layer::Island, Layer::Town].contains(&feature.layer));
        if subject().next().is_some() { limits(subject()) } else { self.bounds_of_all() }
    }

    /// Cuts the land off at the limits of the data.
    pub(super) fn clip(&mut self, frame: &Frame, told: &mut Vec<String>) {
        let edge = MultiPolygon::new(vec![frame.rect().to_polygon()]);
        let mut cut = 0;
        self.0.retain_mut(|feature| {
            let Shape::Areas(areas) = &mut feature.shape else { return true };
            let is_within = areas.bounding_rect().is_none_or(|bounds| is_inside(bounds, frame.rect()));
            if feature.layer != Layer::Land || is_within {
                return true;
            }
            cut += 1;
            *areas = areas.intersection(&edge);
            !areas.0.is_empty()
        });
        if cut > 0 {
            told.push(format!("land.geojson: {cut} areas were cut off at {:?}, the limits of the map", frame.extent));
        }
    }

    /// Takes rings that cross themselves apart: what lies inside an even number of times is sea.
    pub(super) fn uncross(&mut self, told: &mut Vec<String>) {
        let mut names = Vec::new();
        for feature in &mut self.0 {
            let Shape::Areas(areas) = &mut feature.shape else { continue };
            if areas.0.iter().all(Validation::is_valid) {
                continue;
            }
            names.push(feature.id.as_str());
            let none = MultiPolygon::new(Vec::new());
            let apart = areas.0.iter().flat_map(|polygon| polygon.union(&none).0);
            *areas = MultiPolygon(apart.filter(|polygon| polygon.unsigned_area() > 0.0).collect());
        }
        if let [first, ..] = names.as_slice() {
            told.push(format!(
                "{} features had rings that cross themselves or others, which were taken apart: \"{first}\" first",
                names.len()
            ));
        }
        self.0.retain(|feature| !matches!(&feature.shape, Shape::Areas(areas) if areas.0.is_empty()));
    }

    /// Chooses the languages of the story, and gives every feature a name in each of them.
    pub(super) fn settle_languages(&mut self, given: Option<&str>, told: &mut Vec<String>) -> Vec<String> {
        let named: Vec<&Feature> = self.0.iter().filter(|feature| !feature.names.is_empty()).collect();
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        named.iter().flat_map(|feature| feature.names.keys()).for_each(|lang| *counts.entry(lang).or_default() += 1);
        let mut languages: Vec<(String, usize)> =
            counts.into_iter().map(|(lang, count)| (lang.clone(), count)).collect();
        languages.sort_by_key(|(lang, count)| (given != Some(lang.as_str()), std::cmp::Reverse(*count)));
        let first = languages.first().map_or_else(|| given.unwrap_or("en").to_owned(), |(lang, _)| lang.clone());
        let in_all = named.len();
        let others = languages.into_iter().skip(1).filter(|(_, count)| *count == in_all).map(|(lang, _)| lang);
        let languages: Vec<String> = std::iter::once(first.clone()).chain(others).collect();
        let mut lent = 0;
        for feature in self.0.iter_mut().filter(|feature| !feature.names.is_empty()) {
            if !feature.names.contains_key(&first) {
                let name = feature.names.values().next().cloned().unwrap_or_default();
                feature.names.insert(first.clone(), name);
                lent += 1;
            }
            feature.names.retain(|lang, name| {
                let is_spoken = languages.contains(lang);
                if !is_spoken {
                    feature.aliases.entry(lang.clone()).or_default().insert(0, std::mem::take(name));
                }
                is_spoken
            });
        }
        told.push(format!("story.json: languages are {}, in which every feature is named", languages.join(", ")));
        if lent > 0 {
            told.push(format!("{lent} features have no name in {first}: one of another language stands in"));
        }
        languages
    }

    /// The files of features by name.
    pub(super) fn files(&self) -> Vec<(&'static str, String)> {
        let mut files = Vec::new();
        let order = self.order();
        for (name, layers) in FILES {
            let mut features: Vec<(&str, String)> = Vec::new();
            for (feature, (order, rank)) in self.0.iter().zip(&order) {
                if layers.contains(&feature.layer) {
                    features.push((&feature.id, line(feature, *order, *rank)));
                }
            }
            features.sort();
            if !features.is_empty() {
                let lines: Vec<String> = features.into_iter().map(|(_, line)| line).collect();
                files.push((
                    name,
                    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n")),
                ));
            }
        }
        files
    }

    /// The place of each feature along the chain, from west to east or from north to south, and the rank of its label,
    /// by its area.
    fn order(&self) -> Vec<(usize, usize)> {
        let [west, south, east, north] = self.bounds();
        let is_wide = (east - west) * f64::midpoint(south, north).to_radians().cos() > north - south;
        let middle = |feature: &Feature| {
            bounds(&feature.shape).map_or(0.0, |bounds| if is_wide { bounds.center().x } else { -bounds.center().y })
        };
        let places = ranked(&self.0, |feature| middle(feature));
        let sizes = ranked(&self.0, |feature| -area(feature));
        let rank = |size: usize| (1 + size / OF_A_RANK).min(LAST_RANK);
        places.into_iter().zip(sizes).map(|(place, size)| (place + 1, rank(size))).collect()
    }
}

/// The place of each feature in an order, by its index.
fn ranked(features: &[Feature], by: impl Fn(&Feature) -> f64) -> Vec<usize> {
    let mut keyed: Vec<(f64, usize)> =
        features.iter().enumerate().map(|(index, feature)| (by(feature), index)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut places = vec![0; features.len()];
    for (place, (_, index)) in keyed.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(index) {
            *slot = place;
        }
    }
    places
}

/// About the size of a feature; square degrees at the equator.
fn area(feature: &Feature) -> f64 {
    match &feature.shape {
        Shape::Areas(areas) => {
            let lat = areas.bounding_rect().map_or(0.0, |bounds| bounds.center().y);
            areas.unsigned_area() * lat.to_radians().cos()
        }
        _ => 0.0,
    }
}

fn bounds(shape: &Shape) -> Option<Rect> {
    match shape {
        Shape::Points(points) => points.bounding_rect(),
        Shape::Lines(lines) => lines.bounding_rect(),
        Shape::Areas(areas) => areas.bounding_rect(),
    }
}

fn limits<'a>(features: impl Iterator<Item = &'a Feature>) -> [f64; 4] {
    let around = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    features.filter_map(|feature| bounds(&feature.shape)).fold(around, |[west, south, east, north], bounds| {
        let (low, high) = (bounds.min(), bounds.max());
        [west.min(low.x), south.min(low.y), east.max(high.x), north.max(high.y)]
    })
}

fn is_inside(inner: Rect, outer: Rect) -> bool {
    let (a, b, c, d) = (outer.min(), inner.min(), inner.max(), outer.max());
    a.x <= b.x && a.y <= b.y && c.x <= d.x && c.y <= d.y
}

/// A feature as a line of its file.
fn line(feature: &Feature, order: usize, rank: usize) -> String {
    let mut properties = Map::new();
    properties.insert("layer".to_owned(), json!(feature.layer.word()));
    if !feature.names.is_empty() {
        properties.insert("names".to_owned(), json!(feature.names));
        properties.insert("rank".to_owned(), json!(rank));
    }
    if !feature.aliases.is_empty() {
        properties.insert("aliases".to_owned(), json!(feature.aliases));
    }
    if let Some(kind) = &feature.kind {
        properties.insert("kind".to_owned(), json!(kind));
    }
    if feature.layer == Layer::Island {
        properties.insert("group".to_owned(), json!(ALL));
        properties.insert("order".to_owned(), json!(order));
    }
    json!({ "type": "Feature", "id": feature.id, "properties": properties, "geometry": geometry(&feature.shape) })
        .to_string()
}

fn geometry(shape: &Shape) -> Value {
    let line = |line: &geo::LineString| line.0.iter().map(|at| json!([at.x, at.y])).collect::<Vec<Value>>();
    let polygon = |polygon: &geo::Polygon| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line).collect::<Vec<_>>()
    };
    match shape {
        Shape::Points(points) => match points.0.as_slice() {
            [one] => json!({ "type": "Point", "coordinates": [one.x(), one.y()] }),
            many => {
                json!({ "type": "MultiPoint", "coordinates": many.iter().map(|at| [at.x(), at.y()]).collect::<Vec<_>>() })
            }
        },
        Shape::Lines(lines) => match lines.0.as_slice() {
            [one] => json!({ "type": "LineString", "coordinates": line(one) }),
            many => json!({ "type": "MultiLineString", "coordinates": many.iter().map(line).collect::<Vec<_>>() }),
        },
        Shape::Areas(areas) => match areas.0.as_slice() {
            [one] => json!({ "type": "Polygon", "coordinates": polygon(one) }),
            many => json!({ "type": "MultiPolygon", "coordinates": many.iter().map(polygon).collect::<Vec<_>>() }),
        },
    }
}
