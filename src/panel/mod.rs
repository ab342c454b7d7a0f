//! The texts: card, article panel, legend and table, composed as trees of elements.
//!
//! The page updates its document from them and the tool writes them as HTML, so both have the same text.

mod arguments;
mod articles;
mod description;
mod events;
mod facts;
mod languages;
mod legend;
mod measurement;
mod names;
mod notes;
mod place_card;
mod status;
mod table;
mod time;
mod tour;
mod visible_list;

pub use arguments::arguments;
pub use articles::{articles, documents, panel, timeline};
pub use description::describe;
pub use languages::marked;
pub use legend::{credits, legend, report, rules};
pub use measurement::{measurement, result, spoken_result};
pub use names::names;
pub use place_card::card;
pub use status::status;
pub use table::table;
pub use time::{compared, perspectives, time};
pub use tour::tour;
pub use visible_list::visible_list;

use crate::lean::decimal::decimal;
use crate::markup::{Element, el};
use crate::story::event::Days;
use crate::story::status::Certainty;
use crate::story::{Day, Publication, Region, Standing, Story, Texts};
use crate::view::{Session, stops};

/// What all parts are composed from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    story: &'a Story,
    session: &'a Session,
    lang: &'a str,
    /// Whether this is for a card instead of the panel.
    is_card: bool,
}

impl<'a> Context<'a> {
    fn new(story: &'a Story, session: &'a Session) -> Self {
        Self { story, session, lang: session.lang(), is_card: false }
    }

    /// Returns a region's name for a heading.
    fn heading(&self, region: &Region) -> String {
        self.story.heading(region, self.lang, self.session.viewpoint())
    }

    fn word<'k>(&self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.story.manifest().word(self.lang, key)
    }

    /// Returns an element with a text in the reader's language; any other language is tagged.
    fn localized(&self, tag: &'static str, texts: &Texts) -> Element {
        named(el(tag), texts, self.lang)
    }

    /// Returns an element with the line of a status in the reader's language; any other is tagged.
    fn line(&self, tag: &'static str, standing: &Standing<'_>) -> Element {
        let line = self.story.status_line(standing, self.lang);
        match standing.entry.line.in_language(self.lang) {
            Some((_, lang)) if lang != self.lang => el(tag).attr("lang", lang).text(line),
            _ => el(tag).text(line),
        }
    }

    /// Adds the certainty of a statement to an element, unless it is high.
    fn certainty(&self, element: Element, certainty: Certainty) -> Element {
        match certainty.word() {
            Some(key) => element.text(" ").child(el("small").text(self.word(key))),
            None => element,
        }
    }

    /// Formats a day in the reader's language.
    fn date(&self, day: Day) -> String {
        self.story.manifest().date(self.lang, day)
    }

    /// Formats a day or a period; a whole year by its number.
    fn days(&self, days: Days) -> String {
        let Some(to) = days.to else { return self.date(days.from) };
        match (days.from.numbers(), to.numbers()) {
            ([year, 1, 1], [last, 12, 31]) if year == last => {
                self.story.manifest().phrase(self.lang, "date.year", &[("y", &decimal(year.into(), 0))])
            }
            _ => [&self.date(days.from), " – ", &self.date(to)].concat(),
        }
    }

    /// Returns a button that sets the day of the map; only a text for a day before its first.
    fn day(&self, day: Day, text: String) -> Element {
        if stops(self.story).first().is_some_and(|first| day < *first) {
            return el("span").class("date").text(text);
        }
        let button = button("date", "data-date", &day.iso()).text(text);
        if day == self.session.date() { button.attr("aria-current", "date") } else { button }
    }

    /// Returns links to the sources of a statement. They are a list, which a paragraph may not contain (HTML, section
    /// 4.4.1): use a division.
    fn sources(&self, ids: &[String]) -> Element {
        let mut links = el("ul").class("sources").attr("aria-label", self.word("card.sources"));
        for source in ids.iter().filter_map(|id| self.story.reading().sources.get(id)) {
            links.push(publication(self.story, source, self.lang));
        }
        links
    }

    /// Formats a number in the reader's language.
    fn number(&self, value: f64) -> String {
        self.story.manifest().number(self.lang, value)
    }
}

/// Returns a publication as an item of a list: with a link, or with the series and number to order it by.
#[must_use]
pub fn publication(story: &Story, source: &Publication, lang: &str) -> Element {
    let (entry, title) = (el("li"), source_title(story, source, lang));
    let Some(series) = &source.series else {
        let link = el("a").attr("title", title).attr("hreflang", source.lang.as_str()).link(&source.url);
        return entry.child(named(link, &source.publisher, lang));
    };
    let cited = story.manifest().phrase(lang, "source.series", &[("title", &title), ("series", series)]);
    entry.child(named(el("span"), &source.publisher, lang)).text(cited)
}

/// Returns the title of a publication; if it has none, our description, marked as such.
fn source_title(story: &Story, source: &Publication, lang: &str) -> String {
    if source.is_described {
        story.manifest().phrase(lang, "source.described", &[("text", &source.title)])
    } else {
        source.title.clone()
    }
}

/// Adds a text to an element; a language other than the reader's is tagged.
fn named(element: Element, texts: &Texts, reader: &str) -> Element {
    match texts.in_language(reader) {
        Some((text, lang)) if lang != reader => element.attr("lang", lang).text(text),
        Some((text, _)) => element.text(text),
        None => element,
    }
}

/// Returns a button with a class and an attribute for its action.
fn button(class: &'static str, does: &'static str, what: &str) -> Element {
    el("button").attr("type", "button").class(class).attr(does, what)
}

/// Returns a folded element below a heading; `key` identifies it.
fn folded(key: &str, heading: Element) -> Element {
    el("details").attr("data-excerpt", key).child(el("summary").child(heading))
}

/// Returns a link that chooses a place on the map; without a map it leads to the place's row in the table.
fn place_link(id: &str, text: &str) -> Element {
    el("a").attr("href", ["#island-", id].concat()).attr("data-place", id).class("place").text(text)
}
