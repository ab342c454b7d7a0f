//! Manual links for each article: descriptions and pronouns that refer to a place, names that do not, and blocks of
//! the original that are not paragraphs. They are kept in the story's `links.json`.

use std::ops::Range;

use anyhow::Context as _;
use serde::Deserialize;

use crate::story::folder::StoryFolder;
use crate::story::link_places::selector::Selector;
use crate::story::link_places::text::Text;

/// The manual links of an article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Curated {
    article: String,
    /// Blocks of the original that are not counted as paragraphs, counted from 1.
    #[serde(default)]
    pub(super) furniture: Vec<usize>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    non_links: Vec<NonLink>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    paragraph: u32,
    selector: Selector,
    targets: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NonLink {
    selector: Selector,
    #[serde(rename = "why")]
    _why: String,
}

impl Curated {
    /// Returns the entry of an article; an empty one if there is none.
    pub(super) fn of_article(folder: &StoryFolder, id: &str) -> Self {
        folder.curated.iter().find(|entry| entry.article == id).map(|entry| Self::clone(entry)).unwrap_or_default()
    }

    /// Returns the id of the article.
    pub(crate) fn article(&self) -> &String {
        &self.article
    }

    /// Iterates over the ids of all places that the links refer to.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &String> {
        self.links.iter().flat_map(|link| &link.targets)
    }

    /// Returns the ranges of the links with their targets. Links by position alone are only used in the original.
    ///
    /// # Errors
    /// If a selector does not match exactly once.
    pub(super) fn links(&self, text: &Text, is_original: bool) -> anyhow::Result<Vec<(Range<usize>, Vec<String>)>> {
        let mut links = Vec::new();
        for link in &self.links {
            if !is_original && matches!(link.selector, Selector::TextPositionSelector { .. }) {
                continue;
            }
            let paragraphs = text.paragraphs.iter().filter(|(number, _)| *number == link.paragraph);
            let within = paragraphs.map(|(_, range)| range.clone()).reduce(|one, other| one.start..other.end);
            let within = within.with_context(|| format!("links.json: there is no paragraph {}", link.paragraph))?;
            let place = link.selector.place(text, &within).context("links.json")?;
            links.push((place, link.targets.clone()));
        }
        Ok(links)
    }

    /// Returns all ranges that do not refer to a place.
    pub(super) fn non_links(&self, text: &Text) -> Vec<Range<usize>> {
        self.non_links.iter().flat_map(|link| link.selector.places(text, &text.range())).collect()
    }
}
