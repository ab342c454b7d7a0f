//! Limits, where each is held: at it all is taken, above it that is told and the rest is taken.

use crate::support::{Ruler, bare_story, coarse_story, desk, first};
use kuril_map::limits::{
    DEPTH, ENTRIES, FEATURES, FILE_BYTES, GEOJSON_BYTES, ID, INSETS, LABELS, LIMITS, Limit, MAPS, MESSAGES, NAME,
    OBJECT_FIELDS, TEXT,
};
use kuril_map::scene::{LabelState, Labelling, Sheet, marks};
use kuril_map::story::{FeatureFile, Story, geojson};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What is found in a collection with one feature, whose id and properties are given, and how many features are taken.
fn of_feature(id: &str, more: &str) -> (Vec<String>, usize) {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[
{{"type":"Feature","id":"{id}","properties":{{{more}}},"geometry":{{"type":"Point","coordinates":[1,2]}}}},
{{"type":"Feature","id":"b","properties":{{}},"geometry":{{"type":"Point","coordinates":[1,2]}}}}]}}"#
    );
    let read = geojson::read("x.geojson", text.as_bytes());
    (read.findings.iter().map(ToString::to_string).collect(), read.features.len())
}

/// What is found when a story reads an island with these properties, and whether it has the island then.
fn of_island(properties: &str) -> (Vec<String>, bool) {
    let mut story = bare_story();
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":"a","properties":{{"layer":"island",{properties}}},
"geometry":{{"type":"Point","coordinates":[147,44]}}}}]}}"#
    );
    let findings = story.read_features("x.geojson", text.as_bytes());
    (findings.iter().map(ToString::to_string).collect(), story.region_id("a").is_some())
}

fn is_told(findings: &[String], limit: Limit) {
    let told = format!("expected at most {} {}, found {}", limit.most, limit.of, limit.most + 1);
    assert!(findings.len() == 1 && findings[0].starts_with("x.geojson, line 1"), "{findings:?}");
    assert!(findings[0].contains(&told), "{findings:?}");
}

#[test]
fn the_documentation_tells_every_limit() {
    let table = read("geodata/README.md");
    let rows: Vec<&str> = table.lines().skip_while(|line| *line != "## Limits").skip(7).take(LIMITS.len()).collect();
    for (limit, row) in LIMITS.iter().zip(&rows) {
        assert!(row.starts_with(&format!("| {} | {} |", limit.most, limit.of)), "{limit:?} is not told by {row:?}");
    }
    assert_eq!(rows.len(), LIMITS.len());
}

#[test]
fn the_scripts_hold_the_same_limits() {
    let element = read("www/element/kuril-map.js").replace('_', "");
    let frame = read("www/frame/frame-protocol.js");
    assert!(element.contains(&format!("= [{}, {}];", GEOJSON_BYTES.most, FILE_BYTES.most)));
    assert!(element.contains(&format!("const MAPS = {};", MAPS.most)));
    assert!(frame.contains(&format!("= [{}, 1000];", MESSAGES.most)));
}

#[test]
fn a_feature_has_at_most_so_many_fields() {
    let fields = |count: usize| (0..count).map(|number| format!("\"k{number}\":0")).collect::<Vec<_>>().join(",");
    assert_eq!(of_feature("a", &fields(OBJECT_FIELDS.most)), (Vec::new(), 2));
    let (findings, taken) = of_feature("a", &fields(OBJECT_FIELDS.most + 1));
    assert_eq!((findings.len(), taken), (1, 1), "{findings:?}");
    assert!(findings[0].contains("at most 20000 fields in an object, found 20001"), "{findings:?}");
}

#[test]
fn an_id_has_at_most_so_many_characters() {
    let (below, above) = ("a".repeat(ID.most), "a".repeat(ID.most + 1));
    assert_eq!(of_feature(&below, ""), (Vec::new(), 2));
    let (findings, taken) = of_feature(&above, "");
    assert_eq!((findings.len(), taken), (1, 1), "{findings:?}");
    assert!(findings[0].contains("at most 64"), "{findings:?}");
}

#[test]
fn values_lie_within_each_other_at_most_so_deep() {
    let nested = |depth: usize| format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth));
    // The feature, its properties and the list of features lie around them.
    assert_eq!(of_feature("a", &nested(DEPTH.most - 2)), (Vec::new(), 2));
    let (findings, taken) = of_feature("a", &nested(DEPTH.most - 1));
    assert_eq!((findings.len(), taken), (1, 0), "{findings:?}");
    let told = format!("expected at most {} {}, found more", DEPTH.most, DEPTH.of);
    assert!(findings[0].contains(&told), "{findings:?}");
}

#[test]
fn a_name_and_any_other_text_have_at_most_so_many_bytes() {
    let name = |length: usize| format!(r#""names":{{"en":"{}"}}"#, "n".repeat(length));
    let kind = |length: usize| format!(r#""names":{{"en":"A"}},"kind":"{}"#, "k".repeat(length)) + "\"";
    for length in [NAME.most - 1, NAME.most] {
        assert_eq!(of_island(&name(length)), (Vec::new(), true));
    }
    for length in [TEXT.most - 1, TEXT.most] {
        assert_eq!(of_island(&kind(length)), (Vec::new(), true));
    }
    for (properties, limit) in [(name(NAME.most + 1), NAME), (kind(TEXT.most + 1), TEXT)] {
        let (findings, taken) = of_island(&properties);
        is_told(&findings, limit);
        assert!(!taken);
    }
}

#[test]
fn a_story_has_at_most_so_many_insets() {
    let with = |count: usize| {
        let mut file: Value = serde_json::from_slice(&first()).unwrap();
        file["story"]["insets"] = json!((0..count).map(|number| format!("group-{number}")).collect::<Vec<_>>());
        let (story, findings) = Story::open("first.json", &serde_json::to_vec(&file).unwrap()).unwrap();
        (story.manifest().insets.len(), findings.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    for count in [INSETS.most - 1, INSETS.most] {
        assert_eq!(with(count), (count, Vec::new()));
    }
    let told = "first.json: story.insets: expected at most 16 insets, found 17";
    assert_eq!(with(INSETS.most + 1), (INSETS.most, vec![told.to_owned()]));
}

#[test]
fn a_list_that_is_compared_with_the_islands_has_at_most_so_many_entries() {
    let with = |count: usize| {
        let mut file: Value = serde_json::from_slice(&first()).unwrap();
        let party = |number: usize| json!({ "id": format!("party-{number}"), "names": { "en": "A" } });
        file["story"]["parties"] = (0..count).map(party).collect();
        let (story, findings) = Story::open("first.json", &serde_json::to_vec(&file).unwrap()).unwrap();
        (story.manifest().parties.len(), findings.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    for count in [ENTRIES.most - 1, ENTRIES.most] {
        assert_eq!(with(count), (count, Vec::new()));
    }
    let told = "first.json: story.parties: expected at most 1000 entries in a list, found 1001";
    assert_eq!(with(ENTRIES.most + 1), (ENTRIES.most, vec![told.to_owned()]));
}

/// A file of so many features, whose ids do not come in their order.
fn points(count: usize) -> String {
    let feature = |id: usize| {
        format!(
            r#"{{"type":"Feature","id":"p{id}","properties":{{"layer":"island","names":{{"en":"P{id}"}},"order":{id}}},"geometry":{{"type":"Point","coordinates":[{},{}]}}}}"#,
            142 + id % 16,
            43 + id / 16 % 9
        )
    };
    let features: Vec<String> = (0..count).map(|number| feature(number * 7919 % count)).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn a_file_has_at_most_so_many_features() {
    let text = points(FEATURES.most);
    let read = geojson::read("x.geojson", text.as_bytes());
    assert_eq!((read.features.len(), read.findings.len()), (FEATURES.most, 0));
    let text = points(FEATURES.most + 1);
    let read = geojson::read("x.geojson", text.as_bytes());
    let told = "x.geojson: features: expected at most 200000 features in a file, found 200001";
    assert_eq!((read.features.len(), read.findings[0].to_string().as_str()), (FEATURES.most, told));
}

#[test]
fn a_place_is_looked_for_at_most_so_many_labels() {
    let mut story = bare_story();
    let text = points(3 * LABELS.most);
    assert_eq!(story.read_features("x.geojson", text.as_bytes()), []);
    assert_eq!(story.chain_order().len(), 3 * LABELS.most);
    let session = desk(&story);
    let mut state = LabelState::default();
    let list = marks(&story, &session, Sheet::STILL, Labelling { measure: &Ruler, state: &mut state });
    assert!(!list.marks.is_empty() && state.slots().len() <= LABELS.most);
}

#[test]
fn a_file_is_read_step_by_step_as_it_is_read_at_once() {
    let text = read("geodata/derived/plate.1.geojson");
    let (mut at_once, mut in_steps) = (coarse_story(), coarse_story());
    let expected = at_once.read_features("plate.1.geojson", text.as_bytes());
    let mut file = FeatureFile::open("plate.1.geojson", text.clone().into_bytes());
    let longest = text.lines().map(str::len).max().unwrap();
    let mut steps = 1;
    while in_steps.read_on(&mut file, 10_000) {
        steps += 1;
        assert!(in_steps.level_for(0.0) == 0, "a part of a file is in the story");
    }
    assert!(steps > text.len() / (10_000 + longest), "{steps} steps");
    assert_eq!(in_steps.close_features(file), expected);
    let regions = |story: &Story| story.regions().map(|(_, region)| region.clone()).collect::<Vec<_>>();
    assert!(regions(&in_steps) == regions(&at_once));
    assert_eq!(in_steps.level_for(0.0), at_once.level_for(0.0));
}
