//! Levels of detail: what is kept of every shape, how finely it is drawn, and the text of each level's file.

use std::collections::BTreeMap;

use kuril_map::story::Layer;

use crate::story::derive::contour::Band;
use crate::story::derive::frame::Frame;
use crate::story::derive::input::{Feature, Input, Level};
use crate::story::derive::ring::{Area, Ring, Vertex};
use crate::story::derive::round::rounded;
use crate::story::derive::simplify::thinned;
use crate::story::derive::write::{Line, Polygons, collection, geometry, properties};

/// What must be said of the data wherever it goes.
const CREDIT: &str = "© OpenStreetMap contributors; depths: ETOPO1, NOAA; towns: GeoNames, CC BY 4.0";

/// Rings smaller than this get one more decimal, square kilometres: rounding would bend them visibly.
const SMALL_RING_KM2: f64 = 20.0;
/// Decimals of the depth lines, which are known to a kilometre at best.
const DEPTH_DECIMALS: u32 = 3;
/// Kilometres per degree of latitude, roughly.
const KM_PER_DEGREE: f64 = 111.0;
/// Properties that the first level carries for the labels.
const SHOWN: [&str; 13] = [
    "layer",
    "names",
    "names_claimant",
    "rank",
    "kind",
    "group",
    "order",
    "parent",
    "anchor",
    "area_km2",
    "country",
    "population",
    "deeper_than_m",
];

/// The land of a level: of every feature what is large enough to be seen, thinned and rounded together.
pub(crate) fn land(input: &Input, pieces: &BTreeMap<String, Vec<Area>>, level: &Level) -> BTreeMap<String, Polygons> {
    let island = |id: &str| input.islands.iter().any(|island| island.id == id);
    let kept = |(id, areas): (&String, &Vec<Area>)| {
        let least = if island(id) { level.rock_km2 } else { level.land_km2 };
        let visible =
            |(place, area): &(usize, &Area)| *place == 0 || area.area_km2() >= least * growth(area, input, level);
        (id.clone(), areas.iter().enumerate().filter(visible).map(|(_, area)| area.clone()).collect())
    };
    let tolerance = |vertex: &Vertex| tolerance(vertex, &input.start, level.tolerance_km, level.tolerance_growth);
    let shapes: Vec<_> = pieces.iter().map(kept).collect();
    settled(&shapes, tolerance, |ring| {
        let small = level.decimals < 5 && ring.area_km2() < SMALL_RING_KM2;
        level.decimals + u32::from(small)
    })
}

/// The depth bands of a level by feature id, without small patches, thinned and rounded together.
pub(crate) fn depths(input: &Input, bands: &[Band], level: &Level) -> BTreeMap<String, Polygons> {
    let kept = |band: &Band| {
        let largest = band.areas.iter().map(|area| area.outer.area_km2()).fold(0.0, f64::max);
        let deep = band.areas.iter().filter(|area| area.outer.area_km2() >= level.deep_km2.min(largest));
        let shoal = |hole: &&Ring| hole.area_km2() >= level.shoal_km2;
        let calm =
            |area: &Area| Area { outer: area.outer.clone(), holes: area.holes.iter().filter(shoal).cloned().collect() };
        (depth_id(band.deeper_than_m), deep.map(calm).collect())
    };
    let growth = level.tolerance_growth * level.depth_tolerance_km / level.tolerance_km.max(0.1);
    let tolerance = |vertex: &Vertex| tolerance(vertex, &input.start, level.depth_tolerance_km, growth);
    let shapes: Vec<_> = bands.iter().map(kept).collect();
    settled(&shapes, tolerance, |_| DEPTH_DECIMALS)
}

/// The id of the band below a depth; sorted by id the bands run from shallow to deep.
pub(crate) fn depth_id(metres: u32) -> String {
    format!("depth-{metres:05}")
}

/// The lines of a level's coasts and bands; features whose geometry the level before already has are left out.
pub(crate) fn lines(
    input: &Input,
    shapes: &BTreeMap<String, Polygons>,
    coarser: &BTreeMap<String, Line>,
) -> BTreeMap<String, Line> {
    let first = coarser.is_empty();
    let features: Vec<&Feature> = input.islands.iter().chain(&input.mainland).collect();
    let mut lines = BTreeMap::new();
    for (id, polygons) in shapes {
        let feature = features.iter().find(|feature| feature.id == *id);
        let properties = match feature {
            Some(feature) if first => shown(feature),
            Some(feature) => properties(&feature.properties, |key| key == "layer"),
            None => depth_properties(id),
        };
        let geometry = geometry(polygons);
        if coarser.get(id).is_none_or(|line| line.geometry != geometry) {
            lines.insert(id.clone(), Line { properties, geometry });
        }
    }
    lines
}

/// The properties that the labels need; a feature that says `"labelled":false` goes without its names.
fn shown(feature: &Feature) -> String {
    let silent = feature.properties.get("labelled").is_some_and(|labelled| labelled.get() == "false");
    properties(&feature.properties, |key| SHOWN.contains(&key) && !(silent && key == "names"))
}

/// Whether the program draws features of this layer; those of any other layer stay out of the plates.
fn is_drawn(feature: &Feature) -> bool {
    let layer = feature.properties.get("layer").map_or("", |layer| layer.get().trim_matches('"'));
    Layer::named(layer).is_some()
}

/// The features that look the same at every level: seas, straits, towns, boundaries, and islands as points, for those of
/// which a level has no shape.
pub(crate) fn unchanging(input: &Input) -> BTreeMap<String, Line> {
    let line = |feature: &Feature| Line {
        properties: shown(feature),
        geometry: feature.properties.get("anchor").map_or_else(
            || feature.geometry.get().to_owned(),
            |anchor| format!(r#"{{"type":"Point","coordinates":{}}}"#, anchor.get()),
        ),
    };
    let features = input.islands.iter().chain(&input.waters).chain(&input.places).chain(&input.boundaries);
    features.filter(|feature| is_drawn(feature)).map(|feature| (feature.id.clone(), line(feature))).collect()
}

/// The text of a level's file.
pub(crate) fn text(index: usize, level: &Level, lines: &BTreeMap<String, Line>) -> String {
    let head = format!(
        r#""schema":1,"licence":"ODbL-1.0","credit":"{CREDIT}","level":{{"index":{index},"tolerance_km":{}}},"#,
        level.tolerance_km
    );
    collection(&head, lines)
}

fn depth_properties(id: &str) -> String {
    let metres: u32 = id.rsplit('-').next().and_then(|metres| metres.parse().ok()).unwrap_or_default();
    format!(r#"{{"layer":"depth","deeper_than_m":{metres}}}"#)
}

/// The shapes thinned and rounded together; a piece that collapses is left out.
fn settled(
    shapes: &[(String, Vec<Area>)],
    tolerance_km: impl Fn(&Vertex) -> f64,
    decimals: impl Fn(&Ring) -> u32,
) -> BTreeMap<String, Polygons> {
    let rings: Vec<&Ring> = shapes.iter().flat_map(|(_, areas)| areas.iter().flat_map(Area::rings)).collect();
    let thin = thinned(&rings, |vertex| tolerance_km(vertex).powi(2));
    let graded: Vec<(&Ring, u32)> = thin.iter().map(|ring| (ring, decimals(ring))).collect();
    let mut spots = rounded(&graded).into_iter();
    let mut settled = BTreeMap::new();
    for (id, areas) in shapes {
        let mut polygons: Polygons =
            areas.iter().map(|area| spots.by_ref().take(1 + area.holes.len()).collect()).collect();
        polygons.retain(|rings: &Vec<_>| rings.first().is_some_and(|outer| !outer.is_empty()));
        for rings in &mut polygons {
            rings.retain(|ring| !ring.is_empty());
        }
        if !polygons.is_empty() {
            settled.insert(id.clone(), polygons);
        }
    }
    settled
}

/// The length below which bends go at a vertex: longer away from the start view.
fn tolerance(vertex: &Vertex, start: &Frame, base_km: f64, growth: f64) -> f64 {
    base_km + growth * start.distance(vertex.lonlat) * KM_PER_DEGREE
}

/// How much larger a piece of land must be than in the start view to be kept.
fn growth(area: &Area, input: &Input, level: &Level) -> f64 {
    let distance = area.outer.0.first().map_or(0.0, |vertex| input.start.distance(vertex.lonlat) * KM_PER_DEGREE);
    let factor = 1.0 + distance * level.tolerance_growth / level.tolerance_km.max(0.1);
    factor * factor
}
