//! The folders of the project.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// The root of the checkout that this program was compiled from.
#[must_use]
pub fn checkout() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A checkout of the project, known by its root folder.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    story: PathBuf,
    fonts: Vec<PathBuf>,
}

impl Project {
    /// The project that cargo runs this command for, else the one around the current folder.
    ///
    /// # Errors
    /// When neither the variable `CARGO_MANIFEST_DIR` nor a folder above the current one leads to a `Cargo.lock`.
    pub fn find() -> anyhow::Result<Self> {
        let here = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => package.into(),
            None => env::current_dir().context("cannot tell the current folder")?,
        };
        match here.ancestors().find(|folder| folder.join("Cargo.lock").is_file()) {
            Some(root) => Ok(Self { root: root.to_owned(), story: root.join("geodata"), fonts: Vec::new() }),
            None => bail!("no Cargo.lock in {} or above: run this inside the project", here.display()),
        }
    }

    /// A story outside any checkout: for commands that need its folder alone.
    #[must_use]
    pub fn of_story(story: PathBuf) -> Self {
        Self { root: PathBuf::new(), story, fonts: Vec::new() }
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

    /// A folder below `target`, where everything made is kept.
    #[must_use]
    pub fn target(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// The finished site.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.target("site")
    }
}
