//! Excerpts of the articles, in which mentions of places are links that choose them.

use crate::markup::{Element, el};
use crate::panel::arguments::section;
use crate::panel::events::events;
use crate::panel::{Context, button, folded, place_link};
use crate::story::article::Unquoted;
use crate::story::{Article, Excerpt, Place, PlaceId, Side, Story};
use crate::view::Session;

/// Returns the panel: articles, arguments, documents and events. Where the map shows the differences between the
/// parties, the arguments come first.
#[must_use]
pub fn panel(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let (articles, arguments) = (all(&context, Part::Articles), section(&context, false));
    let differs = *session.viewpoint().side == Side::Difference;
    let [first, second] = if differs { [arguments, articles] } else { [articles, arguments] };
    let parts = [first, second, all(&context, Part::Documents), chronology(&context)];
    el("section").class("panel").children(parts.into_iter().flatten().collect())
}

/// Returns the excerpts of all articles that are not documents, in the order of the story; `None` if there are none.
#[must_use]
pub fn articles(story: &Story, session: &Session) -> Option<Element> {
    all(&Context::new(story, session), Part::Articles)
}

/// Returns the excerpts of all documents, in the order of the story; `None` if there are none.
#[must_use]
pub fn documents(story: &Story, session: &Session) -> Option<Element> {
    all(&Context::new(story, session), Part::Documents)
}

/// Returns all events in chronological order; `None` if the story has none.
#[must_use]
pub fn timeline(story: &Story, session: &Session) -> Option<Element> {
    chronology(&Context::new(story, session))
}

/// Returns the section of all events.
fn chronology(context: &Context<'_>) -> Option<Element> {
    events(context).map(|list| titled(context, "panel.events").child(list))
}

/// The two kinds of quoted texts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Articles,
    Documents,
}

/// Returns a section with its title.
fn titled(context: &Context<'_>, key: &str) -> Element {
    el("section").child(el("h2").text(context.word(key)))
}

/// Returns the section of all texts of a kind; `None` if there are none.
fn all(context: &Context<'_>, part: Part) -> Option<Element> {
    let is_of_kind = |article: &&Article| article.is_document == (part == Part::Documents);
    let texts: Vec<&Article> = context.story.reading().articles.iter().filter(is_of_kind).collect();
    let is_quoted = !texts.iter().all(|article| article.is_own);
    let title = match (part, is_quoted) {
        (Part::Documents, _) => "panel.documents",
        (Part::Articles, true) => "panel.title",
        (Part::Articles, false) => "panel.text",
    };
    let mut section = titled(context, title);
    if part == Part::Articles && is_quoted {
        section.push(el("p").class("intro").text(context.word("panel.intro")));
    }
    for article in &texts {
        section.push(whole(context, article));
    }
    (!texts.is_empty()).then_some(section)
}

/// Returns an article with all its parts.
fn whole(context: &Context<'_>, article: &Article) -> Element {
    let mut parts = Vec::new();
    for excerpt in &article.excerpts {
        parts.push(quotation(context, article, excerpt));
    }
    for paragraph in &article.unquoted {
        parts.push(unquoted(context, article, paragraph));
    }
    headed(context, article, parts).children(omitted(context, article).into_iter().collect())
}

/// Returns the notes on what an article omits or words loosely.
fn omitted(context: &Context<'_>, article: &Article) -> Option<Element> {
    let mut list = el("ul");
    for note in &article.omissions {
        list.push(el("li").child(context.localized("span", &note.text)).child(context.sources(&note.sources)));
    }
    let heading = el("h4").text(context.word("panel.omissions"));
    let key = [&article.id, "/omissions"].concat();
    (!list.children.is_empty()).then(|| folded(&key, heading).class("omissions").child(list))
}

/// Returns parts of an article below its title; a document is folded.
fn headed(context: &Context<'_>, article: &Article, parts: Vec<Element>) -> Element {
    let (title, by) = head(context, article);
    let section = if article.is_document { folded(&article.id, title) } else { el("section").child(title) };
    section.class("source-article").child(by).children(parts)
}

/// Returns the title of an article, and the line with its author and publisher.
fn head(context: &Context<'_>, article: &Article) -> (Element, Element) {
    let own = || el("cite").attr("lang", article.lang.as_str()).text(article.title.as_str());
    let title = if article.known_as.is_empty() { own() } else { context.localized("cite", &article.known_as) };
    let published = article.published.as_str();
    let date = context.dated(published);
    let by = el("p").class("by");
    let by = if let Some(author) = &article.author {
        let parts = [("author", author.as_str()), ("publisher", &article.publisher), ("date", &date)];
        by.text(context.story.manifest().phrase(context.lang, "panel.by", &parts))
    } else {
        let publisher = el("span").attr("lang", article.lang.as_str()).text(article.publisher.as_str());
        let by = by.text(date);
        if article.publisher.is_empty() { by } else { by.text(" · ").child(publisher) }
    };
    let word = if article.is_document { "card.document" } else { "card.original" };
    // A text of one's own may stand nowhere else.
    if article.url.is_empty() {
        return (el("h3").child(title), by);
    }
    let link = el("a").link(&article.url).text(context.word(word));
    (el("h3").child(title), by.text(" · ").child(link))
}

/// Returns a quotation with its location in the original, and our note on it.
fn quotation(context: &Context<'_>, article: &Article, excerpt: &Excerpt) -> Element {
    let mut words = el("p");
    if excerpt.runs.first().is_some_and(|run| run.text.starts_with(char::is_lowercase)) {
        words = words.text("… ");
    }
    for run in &excerpt.runs {
        words = match run.targets.first() {
            Some(target) => words.child(place_link(target, &run.text)),
            None => words.text(run.text.as_str()),
        };
    }
    if excerpt.runs.last().is_some_and(|run| !run.text.trim_end().ends_with(['.', '"', '”', '。', ';', '」'])) {
        words = words.text(" …");
    }
    let number = excerpt.paragraph.to_string();
    let paragraph = || context.story.manifest().phrase(context.lang, "panel.paragraph", &[("n", &number)]);
    let place = if excerpt.place.is_empty() { paragraph() } else { excerpt.place.get(context.lang).to_owned() };
    let mut quote = el("blockquote").attr("lang", article.lang.as_str());
    let place = el(if article.url.is_empty() { "span" } else { "a" }).link(&article.url).text(place);
    if !article.url.is_empty() {
        quote = quote.attr("cite", article.url.as_str());
    }
    let quote = quote.child(words);
    let mut source = el("figcaption").child(place);
    let id = [article.id.as_str(), "/", &excerpt.id].concat();
    let mut figure = el("figure").child(quote);
    if let Some(translation) = excerpt.translations.exact(context.lang).filter(|_| context.lang != article.lang) {
        figure = figure.child(context.translated("panel.translation", translation));
    }
    if context.is_card {
        let button = button("goto", "data-goto", &id);
        source = source.text(" · ").child(button.text(context.word("card.goto_excerpt")));
    } else {
        figure = figure.attr("data-excerpt", id);
    }
    // A text of one's own stands there whole.
    let figure = if article.is_own && !context.is_card { figure } else { figure.child(source) };
    match &excerpt.note {
        Some(note) => {
            let label = el("strong").text([context.word("panel.note"), ": "].concat());
            let note_text = context.localized("span", &note.text);
            figure.child(el("aside").class("note").child(label).child(note_text).child(context.sources(&note.sources)))
        }
        None => figure,
    }
}

/// Returns a paragraph that is not quoted: its number and the places mentioned.
fn unquoted(context: &Context<'_>, article: &Article, paragraph: &Unquoted) -> Element {
    let number = paragraph.paragraph.to_string();
    let text = context.story.manifest().phrase(context.lang, "panel.unquoted", &[("n", &number)]);
    let mut line = el("p").class("unquoted").child(el("a").link(&article.url).text(text));
    let mut gap = " ";
    for target in &paragraph.targets {
        if let Some(names) = context.story.names(target) {
            line = line.text(gap).child(place_link(target, names.get(context.lang)));
            gap = ", ";
        }
    }
    line
}

/// Counts the mentions of exactly this place in all excerpts.
fn mentions_of(context: &Context<'_>, id: &str) -> usize {
    let mut count = 0;
    for article in &context.story.reading().articles {
        for excerpt in &article.excerpts {
            for run in &excerpt.runs {
                count += usize::from(run.targets.first().is_some_and(|target| &**target == id));
            }
        }
    }
    count
}

/// Returns the excerpts about a place, or a statement that there are none; `None` if the story quotes nothing.
pub(super) fn excerpts_about(context: &Context<'_>, place: &Place) -> Option<Element> {
    if context.story.reading().articles.iter().all(|article| article.is_document) {
        return None;
    }
    let mut head = el("div").class("head").child(el("h3").text(context.word("card.excerpts")));
    let mentions = mentions_of(context, &place.id);
    if mentions > 0 {
        let text = context.story.manifest().phrase(context.lang, "card.next_mention", &[("n", &mentions.to_string())]);
        head.push(button("jump", "data-next", &place.id).text(text));
    }
    let mut all = el("div").class("excerpts").child(head);
    let parts = part_about(context, place, false);
    if parts.is_empty() {
        all = all.child(el("p").class("none").text(context.word("card.no_excerpt")));
    }
    Some(all.children(parts))
}

/// Returns the documents about a place, folded; `None` if there are none.
pub(super) fn documents_about(context: &Context<'_>, place: &Place) -> Option<Element> {
    let documents = part_about(context, place, true);
    let heading = el("h3").text(context.word("card.documents"));
    (!documents.is_empty()).then(|| folded("documents", heading).children(documents))
}

/// Returns the excerpts of articles or documents about a place; if there are none, those about the whole chain.
fn part_about(context: &Context<'_>, place: &Place, documents: bool) -> Vec<Element> {
    let articles = || context.story.reading().articles.iter().filter(move |article| article.is_document == documents);
    let about = |near: Nearness| {
        let mut parts: Vec<Element> = Vec::new();
        for article in articles() {
            let mut quoted: Vec<Element> = Vec::new();
            let mut first = None;
            for excerpt in article.excerpts.iter().filter(|excerpt| nearness(context, excerpt, place) == Some(near)) {
                if excerpt.mentions(&place.id) {
                    first = first.or(Some(quoted.len()));
                }
                quoted.push(quotation(context, article, excerpt));
            }
            if !documents && quoted.len() > 1 {
                // What names the place itself stands before what names a larger one.
                quoted.swap(0, first.unwrap_or(0));
                let heading = el("h4").text(context.word("further.passages"));
                let rest = quoted.split_off(1);
                quoted.push(folded(&article.id, heading).children(rest));
            }
            if !quoted.is_empty() {
                parts.push(headed(context, article, quoted));
            }
        }
        parts
    };
    let own = about(Nearness::Own);
    if own.is_empty() { about(Nearness::Chain) } else { own }
}

/// How closely an excerpt concerns a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nearness {
    /// It mentions the place, a group that contains it, or a part of it.
    Own,
    /// It mentions all islands together.
    Chain,
}

fn nearness(context: &Context<'_>, excerpt: &Excerpt, place: &Place) -> Option<Nearness> {
    let everything = context.story.chain_order().len();
    let near = |target: &PlaceId| {
        let other = context.story.place(target)?;
        if other.islands.len() == everything && place.islands.len() < everything {
            return place.lies_in(&other).then_some(Nearness::Chain);
        }
        other.touches(place).then_some(Nearness::Own)
    };
    let mut nearest = None;
    for target in excerpt.runs.iter().flat_map(|run| &run.targets) {
        let found = near(target);
        if found == Some(Nearness::Own) {
            return found;
        }
        nearest = nearest.or(found);
    }
    nearest
}
