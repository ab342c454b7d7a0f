//! The folders of the project.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// How this program is called: one that is released runs by itself.
pub(crate) const PROGRAM: &str = if IS_RELEASED { "kuril" } else { "cargo kuril" };
/// Whether this program has the code of the site inside, and needs no checkout.
pub(crate) const IS_RELEASED: bool = cfg!(feature = "released");
/// What is told of a command that a released program cannot run.
pub(crate) const NO_CHECKOUT: &str =
    "name the folder of a story; what works on the code itself is run in its checkout, by `cargo kuril`";
/// A file that no other project has, relative to the root of a checkout.
const OWN: &str = "src/tool/Cargo.toml";

/// The root of the checkout that this program was compiled from.
#[must_use]
pub fn checkout() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The cache folder of the user, where what takes long is kept between runs.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` is set.
pub(crate) fn cache() -> anyhow::Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set, so there is no folder for a cache")?;
    Ok(base.join("kuril-map"))
}

/// The checkout of the project, known by its root folder, and what a command makes with it.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    /// Where everything made is kept.
    made: PathBuf,
    story: PathBuf,
    fonts: Vec<PathBuf>,
}

impl Project {
    /// The project that cargo runs this command for, else the one around the current folder.
    ///
    /// # Errors
    /// When neither the variable `CARGO_MANIFEST_DIR` nor a folder above the current one leads to a checkout, or the program
    /// is one that is released.
    pub fn find() -> anyhow::Result<Self> {
        if IS_RELEASED {
            bail!(NO_CHECKOUT);
        }
        let here = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => package.into(),
            None => env::current_dir().context("cannot tell the current folder")?,
        };
        match here.ancestors().find(|folder| folder.join(OWN).is_file()) {
            Some(root) => Ok(Self {
                root: root.to_owned(),
                made: root.join("target"),
                story: root.join("geodata"),
                fonts: Vec::new(),
            }),
            None => bail!("no {OWN} in {} or above: run this inside the checkout", here.display()),
        }
    }

    /// A story outside any checkout: for commands that need its folder alone. What takes long is kept in the cache folder
    /// of the user, or where there is none in that for temporary files.
    #[must_use]
    pub fn of_story(story: PathBuf) -> Self {
        let made = cache().unwrap_or_else(|_| env::temp_dir().join("kuril-map"));
        Self { root: PathBuf::new(), made, story, fonts: Vec::new() }
    }

    /// The folder that holds the workspace.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the browser gets besides wasm and data, as written.
    #[must_use]
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// Returns the same project with another story, which lies in a folder of its own.
    #[must_use]
    pub fn with_story(self, story: PathBuf) -> Self {
        Self { story, ..self }
    }

    /// Returns the same project with files of fonts for letters that the embedded fonts lack.
    #[must_use]
    pub fn with_fonts(self, fonts: Vec<PathBuf>) -> Self {
        Self { fonts, ..self }
    }

    /// Returns the files of fonts for letters that the embedded fonts lack.
    #[must_use]
    pub fn fonts(&self) -> &[PathBuf] {
        &self.fonts
    }

    /// Returns the folder of the story: every word, coordinate and date.
    #[must_use]
    pub fn story(&self) -> &Path {
        &self.story
    }

    /// A folder below `target`, where everything made is kept; without a checkout, below the cache folder of the user.
    #[must_use]
    pub fn target(&self, name: &str) -> PathBuf {
        self.made.join(name)
    }

    /// The finished site.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.target("site")
    }
}
