//! Excerpts of the articles, their mentions being buttons that choose the place.

use super::{Desk, place_button};
use crate::app::App;
use crate::atlas::article::{Run, Unquoted};
use crate::atlas::{Article, Atlas, Excerpt, Place};
use crate::markup::{Element, el};

/// The panel with every article's excerpts in order.
#[must_use]
pub fn panel(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let articles = atlas.reading().articles.iter().map(|article| {
        let excerpts = article.excerpts.iter().map(|excerpt| quotation(&desk, article, excerpt));
        let unquoted = article.unquoted.iter().map(|paragraph| unquoted(&desk, article, paragraph));
        el("section").class("source-article").child(head(&desk, article)).children(excerpts).children(unquoted)
    });
    let title = el("h2").text(desk.word("panel.title"));
    el("section")
        .class("panel")
        .child(title)
        .child(el("p").class("intro").text(desk.word("panel.intro")))
        .children(articles)
}

fn head(desk: &Desk<'_>, article: &Article) -> Element {
    let title = el("h3").child(el("cite").attr("lang", article.lang.clone()).text(article.title.clone()));
    let by = match &article.author {
        Some(author) => desk.atlas.story().phrase(
            desk.lang,
            "panel.by",
            &[("author", author), ("publisher", &article.publisher), ("date", &article.published)],
        ),
        None => format!("{}, {}", article.publisher, article.published),
    };
    let link = el("a").link(&article.url).text(desk.word("card.original"));
    el("header").child(title).child(el("p").class("by").text(by).text(" · ").child(link))
}

/// Verbatim words with their place in the original, and our note beside them.
fn quotation(desk: &Desk<'_>, article: &Article, excerpt: &Excerpt) -> Element {
    let mut words = el("p");
    if excerpt.runs.first().is_some_and(|run| run.text.starts_with(char::is_lowercase)) {
        words = words.text("… ");
    }
    for run in &excerpt.runs {
        words = match run.targets.first() {
            Some(target) => words.child(mention(target, run)),
            None => words.text(run.text.clone()),
        };
    }
    if excerpt.runs.last().is_some_and(|run| !run.text.trim_end().ends_with(['.', '"', '”', '。', ';', '」'])) {
        words = words.text(" …");
    }
    let number = excerpt.paragraph.to_string();
    let place = desk.atlas.story().phrase(desk.lang, "panel.paragraph", &[("n", &number)]);
    let quote = el("blockquote").attr("lang", article.lang.clone()).attr("cite", article.url.clone()).child(words);
    let source = el("figcaption").child(el("a").link(&article.url).text(place));
    let figure = el("figure").attr("data-excerpt", format!("{}/{}", article.id, excerpt.id)).child(quote).child(source);
    match &excerpt.note {
        Some(note) => {
            let label = el("strong").text(format!("{}: ", desk.word("panel.note")));
            let note_text = desk.said("span", &note.text);
            figure.child(el("aside").class("note").child(label).child(note_text).child(desk.sources(&note.sources)))
        }
        None => figure,
    }
}

fn mention(target: &str, run: &Run) -> Element {
    let button = el("button").attr("type", "button").class("mention").attr("data-place", target);
    button.text(run.text.clone())
}

/// A paragraph that is not quoted, by its number, with the places that it mentions.
fn unquoted(desk: &Desk<'_>, article: &Article, paragraph: &Unquoted) -> Element {
    let number = paragraph.paragraph.to_string();
    let text = desk.atlas.story().phrase(desk.lang, "panel.unquoted", &[("n", &number)]);
    let mut line = el("p").class("unquoted").child(el("a").link(&article.url).text(text)).text(" ");
    for target in &paragraph.targets {
        if let Some(names) = desk.atlas.names(target) {
            line = line.child(place_button(target, names.get(desk.lang))).text(" ");
        }
    }
    line
}

/// What the articles say of a place, or that they do not name it.
pub(super) fn excerpts_about(desk: &Desk<'_>, place: &Place) -> Vec<Element> {
    let about = |excerpt: &&Excerpt| excerpt.mentions(&place.id) || mentions_group_of(desk, excerpt, place);
    let found: Vec<Element> = desk
        .atlas
        .reading()
        .articles
        .iter()
        .flat_map(|article| {
            let excerpts: Vec<&Excerpt> = article.excerpts.iter().filter(about).collect();
            let head = (!excerpts.is_empty()).then(|| head(desk, article));
            head.into_iter().chain(excerpts.into_iter().map(|excerpt| quotation(desk, article, excerpt)))
        })
        .collect();
    let title = el("h3").text(desk.word("card.excerpts"));
    if found.is_empty() {
        return vec![title, el("p").class("none").text(desk.word("card.no_excerpt"))];
    }
    vec![title, el("div").class("excerpts").children(found)]
}

/// Whether an excerpt speaks of the group or island of which a place is a part by its parent.
fn mentions_group_of(desk: &Desk<'_>, excerpt: &Excerpt, place: &Place) -> bool {
    let region = desk.atlas.region_id(&place.id).and_then(|id| desk.atlas.region(id));
    let island = region.and_then(|region| region.island.as_ref());
    let parent = island.and_then(|island| island.parent.as_deref());
    parent.is_some_and(|parent| excerpt.mentions(parent))
}
