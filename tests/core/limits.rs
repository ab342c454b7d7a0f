//! Limits of what a story may hold, where each is held: at it all is taken, above it that is told and the rest is taken.

use kuril_map::limits::{FEATURES, OBJECT_FIELDS};
use kuril_map::story::geojson;

/// What is found in a collection with one feature, whose properties hold more text, and how many features are taken.
fn of_feature(more: &str) -> (Vec<String>, usize) {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[
{{"type":"Feature","id":"a","properties":{{{more}}},"geometry":{{"type":"Point","coordinates":[1,2]}}}},
{{"type":"Feature","id":"b","properties":{{}},"geometry":{{"type":"Point","coordinates":[1,2]}}}}]}}"#
    );
    let read = geojson::read("x.geojson", text.as_bytes());
    (read.findings.iter().map(ToString::to_string).collect(), read.features.len())
}

#[test]
fn a_feature_has_at_most_so_many_fields() {
    let fields = |count: usize| (0..count).map(|number| format!("\"k{number}\":0")).collect::<Vec<_>>().join(",");
    assert_eq!(of_feature(&fields(OBJECT_FIELDS.most)), (Vec::new(), 2));
    let (findings, taken) = of_feature(&fields(OBJECT_FIELDS.most + 1));
    assert_eq!((findings.len(), taken), (1, 1), "{findings:?}");
    assert!(findings[0].contains("at most 20000 fields in an object, found 20001"), "{findings:?}");
}

#[test]
fn a_file_has_at_most_so_many_features() {
    // Ids that do not come in their order.
    let feature = |id: usize| {
        format!(
            r#"{{"type":"Feature","id":"p{id}","properties":{{}},"geometry":{{"type":"Point","coordinates":[1,2]}}}}"#
        )
    };
    let file = |count: usize| {
        let features: Vec<String> = (0..count).map(|number| feature(number * 7919 % count)).collect();
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    };
    let text = file(FEATURES.most);
    let read = geojson::read("x.geojson", text.as_bytes());
    assert_eq!((read.features.len(), read.findings.len()), (FEATURES.most, 0));
    let text = file(FEATURES.most + 1);
    let read = geojson::read("x.geojson", text.as_bytes());
    assert_eq!(read.findings[0].to_string(), "x.geojson: features: expected at most 200000 features, found 200001");
}
