//! The command `render`: a picture of the map in any state, as a file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kuril_map::paint::EstimatedMetrics;
use kuril_map::story::LEVELS;

use crate::log;
use crate::project::Project;
use crate::render::raster::Raster;
use crate::render::{self, Extent, Page, Part, Theme, View};

/// The extent of a picture where none is asked for.
const USUAL_SIZE: &str = "1280x800";

/// Which picture to write, and where.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// A named view of `tests/golden/views.json`; the other options change single things of it.
    #[arg(long, value_name = "NAME")]
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
    /// The day for which the map stands; the story's latest unless the view says otherwise.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// The side from which it is looked at, by its id; the story's first unless the view says otherwise.
    #[arg(long, value_name = "ID")]
    perspective: Option<String>,
    /// What is shown besides land and islands: words such as `depth boundary`, or `none`; all of it without this.
    #[arg(long, value_name = "WORDS")]
    layers: Option<String>,
    /// Language of the names; the story's first one unless the view says otherwise.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

/// How the picture is made.
#[derive(Clone, Debug, clap::Args)]
struct Made {
    /// Width and height in CSS pixels; 1280x800 unless the view says otherwise. A sheet of paper has its own.
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    size: Option<Extent>,
    /// A page with title, legend and credits around the map: a sheet of paper, or a picture of the size.
    #[arg(long)]
    page: Option<Page>,
    /// Colours for the surroundings; those of paper on a sheet of paper, else light unless the view says otherwise.
    #[arg(long)]
    theme: Option<Theme>,
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
    let default = atlas.story().languages.first().cloned().unwrap_or_default();
    let view = view(project, options, default)?;
    let bytes = match kind {
        Kind::Svg => render::svg(&atlas, &view, &EstimatedMetrics)?.into_bytes(),
        Kind::Png => {
            let raster = Raster::new()?;
            raster.png(&render::svg_for(&atlas, &view, scale, raster.faces())?, scale)?
        }
    };
    fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    log::note(&format!("{}: {} bytes", path.display(), bytes.len()));
    Ok(())
}

/// The view that is asked for, by its name, by single options, or both.
fn view(project: &Project, options: &Options, lang: String) -> anyhow::Result<View> {
    let base = match &options.state {
        Some(name) => named(project, name)?,
        None => View {
            size: USUAL_SIZE.parse()?,
            lang,
            theme: Theme::Light,
            place: None,
            window: None,
            date: None,
            perspective: None,
            layers: None,
            part: Part::All,
            page: None,
        },
    };
    let is_paper = matches!(options.made.page, Some(Page::A4 | Page::Letter));
    let (shown, made) = (options.shown.clone(), &options.made);
    Ok(View {
        size: made.size.unwrap_or(base.size),
        lang: shown.lang.unwrap_or(base.lang),
        theme: made.theme.unwrap_or(if is_paper { Theme::Paper } else { base.theme }),
        window: base.window.filter(|_| shown.place.is_none()),
        place: shown.place.or(base.place),
        date: shown.date.or(base.date),
        perspective: shown.perspective.or(base.perspective),
        layers: shown.layers.or(base.layers),
        part: base.part,
        page: made.page.or(base.page),
    })
}

fn named(project: &Project, name: &str) -> anyhow::Result<View> {
    let mut views = render::views(project.root())?;
    let names = views.keys().cloned().collect::<Vec<_>>().join(", ");
    views.remove(name).with_context(|| format!("no view \"{name}\"; there are {names}"))
}
