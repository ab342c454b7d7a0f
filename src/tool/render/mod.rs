//! Still pictures of the map in a given state, and the table of the states that have a name.
//!
//! A picture is composed by the core from the files of `geodata/` with all levels of detail, so that it depends on
//! nothing but them and the view. A module that stands alone: the tests that compare pictures include it too.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context as _, bail, ensure};
use kuril_map::geo::camera::Camera;
use kuril_map::geo::space::Size;
use kuril_map::layout::imprint;
use kuril_map::paint::{DisplayList, Measure, Svg};
use kuril_map::scene::{self, Memory, Sheet};
use kuril_map::story::{Atlas, Day, LEVELS, Layer, Section};
use kuril_map::view::{App, Input, Light, stops};
use serde::Deserialize;

use crate::story::folder::{GLOBE, PLATES, StoryFolder};
use crate::story::words;

pub mod command;
pub mod fonts;
mod line_break;
mod palette;
pub mod raster;
pub mod social_card;

/// The table of named views, below the root of the project.
pub const TABLE: &str = "tests/golden/views.json";
/// The folder of their pictures, below the root of the project.
pub const FOLDER: &str = "tests/golden";
/// The most that one picture of the folder may weigh, bytes: a reviewer must be able to open it.
pub const HEAVIEST: usize = 100_000;

/// What a picture shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its extent.
    pub size: Extent,
    /// Language of its names (BCP 47).
    pub lang: String,
    /// What it is made for.
    pub theme: Theme,
    /// Id of the chosen island or group; none for the first view.
    pub place: Option<String>,
    /// What is in sight, west, south, east and north, degrees; none for the view of the place.
    pub window: Option<[f64; 4]>,
    /// The day for which it stands, ISO 8601; none for the story's latest.
    pub date: Option<String>,
    /// Id of the side from which it is looked at; none for the story's first.
    pub perspective: Option<String>,
    /// What is shown besides land and islands, words parted by commas or spaces; none for all.
    #[serde(default)]
    pub layers: Option<String>,
    /// How much of it is drawn.
    #[serde(default)]
    pub part: Part,
    /// The page around the map; none for the map alone.
    #[serde(default)]
    pub page: Option<Page>,
}

/// A page around the map, with title, legend, credits and all else that lets it travel alone.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    /// A sheet of A4, landscape.
    A4,
    /// A sheet of Letter, landscape.
    Letter,
    /// A picture of the view's own size.
    Picture,
}

impl Page {
    /// The page of a view whose own size is given.
    fn sheet(self, size: Size) -> scene::Page {
        match self {
            Self::A4 => scene::Page::A4,
            Self::Letter => scene::Page::LETTER,
            Self::Picture => scene::Page::picture(size),
        }
    }
}

/// How much of a view is drawn. The ground is the same in every language, so one picture of it is enough.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Everything.
    #[default]
    All,
    /// Names, highlights and the furniture of the map, without the ground.
    Names,
}

/// What a picture is looked at in or on.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// The colours of day.
    Light,
    /// The colours of night.
    Dark,
    /// The colours of print.
    Paper,
    /// The colours of day for readers who ask for more contrast.
    Strong,
    /// The colours of night for the same readers.
    StrongDark,
}

impl From<Theme> for Light {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self::Day,
            Theme::Dark => Self::Night,
            Theme::Paper => Self::Paper,
            Theme::Strong => Self::Strong,
            Theme::StrongDark => Self::StrongNight,
        }
    }
}

/// The extent of a picture, whole CSS pixels, written `1280x800`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct Extent {
    width: u16,
    height: u16,
}

impl Extent {
    /// The least and the greatest length of a side, CSS pixels.
    const SIDE: std::ops::RangeInclusive<u16> = 64..=8192;
}

impl FromStr for Extent {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let side = |side: &str| side.parse::<u16>().ok().filter(|length| Self::SIDE.contains(length));
        let sides = text.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
        let (low, high) = Self::SIDE.into_inner();
        let (width, height) = sides.with_context(|| {
            format!("\"{text}\" is no size: write width and height such as 1280x800, each from {low} to {high}")
        })?;
        Ok(Self { width, height })
    }
}

impl TryFrom<String> for Extent {
    type Error = anyhow::Error;

    fn try_from(text: String) -> anyhow::Result<Self> {
        text.parse()
    }
}

/// The named views of the project.
///
/// # Errors
/// When the table cannot be read.
pub fn views(root: &Path) -> anyhow::Result<BTreeMap<String, View>> {
    let text = read(&root.join(TABLE))?;
    serde_json::from_str(&text).with_context(|| format!("{TABLE} is no table of views"))
}

/// The story of a folder with all levels of detail.
///
/// # Errors
/// When a file is missing or anything in it is not sound.
pub fn atlas(folder: &Path) -> anyhow::Result<Atlas> {
    atlas_to(folder, LEVELS - 1)
}

/// The story of a folder with the levels of detail up to one.
///
/// # Errors
/// When a file is missing or anything in it is not sound.
pub fn atlas_to(folder: &Path, finest: usize) -> anyhow::Result<Atlas> {
    let folder = StoryFolder::open_readable(folder)?;
    let (atlas, mut findings) = folder.atlas();
    let mut atlas = atlas.with_context(|| findings.first().map(ToString::to_string).unwrap_or_default())?;
    words::speak(&folder, &mut atlas)?;
    let derived = |name: &str| folder.derived(name)?.with_context(|| format!("{name} is missing: derive it"));
    for name in PLATES.iter().take(finest + 1) {
        findings.extend(atlas.read_features(name, &derived(name)?));
    }
    findings.extend(atlas.read(Section::Globe, GLOBE, &derived(GLOBE)?));
    match findings.first() {
        Some(finding) => bail!("{finding}; `cargo kuril check` tells all findings"),
        None => Ok(atlas),
    }
}

/// The picture of a view as an SVG document, its texts measured as they will be set.
///
/// # Errors
/// When the story does not speak the language or knows no such place, day or side; the message names those that it
/// knows.
pub fn svg(atlas: &Atlas, view: &View, measure: &dyn Measure) -> anyhow::Result<String> {
    written(atlas, view, 1.0, (measure, Svg::document))
}

/// The picture of a view as an SVG document that will be drawn with so many pixels to a unit.
///
/// # Errors
/// Those of [`svg`].
pub fn svg_for(atlas: &Atlas, view: &View, density: u8, measure: &dyn Measure) -> anyhow::Result<String> {
    written(atlas, view, density.into(), (measure, Svg::document))
}

/// How a document is measured and written.
type Writing<'a> = (&'a dyn Measure, fn(&DisplayList<'_>, &str, &str) -> String);

fn written(atlas: &Atlas, view: &View, density: f64, (measure, write): Writing<'_>) -> anyhow::Result<String> {
    let mut app = app(atlas, view, density)?;
    let size = app.camera().size;
    let page = view.page.map(|page| page.sheet(size));
    if page.is_none() {
        drop(app.update(atlas, Input::Covered(vec![imprint::room(size)]), 0.0));
    }
    let list = match (view.part, page) {
        (Part::All, Some(page)) => scene::printed(atlas, &app, page, measure),
        (Part::All, None) => scene::compose(atlas, &app, Sheet::STILL, measure),
        (Part::Names, _) => scene::marks(atlas, &app, Sheet::STILL, measure, &mut Memory::default()),
    };
    Ok(write(&list, atlas.story().word(&view.lang, "map.label"), "k-"))
}

/// The state in which the map shows a view.
///
/// # Errors
/// Those of [`svg`].
pub fn app(atlas: &Atlas, view: &View, density: f64) -> anyhow::Result<App> {
    let story = atlas.story();
    if !story.languages.contains(&view.lang) {
        bail!("the story does not speak \"{}\"; its languages are {}", view.lang, story.languages.join(", "));
    }
    let own = Size::new(view.size.width.into(), view.size.height.into());
    let size = view.page.map_or(own, |page| page.sheet(own).size);
    let mut app = App::new(atlas, size);
    let mut inputs = vec![
        Input::Resize { size, density },
        Input::ReducedMotion(true),
        Input::Language(view.lang.clone()),
        Input::Light(view.theme.into()),
    ];
    if let Some(side) = &view.perspective {
        let sides = || atlas.status().perspectives().iter().map(|side| side.id.as_str()).collect::<Vec<_>>().join(", ");
        atlas
            .status()
            .perspective(side)
            .with_context(|| format!("no perspective \"{side}\"; there are {}", sides()))?;
        inputs.push(Input::Perspective(side.clone()));
    }
    inputs.extend(view.date.as_deref().map(|day| Input::Date(Day::parse(day))));
    if let Some(words) = &view.layers {
        let (layers, problem) = Layer::listed(words);
        if let Some(problem) = problem {
            bail!("{problem}");
        }
        inputs.push(Input::Layers(Some(layers)));
    }
    if let Some(place) = &view.place {
        atlas.place(place).with_context(|| format!("no place \"{place}\"; there are {}", places(atlas).join(", ")))?;
        inputs.push(Input::Choose(Some(place.as_str().into())));
    }
    for input in inputs {
        drop(app.update(atlas, input, 0.0));
    }
    if let Some(window) = view.window {
        look(atlas, &mut app, window)?;
    }
    // The map brings a day that it does not know to one that it does.
    if let Some(day) = view.date.as_ref().filter(|day| **day != app.date().iso()) {
        let days = stops(atlas);
        let days: Vec<String> = days.into_iter().map(Day::iso).collect();
        let (first, last) = (days.first().cloned().unwrap_or_default(), days.last().cloned().unwrap_or_default());
        bail!(
            "no day \"{day}\" in the story: write one from {first} to {last}; the map changes on {}",
            days.join(", ")
        );
    }
    Ok(app)
}

/// Brings a window of the Earth into sight, as a reader would: by the wheel and by dragging.
fn look(atlas: &Atlas, app: &mut App, window: [f64; 4]) -> anyhow::Result<()> {
    let bounds = atlas.world_rect(window).with_context(|| format!("{window:?} is no window of this map"))?;
    let wanted = Camera::fitting(bounds, app.camera().size, 0.0);
    let middle = app.camera().size.rect().centre();
    let steps = wanted.zoom.steps() - app.camera().zoom.steps();
    drop(app.update(atlas, Input::Zoom { at: middle, steps }, 0.0));
    let by = middle - app.camera().screen_from_world(wanted.centre);
    drop(app.update(atlas, Input::Pan(by), 0.0));
    let reached = app.camera();
    let (off, nearer) =
        (reached.screen_from_world(wanted.centre).distance(middle), reached.zoom.steps() - wanted.zoom.steps());
    ensure!(off < 1.0 && nearer.abs() < 0.01, "no reader can bring {window:?} into sight");
    Ok(())
}

/// Ids of all that can be chosen: the groups, then the islands along the chain.
#[must_use]
pub fn places(atlas: &Atlas) -> Vec<&str> {
    let groups = atlas.status().groups().iter().map(|group| group.id.as_str());
    let groups = groups.chain(atlas.story().all_groups().map(|group| group.id.as_str()));
    let mut ids: Vec<&str> = Vec::new();
    for id in groups.filter(|id| atlas.place(id).is_some()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.extend(atlas.walk().iter().filter_map(|id| Some(atlas.region(*id)?.id.as_str())));
    ids
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
