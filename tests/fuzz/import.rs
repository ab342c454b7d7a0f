//! Files of other programs, as anyone may give them to the tool or drop them on a page.

use crate::document::Documents;
use crate::stage;
use kuril_import::{Concern, Options, Shape, read};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The documents from which others are made.
static SOUND: LazyLock<Documents> = LazyLock::new(|| Documents::of(&[COLLECTION, stage::PLATE]));
/// A file with every kind of geometry and name.
const COLLECTION: &str = r#"{"type":"FeatureCollection","name":"islands","crs":{"type":"name","properties":{"name":
    "EPSG:3857"}},"features":[{"type":"Feature","id":7,"properties":{"name":"Iturup","name:ja":"択捉島","alt_name":"a;b",
    "place":"island","other_tags":"\"a\"=>\"b\"","names":{"en":"Iturup","common":{"ru":"Итуруп"}}},"geometry":{"type":
    "GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[179,1,5],[-179,1],[-179,2],[179,2],[179,1]]]},
    {"type":"MultiLineString","coordinates":[[[180,1],[181,2]]]},{"type":"MultiPolygon","coordinates":[[[[180,1],[180,2],
    [170,2],[180,1]]],[[[-180,1],[-170,1],[-180,2],[-180,1]]]]},{"type":"Point","coordinates":[1,2]}]}}]}"#;

/// Reads the file.
///
/// # Panics
/// When a feature is neither there nor told, or a number is out of reach.
pub fn run(data: &[u8]) {
    let bytes = SOUND.bytes(data);
    let Ok(imported) = read(&bytes, &Options::default()) else { return };
    let kept: BTreeSet<usize> = imported.features.iter().map(|feature| feature.place.ordinal).collect();
    let lost = imported.report.iter().filter(|note| note.concern == Concern::LeftOut).map(|note| note.count);
    assert_eq!(kept.len() + lost.sum::<usize>(), imported.found, "{:?}", imported.report);
    for feature in imported.features {
        let positions: Vec<[f64; 2]> = match feature.shape {
            Shape::Points(points) => points.0.iter().map(|point| [point.x(), point.y()]).collect(),
            Shape::Lines(lines) => lines.0.iter().flat_map(|line| &line.0).map(|at| [at.x, at.y]).collect(),
            Shape::Areas(areas) => areas.0.iter().flat_map(|area| &area.exterior().0).map(|at| [at.x, at.y]).collect(),
        };
        let reach = |[lon, lat]: &[f64; 2]| lon.abs() <= 540.0 && lat.abs() <= 90.0;
        assert!(!positions.is_empty() && positions.iter().all(reach), "{} at {positions:?}", feature.id);
    }
}
