//! Levels of detail: which shapes are kept, how finely they are drawn, and the text of each level's file.

use std::collections::BTreeMap;

use kuril_map::story::Layer;

use crate::story::derive::contour::Band;
use crate::story::derive::frame::Frame;
use crate::story::derive::input::{Feature, Input, Level};
use crate::story::derive::ring::{Area, Ring, Vertex};
use crate::story::derive::round::rounded;
use crate::story::derive::simplify::thinned;
use crate::story::derive::write::{Line, Polygons, collection, geometry, properties};

/// What the data of `source/` must carry.
const CREDIT: &str = r#""licence":"ODbL-1.0","credit":"© OpenStreetMap contributors; depths: ETOPO1, NOAA; towns: GeoNames, CC BY 4.0","#;

/// Rings smaller than this get one more decimal, square kilometres: rounding would distort them visibly.
const SMALL_RING_KM2: f64 = 20.0;
/// Decimals of the depth lines, which are accurate to a kilometre at best.
const DEPTH_DECIMALS: u32 = 3;
/// Approximate kilometres per degree of latitude.
const KM_PER_DEGREE: f64 = 111.0;
/// Properties for labels, in the first level only.
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

/// Returns the land of a level: the visible parts of every feature, thinned and rounded together.
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

/// Returns the depth bands of a level by feature id, without small patches, thinned and rounded together.
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

/// Returns the id of the band below a depth; in the order of the ids, bands go from shallow to deep.
pub(crate) fn depth_id(metres: u32) -> String {
    format!("depth-{metres:05}")
}

/// Returns the lines of a level's coasts and bands, without features whose geometry is in the level before.
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

/// Returns the properties for labels; a feature with `"labelled":false` has no names there.
fn shown(feature: &Feature) -> String {
    let silent = feature.properties.get("labelled").is_some_and(|labelled| labelled.get() == "false");
    properties(&feature.properties, |key| SHOWN.contains(&key) && !(silent && key == "names"))
}

/// Whether the program draws features of this layer; others are left out of the plates.
fn is_drawn(feature: &Feature) -> bool {
    let layer = feature.properties.get("layer").map_or("", |layer| layer.get().trim_matches('"'));
    Layer::named(layer).is_some()
}

/// Returns the features that are the same at every level: seas, straits, towns, boundaries, and islands as points for
/// those without a shape in a level.
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

/// Returns the text of a level's file. `is_external` tells whether its land is that of `source/land.geojson`.
pub(crate) fn text(index: usize, level: &Level, lines: &BTreeMap<String, Line>, is_external: bool) -> String {
    let credit = if is_external { CREDIT } else { "" };
    let tolerance = level.tolerance_km;
    let head = format!(r#""schema":1,{credit}"level":{{"index":{index},"tolerance_km":{tolerance}}},"#);
    collection(&head, lines)
}

fn depth_properties(id: &str) -> String {
    let metres: u32 = id.rsplit('-').next().and_then(|metres| metres.parse().ok()).unwrap_or_default();
    format!(r#"{{"layer":"depth","deeper_than_m":{metres}}}"#)
}

/// Returns the shapes thinned and rounded together; pieces that collapse are left out.
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

/// Returns the length below which bends are dropped at a vertex; it increases with the distance from the initial view.
fn tolerance(vertex: &Vertex, start: &Frame, base_km: f64, growth: f64) -> f64 {
    base_km + growth * start.distance(vertex.lonlat) * KM_PER_DEGREE
}

/// Returns how many times larger than in the initial view a piece of land must be to be kept.
fn growth(area: &Area, input: &Input, level: &Level) -> f64 {
    let distance = area.outer.0.first().map_or(0.0, |vertex| input.start.distance(vertex.lonlat) * KM_PER_DEGREE);
    let factor = 1.0 + distance * level.tolerance_growth / level.tolerance_km.max(0.1);
    factor * factor
}
