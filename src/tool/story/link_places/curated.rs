//! Links made by hand, article by article: descriptions and pronouns that mean a place, names that do not, and which
//! blocks of the original are no paragraphs. They are kept in `links.json` of the story.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use crate::story::link_places::selector::Selector;
use crate::story::link_places::text::Text;

/// What is curated for one article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Curated {
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: u32,
    articles: Vec<Curated>,
}

impl Curated {
    /// What is curated for an article; nothing where the file or the article's entry is missing.
    ///
    /// # Errors
    /// When the file is there and is not of this kind.
    pub(super) fn of_article(story: &Path, id: &str) -> anyhow::Result<Self> {
        let path = story.join("links.json");
        let Ok(bytes) = fs::read(&path) else { return Ok(Self::default()) };
        let file: File = serde_json::from_slice(&bytes).with_context(|| format!("{}", path.display()))?;
        Ok(file.articles.into_iter().find(|entry| entry.article == id).unwrap_or_default())
    }

    /// The places of the links with their targets. Those by position alone count in the original only.
    ///
    /// # Errors
    /// When a selector does not select exactly one place of its paragraph.
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

    /// Every place that names no place.
    pub(super) fn non_links(&self, text: &Text) -> Vec<Range<usize>> {
        self.non_links.iter().flat_map(|link| link.selector.places(text, &text.range())).collect()
    }
}
