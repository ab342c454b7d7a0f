//! The social cards, shown with links to the site (Open Graph protocol, ogp.me): one of the whole map, one of every
//! place and one of every step of the tour, in every language, under permanent names.

use std::path::Path;
use std::thread;

use anyhow::{Context as _, bail};
use kuril_map::story::Story;

use crate::log;
use crate::project::Project;
use crate::render::fonts::further::{self, Face};
use crate::render::fonts::{FILES, FontKind, Fonts};
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
/// When the story or a font is invalid. A letter that no font has is told, and a question mark stands for it.
pub(crate) fn files(project: &Project) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let (story, cache) = (story(project.story())?, project.target(FOLDER));
    let mut wanted: Vec<(&str, Subject<'_>)> = Vec::new();
    for lang in &story.manifest().languages {
        let places = places(&story).into_iter().map(Subject::Place);
        let steps = (0..story.reading().tour.len()).map(Subject::Step);
        wanted.extend([Subject::Map].into_iter().chain(places).chain(steps).map(|subject| (lang.as_str(), subject)));
    }
    let further = further::faces(project.story(), project.fonts())?;
    let files = FILES.as_flattened().iter().copied().chain(further.iter().map(|face| face.data));
    let faces = digest(&files.collect::<Vec<_>>().concat());
    let compose = |raster: &Raster, wanted: &(&str, Subject<'_>)| compose(&story, raster, *wanted, &faces);
    let cards = parallel_map(&wanted, &further, compose)?;
    let new = cards.iter().filter(|card| !cache_path(&cache, card).is_file()).count();
    let draw = || parallel_map(&cards, &further, |raster, card| drawn(&cache, raster, card));
    if new == 0 { draw() } else { log::step(&format!("rendering {new} of {} social cards", cards.len()), draw) }
}

fn compose(story: &Story, raster: &Raster, (lang, subject): (&str, Subject<'_>), faces: &str) -> anyhow::Result<Card> {
    let svg = card(story, subject, lang, raster.fonts())?;
    let path = format!("{FOLDER}/{lang}/{}.png", name(subject));
    Ok(Card { key: digest([faces, &svg].concat().as_bytes()), svg, path })
}

/// A card by its path.
fn drawn(cache: &Path, raster: &Raster, card: &Card) -> anyhow::Result<(String, Vec<u8>)> {
    let drawn = render(cache, raster, card);
    let is_lacking = |error: &anyhow::Error| error.chain().any(|cause| cause.to_string().starts_with(LACKING));
    let bytes = match drawn {
        Err(error) if is_lacking(&error) => {
            log::note(&format!("{}: {}; question marks stand for them", card.path, error.root_cause()));
            let lacked = FontKind::ALL.into_iter().flat_map(|kind| raster.fonts().missing(&card.svg, kind));
            let lacked: Vec<char> = lacked.collect();
            let svg = card.svg.replace(&lacked[..], "?");
            render(cache, raster, &Card { key: digest(svg.as_bytes()), svg, path: card.path.clone() })?
        }
        other => other?,
    };
    Ok((card.path.clone(), bytes))
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
    further: &[Face],
    work: impl Fn(&Raster, &T) -> anyhow::Result<R> + Sync,
) -> anyhow::Result<Vec<R>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = values.len().div_ceil(cores).max(1);
    let map_chunk = |values: &[T]| {
        let raster = Raster::with(Fonts::with(further)?)?;
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
