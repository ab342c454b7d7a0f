//! The command `new`: what other programs and people write becomes a story that is checked and drawn as it stands.

use kuril_map::geo::space::Size;
use kuril_map::markup::html;
use kuril_map::paint::EstimatedMetrics;
use kuril_map::panel;
use kuril_map::story::Story;
use kuril_map::view::{ColorScheme, Session, ViewState};
use kuril_tool::project::checkout;
use kuril_tool::render::{self, Contents, Picture};
use kuril_tool::story::{check, new};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Files to make a story of, by name.
const FALKLANDS: [(&str, &str); 2] = [
    (
        "islands.geojson",
        r#"{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"name": "West Falkland", "name:es": "Gran Malvina"},
    "geometry": {"type": "Polygon", "coordinates": [[[-61.1,-51.3],[-61.0,-52.0],[-60.2,-52.2],[-59.4,-51.5],[-60.0,-51.2],[-61.1,-51.3]]]}},
  {"type": "Feature", "properties": {"name": "East Falkland", "name:es": "Isla Soledad", "alt_name": "Soledad"},
    "geometry": {"type": "Polygon", "coordinates": [[[-59.2,-51.4],[-59.4,-52.3],[-58.5,-52.3],[-57.8,-51.5],[-59.2,-51.4]]]}},
  {"type": "Feature", "properties": {"name": "Stanley", "name:es": "Puerto Argentino"},
    "geometry": {"type": "Point", "coordinates": [-57.85,-51.69]}}]}"#,
    ),
    (
        "article.en.md",
        "# Patrol vessel renews an old quarrel\nOur paper, 20 October 2026, https://news.example/falklands\n\nA patrol vessel \
         was seen off West Falkland on Tuesday.\n\nIt had left Stanley, on East Falkland, in the morning. Buenos Aires, which \
         calls the two Gran Malvina and Isla Soledad, protested.\n",
    ),
];

/// Makes a story of some files; returns its folder and what was told.
fn made(files: &[(&str, &str)]) -> (TempDir, anyhow::Result<Vec<String>>) {
    let place = tempfile::tempdir().unwrap();
    let mut options = new::Options { folder: place.path().join("story"), ..new::Options::default() };
    for (name, text) in files {
        options.files.push(place.path().join(name));
        fs::write(place.path().join(name), text).unwrap();
    }
    let told = new::written(&options);
    (place, told)
}

fn json_of(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// The picture of a whole story as an SVG document.
fn picture(story: &Story) -> String {
    let picture = Picture {
        size: "640x400".parse().unwrap(),
        color_scheme: ColorScheme::Day,
        state: ViewState::default(),
        window: None,
        contents: Contents::All,
        page: None,
    };
    render::svg(story, &picture, 1, &EstimatedMetrics).unwrap()
}

/// Asserts that a story breaks no rule and can be drawn; returns its picture.
fn assert_sound(folder: &Path) -> String {
    assert_eq!(check::findings(folder).unwrap(), []);
    picture(&render::story(folder).unwrap())
}

fn point(name: &str, lon: f64, lat: f64) -> Value {
    json!({ "type": "Feature", "properties": { "name": name }, "geometry": { "type": "Point", "coordinates": [lon, lat] } })
}

#[test]
fn two_files_become_a_linked_map_that_breaks_no_rule() {
    let (place, told) = made(&FALKLANDS);
    let told = told.unwrap().join("\n");
    let folder = place.path().join("story");
    let svg = assert_sound(&folder);
    for name in ["West Falkland", "East Falkland", "Stanley"] {
        assert!(svg.contains(name), "{name}");
    }
    let story = json_of(&folder, "story.json");
    assert_eq!(story["languages"], json!(["en", "es"]));
    assert_eq!(story["as_of"], "2026-10-20");
    let article = json_of(&folder, "articles/article.json");
    assert_eq!(
        [&article["own"], &article["lang"], &article["publisher"]],
        [&json!(true), &json!("en"), &json!("Our paper")]
    );
    let mentions = |paragraph: usize| article["excerpts"][paragraph]["mentions"].as_array().unwrap().clone();
    assert_eq!(mentions(0)[0]["targets"], json!(["west-falkland"]));
    let targets: Vec<Value> = mentions(1).iter().map(|mention| mention["targets"][0].clone()).collect();
    assert_eq!(targets, ["stanley", "east-falkland", "west-falkland", "east-falkland"]);
    assert!(told.contains("3 of 3 features were read") && told.contains("5 mentions of places"), "{told}");
}

#[test]
fn a_chain_across_the_antimeridian_is_one_map_of_two_files() {
    let west =
        json!({ "type": "FeatureCollection", "features": [point("Attu", 172.9, 52.9), point("Kiska", 177.5, 52.0)] });
    let east = json!({ "type": "FeatureCollection", "features": [point("Tanaga", -177.9, 51.8), point("Adak", -176.7, 51.8)] });
    let (place, told) = made(&[("west.geojson", &west.to_string()), ("east.geojson", &east.to_string())]);
    told.unwrap();
    let folder = place.path().join("story");
    let svg = assert_sound(&folder);
    let x_of = |name: &str| {
        let before = &svg[..svg.find(&format!(">{name}<")).unwrap()];
        let x = before.rsplit("x=\"").next().unwrap();
        x.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    let places = ["Attu", "Kiska", "Tanaga", "Adak"].map(x_of);
    assert!(places.is_sorted(), "{places:?}");
    let [west, _, east, _] = <[f64; 4]>::try_from(
        serde_json::from_value::<Vec<f64>>(json_of(&folder, "story.json")["start"].clone()).unwrap(),
    )
    .unwrap();
    assert!(west > 170.0 && (183.0..186.0).contains(&east), "{west} {east}");
}

#[test]
fn islands_astride_the_equator_and_without_names_are_drawn_too() {
    let square = |x: f64, y: f64| json!({ "type": "Polygon", "coordinates": [[[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]]] });
    let nameless = json!({ "type": "Feature", "properties": {}, "geometry": square(-156.0, -5.0) });
    let files = json!([point("Kiritimati", -157.4, 1.8), point("Starbuck", -155.9, -5.6), nameless]);
    let (place, told) = made(&[("line.geojson", &files.to_string())]);
    assert!(told.unwrap().iter().any(|line| line.contains("1 areas without a name became land")));
    let svg = assert_sound(&place.path().join("story"));
    assert!(svg.contains("Kiritimati") && svg.contains("Starbuck"));
}

#[test]
fn a_ring_that_crosses_itself_is_taken_apart() {
    let bow = json!([[[140.0, 40.0], [141.0, 41.0], [141.0, 40.0], [140.0, 40.9], [140.0, 40.0]]]);
    let files = json!({ "type": "Feature", "properties": { "name": "Bow" }, "geometry": { "type": "Polygon", "coordinates": bow } });
    let (place, told) = made(&[("bow.geojson", &files.to_string())]);
    assert!(told.unwrap().iter().any(|line| line.contains("taken apart")));
    let folder = place.path().join("story");
    assert_sound(&folder);
    assert_eq!(json_of(&folder, "islands.geojson")["features"][0]["geometry"]["type"], "MultiPolygon");
}

#[test]
fn names_of_a_language_that_not_all_have_are_kept_as_further_names() {
    let named = |id: &str, names: Value, lon: f64| json!({ "type": "Feature", "id": id, "properties": names, "geometry": point("", lon, 45.0)["geometry"] });
    let files = json!([
        named("a", json!({ "place": "island", "name:en": "Iturup", "name:ja": "択捉島", "name:ru": "Итуруп" }), 147.0),
        named("b", json!({ "place": "island", "name:en": "Urup", "name:ru": "Уруп" }), 150.0),
    ]);
    let (place, told) = made(&[("isles.geojson", &files.to_string())]);
    told.unwrap();
    let folder = place.path().join("story");
    assert_sound(&folder);
    assert_eq!(json_of(&folder, "story.json")["languages"], json!(["en", "ru"]));
    assert_eq!(
        json_of(&folder, "islands.geojson")["features"][0]["properties"]["aliases"],
        json!({ "ja": ["択捉島"] })
    );
}

#[test]
fn nothing_is_written_over_or_made_of_what_cannot_be_read() {
    let refused = |files: &[(&str, &str)], words: &str| {
        let (place, told) = made(files);
        let told = told.unwrap_err().to_string();
        assert!(told.contains(words), "{told}");
        assert!(!place.path().join("story").exists(), "{words}");
    };
    refused(&[("a.kml", "<?xml version=\"1.0\"?><kml/>"), FALKLANDS[0]], "this is KML");
    refused(&[FALKLANDS[1]], "name at least one file of GeoJSON");
    refused(&[("a.geojson", r#"{"type":"Point","coordinates":[1,2]}"#)], "nothing of the files can be drawn");
    refused(&[FALKLANDS[0], ("a.txt", "Title\n")], "expected a title and a text below it");
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mine.txt"), "mine").unwrap();
    let options = new::Options { folder: place.path().to_owned(), ..new::Options::default() };
    assert!(new::written(&options).unwrap_err().to_string().contains("is not empty"));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

#[test]
fn a_feature_may_have_a_number_for_an_id_and_heights_in_its_positions() {
    let (place, told) = made(&FALKLANDS[..1]);
    told.unwrap();
    let folder = place.path().join("story");
    let islands = fs::read_to_string(folder.join("islands.geojson")).unwrap();
    let islands =
        islands.replace("\"id\":\"west-falkland\"", "\"id\":7").replace("[-61.1,-51.3]", "[-61.1,-51.3,12.5]");
    fs::write(folder.join("islands.geojson"), islands).unwrap();
    kuril_tool::story::derive(&folder).unwrap();
    assert_sound(&folder);
    assert_eq!(json_of(&folder, "islands.geojson")["features"][0]["id"], "7");
}

#[test]
fn what_was_made_is_derived_again_to_the_same_bytes() {
    let (place, told) = made(&FALKLANDS[..1]);
    told.unwrap();
    let folder = place.path().join("story");
    let names = ["islands.geojson", "derived/plate.0.geojson", "derived/plate.2.geojson", "derived/globe.json"];
    let bytes = || names.map(|name| fs::read(folder.join(name)).unwrap());
    let before = bytes();
    kuril_tool::story::derive(&folder).unwrap();
    assert_eq!(bytes(), before);
}

/// The contents of the code blocks of a language in a section of the README.
fn blocks(section: &str, language: &str) -> Vec<String> {
    let parts = section.split("```").skip(1).step_by(2);
    parts.filter_map(|block| Some(block.strip_prefix(language)?.trim_start().to_owned())).collect()
}

#[test]
fn another_story_is_made_as_the_readme_says() {
    let readme = fs::read_to_string(checkout().join("README.md")).unwrap();
    let (_, section) = readme.split_once("## Another story in ten minutes").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let [features] = blocks(section, "json").try_into().unwrap();
    let [text] = blocks(section, "text").try_into().unwrap();
    let [commands] = blocks(section, "sh").try_into().unwrap();
    let new = commands.lines().find_map(|line| line.strip_prefix("cargo kuril new ")).unwrap();
    assert_eq!(new, "isles isles.geojson ferry.md --title \"The Isles\"");
    let place = tempfile::tempdir().unwrap();
    let files = [("isles.geojson", features), ("ferry.md", text)].map(|(name, text)| {
        fs::write(place.path().join(name), text).unwrap();
        place.path().join(name)
    });
    let folder = place.path().join("isles");
    let title = Some("The Isles".to_owned());
    let told =
        new::written(&new::Options { folder: folder.clone(), files: files.into(), title, ..new::Options::default() });
    let told = told.unwrap().join("\n");
    assert!(told.contains("ferry.md: 4 mentions of places, language en"), "{told}");
    let svg = assert_sound(&folder);
    for name in ["West Isle", "East Isle", "Harbour"] {
        assert!(svg.contains(name), "{name}");
    }
    let story = render::story(&folder).unwrap();
    let session = Session::new(&story, Size::new(1000.0, 700.0));
    let nothing = [
        panel::time(&story, &session),
        panel::perspectives(&story, &session),
        panel::legend(&story, &session, true),
        panel::rules(&story, &session),
        panel::documents(&story, &session),
    ];
    assert_eq!(nothing, [const { None }; 5], "what is not there leaves no heading");
    let table = html(&panel::table(&story, &session));
    assert!(table.contains("West Isle") && !table.contains("Status") && !table.contains("Population"), "{table}");
}
