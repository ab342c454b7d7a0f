//! The stage `program`: the program with the code of the site inside makes stories where there is no checkout, no cargo and
//! no compiler.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::dev::release::{self, Profile};
use crate::log;
use crate::project::{NO_CHECKOUT, Project};
use crate::quality::stages::Tally;
use crate::site::build::{self, BuildOptions};
use crate::site::output::read_folder;

/// A file as a program for maps writes it, and a text that speaks of what is in it.
const FILES: [(&str, &str); 2] = [
    (
        "rocks.geojson",
        r#"{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"name": "Long Rock"},
    "geometry": {"type": "Polygon", "coordinates": [[[10.0, 58.0], [10.4, 58.0], [10.4, 58.2], [10.0, 58.2], [10.0, 58.0]]]}},
  {"type": "Feature", "properties": {"name": "Short Rock"},
    "geometry": {"type": "Polygon", "coordinates": [[[10.6, 58.0], [10.8, 58.0], [10.8, 58.1], [10.6, 58.1], [10.6, 58.0]]]}}]}"#,
    ),
    ("article.en.md", "# Two rocks\n\nThe ferry passes Long Rock before noon, and Short Rock an hour later.\n"),
];

/// Checks what the program makes, as an author would use it, against what the checkout makes of the same story.
///
/// # Errors
/// When the program does not compile, or fails.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    let program = release::program(project, Profile::Dev)?;
    let place = tempfile::tempdir()?;
    for (name, text) in FILES {
        fs::write(place.path().join(name), text)?;
    }
    for arguments in
        [&["new", "story", FILES[0].0, FILES[1].0][..], &["check", "story"], &["make", "story", "--to", "site"]]
    {
        let output = command(&program, place.path(), arguments).output().context("cannot start the program")?;
        let told = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the program fails at {arguments:?}: {told}");
    }
    let options = BuildOptions { to: Some(place.path().join("other")), ..BuildOptions::default() };
    build::build(&project.clone().with_story(place.path().join("story")), &options)?;
    let files = |name: &str| read_folder(&place.path().join(name));
    let (ours, theirs) = (files("other")?, files("site")?);
    let differing = differing(&ours, &theirs);
    for name in &differing {
        log::note(&format!("the program and the checkout do not make the same {name}"));
    }
    let refused = command(&program, place.path(), &["build"]).output().context("cannot start the program")?;
    let is_told = String::from_utf8_lossy(&refused.stderr).contains(NO_CHECKOUT);
    if !is_told {
        log::note("the program does not tell that it has no checkout to build");
    }
    let tally = |passed| if passed { Tally::ONE } else { Tally::NONE };
    Ok(tally(differing.is_empty()).and(tally(is_told)))
}

/// The program on a machine that has nothing else.
fn command(program: &Path, place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(place).env_clear().env("HOME", place);
    command
}

/// The names of files that are not the same in two folders.
fn differing<'a>(one: &'a BTreeMap<String, Vec<u8>>, other: &'a BTreeMap<String, Vec<u8>>) -> BTreeSet<&'a String> {
    one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name)).collect()
}
