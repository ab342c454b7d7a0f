//! The page about the method, from `method.json`.

use kuril_map::markup::{Element, el};
use kuril_map::panel::publication;
use kuril_map::story::{Manifest, Story};

use crate::story::entry::Entry;
use crate::story::format::{Chapter, Paragraph, Texts};

/// A text in a language; empty if there is none.
pub(super) fn in_language<'a>(texts: &'a Texts, lang: &str) -> &'a str {
    texts.get(lang).map(String::as_str).unwrap_or_default()
}

/// The sections in a language; `up` is the relative address of the site's root.
pub(super) fn sections(chapters: &[Entry<Chapter>], story: &Story, (lang, up): (&str, &str)) -> Vec<Element> {
    let one = |chapter: &Entry<Chapter>| {
        let paragraphs = chapter.paragraphs.iter().flat_map(|paragraph| elements(paragraph, story, (lang, up)));
        let title = el("h2").text(in_language(&chapter.title, lang));
        el("section").attr("id", chapter.id.clone()).child(title).children(paragraphs.collect())
    };
    chapters.iter().map(one).collect()
}

/// A paragraph with its sources and links.
fn elements(paragraph: &Paragraph, story: &Story, (lang, up): (&str, &str)) -> Vec<Element> {
    let mut elements = vec![el("p").text(with_date(in_language(&paragraph.text, lang), story.manifest(), lang))];
    let sources = paragraph.sources.iter().filter_map(|id| story.reading().sources.get(id));
    let sources: Vec<Element> = sources.map(|source| publication(story, source, lang)).collect();
    if !sources.is_empty() {
        let label = story.manifest().word(lang, "card.sources").to_owned();
        elements.push(el("ul").class("sources").attr("aria-label", label).children(sources));
    }
    let links = paragraph.links.iter().map(|link| {
        let address = format!("{up}{}", link.file);
        el("li").child(el("a").attr("href", address).text(in_language(&link.text, lang)))
    });
    if !paragraph.links.is_empty() {
        elements.push(el("ul").class("files").children(links.collect()));
    }
    elements
}

/// Inserts the days that the story tells of itself into a text.
fn with_date(text: &str, manifest: &Manifest, lang: &str) -> String {
    let read = manifest.sources_read.unwrap_or(manifest.as_of);
    text.replace("{as_of}", &manifest.date(lang, manifest.as_of)).replace("{sources_read}", &manifest.date(lang, read))
}
