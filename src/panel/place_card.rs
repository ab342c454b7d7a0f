//! The card of a chosen place: its status, what articles say and what was placed there, then its history, folded,
//! names and facts, and, folded again, documents and sources.

use crate::markup::{Element, el};
use crate::panel::arguments::titles;
use crate::panel::articles::{documents_about, excerpts_about};
use crate::panel::events::{deployments, history};
use crate::panel::facts::{facts, row};
use crate::panel::notes::cite;
use crate::panel::status::status_lines;
use crate::panel::{Context, button, folded, place_link, report};
use crate::story::reading::IslandReading;
use crate::story::{Place, Region, Side, Story, Texts};
use crate::view::Session;

/// Returns the card of the chosen place; `None` if none is chosen.
#[must_use]
pub fn card(story: &Story, session: &Session) -> Option<Element> {
    let place = session.chosen()?;
    let context = Context { is_card: true, ..Context::new(story, session) };
    let region = story.region_id(&place.id).and_then(|id| story.region(id)).filter(|_| !place.is_group);
    let names = story.names(&place.id)?;
    let heading = region.map_or_else(|| names.get(context.lang).to_owned(), |region| context.heading(region));
    let close = button("close", "data-act", "close");
    let close = close.attr("aria-label", context.word("card.close")).text("×");
    let head = el("header").child(el("h2").attr("tabindex", "-1").text(heading)).child(close);
    let mut card = el("article").class("card").attr("data-card", &*place.id).child(head);
    card = card.children(status_lines(&context, place));
    let differs = *session.viewpoint().side == Side::Difference;
    let mut topics = titles(&context, place);
    if differs {
        card.add(topics.take());
    }
    card.add(excerpts_about(&context, place));
    card = card.children(deployments(&context, place));
    // What is not folded has the first numbers.
    let (mut notes, mut facts) = (el("ol").class("notes"), names_and_facts(&context, names, region));
    cite(&context, &mut card, &mut notes);
    cite(&context, &mut facts, &mut notes);
    card.add(history(&context, place));
    card.push(facts);
    if region.is_none() {
        card.push(members(&context, place));
    }
    card.add(documents_about(&context, place));
    card.add(topics);
    cite(&context, &mut card, &mut notes);
    if !notes.children.is_empty() {
        card.push(folded("notes", el("h3").text(context.word("card.sources"))).child(notes));
    }
    card.add(report(story, session, &place.id));
    Some(card)
}

/// Returns a table of the names in every language, the reader's first, other names, and the facts.
fn names_and_facts(context: &Context<'_>, names: &Texts, region: Option<&Region>) -> Element {
    let reading = region.and_then(|region| context.story.reading().facts.get(&region.id));
    let mut each = el("td").class("names");
    for is_own in [true, false] {
        for (lang, name) in names.iter().filter(|(lang, _)| (*lang == context.lang) == is_own) {
            each.push(named(reading, lang, name));
        }
    }
    let caption = el("caption").text(context.word("card.facts"));
    let mut table = el("table").class("facts").child(caption).child(row(context, "card.names", each));
    let mut also = el("td");
    if let Some(reading) = reading {
        for (lang, all) in reading.aliases.iter() {
            for name in all {
                let gap = if also.children.is_empty() { "" } else { ", " };
                also = also.text(gap).child(el("span").attr("lang", lang.as_str()).text(name.as_str()));
            }
        }
    }
    if !also.children.is_empty() {
        table.push(row(context, "card.also_called", also));
    }
    match region {
        Some(region) => facts(context, region, table),
        None => table,
    }
}

/// Returns a name, the Japanese one with its readings.
fn named(reading: Option<&IslandReading>, lang: &str, name: &str) -> Element {
    let mut entry = el("div").child(el("span").attr("lang", lang).text(name));
    if let Some(reading) = reading.filter(|_| lang == "ja") {
        for (lang, spelt) in [("ja", &reading.kana), ("ja-Latn", &reading.romanised)] {
            if let Some(spelt) = spelt {
                entry = entry.text(" ").child(el("small").attr("lang", lang).text(spelt.as_str()));
            }
        }
    }
    entry
}

/// Returns links to the islands of a group.
fn members(context: &Context<'_>, place: &Place) -> Element {
    let mut members = el("ul").class("members");
    for region in place.islands.iter().filter_map(|id| context.story.region(*id)) {
        members.push(el("li").child(place_link(&region.id, &context.heading(region))));
    }
    members
}
