//! The command `make`: the site of the story in a folder, made again when the folder changes.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::dev::changes::Changes;
use crate::log;
use crate::project::Project;
use crate::site::build::{self, BuildOptions};
use crate::story::derive;

/// The site of the story in a folder.
pub(crate) struct StorySite {
    project: Project,
    options: BuildOptions,
    to: PathBuf,
}

impl StorySite {
    /// Makes the site of the story in an absolute folder: where the options say, else beside that folder. What is derived
    /// from the story's shapes is made where it is missing.
    ///
    /// # Errors
    /// When the folder holds no story, or its site cannot be made.
    pub(crate) fn make(project: Project, story: &Path, options: &BuildOptions) -> anyhow::Result<Self> {
        let name = story.file_name().context("name a folder that holds a story")?.to_string_lossy();
        let to = options.to.clone().unwrap_or_else(|| story.with_file_name(format!("{name}-site")));
        let options = BuildOptions { to: Some(to.clone()), ..options.clone() };
        let site = Self { project: project.with_story(story.to_owned()), options, to };
        if !site.derived().exists() {
            site.derive()?;
        }
        site.build()?;
        Ok(site)
    }

    /// The folder of the site.
    pub(crate) fn folder(&self) -> &Path {
        &self.to
    }

    /// The folder of the story.
    pub(crate) fn story(&self) -> &Path {
        self.project.story()
    }

    /// Makes the site again after changes of files, and what is derived where shapes are among them; returns whether it was
    /// made: not where only what is derived has changed.
    ///
    /// # Errors
    /// When the site cannot be made; the last one remains.
    pub(crate) fn remake(&self, changed: &[PathBuf]) -> anyhow::Result<bool> {
        let derived = self.derived();
        let of_author: Vec<&PathBuf> = changed.iter().filter(|path| !path.starts_with(&derived)).collect();
        if of_author.is_empty() {
            return Ok(false);
        }
        if of_author.iter().any(|path| path.extension().is_some_and(|end| end == "geojson")) {
            self.derive()?;
        }
        self.build()?;
        Ok(true)
    }

    fn derived(&self) -> PathBuf {
        self.story().join(derive::FOLDER)
    }

    fn derive(&self) -> anyhow::Result<()> {
        log::step("deriving the geodata", || derive::run(self.story(), &mut |line| log::note(line)))
    }

    fn build(&self) -> anyhow::Result<()> {
        build::build(&self.project, &self.options).map(drop)
    }
}

/// Makes the site of a story; again for each change until the command is interrupted, if wanted.
///
/// # Errors
/// When the site cannot be made, or changes cannot be watched.
pub(crate) fn run(project: Project, folder: &Path, options: &BuildOptions, watch: bool) -> anyhow::Result<()> {
    let folder = std::path::absolute(folder).context("cannot tell the folder of the story")?;
    let changes = watch.then(|| Changes::of(std::slice::from_ref(&folder))).transpose()?;
    let site = StorySite::make(project, &folder, options)?;
    log::note(&format!("the site is in {}: put it on any static host", site.folder().display()));
    let Some(changes) = changes else { return Ok(()) };
    changes.followed(|paths| {
        if site.remake(paths)? {
            log::note(&format!("the site in {} is made again", site.folder().display()));
        }
        Ok(())
    })
}
