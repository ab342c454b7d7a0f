//! The page without scripts: still picture, legend, excerpts, table and credits, made by the core itself.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use kuril_map::app::App;
use kuril_map::atlas::Atlas;
use kuril_map::error::Finding;
use kuril_map::markup::{escaped, html};
use kuril_map::paint::{Proportions, Svg};
use kuril_map::scene::{self, Sheet};
use kuril_map::{card, space::Size};

use crate::say;

/// Extent of the still picture, CSS pixels.
const PICTURE: Size = Size::new(1000.0, 720.0);

/// The HTML fragments of the page by name, from the data files as the browser gets them.
///
/// # Errors
/// When the story itself cannot be read; what else cannot be read is announced and left out.
pub(crate) fn fragments(files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<BTreeMap<String, String>> {
    let atlas = atlas(files)?;
    let app = App::new(&atlas, PICTURE);
    let story = atlas.story();
    let picture = scene::compose(&atlas, &app, Sheet::STILL, &Proportions);
    let fragments = [
        ("title", escaped(story.title.get(app.lang()))),
        ("lead", escaped(story.lead.get(app.lang()))),
        ("picture", Svg::document(&picture, story.word(app.lang(), "map.label"), "still-")),
        ("failed", escaped(story.word(app.lang(), "error.wasm"))),
        ("legend", html(&card::legend(&atlas, &app))),
        ("excerpts", html(&card::panel(&atlas, &app))),
        ("rules", html(&card::rules(&atlas, &app))),
        ("table", html(&card::table(&atlas, &app))),
        ("credits", html(&card::credits(&atlas, &app))),
    ];
    Ok(fragments.map(|(name, text)| (name.to_owned(), text)).into())
}

/// The atlas of the data files, with the coarsest plate.
fn atlas(files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Atlas> {
    let file = |name: &str| files.get(name).with_context(|| format!("{name} is not among the data"));
    let (mut atlas, mut findings) = match Atlas::open("first.json", file("first.json")?) {
        Ok(opened) => opened,
        Err(finding) => bail!("{finding}"),
    };
    findings.extend(atlas.read_features("plate.0.geojson", file("plate.0.geojson")?));
    findings.extend(atlas.read_reading("reading.json", file("reading.json")?));
    findings.iter().map(Finding::to_string).for_each(|finding| say::note(&finding));
    Ok(atlas)
}
