//! Commands on the folder of a story.

use std::path::Path;

pub(crate) mod bundle;
pub mod check;
pub(crate) mod derive;
pub(crate) mod entry;
pub(crate) mod export;
pub(crate) mod folder;
pub(crate) mod format;
pub(crate) mod inside;
pub mod link_places;
pub mod new;
pub mod rules;
pub(crate) mod words;

/// Derives everything that a story's folder needs for being drawn.
///
/// # Errors
/// If an input is inconsistent with the others, or a file cannot be written.
pub fn derive(folder: &Path) -> anyhow::Result<()> {
    derive::run(folder, &mut |_| ())
}
