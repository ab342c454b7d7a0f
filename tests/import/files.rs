//! Files as other programs and people write them: what is drawn of each, and what is told.
//!
//! Every file of `tests/fixtures/import` stands beside an `.expected` file: a line for each feature, then the report. The
//! folders are the sections of RFC 7946, the programs that write files, slips, and formats that are no GeoJSON.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kuril_import::{Feature, Imported, Options, Shape, read};

/// The folder of the files.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/import")
}

/// All files, in order.
pub(crate) fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for kind in fs::read_dir(folder()).unwrap() {
        for file in fs::read_dir(kind.unwrap().path()).unwrap() {
            files.push(file.unwrap().path());
        }
    }
    files.retain(|file| file.extension().is_some_and(|end| end != "expected"));
    files.sort();
    files
}

/// The file with what is expected of another one.
fn expectation(file: &Path) -> PathBuf {
    file.with_file_name(name(file) + ".expected")
}

fn name(file: &Path) -> String {
    file.file_name().unwrap().to_str().unwrap().to_owned()
}

/// What is drawn of a file, and what is told of it.
fn told(file: &Path) -> String {
    let name = name(file);
    match read(&fs::read(file).unwrap(), &Options::default()) {
        Ok(Imported { features, report, title, found }) => {
            let mut told = format!("{} of {found}", features.len());
            if let Some(title) = title {
                write!(told, ", \"{title}\"").unwrap();
            }
            told.push('\n');
            for feature in &features {
                told.push_str(&line(feature));
            }
            for note in report {
                writeln!(told, "{:?}: {}", note.concern, note.told(&name)).unwrap();
            }
            told
        }
        Err(refusal) => format!("refused: {}\n", refusal.told(&name)),
    }
}

fn line(feature: &Feature) -> String {
    let mut line = format!("{} {}", feature.id, feature.layer.word());
    if let Some(kind) = feature.kind.as_ref().filter(|kind| *kind != feature.layer.word()) {
        write!(line, " ({kind})").unwrap();
    }
    for (lang, name) in &feature.names {
        write!(line, " {lang}={name}").unwrap();
    }
    for (lang, names) in &feature.aliases {
        write!(line, " {lang}+={}", names.join("+")).unwrap();
    }
    line + " " + &shape(&feature.shape) + "\n"
}

fn shape(shape: &Shape) -> String {
    let positions = |line: &geo::LineString| {
        line.0.iter().map(|position| format!("{} {}", position.x, position.y)).collect::<Vec<_>>().join(", ")
    };
    match shape {
        Shape::Points(points) => {
            points.0.iter().map(|point| format!("({} {})", point.x(), point.y())).collect::<Vec<_>>().join(" ")
        }
        Shape::Lines(lines) => {
            lines.0.iter().map(|line| format!("[{}]", positions(line))).collect::<Vec<_>>().join(" ")
        }
        Shape::Areas(areas) => {
            let rings = |polygon: &geo::Polygon| {
                let holes = polygon.interiors().iter().map(|hole| format!(" without [{}]", positions(hole)));
                format!("<{}{}>", positions(polygon.exterior()), holes.collect::<String>())
            };
            areas.0.iter().map(rings).collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn every_file_is_drawn_and_told_as_it_was_blessed() {
    let files = files();
    assert!(files.len() >= 150, "{} files are too few", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let expected = expectation(&file);
        let (found, path) = (told(&file), expected.display().to_string());
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{path}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "run `cargo kuril bless` and look at what changed:\n{}", wrong.join("\n"));
}

#[test]
fn no_expectation_is_left_without_its_file() {
    let names: Vec<PathBuf> = files().iter().map(|file| expectation(file)).collect();
    for kind in fs::read_dir(folder()).unwrap() {
        for file in fs::read_dir(kind.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let is_expectation = path.extension().is_some_and(|end| end == "expected");
            assert!(!is_expectation || names.contains(&path), "{} belongs to no file", path.display());
        }
    }
}
