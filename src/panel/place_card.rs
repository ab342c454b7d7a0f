//! The card of a chosen place: its status, what articles say and what was placed there, then names and facts, and, folded,
//! history, documents and sources.

use crate::markup::{Element, el};
use crate::panel::arguments::{folded, titles};
use crate::panel::articles::{documents_about, excerpts_about};
use crate::panel::events::{deployments, history};
use crate::panel::facts::{facts, row};
use crate::panel::notes::numbered;
use crate::panel::status::status_lines;
use crate::panel::{Context, button, place_link, report};
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
    let topics = titles(&context, place);
    if differs {
        card = card.children(topics.clone().into_iter().collect());
    }
    card = card.child(excerpts_about(&context, place)).children(deployments(&context, place));
    card.push(names_and_facts(&context, names, region));
    if region.is_none() {
        card.push(members(&context, place));
    }
    card = card.children(history(&context, place).into_iter().collect());
    card = card.children(documents_about(&context, place).into_iter().collect());
    if let Some(topics) = topics.filter(|_| !differs) {
        card.push(topics);
    }
    let sources = numbered(&context, &mut card);
    if !sources.children.is_empty() {
        card.push(folded("notes", el("h3").text(context.word("card.sources"))).child(sources));
    }
    Some(card.children(report(story, session, &place.id).into_iter().collect()))
}

/// Returns a table of the names in every language, the reader's first, other names, and the facts.
fn names_and_facts(context: &Context<'_>, names: &Texts, region: Option<&Region>) -> Element {
    let reading = region.and_then(|region| context.story.reading().facts.get(&region.id));
    let mut each = el("td").class("names");
    let (own, others): (Vec<_>, Vec<_>) = names.iter().partition(|(lang, _)| *lang == context.lang);
    for (lang, name) in own.into_iter().chain(others) {
        let mut entry = el("div").child(el("span").attr("lang", lang).text(name));
        if let Some(reading) = reading.filter(|_| lang == "ja") {
            for (lang, spelt) in [("ja", &reading.kana), ("ja-Latn", &reading.romanised)] {
                if let Some(spelt) = spelt {
                    entry = entry.text(" ").child(el("small").attr("lang", lang).text(spelt.as_str()));
                }
            }
        }
        each.push(entry);
    }
    let caption = el("caption").text(context.word("card.facts"));
    let mut table = el("table").class("facts").child(caption).child(row(context, "card.names", each));
    let mut also = el("td");
    for (lang, all) in reading.iter().flat_map(|reading| reading.aliases.iter()) {
        for name in all {
            let gap = if also.children.is_empty() { "" } else { ", " };
            also = also.text(gap).child(el("span").attr("lang", lang.as_str()).text(name.as_str()));
        }
    }
    if !also.children.is_empty() {
        table.push(row(context, "card.also_called", also));
    }
    table.children(region.map_or_else(Vec::new, |region| facts(context, region)))
}

/// Returns links to the islands of a group.
fn members(context: &Context<'_>, place: &Place) -> Element {
    let mut members = el("ul").class("members");
    for region in place.islands.iter().filter_map(|id| context.story.region(*id)) {
        members.push(el("li").child(place_link(&region.id, &context.heading(region))));
    }
    members
}
