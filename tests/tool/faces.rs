//! Whether the embedded fonts have every character that a picture can show.
//!
//! A story with a new character needs new fonts: `src/tool/render/fonts/README.md` describes how to generate them.

use kuril_tool::project::checkout;
use std::collections::BTreeMap;
use std::fs;

use kuril_map::paint::{Measure as _, Type};
use serde_json::Value;

use kuril_tool::render::fonts::{FILES, FontKind, Fonts};

fn geodata(name: &str) -> Value {
    let path = checkout().join("geodata").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// All texts in a piece of JSON.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(parts) => parts.iter().flat_map(texts).collect(),
        Value::Object(parts) => parts.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// The names of all features of a file, those that a claimant uses included.
fn names(file: &str) -> Value {
    let kinds = ["names", "names_claimant"];
    let features = geodata(file)["features"].as_array().unwrap().clone();
    features.iter().flat_map(|feature| kinds.map(|kind| feature["properties"][kind].clone())).collect()
}

/// The names of groups.
fn groups(value: &Value) -> Value {
    value.as_array().unwrap().iter().map(|group| group["names"].clone()).collect()
}

/// Beginnings of the keys of words that are read beside the map, and never stand in a picture.
const BESIDE: [&str; 7] = ["argument.", "help.", "reader.", "report.", "source.", "story.", "translation."];

#[test]
fn the_fonts_have_every_character_that_a_picture_can_show() {
    let (mut story, status) = (geodata("story.json"), geodata("status.json"));
    for lang in ["en", "ja", "ru"] {
        let mut words = geodata(&format!("../src/words/{lang}.json"));
        words.as_object_mut().unwrap().extend(geodata(&format!("words/{lang}.json")).as_object().unwrap().clone());
        words.as_object_mut().unwrap().retain(|key, _| !BESIDE.iter().any(|start| key.starts_with(start)));
        story["words"][lang] = words;
    }
    let lands = ["islands.geojson", "places.geojson", "land.geojson", "boundaries.geojson"].map(names);
    let [islands, _, _, boundaries] = lands.clone();
    let headings = [groups(&story["groups"]), groups(&story["places"]), groups(&status["groups"])];
    let shown: [(FontKind, Vec<Value>); 4] = [
        (FontKind::Sans, [&[story.clone(), status.clone()], &lands[..], &[names("waters.geojson")]].concat()),
        (FontKind::Bold, [&[islands, story["title"].clone()], &headings[..]].concat()),
        (FontKind::Italic, vec![boundaries]),
        (FontKind::Serif, vec![names("waters.geojson")]),
    ];
    let fonts = Fonts::new().unwrap();
    let mut missing: BTreeMap<char, String> = BTreeMap::new();
    let mut asked = 0;
    for (kind, values) in &shown {
        for text in values.iter().flat_map(texts) {
            asked += 1;
            for letter in fonts.missing(text, *kind) {
                missing.entry(letter).or_insert_with(|| format!("U+{:04X}, {kind:?}: {text}", u32::from(letter)));
            }
        }
    }
    assert!(asked > 1000, "only {asked} texts were asked for");
    assert!(missing.is_empty(), "generate the fonts again, they lack {missing:#?}");
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let fonts = Fonts::new().unwrap();
    assert_eq!(fonts.missing("Iturup 𝄞 択捉島 鑫 𝄞", FontKind::Sans), ['𝄞', '鑫']);
}

#[test]
fn texts_are_as_wide_as_the_advances_of_their_letters() {
    let fonts = Fonts::new().unwrap();
    let face = Type { size: 100.0, italic: false, bold: false, serif: false };
    assert!((fonts.width("択捉島", &face) - 300.0).abs() < 1e-9, "kanji are as wide as they are high");
    let [kerned, apart] = ["AV", "A"].map(|text| fonts.width(text, &face));
    assert!(kerned < apart + fonts.width("V", &face), "a pair is set closer");
    let bold = Type { bold: true, ..face };
    assert!(fonts.width("Urup", &bold) > fonts.width("Urup", &face));
    let mixed = fonts.width("Etorofu 択捉島", &face);
    assert!((mixed - fonts.width("Etorofu ", &face) - 300.0).abs() < 1e-9, "a mixed text is {mixed} wide");
}

#[test]
fn the_fonts_are_small() {
    let sum: usize = FILES.as_flattened().iter().map(|file| file.len()).sum();
    let twice = FILES[2][1].len();
    assert!(sum - twice < 290_000, "{} bytes", sum - twice);
}
