//! Renders still pictures of the map in a given state.
//!
//! The core composes a picture from the files of the story with all levels of detail, so that it depends only on them
//! and on the state.

use std::path::Path;
use std::str::FromStr;

use anyhow::{Context as _, anyhow, bail, ensure};
use kuril_map::error::Problem;
use kuril_map::geo::camera::Camera;
use kuril_map::geo::space::Size;
use kuril_map::layout::imprint;
use kuril_map::paint::{DisplayList, Measure, Svg};
use kuril_map::scene::{self, LabelState, Labelling, Sheet};
use kuril_map::story::{Day, LEVELS, Section, Story};
use kuril_map::view::{ColorScheme, Field, Input, Session, ViewState, stops};
use serde::Deserialize;

use crate::project::PROGRAM;
use crate::render::fonts::Fonts;
use crate::story::bundle::distances;
use crate::story::folder::{GLOBE, PLATES, StoryFolder};
use crate::story::words;

pub mod command;
pub mod fonts;
mod line_break;
mod palette;
pub mod pdf;
pub mod raster;
pub mod social_card;

/// A picture to render.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its size.
    pub size: PictureSize,
    /// The palette.
    pub color_scheme: ColorScheme,
    /// What it shows.
    pub state: ViewState,
    /// The visible window: west, south, east and north, degrees; `None` for that of the state.
    pub window: Option<[f64; 4]>,
    /// How much of it is drawn.
    pub contents: Contents,
    /// The page around the map; `None` for the map alone.
    pub page: Option<Page>,
}

impl Picture {
    fn is_paper(&self) -> bool {
        matches!(self.page, Some(Page::A4 | Page::Letter))
    }
}

/// Pixels per unit assumed for the detail of outlines where there are no pixels: 384 to the inch, as presses have.
const PRESS: u8 = 4;

/// A page around the map, with title, legend, credits and everything else that makes it self-contained.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    /// A sheet of A4, landscape.
    A4,
    /// A sheet of Letter, landscape.
    Letter,
    /// A picture of the given size.
    Picture,
}

impl Page {
    /// The page in the scene; `size` is that of the picture.
    fn sheet(self, size: Size) -> scene::Page {
        match self {
            Self::A4 => scene::Page::A4,
            Self::Letter => scene::Page::LETTER,
            Self::Picture => scene::Page::picture(size),
        }
    }
}

/// How much of a picture is drawn. The ground is the same in every language, so one picture of it is enough.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Contents {
    /// Everything.
    #[default]
    All,
    /// Names, highlights and marginalia, without the ground.
    Names,
}

/// The size of a picture in whole CSS pixels, written `1280x800`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct PictureSize {
    width: u16,
    height: u16,
}

impl PictureSize {
    /// The permitted lengths of a side, CSS pixels.
    const SIDE: std::ops::RangeInclusive<u16> = 64..=8192;
}

impl FromStr for PictureSize {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let side = |side: &str| side.parse::<u16>().ok().filter(|length| Self::SIDE.contains(length));
        let sides = text.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
        let (low, high) = Self::SIDE.into_inner();
        let (width, height) = sides.with_context(|| {
            format!("\"{text}\" is not a size: write width and height such as 1280x800, each from {low} to {high}")
        })?;
        Ok(Self { width, height })
    }
}

impl TryFrom<String> for PictureSize {
    type Error = anyhow::Error;

    fn try_from(text: String) -> anyhow::Result<Self> {
        text.parse()
    }
}

/// Sets a field of a state from text.
///
/// # Errors
/// When the story does not know the value; the message lists the known ones.
pub fn set_field(story: &Story, state: &mut ViewState, name: &str, text: &str) -> anyhow::Result<()> {
    let field = Field::named(name).with_context(|| format!("the map has no {name}"))?;
    let manifest = story.manifest();
    let read = match name {
        "lang" if !manifest.languages.iter().any(|known| known == text) => {
            Err(Problem::unexpected(name, "a language of the story", text))
        }
        _ => field.read(state, story, text),
    };
    let known: Vec<String> = match name {
        "lang" => manifest.languages.clone(),
        "place" => places(story).into_iter().map(str::to_owned).collect(),
        "perspective" => story.status().perspectives().iter().map(|side| side.id.clone()).collect(),
        "date" => stops(story).into_iter().map(Day::iso).collect(),
        _ => return Ok(read?),
    };
    read.map_err(|problem| anyhow!("{problem}; there are {}", known.join(", ")))
}

/// Reads the story of a folder with all levels of detail.
///
/// # Errors
/// When a file is missing or invalid.
pub fn story(folder: &Path) -> anyhow::Result<Story> {
    story_to(folder, LEVELS - 1)
}

/// Reads the story of a folder with the levels of detail up to `finest`.
///
/// # Errors
/// When a file is missing or invalid.
pub fn story_to(folder: &Path, finest: usize) -> anyhow::Result<Story> {
    let folder = StoryFolder::open_readable(folder)?;
    let (story, mut findings) = folder.story();
    let mut story = story.with_context(|| findings.first().map(ToString::to_string).unwrap_or_default())?;
    words::speak(&folder, &mut story)?;
    distances::measure(&folder, &mut story);
    let derived = |name: &str| folder.derived(name)?.with_context(|| format!("{name} is missing: derive it"));
    for name in PLATES.iter().take(finest + 1) {
        findings.extend(story.read_features(name, &derived(name)?));
    }
    findings.extend(story.read(Section::Globe, GLOBE, &derived(GLOBE)?));
    match findings.first() {
        Some(finding) => bail!("{finding}; `{PROGRAM} check` lists all findings"),
        None => Ok(story),
    }
}

/// Renders a picture as an SVG document. `density` is the number of pixels per unit with which it will be rasterised.
///
/// # Errors
/// When the map cannot show the picture.
pub fn svg(story: &Story, picture: &Picture, density: u8, measure: &dyn Measure) -> anyhow::Result<String> {
    let (list, lang) = composed(story, picture, density, measure)?;
    let document = if picture.is_paper() { Svg::sheet } else { Svg::document };
    Ok(document(&list, story.manifest().word(&lang, "map.label"), "k-"))
}

/// Renders a picture as a PDF document of one page, with the fonts in it.
///
/// # Errors
/// When the map cannot show the picture, or the fonts lack one of its characters.
pub fn pdf(story: &Story, picture: &Picture, fonts: &Fonts) -> anyhow::Result<Vec<u8>> {
    let (list, lang) = composed(story, picture, PRESS, fonts)?;
    let manifest = story.manifest();
    let mut described = vec![manifest.word(&lang, "map.label").to_owned()];
    described.extend(manifest.credits.iter().map(|credit| match credit.licence.as_str() {
        "" => credit.text.get(&lang).to_owned(),
        licence => format!("{} ({licence})", credit.text.get(&lang)),
    }));
    described.push(manifest.word(&lang, "print.disclaimer").to_owned());
    let about = pdf::About { title: manifest.title.get(&lang).to_owned(), description: described.join(" · "), lang };
    pdf::document(&list, fonts, about, picture.is_paper())
}

/// Composes a picture, and returns it with its language.
///
/// # Errors
/// When the map cannot show the picture.
pub fn composed<'a>(
    story: &'a Story,
    picture: &Picture,
    density: u8,
    measure: &dyn Measure,
) -> anyhow::Result<(DisplayList<'a>, String)> {
    let mut session = session(story, picture, density.into())?;
    let size = session.camera().size;
    let page = picture.page.map(|page| page.sheet(size));
    if page.is_none() {
        drop(session.update(story, Input::Covered(vec![imprint::room(size)]), 0.0));
    }
    let list = match (picture.contents, page) {
        (Contents::All, Some(page)) => scene::printed(story, &session, page, measure),
        (Contents::All, None) => scene::compose(story, &session, Sheet::STILL, measure),
        (Contents::Names, _) => {
            scene::marks(story, &session, Sheet::STILL, Labelling { measure, state: &mut LabelState::default() })
        }
    };
    Ok((list, session.lang().to_owned()))
}

/// The map in the state that a picture shows.
///
/// # Errors
/// When no reader can navigate to the window, or the story does not contain the day.
pub fn session(story: &Story, picture: &Picture, density: f64) -> anyhow::Result<Session> {
    let own = Size::new(picture.size.width.into(), picture.size.height.into());
    let size = picture.page.map_or(own, |page| page.sheet(own).size);
    let mut session = Session::new(story, size);
    for input in [
        Input::Resize { size, density },
        Input::ReducedMotion(true),
        Input::ColorScheme(picture.color_scheme),
        Input::Restore(Box::new(picture.state.clone())),
    ] {
        drop(session.update(story, input, 0.0));
    }
    if let Some(window) = picture.window {
        navigate(story, &mut session, window)?;
    }
    // The map moves an unknown day to a known one.
    if let Some(day) = picture.state.date.filter(|day| *day != session.date()) {
        let days: Vec<String> = stops(story).into_iter().map(Day::iso).collect();
        let (first, last) = (days.first().cloned().unwrap_or_default(), days.last().cloned().unwrap_or_default());
        bail!(
            "no day \"{day}\" in the story: write one from {first} to {last}; the map changes on {}",
            days.join(", ")
        );
    }
    Ok(session)
}

/// Navigates to a window as a reader would: by zooming and panning.
fn navigate(story: &Story, session: &mut Session, window: [f64; 4]) -> anyhow::Result<()> {
    let bounds = story.world_rect(window).with_context(|| format!("{window:?} is not a window of this map"))?;
    let wanted = Camera::fitting(bounds, session.camera().size, 0.0);
    let middle = session.camera().size.rect().centre();
    let steps = wanted.zoom.steps() - session.camera().zoom.steps();
    drop(session.update(story, Input::Zoom { at: middle, steps }, 0.0));
    let by = middle - session.camera().screen_from_world(wanted.centre);
    drop(session.update(story, Input::Pan(by), 0.0));
    let reached = session.camera();
    let (off, nearer) =
        (reached.screen_from_world(wanted.centre).distance(middle), reached.zoom.steps() - wanted.zoom.steps());
    ensure!(off < 1.0 && nearer.abs() < 0.01, "no reader can navigate to {window:?}");
    Ok(())
}

/// The ids of everything that can be selected: the groups, then the islands along the chain.
#[must_use]
pub fn places(story: &Story) -> Vec<&str> {
    let groups = story.status().groups().iter().map(|group| group.id.as_str());
    let groups = groups.chain(story.manifest().all_groups().map(|group| group.id.as_str()));
    let mut ids: Vec<&str> = Vec::new();
    for id in groups.filter(|id| story.place(id).is_some()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.extend(story.chain_order().iter().filter_map(|id| Some(story.region(*id)?.id.as_str())));
    ids
}
