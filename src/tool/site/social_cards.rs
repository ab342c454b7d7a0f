//! The pictures that go ahead of links (Open Graph protocol, ogp.me): one of the map and of every place, in every
//! language, under names that stay.

use std::path::Path;
use std::thread;

use anyhow::{Context as _, bail};
use kuril_map::story::Atlas;

use crate::log;
use crate::project::Project;
use crate::render::fonts::FILES;
use crate::render::raster::Raster;
use crate::render::social_card::card;
use crate::render::{atlas, places};
use crate::site::assets::compress::remembered;
use crate::site::assets::fingerprint::digest;

/// Where the pictures stand in the site, and where the finished ones are kept below `target`.
pub(crate) const FOLDER: &str = "og";
/// Stands for the whole map among the names of places.
pub(crate) const WHOLE: &str = "map";

/// A card that is composed and may have been drawn before.
struct Composed {
    /// Where it stands in the site.
    path: String,
    svg: String,
    /// The name under which the drawn picture is kept.
    key: String,
}

/// The pictures by their paths in the site, drawn on all cores or taken from an earlier time.
///
/// # Errors
/// When the story is not sound, or has a character that no face has.
pub(crate) fn files(project: &Project) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let (atlas, cache) = (atlas(project.story())?, project.target(FOLDER));
    let mut wanted: Vec<(&str, Option<&str>)> = Vec::new();
    for lang in &atlas.story().languages {
        wanted.push((lang, None));
        wanted.extend(places(&atlas).into_iter().map(|place| (lang.as_str(), Some(place))));
    }
    let faces = digest(&FILES.as_flattened().concat());
    let composed = shared_out(&wanted, |raster, (lang, place)| composed(&atlas, raster, (lang, *place), &faces))?;
    let new = composed.iter().filter(|card| !kept(&cache, card).is_file()).count();
    let draw = || shared_out(&composed, |raster, card| Ok((card.path.clone(), drawn(&cache, raster, card)?)));
    if new == 0 { draw() } else { log::step(&format!("drawing {new} of {} pictures for links", composed.len()), draw) }
}

fn composed(
    atlas: &Atlas,
    raster: &Raster,
    (lang, place): (&str, Option<&str>),
    faces: &str,
) -> anyhow::Result<Composed> {
    let svg = card(atlas, place, lang, raster.faces())?;
    let path = format!("{FOLDER}/{lang}/{}.png", place.unwrap_or(WHOLE));
    Ok(Composed { key: digest([faces, &svg].concat().as_bytes()), svg, path })
}

fn kept(cache: &Path, card: &Composed) -> std::path::PathBuf {
    cache.join(&card.key).with_extension("png")
}

fn drawn(cache: &Path, raster: &Raster, card: &Composed) -> anyhow::Result<Vec<u8>> {
    remembered(&kept(cache, card), || raster.light_png(&card.svg).map_err(std::io::Error::other))
        .with_context(|| format!("{} cannot be drawn", card.path))
}

/// The result for each of some values, in their order, worked out on all cores.
fn shared_out<T: Sync, R: Send>(
    values: &[T],
    work: impl Fn(&Raster, &T) -> anyhow::Result<R> + Sync,
) -> anyhow::Result<Vec<R>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = values.len().div_ceil(cores).max(1);
    let one = |values: &[T]| {
        let raster = Raster::new()?;
        values.iter().map(|value| work(&raster, value)).collect::<anyhow::Result<Vec<R>>>()
    };
    let parts = thread::scope(|scope| {
        let running: Vec<_> = values.chunks(share).map(|values| scope.spawn(|| one(values))).collect();
        let ended = running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| bail!("a painter gave up")));
        ended.collect::<anyhow::Result<Vec<_>>>()
    })?;
    Ok(parts.into_iter().flatten().collect())
}
