//! The page that tells how the map is made, from `method.json`.

use kuril_map::markup::{Element, el};
use kuril_map::story::{Atlas, Story};

use crate::story::entry::Entry;
use crate::story::format::{Chapter, Paragraph, Texts};

/// A text in a language, empty where there is none.
pub(super) fn said<'a>(texts: &'a Texts, lang: &str) -> &'a str {
    texts.get(lang).map(String::as_str).unwrap_or_default()
}

/// The sections in a language; `up` leads to the root of the site.
pub(super) fn sections(chapters: &[Entry<Chapter>], atlas: &Atlas, (lang, up): (&str, &str)) -> Vec<Element> {
    let one = |chapter: &Entry<Chapter>| {
        let paragraphs = chapter.paragraphs.iter().flat_map(|told| elements(told, atlas, (lang, up)));
        let title = el("h2").text(said(&chapter.title, lang));
        el("section").attr("id", chapter.id.clone()).child(title).children(paragraphs.collect())
    };
    chapters.iter().map(one).collect()
}

/// A paragraph, what it rests on, and where it leads.
fn elements(told: &Paragraph, atlas: &Atlas, (lang, up): (&str, &str)) -> Vec<Element> {
    let mut elements = vec![el("p").text(dated(said(&told.text, lang), atlas.story(), lang))];
    let sources: Vec<Element> = told.sources.iter().filter_map(|id| source(atlas, id, lang)).collect();
    if !sources.is_empty() {
        let label = atlas.story().word(lang, "card.sources").to_owned();
        elements.push(el("ul").class("sources").attr("aria-label", label).children(sources));
    }
    let links = told.links.iter().map(|link| {
        let address = format!("{up}{}", link.file);
        el("li").child(el("a").attr("href", address).text(said(&link.text, lang)))
    });
    if !told.links.is_empty() {
        elements.push(el("ul").class("files").children(links.collect()));
    }
    elements
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
