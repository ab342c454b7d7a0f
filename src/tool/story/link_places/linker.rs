//! Linking as a library: the names of a story, and the places that a text mentions.

use std::ops::Range;
use std::path::Path;

use crate::story::folder::StoryFolder;
use crate::story::link_places::curated::Curated;
use crate::story::link_places::names::Names;
use crate::story::link_places::text::Text;
use crate::story::link_places::{linked, table};

/// The names of a story's places.
#[derive(Debug)]
pub struct Linker {
    names: Names,
}

impl Linker {
    /// Reads the names in a story's folder.
    ///
    /// # Errors
    /// If one of its files cannot be read.
    pub fn of_story(folder: &Path) -> anyhow::Result<Self> {
        let story = StoryFolder::open_readable(folder)?;
        Ok(Self { names: table::of_story(&story) })
    }

    /// Returns the mentions in a text, in order: the range in characters, and the ids of the places.
    #[must_use]
    pub fn links(&self, text: &str) -> Vec<(Range<usize>, Vec<String>)> {
        let text = Text::of_original(text, &[]);
        let links = linked(&self.names, &Curated::default(), &text, true).unwrap_or_default();
        links.into_iter().map(|link| (link.range, link.targets)).collect()
    }
}
