//! The folders of the project.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// A checkout of the project, known by its root folder.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The project that cargo runs this command for, else the one around the current folder.
    ///
    /// # Errors
    /// When neither the variable `CARGO_MANIFEST_DIR` nor a folder above the current one leads to a `Cargo.toml`.
    pub(crate) fn find() -> anyhow::Result<Self> {
        if let Some(root) = env::var_os("CARGO_MANIFEST_DIR") {
            return Ok(Self { root: root.into() });
        }
        let here = env::current_dir().context("cannot tell the current folder")?;
        match here.ancestors().find(|folder| folder.join("Cargo.toml").is_file()) {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => bail!("no Cargo.toml in {} or above: run this inside the project", here.display()),
        }
    }

    /// The folder that holds `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What the browser gets besides wasm and data, as written.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The story: every word, coordinate and date.
    pub(crate) fn geodata(&self) -> PathBuf {
        self.root.join("geodata")
    }

    /// A folder below `target`, where everything made is kept.
    pub(crate) fn target(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// The finished site.
    pub(crate) fn site(&self) -> PathBuf {
        self.target("site")
    }
}
