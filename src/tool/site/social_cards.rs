//! The social cards, shown with links to the site (Open Graph protocol, ogp.me): one of the whole map, one of every
//! place and one of every step of the tour, in every language, under permanent names.

use std::path::Path;
use std::thread;

use anyhow::{Context as _, bail};
use kuril_map::story::Story;

use crate::log;
use crate::project::Project;
use crate::render::fonts::FILES;
use crate::render::raster::{LACKING, Raster};
use crate::render::social_card::{Subject, card};
use crate::render::{places, story};
use crate::site::assets::compress::cached;
use crate::site::assets::fingerprint::digest;

/// The folder of the cards in the site, and of their cache in `target`.
pub(crate) const FOLDER: &str = "og";
/// The name of the card of the whole map, in place of the id of a place.
pub(crate) const WHOLE_MAP: &str = "map";
/// The folder of the cards of the steps of the tour, in place of the id of a place.
const STEPS: &str = "tour";

/// The name of a card in the folder of its language, without its ending.
pub(crate) fn name(subject: Subject<'_>) -> String {
    match subject {
        Subject::Map => WHOLE_MAP.to_owned(),
        Subject::Place(id) => id.to_owned(),
        Subject::Step(step) => format!("{STEPS}/{}", step + 1),
    }
}

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
/// When the story is invalid. A card with a letter that no font has is told and left out.
pub(crate) fn files(project: &Project) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let (story, cache) = (story(project.story())?, project.target(FOLDER));
    let mut wanted: Vec<(&str, Subject<'_>)> = Vec::new();
    for lang in &story.manifest().languages {
        let places = places(&story).into_iter().map(Subject::Place);
        let steps = (0..story.reading().tour.len()).map(Subject::Step);
        wanted.extend([Subject::Map].into_iter().chain(places).chain(steps).map(|subject| (lang.as_str(), subject)));
    }
    let faces = digest(&FILES.as_flattened().concat());
    let cards = parallel_map(&wanted, |raster, (lang, subject)| compose(&story, raster, (lang, *subject), &faces))?;
    let new = cards.iter().filter(|card| !cache_path(&cache, card).is_file()).count();
    let draw = || parallel_map(&cards, |raster, card| drawn(&cache, raster, card));
    let drawn =
        if new == 0 { draw() } else { log::step(&format!("rendering {new} of {} social cards", cards.len()), draw) };
    Ok(drawn?.into_iter().flatten().collect())
}

fn compose(story: &Story, raster: &Raster, (lang, subject): (&str, Subject<'_>), faces: &str) -> anyhow::Result<Card> {
    let svg = card(story, subject, lang, raster.fonts())?;
    let path = format!("{FOLDER}/{lang}/{}.png", name(subject));
    Ok(Card { key: digest([faces, &svg].concat().as_bytes()), svg, path })
}

/// A card by its path; none where the faces lack a letter of it, which is told.
fn drawn(cache: &Path, raster: &Raster, card: &Card) -> anyhow::Result<Option<(String, Vec<u8>)>> {
    match render(cache, raster, card) {
        Ok(bytes) => Ok(Some((card.path.clone(), bytes))),
        Err(error) if error.chain().any(|cause| cause.to_string().starts_with(LACKING)) => {
            log::note(&format!("{}: {}, so there is no such card", card.path, error.root_cause()));
            Ok(None)
        }
        Err(error) => Err(error),
    }
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
