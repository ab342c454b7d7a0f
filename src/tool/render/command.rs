//! The command `render`: writes a picture of the map in any state.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kuril_map::paint::EstimatedMetrics;
use kuril_map::story::{LEVELS, Story};
use kuril_map::view::{ColorScheme, ViewState};

use crate::log;
use crate::project::Project;
use crate::render::fonts::Fonts;
use crate::render::raster::Raster;
use crate::render::{self, Contents, Page, Picture, PictureSize};

/// The picture to write, and where.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct RenderOptions {
    /// What it shows, as in an address of the map, such as `place=iturup&date=1855-02-07`; the other options override
    /// parts of it.
    #[arg(long, value_name = "QUERY")]
    state: Option<String>,
    #[command(flatten)]
    shown: StateOptions,
    #[command(flatten)]
    rendering: OutputOptions,
    /// The file to write; its extension, `.svg`, `.pdf` or `.png`, determines the format.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// What the picture shows.
#[derive(Clone, Debug, clap::Args)]
struct StateOptions {
    /// The island or group to select and show, by its id; the whole map by default.
    #[arg(long, value_name = "ID")]
    place: Option<String>,
    /// The day that the map shows; by default that of the state, or the story's latest.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// The perspective, by its id; by default that of the state, or the story's first.
    #[arg(long, value_name = "ID")]
    perspective: Option<String>,
    /// The layers to show besides land and islands, such as `depth boundary`, or `none`; all by default.
    #[arg(long, value_name = "WORDS")]
    layers: Option<String>,
    /// Language of the names; by default that of the state, or the story's first.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

/// How the picture is rendered.
#[derive(Clone, Debug, clap::Args)]
struct OutputOptions {
    /// Width and height in CSS pixels; a sheet of paper has its own.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1280x800")]
    size: PictureSize,
    /// A page with title, legend and credits around the map: a sheet of paper, or a picture of the given size.
    #[arg(long)]
    page: Option<Page>,
    /// The palette: `light`, `dark`, `paper`, `strong-light` or `strong-dark`; by default `paper` on a sheet of paper,
    /// else `light`.
    #[arg(long, value_parser = color_scheme)]
    theme: Option<ColorScheme>,
    /// Pixels of a PNG per CSS pixel.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: u8,
    /// The finest level of detail to draw, 0 being the coarsest; by default chosen by the scale.
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..LEVELS as i64))]
    level: Option<u8>,
}

/// The supported file formats.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Format {
    Svg,
    Pdf,
    Png,
}

impl Format {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let end = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match end.as_str() {
            "svg" => Ok(Self::Svg),
            "pdf" => Ok(Self::Pdf),
            "png" => Ok(Self::Png),
            _ => bail!("{}: the file name must end in .svg, .pdf or .png", path.display()),
        }
    }
}

/// Composes the picture and writes it.
///
/// # Errors
/// When the state, an option or the file format is invalid, or the file cannot be written.
pub(crate) fn run(project: &Project, options: &RenderOptions) -> anyhow::Result<()> {
    let (path, OutputOptions { scale, level, .. }) = (&options.output, options.rendering.clone());
    let format = Format::of(path)?;
    ensure!(format == Format::Png || scale == 1, "--scale {scale}: only a PNG has pixels; an SVG or PDF has any scale");
    let story = render::story_to(project.story(), level.map_or(LEVELS - 1, usize::from))?;
    let picture = picture(&story, options)?;
    let bytes = match format {
        Format::Svg => render::svg(&story, &picture, 1, &EstimatedMetrics)?.into_bytes(),
        Format::Pdf => render::pdf(&story, &picture, &Fonts::of_story(project.story(), project.fonts())?)?,
        Format::Png => {
            let raster = Raster::with(Fonts::of_story(project.story(), project.fonts())?)?;
            raster.png(&render::svg(&story, &picture, scale, raster.fonts())?, scale)?
        }
    };
    fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    log::note(&format!("{}: {} bytes", path.display(), bytes.len()));
    Ok(())
}

/// The picture that the options specify.
fn picture(story: &Story, options: &RenderOptions) -> anyhow::Result<Picture> {
    let (shown, rendering) = (&options.shown, &options.rendering);
    let mut state = ViewState::default();
    let mut problems = Vec::new();
    state.read(story, options.state.as_deref().unwrap_or_default(), &mut problems);
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
            render::set_field(story, &mut state, name, text)?;
        }
    }
    let is_paper = matches!(rendering.page, Some(Page::A4 | Page::Letter));
    Ok(Picture {
        size: rendering.size,
        color_scheme: rendering.theme.unwrap_or(if is_paper { ColorScheme::Paper } else { ColorScheme::Day }),
        state,
        window: None,
        contents: Contents::All,
        page: rendering.page,
    })
}

/// Parses the name of a palette.
fn color_scheme(name: &str) -> anyhow::Result<ColorScheme> {
    let color_scheme = ColorScheme::named(name);
    ensure!(
        color_scheme.name() == name,
        "\"{name}\" is not a theme: write light, dark, paper, strong-light or strong-dark"
    );
    Ok(color_scheme)
}
