//! The command `render`: a picture of the map in any state, as a file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kuril_map::paint::EstimatedMetrics;
use kuril_map::story::{Atlas, LEVELS};
use kuril_map::view::{Light, ViewState};

use crate::log;
use crate::project::Project;
use crate::render::raster::Raster;
use crate::render::{self, Extent, Page, Part, Picture};

/// Which picture to write, and where.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// What it shows, as an address of the map says it, such as `place=iturup&date=1855-02-07`; the other options change
    /// single things of it.
    #[arg(long, value_name = "QUERY")]
    state: Option<String>,
    #[command(flatten)]
    shown: Shown,
    #[command(flatten)]
    made: Made,
    /// The file to write; the end of its name, `.svg` or `.png`, says of which kind.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// What the picture shows.
#[derive(Clone, Debug, clap::Args)]
struct Shown {
    /// The island or group to choose and show, by its id; without it the whole map.
    #[arg(long, value_name = "ID")]
    place: Option<String>,
    /// The day for which the map stands; the story's latest unless the state says otherwise.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// The side from which it is looked at, by its id; the story's first unless the state says otherwise.
    #[arg(long, value_name = "ID")]
    perspective: Option<String>,
    /// What is shown besides land and islands: words such as `depth boundary`, or `none`; all of it without this.
    #[arg(long, value_name = "WORDS")]
    layers: Option<String>,
    /// Language of the names; the story's first one unless the state says otherwise.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

/// How the picture is made.
#[derive(Clone, Debug, clap::Args)]
struct Made {
    /// Width and height in CSS pixels. A sheet of paper has its own.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1280x800")]
    size: Extent,
    /// A page with title, legend and credits around the map: a sheet of paper, or a picture of the size.
    #[arg(long)]
    page: Option<Page>,
    /// Colours for the surroundings: `light`, `dark`, `paper`, `strong-light` or `strong-dark`; without it those of paper
    /// on a sheet of paper, else light.
    #[arg(long, value_parser = light)]
    theme: Option<Light>,
    /// Pixels of a PNG per CSS pixel.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: u8,
    /// The finest level of detail that is drawn, 0 the coarsest; without it the one that suits the scale.
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..LEVELS as i64))]
    level: Option<u8>,
}

/// The kinds of files that can be written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Svg,
    Png,
}

impl Kind {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let end = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match end.as_str() {
            "svg" => Ok(Self::Svg),
            "png" => Ok(Self::Png),
            _ => bail!("{}: name a file that ends in .svg or .png", path.display()),
        }
    }
}

/// Composes the picture and writes it.
///
/// # Errors
/// When view, place, day, side, language or kind of file is unknown, or the file cannot be written.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let (path, Made { scale, level, .. }) = (&options.output, options.made.clone());
    let kind = Kind::of(path)?;
    ensure!(kind == Kind::Png || scale == 1, "--scale {scale}: only a PNG has pixels; an SVG has any scale");
    let atlas = render::atlas_to(project.story(), level.map_or(LEVELS - 1, usize::from))?;
    let picture = picture(&atlas, options)?;
    let bytes = match kind {
        Kind::Svg => render::svg(&atlas, &picture, 1, &EstimatedMetrics)?.into_bytes(),
        Kind::Png => {
            let raster = Raster::new()?;
            raster.png(&render::svg(&atlas, &picture, scale, raster.faces())?, scale)?
        }
    };
    fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    log::note(&format!("{}: {} bytes", path.display(), bytes.len()));
    Ok(())
}

/// The picture that is asked for, by an address, by single options, or both.
fn picture(atlas: &Atlas, options: &Options) -> anyhow::Result<Picture> {
    let (shown, made) = (&options.shown, &options.made);
    let mut state = ViewState::default();
    let mut problems = Vec::new();
    state.read(atlas, options.state.as_deref().unwrap_or_default(), &mut problems);
    if let Some(problem) = problems.first() {
        bail!("{problem}");
    }
    let single = [
        ("place", &shown.place),
        ("date", &shown.date),
        ("perspective", &shown.perspective),
        ("layers", &shown.layers),
        ("lang", &shown.lang),
    ];
    for (name, text) in single {
        if let Some(text) = text {
            render::ask(atlas, &mut state, name, text)?;
        }
    }
    let is_paper = matches!(made.page, Some(Page::A4 | Page::Letter));
    Ok(Picture {
        size: made.size,
        light: made.theme.unwrap_or(if is_paper { Light::Paper } else { Light::Day }),
        state,
        window: None,
        part: Part::All,
        page: made.page,
    })
}

/// The light of a name.
fn light(name: &str) -> anyhow::Result<Light> {
    let light = Light::named(name);
    ensure!(light.name() == name, "\"{name}\" is no theme: write light, dark, paper, strong-light or strong-dark");
    Ok(light)
}
