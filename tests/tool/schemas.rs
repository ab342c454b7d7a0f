//! The schemas of a story's files hold for all stories that are sound, and for no file that is spoilt in itself.

use crate::blessing;
use kuril_tool::project::checkout;
use kuril_tool::story::{bundle, check, new, schemas};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::JSONSchema;
use serde_json::Value;

/// Where the schemas would be on a site.
const SITE: &str = "https://maps.example.org/schema/";
/// Where the keys begin in the README of the geodata, and what follows them.
const KEYS: [&str; 2] = ["<!-- keys -->\n", "\n## How shapes are made\n"];

/// A schema with the address at which a site has it.
fn schema(name: &str) -> (String, Value) {
    let (_, text) = schemas::ALL.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no {name}"));
    let mut schema: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let address = format!("{SITE}{name}");
    schema["$id"] = Value::from(address.as_str());
    (address, schema)
}

/// What is wrong with a file of a story by its schema, a line each.
fn mistakes(folder: &Path, path: &str) -> Vec<String> {
    let file: Value = serde_json::from_slice(&fs::read(folder.join(path)).unwrap()).unwrap();
    let (address, common) = schema(schemas::COMMON);
    let (_, schema) = schema(&schemas::of(path));
    let validator = JSONSchema::options().with_document(address, common).compile(&schema).unwrap();
    let Err(errors) = validator.validate(&file) else { return Vec::new() };
    errors.map(|error| format!("{path}{}: {error}", error.instance_path)).collect()
}

/// The files of a story that have a schema, counted from its folder.
fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for place in ["", "articles/", "words/"] {
        for entry in fs::read_dir(folder.join(place)).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "json" || end == "geojson") {
                files.push(format!("{place}{}", path.file_name().unwrap().to_str().unwrap()));
            }
        }
    }
    files
}

fn fixture(name: &str) -> PathBuf {
    checkout().join("tests/fixtures/stories").join(name)
}

#[test]
fn every_file_of_a_sound_story_is_valid() {
    let examples = fs::read_dir(checkout().join("tests/examples/stories")).unwrap().map(|entry| entry.unwrap().path());
    let stories: Vec<PathBuf> = examples.chain([checkout().join("geodata"), fixture("sound")]).collect();
    assert!(stories.len() > 4, "only {stories:?}");
    for story in stories {
        let files = files(&story);
        assert!(files.len() > 7, "only {files:?}");
        for file in files {
            assert_eq!(mistakes(&story, &file), Vec::<String>::new(), "{}", story.display());
        }
    }
}

#[test]
fn a_misspelt_key_and_a_value_of_another_kind_are_no_part_of_a_valid_file() {
    for story in ["key-misspelt", "value-of-another-kind", "word-unknown", "ids-unsafe"].map(fixture) {
        let told = fs::read_to_string(story.join("expected")).unwrap();
        let files = files(&story);
        assert!(!files.is_empty(), "{}", story.display());
        for file in files.iter().filter(|file| told.contains(&format!("{file},"))) {
            assert_ne!(mistakes(&story, file), Vec::<String>::new(), "{}: {file}", story.display());
        }
    }
}

#[test]
fn a_new_story_is_valid() {
    let place = tempfile::tempdir().unwrap();
    let files = [
        (
            "isles.geojson",
            r#"{ "type": "FeatureCollection", "features": [
              { "type": "Feature", "properties": { "name": "West Isle", "name:fr": "Île de l’Ouest", "alt_name": "Slipper", "height": 7 },
                "geometry": { "type": "Polygon", "coordinates": [[[-61, -51], [-61, -52], [-60, -52], [-61, -51]]] } },
              { "type": "Feature", "properties": { "name": "Harbour", "place": "town" },
                "geometry": { "type": "Point", "coordinates": [-60.9, -51.7] } } ] }"#,
        ),
        ("ferry.md", "# The ferry\n\nIt leaves West Isle at seven.\n"),
    ];
    let files = files.map(|(name, text)| {
        fs::write(place.path().join(name), text).unwrap();
        place.path().join(name)
    });
    let folder = place.path().join("isles");
    new::written(&new::Options { folder: folder.clone(), files: files.into(), ..new::Options::default() }).unwrap();
    for file in self::files(&folder) {
        assert_eq!(mistakes(&folder, &file), Vec::<String>::new());
    }
    addressed(&folder, &folder);
    kuril_tool::story::derive(&folder).unwrap();
    for file in self::files(&folder) {
        assert!(fs::read_to_string(folder.join(&file)).unwrap().contains(SITE), "{file} has lost its schema");
    }
}

/// Copies a story, with the address of its schema at the head of each file.
fn addressed(from: &Path, to: &Path) {
    for file in files(from) {
        let text = fs::read_to_string(from.join(&file)).unwrap();
        let head = format!("{{\"$schema\":\"{SITE}{}\",", schemas::of(&file));
        let path = to.join(&file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replacen('{', &head, 1)).unwrap();
    }
}

#[test]
fn a_file_may_name_its_schema_and_the_site_stays_the_same() {
    let (sound, place) = (fixture("sound"), tempfile::tempdir().unwrap());
    addressed(&sound, place.path());
    assert_eq!(check::findings(place.path()).unwrap(), []);
    for file in files(place.path()) {
        assert_eq!(mistakes(place.path(), &file), Vec::<String>::new());
    }
    assert!(bundle(place.path()).unwrap() == bundle(&sound).unwrap());
}

/// Holds a file to what it should be, or writes it anew.
fn hold(path: &str, expected: &str) {
    let path = checkout().join(path);
    if blessing() {
        fs::write(&path, expected).unwrap();
    }
    let is_same = fs::read_to_string(&path).unwrap() == expected;
    assert!(is_same, "{} is out of date: `cargo kuril bless` writes it anew", path.display());
}

#[test]
fn the_schema_of_words_is_as_it_was_blessed() {
    hold(&format!("src/tool/story/schemas/{}", schemas::WORDS), &schemas::words().unwrap());
}

#[test]
fn the_readme_of_the_geodata_has_the_keys_of_the_schemas_as_it_was_blessed() {
    let readme = fs::read_to_string(checkout().join("geodata/README.md")).unwrap();
    let [begin, end] = KEYS;
    let (head, rest) = readme.split_once(begin).unwrap();
    let (_, tail) = rest.split_once(end).unwrap();
    hold("geodata/README.md", &[head, begin, &schemas::tables().unwrap(), end, tail].concat());
}
