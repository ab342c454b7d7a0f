//! The arguments of the parties, topic by topic and side by side.

use crate::markup::{Element, el};
use crate::panel::events::is_about;
use crate::panel::{Context, button, folded, place_link};
use crate::story::argument::{Quotation, Statement, Topic};
use crate::story::{Day, Place, Story};
use crate::view::Session;

/// Returns the topics, each folded or all open; `None` if the story has no arguments.
#[must_use]
pub fn arguments(story: &Story, session: &Session, is_open: bool) -> Option<Element> {
    section(&Context::new(story, session), is_open)
}

/// Returns the section of the topics.
pub(super) fn section(context: &Context<'_>, is_open: bool) -> Option<Element> {
    let topics = &context.story.reading().topics;
    let intro = el("p").class("intro").text(context.word("argument.intro"));
    let heading = el("h2").text(context.word("argument.title"));
    let mut section = el("section").class("arguments").child(heading).child(intro);
    for topic in topics {
        let whole = whole(context, topic);
        section.push(if is_open { whole.attr("id", key(topic)).attr("open", "") } else { whole });
    }
    (!topics.is_empty()).then_some(section)
}

/// Returns links to the topics that concern a place; `None` if there are none.
pub(super) fn titles(context: &Context<'_>, place: &Place) -> Option<Element> {
    let mut list = el("ul").class("topics");
    for topic in context.story.reading().topics.iter().filter(|topic| is_about(context.story, &topic.places, place)) {
        let link = button("goto", "data-goto", &key(topic)).text(topic.title.get(context.lang));
        list.push(el("li").child(link));
    }
    let heading = el("h3").text(context.word("argument.title"));
    (!list.children.is_empty()).then(|| el("section").child(heading).child(list))
}

/// Returns the key of a topic in addresses and links.
fn key(topic: &Topic) -> String {
    ["argument-", &topic.id].concat()
}

/// Returns what all parties say on a topic, and its days and places.
fn whole(context: &Context<'_>, topic: &Topic) -> Element {
    let mut sides = el("div").class("voices");
    for party in &context.story.manifest().parties {
        let Some(statement) = topic.sides.get(&party.id) else { continue };
        let figure = el("figure").child(context.localized("h4", &party.names));
        sides.push(match statement {
            Statement::Said(quotation) => quoted(context, quotation, figure),
            Statement::NoneFound(day) => {
                let none =
                    context.story.manifest().phrase(context.lang, "argument.none", &[("date", &context.date(*day))]);
                figure.child(el("p").class("none").text(none))
            }
        });
    }
    let mut about = el("p").class("about");
    for day in &topic.dates {
        about = about.child(context.day(*day, context.date(*day))).text(" ");
    }
    for id in &topic.places {
        if let Some(names) = context.story.names(id) {
            about = about.child(place_link(id, names.get(context.lang))).text(" ");
        }
    }
    folded(&key(topic), context.localized("h3", &topic.title)).class("topic").child(sides).child(about)
}

/// Returns a quotation with its translation, speaker and date.
fn quoted(context: &Context<'_>, quotation: &Quotation, figure: Element) -> Element {
    let words = el("p").text(quotation.text.as_str());
    let figure = figure.child(el("blockquote").attr("lang", quotation.lang.as_str()).child(words));
    let is_in = |langs: &[String]| langs.iter().any(|lang| lang == context.lang);
    let whose = if is_in(&quotation.official) {
        "translation.official"
    } else if is_in(&quotation.agency) {
        "translation.source"
    } else {
        "panel.translation"
    };
    let translation = quotation.translations.exact(context.lang).filter(|_| context.lang != quotation.lang);
    let figure = match translation {
        Some(text) => figure.child(context.translated(whose, text)),
        None => figure,
    };
    let mut by = quotation.speaker.get(context.lang).to_owned();
    for part in
        [Some(quotation.title.get(context.lang).to_owned()), quotation.date.as_deref().map(|date| context.dated(date))]
    {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            by += context.word("list.comma");
            by += &part;
        }
    }
    if quotation.is_translation {
        by += " (";
        by += context.word("translation.of_source");
        by += ")";
    }
    figure.child(el("figcaption").text(by).child(context.sources(&quotation.sources)))
}

impl Context<'_> {
    /// Formats a date that is a day or only a year.
    pub(super) fn dated(&self, date: &str) -> String {
        Day::parse(date).map_or_else(|| date.to_owned(), |day| self.date(day))
    }

    /// Returns a translation, labelled with its origin.
    pub(super) fn translated(&self, whose: &str, text: &str) -> Element {
        let label = el("small").text([self.word(whose), ": "].concat());
        el("p").class("translation").child(label).text(text)
    }
}
