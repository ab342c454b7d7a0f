//! The page that tells how the map is made, from `method.json`.

use kuril_map::markup::{Element, el};
use kuril_map::story::{Atlas, Story};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Texts by language.
type Said = BTreeMap<String, String>;

/// What the page tells.
#[derive(Debug, Deserialize)]
pub(super) struct Method {
    /// Its heading, also the words of links to it.
    pub(super) title: Said,
    /// What it is about, in a line.
    pub(super) lead: Said,
    /// The words of the link to the map.
    pub(super) back: Said,
    sections: Vec<Section>,
}

#[derive(Debug, Deserialize)]
struct Section {
    id: String,
    title: Said,
    paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Deserialize)]
struct Paragraph {
    text: Said,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    links: Vec<Link>,
}

/// A link to a file of the site.
#[derive(Debug, Deserialize)]
struct Link {
    file: String,
    text: Said,
}

/// A text in a language, empty where there is none.
pub(super) fn said<'a>(texts: &'a Said, lang: &str) -> &'a str {
    texts.get(lang).map(String::as_str).unwrap_or_default()
}

impl Method {
    /// The sections in a language; `up` leads to the root of the site.
    pub(super) fn sections(&self, atlas: &Atlas, lang: &str, up: &str) -> Vec<Element> {
        let one = |section: &Section| {
            let paragraphs = section.paragraphs.iter().flat_map(|told| told.elements(atlas, lang, up));
            let title = el("h2").text(said(&section.title, lang));
            el("section").attr("id", section.id.clone()).child(title).children(paragraphs.collect())
        };
        self.sections.iter().map(one).collect()
    }
}

impl Paragraph {
    /// The paragraph, what it rests on, and where it leads.
    fn elements(&self, atlas: &Atlas, lang: &str, up: &str) -> Vec<Element> {
        let mut elements = vec![el("p").text(dated(said(&self.text, lang), atlas.story(), lang))];
        let sources: Vec<Element> = self.sources.iter().filter_map(|id| source(atlas, id, lang)).collect();
        if !sources.is_empty() {
            let label = atlas.story().word(lang, "card.sources").to_owned();
            elements.push(el("ul").class("sources").attr("aria-label", label).children(sources));
        }
        let links = self.links.iter().map(|link| {
            let address = format!("{up}{}", link.file);
            el("li").child(el("a").attr("href", address).text(said(&link.text, lang)))
        });
        if !self.links.is_empty() {
            elements.push(el("ul").class("files").children(links.collect()));
        }
        elements
    }
}

/// A text with the story's latest day in its place.
fn dated(text: &str, story: &Story, lang: &str) -> String {
    text.replace("{as_of}", &story.date(lang, story.as_of))
}

/// A link to a publication.
fn source(atlas: &Atlas, id: &str, lang: &str) -> Option<Element> {
    let source = atlas.reading().sources.get(id)?;
    let link = el("a").attr("title", source.title.clone()).attr("hreflang", source.lang.clone()).link(&source.url);
    Some(el("li").child(match source.publisher.in_language(lang) {
        Some((name, own)) if own != lang => link.attr("lang", own).text(name),
        named => link.text(named.map_or(source.title.as_str(), |(name, _)| name)),
    }))
}
