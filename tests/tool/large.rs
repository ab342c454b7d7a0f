//! What is large ends: each of these took time by the square of its size once, and would not have ended yet.

use kuril_tool::project::checkout;
use kuril_tool::story::check;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the sound story, with other texts in some files.
fn story(name: &str, files: &[(&str, String)]) -> PathBuf {
    let (sound, folder) =
        (checkout().join("tests/fixtures/stories/sound"), Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
    drop(fs::remove_dir_all(&folder));
    for inside in ["", "articles", "words"] {
        fs::create_dir_all(folder.join(inside)).unwrap();
        for path in
            fs::read_dir(sound.join(inside)).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            fs::copy(&path, folder.join(inside).join(path.file_name().unwrap())).unwrap();
        }
    }
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// The findings in such a copy, as texts.
fn findings(name: &str, files: &[(&str, String)]) -> Vec<String> {
    let folder = story(name, files);
    let findings = check::findings(&folder).unwrap().iter().map(ToString::to_string).collect();
    fs::remove_dir_all(folder).unwrap();
    findings
}

fn collection(features: impl Iterator<Item = String>) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.collect::<Vec<_>>().join(",\n"))
}

/// The number of an entry, turned round so that names do not come in their order.
fn shuffled(index: usize, count: usize) -> usize {
    index * 7919 % count
}

#[test]
fn a_hundred_thousand_points_are_checked() {
    let point = |index: usize| {
        let number = shuffled(index, 100_000);
        let (lon, lat) =
            (144.0 + f64::from(number as u32 % 1000) / 100.0, 44.0 + f64::from(number as u32 / 1000) / 100.0);
        format!(
            r#"{{"type":"Feature","id":"p{number}","properties":{{"layer":"town","names":{{"en":"P{number}","ja":"点{number}"}},"rank":9,"elevation":{number}}},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#
        )
    };
    assert_eq!(
        findings("large-points", &[("places.geojson", collection((0..100_000).map(point)))]),
        Vec::<String>::new()
    );
}

#[test]
fn sixty_thousand_keys_of_a_feature_and_sixty_thousand_words_are_checked() {
    let keys: String = (0..60_000).fold(String::new(), |mut text, number| {
        write!(text, ",\"own_{number}\":{number}").unwrap();
        text
    });
    let feature = format!(
        r#"{{"type":"Feature","id":"town","properties":{{"layer":"town","names":{{"en":"Town","ja":"町"}},"rank":9{keys}}},"geometry":{{"type":"Point","coordinates":[150,46]}}}}"#
    );
    let words: String = (0..60_000).fold("{ \"map.label\": \"Map\"".to_owned(), |mut text, number| {
        write!(text, ",\n\"word.{number}\": \"{number}\"").unwrap();
        text
    });
    let files = [("places.geojson", collection([feature].into_iter())), ("words/en.json", words + "}")];
    let found = findings("large-keys", &files);
    assert!(
        found.iter().any(|finding| finding.contains("at most 20000 fields in an object, found 60")),
        "{:?}",
        found.first()
    );
}

#[test]
fn twenty_thousand_islands_and_references_to_nothing_are_checked() {
    let island = |index: usize| {
        let number = shuffled(index, 20_000);
        let (lon, lat) = (144 + number % 10, 44 + number / 10 % 10);
        format!(
            r#"{{"type":"Feature","id":"i{number}","properties":{{"layer":"island","names":{{"en":"I{number}","ja":"島{number}"}},"rank":9,"kind":"island","group":"chain","order":{number},"facts":[{{"kind":"area","value":1,"unit":"km2","sources":["gone{number}"]}}]}},"geometry":{{"type":"Polygon","coordinates":[[[{lon},{lat}],[{lon}.5,{lat}],[{lon}.5,{lat}.5],[{lon},{lat}]]]}}}}"#
        )
    };
    let found = findings("large-islands", &[("islands.geojson", collection((0..20_000).map(island)))]);
    assert_eq!(found.iter().filter(|finding| finding.contains(": known-sources: ")).count(), 20_000);
}
