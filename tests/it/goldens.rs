//! Pictures of the named views, compared byte for byte with those that were blessed.
//!
//! `cargo kuril bless` writes `tests/golden/*.svg`; a picture that differs is left in `target/golden/` to be looked at.

#[path = "../../src/bin/kuril/picture/mod.rs"]
mod picture;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kuril_map::paint::Proportions;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn golden(name: &str) -> PathBuf {
    root().join(picture::FOLDER).join(format!("{name}.svg"))
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
    let atlas = picture::atlas(&root().join("geodata")).unwrap();
    let views = picture::views(root()).unwrap();
    assert!(views.len() >= 8, "only {} views", views.len());
    let beside = root().join("target/golden");
    let mut wrong = String::new();
    for (name, view) in views {
        let now = picture::svg(&atlas, &view, &Proportions).unwrap();
        assert!(now.len() <= picture::HEAVIEST, "{name}.svg weighs {} bytes", now.len());
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
    let views = picture::views(root()).unwrap();
    for entry in fs::read_dir(root().join(picture::FOLDER)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = name.strip_suffix(".svg").is_some_and(|view| views.contains_key(view));
        assert!(known || picture::TABLE.ends_with(&name), "no view is named after {name}");
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
    let nowhere = std::env::temp_dir().join("kuril-nowhere");
    let told = complaint(&["bless"], &[("CI", "true"), ("CARGO_MANIFEST_DIR", nowhere.to_str().unwrap())]);
    assert!(told.contains("CI is set"), "{told}");
}

#[test]
fn a_picture_of_what_is_unknown_is_refused_by_naming_what_is_known() {
    let cases: [(&[&str], &str); 5] = [
        (&["--place", "atlantis"], "no place \"atlantis\"; there are four-islands, "),
        (&["--lang", "xx"], "does not speak \"xx\"; its languages are en, "),
        (&["--state", "nowhere"], "no view \"nowhere\"; there are chain, "),
        (&["--size", "1280"], "write width and height such as 1280x800"),
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
        &["render", "--state", "matua", "-o", path.to_str().unwrap()],
        &[("CARGO_MANIFEST_DIR", root().to_str().unwrap())],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rendered = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(first_difference(&fs::read_to_string(golden("matua")).unwrap(), &rendered), None);
}
