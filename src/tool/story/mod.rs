//! Commands on the folder of a story.

use std::collections::BTreeMap;
use std::path::Path;

pub(crate) mod bundle;
pub mod check;
pub(crate) mod derive;
pub(crate) mod entry;
pub(crate) mod export;
pub(crate) mod folder;
pub(crate) mod format;
pub(crate) mod inside;
pub(crate) mod language;
pub mod link_places;
pub mod new;
pub mod rules;
pub mod schemas;
pub(crate) mod words;

/// Derives everything that a story's folder needs for being drawn.
///
/// # Errors
/// If an input is inconsistent with the others, or a file cannot be written.
pub fn derive(folder: &Path) -> anyhow::Result<()> {
    derive::run(folder, &mut |_| ())
}

/// Returns the files of a story as a browser fetches them, by name: what stands in `data/2/` of its site.
///
/// # Errors
/// If the story has no `story.json`, or an article or a level of detail cannot be read.
pub fn bundle(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    bundle::files(&folder::StoryFolder::open_readable(folder)?)
}
