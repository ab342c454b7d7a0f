//! The command `render`: a picture of the map in any state, as a file.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use crate::picture::{self, Extent, Part, Theme, View};
use crate::project::Project;
use crate::say;

/// The extent of a picture where none is asked for.
const USUAL_SIZE: &str = "1280x800";

/// Which picture to write, and where.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// A named view of `tests/golden/views.json`; the other options change single things of it.
    #[arg(long, value_name = "NAME", conflicts_with = "place")]
    state: Option<String>,
    /// The island or group to choose and show, by its id; without it the whole map.
    #[arg(long, value_name = "ID")]
    place: Option<String>,
    /// Width and height in CSS pixels; 1280x800 unless the view says otherwise.
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    size: Option<Extent>,
    /// Language of the names; the story's first one unless the view says otherwise.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// Colours for light or dark surroundings; light unless the view says otherwise.
    #[arg(long)]
    theme: Option<Theme>,
    /// The file to write; its name ends in `.svg`.
    #[arg(short, long, value_name = "FILE.svg")]
    output: PathBuf,
}

/// Composes the picture and writes it.
///
/// # Errors
/// When view, place, language or kind of file is unknown, or the file cannot be written.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let path = &options.output;
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("svg")) {
        bail!("{}: only SVG can be written; name a file that ends in .svg", path.display());
    }
    let atlas = picture::atlas(&project.geodata())?;
    let default = atlas.story().languages.first().cloned().unwrap_or_default();
    let base = match &options.state {
        Some(name) => named(project, name)?,
        None => View {
            size: USUAL_SIZE.parse()?,
            lang: default,
            theme: Theme::Light,
            place: options.place.clone(),
            part: Part::All,
        },
    };
    let view = View {
        size: options.size.unwrap_or(base.size),
        lang: options.lang.clone().unwrap_or(base.lang),
        theme: options.theme.unwrap_or(base.theme),
        ..base
    };
    let svg = picture::svg(&atlas, &view)?;
    fs::write(path, &svg).with_context(|| format!("cannot write {}", path.display()))?;
    say::note(&format!("{}: {} bytes", path.display(), svg.len()));
    Ok(())
}

fn named(project: &Project, name: &str) -> anyhow::Result<View> {
    let mut views = picture::views(project.root())?;
    let names = views.keys().cloned().collect::<Vec<_>>().join(", ");
    views.remove(name).with_context(|| format!("no view \"{name}\"; there are {names}"))
}
