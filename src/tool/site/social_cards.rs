//! The social cards, shown with links to the site (Open Graph protocol, ogp.me): one of the whole map and one of every
//! place, in every language, under permanent names.

use std::path::Path;
use std::thread;

use anyhow::{Context as _, bail};
use kuril_map::story::Story;

use crate::log;
use crate::project::Project;
use crate::render::fonts::FILES;
use crate::render::raster::Raster;
use crate::render::social_card::card;
use crate::render::{places, story};
use crate::site::assets::compress::cached;
use crate::site::assets::fingerprint::digest;

/// The folder of the cards in the site, and of their cache in `target`.
pub(crate) const FOLDER: &str = "og";
/// The name of the card of the whole map, in place of the id of a place.
pub(crate) const WHOLE_MAP: &str = "map";

/// A composed card, which may already be in the cache.
struct Card {
    /// Its path in the site.
    path: String,
    svg: String,
    /// The name of its PNG in the cache.
    key: String,
}

/// The PNG files of the cards by path in the site, rendered on all cores or read from the cache.
///
/// # Errors
/// When the story is invalid, or has a character that no font contains.
pub(crate) fn files(project: &Project) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let (story, cache) = (story(project.story())?, project.target(FOLDER));
    let mut wanted: Vec<(&str, Option<&str>)> = Vec::new();
    for lang in &story.manifest().languages {
        wanted.push((lang, None));
        wanted.extend(places(&story).into_iter().map(|place| (lang.as_str(), Some(place))));
    }
    let faces = digest(&FILES.as_flattened().concat());
    let cards = parallel_map(&wanted, |raster, (lang, place)| compose(&story, raster, (lang, *place), &faces))?;
    let new = cards.iter().filter(|card| !cache_path(&cache, card).is_file()).count();
    let draw = || parallel_map(&cards, |raster, card| Ok((card.path.clone(), render(&cache, raster, card)?)));
    if new == 0 { draw() } else { log::step(&format!("rendering {new} of {} social cards", cards.len()), draw) }
}

fn compose(story: &Story, raster: &Raster, (lang, place): (&str, Option<&str>), faces: &str) -> anyhow::Result<Card> {
    let svg = card(story, place, lang, raster.fonts())?;
    let path = format!("{FOLDER}/{lang}/{}.png", place.unwrap_or(WHOLE_MAP));
    Ok(Card { key: digest([faces, &svg].concat().as_bytes()), svg, path })
}

fn cache_path(cache: &Path, card: &Card) -> std::path::PathBuf {
    cache.join(&card.key).with_extension("png")
}

fn render(cache: &Path, raster: &Raster, card: &Card) -> anyhow::Result<Vec<u8>> {
    cached(&cache_path(cache, card), || raster.light_png(&card.svg).map_err(std::io::Error::other))
        .with_context(|| format!("{} cannot be rendered", card.path))
}

/// Maps values on all cores; the results are in the order of the values.
fn parallel_map<T: Sync, R: Send>(
    values: &[T],
    work: impl Fn(&Raster, &T) -> anyhow::Result<R> + Sync,
) -> anyhow::Result<Vec<R>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = values.len().div_ceil(cores).max(1);
    let map_chunk = |values: &[T]| {
        let raster = Raster::new()?;
        values.iter().map(|value| work(&raster, value)).collect::<anyhow::Result<Vec<R>>>()
    };
    let parts = thread::scope(|scope| {
        let running: Vec<_> = values.chunks(share).map(|values| scope.spawn(|| map_chunk(values))).collect();
        let finished =
            running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| bail!("a rendering thread panicked")));
        finished.collect::<anyhow::Result<Vec<_>>>()
    })?;
    Ok(parts.into_iter().flatten().collect())
}
