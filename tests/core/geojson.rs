//! Our reader of features against the `geojson` crate, over all files, the bad inputs and geometries at random.

use geo::{BoundingRect as _, Coord, CoordsIter as _, Geometry, Rect};
use kuril_map::lean::geojson::{Position, Shape, is_sliver};
use kuril_map::story::geojson;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, proptest};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The `GeoJSON` files in a folder of the repository and all folders below it.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "geojson") {
                files.push(path);
            }
        }
    }
    assert!(files.len() >= 4, "too few files in {folder}");
    files
}

/// The positions of a shape in order, each ring closed again.
fn positions(shape: &Shape) -> Vec<Position> {
    match shape {
        Shape::Points(points) => points.clone(),
        Shape::Lines(lines) => lines.concat(),
        Shape::Rings(rings) => rings.iter().flat_map(|ring| ring.iter().chain(ring.first())).copied().collect(),
    }
}

/// The smallest box around positions.
fn bounds(positions: &[Position]) -> Option<Rect> {
    let corner = |pick: fn(f64, f64) -> f64| {
        let mut corners = positions.iter().copied();
        let first = corners.next()?;
        Some(Coord::from(corners.fold(first, |a, b| [pick(a[0], b[0]), pick(a[1], b[1])])))
    };
    Some(Rect::new(corner(f64::min)?, corner(f64::max)?))
}

/// What the crate makes of a geometry.
fn theirs(geometry: &Value) -> Geometry {
    serde_json::from_value::<::geojson::Geometry>(geometry.clone()).unwrap().try_into().unwrap()
}

/// Compares a shape with the geometry that the crate reads.
fn assert_same(shape: &Shape, geometry: &Value) {
    let (ours, theirs) = (positions(shape), theirs(geometry));
    assert_eq!(ours, theirs.coords_iter().map(<[f64; 2]>::from).collect::<Vec<_>>(), "{geometry}");
    assert_eq!(bounds(&ours), theirs.bounding_rect(), "{geometry}");
}

#[test]
fn every_geometry_of_ours_is_read_as_the_crate_reads_it() {
    for path in files("geodata") {
        let bytes = fs::read(&path).unwrap();
        let whole: Value = serde_json::from_slice(&bytes).unwrap();
        for (index, feature) in whole["features"].as_array().unwrap().iter().enumerate() {
            let shape = read(&feature["geometry"]).unwrap_or_else(|told| panic!("{}: {index}: {told}", path.display()));
            assert_same(&shape, &feature["geometry"]);
        }
    }
}

#[test]
fn what_is_taken_of_a_bad_file_is_what_the_crate_takes_of_it() {
    let mut compared = 0;
    for path in files("tests/fixtures/bad") {
        let bytes = fs::read(&path).unwrap();
        let Ok(whole) = serde_json::from_slice::<Value>(&bytes) else { continue };
        let Some(features) = whole["features"].as_array() else { continue };
        for ours in geojson::read("file", &bytes).features {
            let feature = features.iter().find(|feature| feature["id"] == *ours.id).unwrap();
            assert_same(&ours.shape, &feature["geometry"]);
            compared += 1;
        }
    }
    assert!(compared > 30, "only {compared} features were compared");
}

/// Positions on a grid of five decimals, as our files have them.
fn any_positions(least: usize) -> impl Strategy<Value = Vec<Position>> {
    let position = (-18_000_000..=18_000_000, -9_000_000..=9_000_000);
    vec(position.prop_map(|(lon, lat)| [f64::from(lon) / 1e5, f64::from(lat) / 1e5]), least..9)
}

/// The shape of a feature with this geometry, or what is wrong with it.
fn read(geometry: &Value) -> Result<Shape, String> {
    let feature = json!({ "type": "Feature", "id": "a", "properties": {}, "geometry": geometry });
    let text = json!({ "type": "FeatureCollection", "features": [feature] }).to_string();
    let mut collection = geojson::read("file", text.as_bytes());
    collection.features.pop().map(|feature| feature.shape).ok_or_else(|| format!("{:?}", collection.findings))
}

/// The polygons of a `MultiPolygon` whose only ring has an area; any other coordinates as they are.
fn without_slivers(kind: &str, coordinates: &Value) -> Value {
    let has_area = |polygon: &&Value| {
        let ring: Vec<Position> = serde_json::from_value(polygon[0].clone()).unwrap();
        !is_sliver(&ring)
    };
    match coordinates.as_array().filter(|_| kind == "MultiPolygon") {
        Some(polygons) => polygons.iter().filter(has_area).cloned().collect(),
        None => coordinates.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_geometry_is_read_as_the_crate_reads_it(a in any_positions(3), b in any_positions(3)) {
        let closed = |line: &[Position]| [line, &line[..1]].concat();
        let (ring, other) = (closed(&a), closed(&b));
        let geometries = [
            ("Point", json!(a[0])),
            ("MultiPoint", json!(a)),
            ("LineString", json!(a)),
            ("MultiLineString", json!([a, b])),
            ("Polygon", json!([ring])),
            ("MultiPolygon", json!([[ring], [other]])),
        ];
        for (kind, coordinates) in geometries {
            let geometry = json!({ "type": kind, "coordinates": coordinates });
            // A ring without an area costs itself alone; here it may be any ring.
            let with_area = json!({ "type": kind, "coordinates": without_slivers(kind, &coordinates) });
            match read(&geometry) {
                Ok(shape) => assert_same(&shape, &with_area),
                Err(findings) => prop_assert_eq!(findings.contains("a ring with an area"), true, "{}", findings),
            }
        }
    }
}
