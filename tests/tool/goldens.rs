//! Pictures of many states, compared byte for byte with those that were blessed.
//!
//! `cargo kuril bless` writes `tests/golden/*.svg`; a picture that differs is left in `target/golden/` to be looked at.

use crate::blessing;
use kuril_tool::project::checkout;
use kuril_tool::render::social_card::Subject;
use kuril_tool::render::{self, Contents, Page, Picture, PictureSize};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kuril_map::paint::EstimatedMetrics;
use kuril_map::story::Story;
use kuril_map::view::{ColorScheme, ViewState};

/// The table of the pictures, below the root of the project.
const TABLE: &str = "tests/golden/views.json";
/// The folder of the pictures, below the root of the project.
const FOLDER: &str = "tests/golden";
/// The most that one picture of the folder may weigh, bytes: a reviewer must be able to open it.
const HEAVIEST: usize = 110_000;

/// A picture as the table has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    size: PictureSize,
    /// The name of the light; that of day without one.
    #[serde(default)]
    color_scheme: String,
    /// What it shows, as an address says it.
    state: String,
    window: Option<[f64; 4]>,
    #[serde(default)]
    part: Contents,
    page: Option<Page>,
}

impl Named {
    fn picture(self, story: &Story) -> Picture {
        let (mut state, mut problems) = (ViewState::default(), Vec::new());
        state.read(story, &self.state, &mut problems);
        assert_eq!(problems, []);
        let Self { size, window, part, page, .. } = self;
        Picture { size, color_scheme: ColorScheme::named(&self.color_scheme), state, window, contents: part, page }
    }
}

fn root() -> &'static Path {
    checkout()
}

fn golden(name: &str) -> PathBuf {
    root().join(FOLDER).join(format!("{name}.svg"))
}

fn story() -> Story {
    render::story(&root().join("geodata")).unwrap()
}

fn pictures(story: &Story) -> BTreeMap<String, Picture> {
    let named: BTreeMap<String, Named> =
        serde_json::from_str(&fs::read_to_string(root().join(TABLE)).unwrap()).unwrap();
    named.into_iter().map(|(name, named)| (name, named.picture(story))).collect()
}

/// The number of the first line that differs, and the beginning of what differs in it.
fn first_difference(old: &str, new: &str) -> Option<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let line = (0..old.len().max(new.len())).find(|line| old.get(*line) != new.get(*line))?;
    let (old, new) = (old.get(line).copied(), new.get(line).copied());
    let same = |old: &str, new: &str| old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let from = same(old.unwrap_or_default(), new.unwrap_or_default()).saturating_sub(40);
    let shown = |text: Option<&str>| {
        text.map_or("(no such line)".to_owned(), |text| text.chars().skip(from).take(160).collect::<String>())
    };
    let (number, column) = (line + 1, from + 1);
    Some(format!("line {number}, from character {column}:\n  blessed: {}\n  now:     {}", shown(old), shown(new)))
}

#[test]
fn every_picture_looks_as_it_was_blessed() {
    let story = story();
    let pictures = pictures(&story);
    assert!(pictures.len() >= 24, "only {} pictures", pictures.len());
    let mut wrong = String::new();
    for (name, picture) in pictures {
        let now = render::svg(&story, &picture, 1, &EstimatedMetrics).unwrap();
        assert!(now.len() <= HEAVIEST, "{name}.svg weighs {} bytes", now.len());
        let Some(difference) = first_difference(&fs::read_to_string(golden(&name)).unwrap_or_default(), &now) else {
            continue;
        };
        let beside = if blessing() { root().join(FOLDER) } else { root().join("target/golden") };
        fs::create_dir_all(&beside).unwrap();
        fs::write(beside.join(format!("{name}.svg")), now).unwrap();
        writeln!(wrong, "tests/golden/{name}.svg differs from target/golden/{name}.svg in {difference}").unwrap();
    }
    assert!(wrong.is_empty() || blessing(), "{wrong}look at the new pictures, then run `cargo kuril bless`");
}

#[test]
fn no_picture_outlives_its_entry_in_the_table() {
    let pictures = pictures(&story());
    for entry in fs::read_dir(root().join(FOLDER)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = name.strip_suffix(".svg").is_some_and(|picture| pictures.contains_key(picture));
        assert!(known || TABLE.ends_with(&name), "no picture of the table is called {name}");
    }
}

#[test]
fn a_difference_is_told_by_its_line_and_its_words() {
    let told = first_difference("one\ntwo\nthree", "one\ntoo\nthree").unwrap();
    assert_eq!(told, "line 2, from character 1:\n  blessed: two\n  now:     too");
    assert!(first_difference("one", "one\ntwo").unwrap().starts_with("line 2"));
    assert_eq!(first_difference("one", "one"), None);
}

/// Runs the command in a folder where there is nothing that it could spoil.
fn kuril(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuril"));
    command.args(arguments).env_remove("CI").envs(variables.iter().copied()).output().unwrap()
}

fn complaint(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = kuril(arguments, variables);
    assert!(!output.status.success(), "{arguments:?} succeeded");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn nothing_is_blessed_where_ci_is_set() {
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nowhere");
    fs::create_dir_all(&nowhere).unwrap();
    fs::write(nowhere.join("Cargo.lock"), "").unwrap();
    let told = complaint(&["bless"], &[("CI", "true"), ("CARGO_MANIFEST_DIR", nowhere.to_str().unwrap())]);
    assert!(told.contains("CI is set"), "{told}");
}

#[test]
fn a_picture_of_what_is_unknown_is_refused_by_naming_what_is_known() {
    let cases: [(&[&str], &str); 10] = [
        (
            &["--place", "atlantis"],
            "place: expected the id of an island or a group, found atlantis; there are four-islands, ",
        ),
        (&["--lang", "xx"], "lang: expected a language of the story, found xx; there are en, "),
        (&["--state", "place=iturup&date=1945-02-31"], "date: expected a day such as 1945-08-28, found 1945-02-31"),
        (&["--size", "1280"], "write width and height such as 1280x800"),
        (&["--date", "1800-01-01"], "no day \"1800-01-01\" in the story: write one from 1855-02-07 to "),
        (&["--date", "yesterday"], "date: expected a day such as 1945-08-28, found yesterday; there are 1855-02-07, "),
        (
            &["--perspective", "mars"],
            "perspective: expected the id of a perspective, found mars; there are neutral, japan, ",
        ),
        (&["--theme", "pink"], "\"pink\" is not a theme: write light, "),
        (&["--scale", "2"], "only a PNG has pixels"),
        (&["--size", "1x99999"], "each from 64 to 8192"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (arguments, expected) in cases {
        let path = folder.path().join("refused.svg");
        let whole = [&["render", "-o", path.to_str().unwrap()], arguments].concat();
        let told = complaint(&whole, &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())]);
        assert!(told.contains(expected), "{told}");
        assert!(!path.exists(), "{whole:?} wrote a file");
    }
}

#[test]
fn a_rendered_state_is_the_blessed_picture_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("habomai.svg");
    let latest = story().manifest().as_of.iso();
    let state = ["--state", "date=1855-02-07&place=habomai&lang=en", "--date", &latest, "--size", "480x360"];
    let output = kuril(
        &[&["render", "-o", path.to_str().unwrap()], &state[..]].concat(),
        &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rendered = fs::read_to_string(&path).unwrap();
    assert_eq!(first_difference(&fs::read_to_string(golden("habomai")).unwrap(), &rendered), None);
}

#[test]
fn a_png_has_the_pixels_of_its_size_and_scale() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scaled.png");
    let options = ["--place", "habomai", "--date", "1900-01-01", "--perspective", "japan", "--lang", "ja"];
    let made = ["--size", "200x100", "--scale", "3", "--level", "0", "--theme", "dark", "-o", path.to_str().unwrap()];
    let output =
        kuril(&[&["render"], &options[..], &made[..]].concat(), &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = fs::read(&path).unwrap();
    // The first chunk of a PNG says width and height (PNG, 11.2.2).
    assert_eq!(file[12..24], [b"IHDR".as_slice(), &600u32.to_be_bytes(), &300u32.to_be_bytes()].concat());
    // 288 pixels to an inch are 11339 to a metre (PNG, 11.3.5.3).
    let density = [b"pHYs".as_slice(), &11_339u32.to_be_bytes(), &11_339u32.to_be_bytes(), &[1]].concat();
    assert!(file.windows(density.len()).any(|window| window == density), "it does not say how large it is");
}

#[test]
fn a_png_is_the_same_wherever_it_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drawn.png");
    let output = kuril(
        &["render", "--place", "habomai", "--size", "480x360", "--scale", "2", "-o", path.to_str().unwrap()],
        &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = fs::read(&path).unwrap();
    let story = story();
    let raster = render::raster::Raster::new().unwrap();
    let svg = render::svg(&story, &pictures(&story)["habomai"], 2, raster.fonts()).unwrap();
    assert!(file == raster.png(&svg, 2).unwrap(), "the command draws another picture than the test");
}

#[test]
fn every_card_is_set_within_its_panel_and_drawn() {
    let story = story();
    let raster = render::raster::Raster::new().unwrap();
    for lang in story.manifest().languages.clone() {
        let places = ["lesser", "four-islands", "matua"].map(Subject::Place).into_iter();
        let steps = (0..story.reading().tour.len()).map(Subject::Step);
        for subject in [Subject::Map].into_iter().chain(places).chain(steps) {
            let card = render::social_card::card(&story, subject, &lang, raster.fonts()).unwrap();
            let (exact, color_scheme) = (raster.png(&card, 1).unwrap(), raster.light_png(&card).unwrap());
            assert!(
                color_scheme.len() * 3 < exact.len() * 2,
                "{} bytes with a palette, {} without",
                color_scheme.len(),
                exact.len()
            );
            let pixels = raster.pixels(&card, 1).unwrap();
            assert_eq!([pixels.width(), pixels.height()], render::social_card::SIZE.map(u32::from));
            // Nothing is lettered over the margin beside the map.
            let edge = (0..pixels.height()).map(|y| pixels.pixel(395, y).unwrap());
            assert!(edge.into_iter().all(|pixel| pixel.red() == 0xfb), "{lang} {subject:?} runs into its margin");
        }
    }
}
