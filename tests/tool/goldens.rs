//! Pictures of the named views, compared byte for byte with those that were blessed.
//!
//! `cargo kuril bless` writes `tests/golden/*.svg`; a picture that differs is left in `target/golden/` to be looked at.

use kuril_tool::project::checkout;
use kuril_tool::render;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kuril_map::paint::EstimatedMetrics;

fn root() -> &'static Path {
    checkout()
}

fn golden(name: &str) -> PathBuf {
    root().join(render::FOLDER).join(format!("{name}.svg"))
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
fn every_named_view_looks_as_it_was_blessed() {
    let atlas = render::atlas(&root().join("geodata")).unwrap();
    let views = render::views(root()).unwrap();
    assert!(views.len() >= 24, "only {} views", views.len());
    let beside = root().join("target/golden");
    let mut wrong = String::new();
    for (name, view) in views {
        let now = render::svg(&atlas, &view, &EstimatedMetrics).unwrap();
        assert!(now.len() <= render::HEAVIEST, "{name}.svg weighs {} bytes", now.len());
        let Some(difference) = first_difference(&fs::read_to_string(golden(&name)).unwrap_or_default(), &now) else {
            continue;
        };
        fs::create_dir_all(&beside).unwrap();
        fs::write(beside.join(format!("{name}.svg")), now).unwrap();
        writeln!(wrong, "tests/golden/{name}.svg differs from target/golden/{name}.svg in {difference}").unwrap();
    }
    assert!(wrong.is_empty(), "{wrong}look at the new pictures, then run `cargo kuril bless`");
}

#[test]
fn no_picture_outlives_its_view() {
    let views = render::views(root()).unwrap();
    for entry in fs::read_dir(root().join(render::FOLDER)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = name.strip_suffix(".svg").is_some_and(|view| views.contains_key(view));
        assert!(known || render::TABLE.ends_with(&name), "no view is named after {name}");
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
    let cases: [(&[&str], &str); 9] = [
        (&["--place", "atlantis"], "no place \"atlantis\"; there are four-islands, "),
        (&["--lang", "xx"], "does not speak \"xx\"; its languages are en, "),
        (&["--state", "nowhere"], "no view \"nowhere\"; there are chain, "),
        (&["--size", "1280"], "write width and height such as 1280x800"),
        (&["--date", "1800-01-01"], "no day \"1800-01-01\" in the story: write one from 1855-02-07 to "),
        (&["--date", "yesterday"], "no day \"yesterday\" in the story"),
        (&["--perspective", "mars"], "no perspective \"mars\"; there are neutral, japan, "),
        (&["--scale", "2"], "only a PNG has pixels"),
        (&["--size", "1x99999"], "each from 64 to 8192"),
    ];
    for (arguments, expected) in cases {
        let path = std::env::temp_dir().join("kuril-refused.svg");
        let whole = [&["render", "-o", path.to_str().unwrap()], arguments].concat();
        let told = complaint(&whole, &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())]);
        assert!(told.contains(expected), "{told}");
        assert!(!path.exists(), "{whole:?} wrote a file");
    }
}

#[test]
fn a_rendered_state_is_the_blessed_picture() {
    let path = std::env::temp_dir().join(format!("kuril-matua-{}.svg", std::process::id()));
    let output = kuril(
        &["render", "--state", "matua-raikoke", "-o", path.to_str().unwrap()],
        &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rendered = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(first_difference(&fs::read_to_string(golden("matua-raikoke")).unwrap(), &rendered), None);
}

#[test]
fn a_png_has_the_pixels_of_its_size_and_scale() {
    let path = std::env::temp_dir().join(format!("kuril-scaled-{}.png", std::process::id()));
    let options = ["--place", "habomai", "--date", "1900-01-01", "--perspective", "japan", "--lang", "ja"];
    let made = ["--size", "200x100", "--scale", "3", "--level", "0", "--theme", "dark", "-o", path.to_str().unwrap()];
    let output =
        kuril(&[&["render"], &options[..], &made[..]].concat(), &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    // The first chunk of a PNG says width and height (PNG, 11.2.2).
    assert_eq!(file[12..24], [b"IHDR".as_slice(), &600u32.to_be_bytes(), &300u32.to_be_bytes()].concat());
}

#[test]
fn a_png_is_the_same_wherever_it_is_drawn() {
    let path = std::env::temp_dir().join(format!("kuril-drawn-{}.png", std::process::id()));
    let output = kuril(
        &["render", "--state", "habomai", "--scale", "2", "-o", path.to_str().unwrap()],
        &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let atlas = render::atlas(&root().join("geodata")).unwrap();
    let raster = render::raster::Raster::new().unwrap();
    let view = &render::views(root()).unwrap()["habomai"];
    let svg = render::svg_for(&atlas, view, 2, raster.faces()).unwrap();
    assert!(file == raster.png(&svg, 2).unwrap(), "the command draws another picture than the test");
}

#[test]
fn every_card_is_set_within_its_panel_and_drawn() {
    let atlas = render::atlas(&root().join("geodata")).unwrap();
    let raster = render::raster::Raster::new().unwrap();
    for lang in atlas.story().languages.clone() {
        for place in [None, Some("lesser"), Some("four-islands"), Some("matua")] {
            let card = render::social_card::card(&atlas, place, &lang, raster.faces()).unwrap();
            let (exact, light) = (raster.png(&card, 1).unwrap(), raster.light_png(&card).unwrap());
            assert!(light.len() * 3 < exact.len() * 2, "{} bytes with a palette, {} without", light.len(), exact.len());
            let pixels = raster.pixels(&card, 1).unwrap();
            assert_eq!([pixels.width(), pixels.height()], render::social_card::EXTENT.map(u32::from));
            // Nothing is lettered over the margin beside the map.
            let edge = (0..pixels.height()).map(|y| pixels.pixel(395, y).unwrap());
            assert!(edge.into_iter().all(|pixel| pixel.red() == 0xfb), "{lang} {place:?} runs into its margin");
        }
    }
}
