//! The command `new`: a draft story made of the files of other programs and of texts.
//!
//! ```text
//! *.geojson --import, together--> features --layout--> story.json, islands.geojson and so on --derive--> derived/
//! *.txt *.md --byline, paragraphs--> article --link--> articles/*.json
//! ```
//!
//! Everything that a story needs and the files do not say is guessed, and told. The result is a folder like any other:
//! whatever was guessed is a line in one of its files.

mod features;
mod frame;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kuril_import::{Imported, Layer, Note, Options as Reading};
use kuril_map::story::manifest::SCHEMA;
use serde_json::{Value, json};

use crate::log;
use crate::story::derive;
use crate::story::folder::StoryFolder;
use crate::story::inside::Inside;
use crate::story::link_places;
use features::Features;
use frame::Frame;
use text::Text;

/// The group that all islands are in.
const ALL: &str = "all";
/// The decimals of a story's positions: about a metre.
const DECIMALS: u8 = 5;
/// The credit that data of OpenStreetMap ask for.
const OPENSTREETMAP: [&str; 3] =
    ["© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright", "ODbL-1.0"];

/// What a story is made of.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// The folder to write; it must not be there, or be empty.
    pub folder: PathBuf,
    /// Features as other programs write them, as `GeoJSON`, and texts (`.txt`, `.md`): the title on the first line and, if wanted, publisher,
    /// date and address on the second.
    pub files: Vec<PathBuf>,
    /// The title; without it the name of the only collection, else that of the folder.
    #[arg(long)]
    pub title: Option<String>,
    /// The language of names that do not say theirs (BCP 47), and of texts; without it that of their letters.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// What all features are, such as `island`, `land`, `town`, `strait`; without it a guess for each.
    #[arg(long, value_parser = layer)]
    pub layer: Option<Layer>,
}

fn layer(word: &str) -> anyhow::Result<Layer> {
    Layer::named(word).with_context(|| format!("\"{word}\" is not a layer, such as island, land, town or strait"))
}

/// Writes the story, and tells what was guessed.
///
/// # Errors
/// When the folder holds something, a file cannot be read or is no `GeoJSON`, or nothing of it can be drawn.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    for line in written(options)? {
        log::note(&line);
    }
    Ok(())
}

/// Writes the story; returns what was read, left out, mended and guessed, a line each.
///
/// # Errors
/// When the folder holds something, a file cannot be read or is no `GeoJSON`, or nothing of it can be drawn.
pub fn written(options: &Options) -> anyhow::Result<Vec<String>> {
    ensure_empty(&options.folder)?;
    let mut files = Files::read(options)?;
    let mut told: Vec<String> = files.imported.iter().flat_map(Source::told).collect();
    let mut features = Features::of(&mut files.imported, &mut told);
    ensure!(!features.is_empty(), "nothing of the files can be drawn:\n{}", told.join("\n"));
    features.uncross(&mut told);
    let frame = Frame::around(&features);
    features.clip(&frame, &mut told);
    let languages = features.settle_languages(options.lang.as_deref(), &mut told);
    let lang = languages.first().map_or("en", String::as_str);
    let title = title(options, &files.imported);
    let inside = Inside(&options.folder);
    for (name, text) in features.files() {
        inside.write(name, text.as_bytes())?;
    }
    let as_of = files.texts.iter().filter_map(|text| text.day.clone()).max();
    if as_of.is_none() {
        told.push("story.json: as_of, the latest day of the story, is today: correct it if that is wrong".to_owned());
    }
    let story = json!({
        "schema": SCHEMA,
        "id": slug(&title),
        "title": by_language(&languages, &title),
        "as_of": as_of.unwrap_or_else(text::today),
        "languages": languages,
        "projection": { "standard": frame.standard(), "origin": frame.origin() },
        "extent": frame.extent,
        "start": frame.start,
        "parties": [],
        "groups": if features.has_islands() { json!([{ "id": ALL, "names": by_language(&languages, &title) }]) } else { json!([]) },
        "credits": files.credits(&languages, &mut told),
    });
    inside.write("story.json", pretty(&story)?.as_bytes())?;
    log::step("deriving levels of detail and the globe", || derive::run(&options.folder, &mut |_| ()))?;
    for text in &files.texts {
        told.push(article(&options.folder, text, (options.lang.as_deref(), lang))?);
    }
    let count = features.count();
    told.push(format!("{}: {count} features, {} texts", options.folder.display(), files.texts.len()));
    Ok(told)
}

fn ensure_empty(folder: &Path) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let mut inside = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    ensure!(inside.next().is_none(), "{} is not empty: name a folder that is not there yet", folder.display());
    Ok(())
}

/// A file of features, as far as it could be read.
struct Source {
    name: String,
    imported: Imported,
    is_openstreetmap: bool,
}

impl Source {
    fn told(&self) -> Vec<String> {
        let found = format!("{}: {} of {} features were read", self.name, self.kept(), self.imported.found);
        std::iter::once(found).chain(self.imported.report.iter().map(|note: &Note| note.told(&self.name))).collect()
    }

    /// How many of the file's features are there; one with several shapes is there several times.
    fn kept(&self) -> usize {
        let mut ordinals: Vec<usize> = self.imported.features.iter().map(|feature| feature.place.ordinal).collect();
        ordinals.dedup();
        ordinals.len()
    }
}

/// The files that a story is made of.
struct Files {
    imported: Vec<Source>,
    texts: Vec<Text>,
}

impl Files {
    /// Reads all files; every one that cannot be read is told.
    fn read(options: &Options) -> anyhow::Result<Self> {
        let reading = Reading { layer: options.layer, language: options.lang.clone(), decimals: DECIMALS };
        let (mut sources, mut texts, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for path in &options.files {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            if path.extension().is_some_and(|end| end == "txt" || end == "md") {
                texts.push(Text::read(&name, &bytes)?);
                continue;
            }
            match kuril_import::read(&bytes, &reading) {
                Ok(imported) => sources.push(Source { name, imported, is_openstreetmap: is_openstreetmap(&bytes) }),
                Err(refusal) => refused.push(refusal.told(&path.to_string_lossy())),
            }
        }
        ensure!(refused.is_empty(), "{}", refused.join("\n"));
        if sources.is_empty() {
            bail!("name at least one file of GeoJSON");
        }
        let imported = sources.iter_mut().map(|source| std::mem::take(&mut source.imported)).collect();
        for (source, imported) in sources.iter_mut().zip(kuril_import::together(imported)) {
            source.imported = imported;
        }
        Ok(Self { imported: sources, texts })
    }

    /// The credits of the data that are known.
    fn credits(&self, languages: &[String], told: &mut Vec<String>) -> Value {
        if self.imported.iter().any(|source| source.is_openstreetmap) {
            let [text, url, licence] = OPENSTREETMAP;
            return json!([{ "text": by_language(languages, text), "url": url, "licence": licence }]);
        }
        told.push(
            "story.json: credits are empty: write there whose data these are, and under which licence".to_owned(),
        );
        json!([])
    }
}

/// Whether a file says that its data are of OpenStreetMap, or has the ids that `osmtogeojson` gives.
fn is_openstreetmap(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    ["openstreetmap", "\"@id\"", "\"osm_id\"", "\"relation/", "\"way/", "\"node/"]
        .iter()
        .any(|mark| text.contains(mark))
}

fn title(options: &Options, sources: &[Source]) -> String {
    let of_folder = || {
        let path = std::path::absolute(&options.folder).unwrap_or_else(|_| options.folder.clone());
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let words = name.replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters.next().map_or_else(|| "Map".to_owned(), |first| first.to_uppercase().chain(letters).collect())
    };
    options
        .title
        .clone()
        .or_else(|| match sources {
            [only] => only.imported.title.clone().filter(|title| title.contains(' ')),
            _ => None,
        })
        .unwrap_or_else(of_folder)
}

/// An id made of a text.
pub(crate) fn slug(text: &str) -> String {
    kuril_import::slug(text).unwrap_or_else(|| "text".to_owned())
}

/// The same text in every language.
fn by_language(languages: &[String], text: &str) -> Value {
    languages.iter().map(|lang| (lang.clone(), Value::from(text))).collect::<serde_json::Map<_, _>>().into()
}

fn pretty(value: &Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Links a text and writes it as an article; returns what was found.
fn article(folder: &Path, text: &Text, (given, default): (Option<&str>, &str)) -> anyhow::Result<String> {
    let story = StoryFolder::open_readable(folder)?;
    let lang = given.unwrap_or_else(|| text.lang(story.languages(), default));
    let (excerpts, mentions) = link_places::own_excerpts(&story, &text.body)?;
    let as_of = story.as_of().iso();
    let mut draft = json!({
        "schema": 1,
        "own": true,
        "id": slug(&text.stem),
        "title": text.title,
        "published": text.day.clone().unwrap_or(as_of),
        "lang": lang,
        "words": text.body.split_whitespace().count(),
        "excerpts": excerpts,
        "unquoted": [],
    });
    for (key, value) in [("publisher", &text.publisher), ("url", &text.url)] {
        if let Some(value) = value {
            draft[key] = json!(value);
        }
    }
    let name = format!("articles/{}.json", slug(&text.stem));
    ensure!(story.file(&name).is_none(), "{}: another text has this name", text.name);
    Inside(folder).write(&name, pretty(&draft)?.as_bytes())?;
    let missing = if text.url.is_none() { "; publisher, date and address are missing on its second line" } else { "" };
    Ok(format!("{}: {mentions} mentions of places, language {lang}{missing}", text.name))
}
