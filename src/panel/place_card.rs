//! The card of a chosen place: its status, what articles say and what was placed there, then names, facts and history.

use crate::markup::{Element, el};
use crate::panel::arguments::{folded, titles};
use crate::panel::articles::excerpts_about;
use crate::panel::events::{deployments, events};
use crate::panel::facts::facts;
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
    card.push(names_list(&context, names, region));
    if let Some(region) = region {
        card = card.child(el("h3").text(context.word("card.facts"))).child(facts(&context, region));
    } else {
        card = card.child(members(&context, place));
    }
    if let Some(topics) = topics.filter(|_| !differs) {
        card.push(topics);
    }
    if let Some(list) = events(&context, Some(place)) {
        card.push(folded("events", el("h3").text(context.word("card.events"))).child(list));
    }
    Some(card.children(report(story, session, &place.id).into_iter().collect()))
}

/// Returns the names in every language of the story, and other names.
fn names_list(context: &Context<'_>, names: &Texts, region: Option<&Region>) -> Element {
    let reading = region.and_then(|region| context.story.reading().facts.get(&region.id));
    let mut each = el("ul");
    for (lang, name) in names.iter() {
        let kana = reading.filter(|_| lang == "ja").and_then(|reading| reading.kana.as_deref());
        let roman = reading.filter(|_| lang == "ja").and_then(|reading| reading.romanised.as_deref());
        let mut entry = el("li").child(el("span").attr("lang", lang).text(name));
        if let Some(kana) = kana {
            entry = entry.text(" ").child(el("small").attr("lang", "ja").text(kana));
        }
        if let Some(roman) = roman {
            entry = entry.text(" ").child(el("small").attr("lang", "ja-Latn").text(roman));
        }
        each.push(entry);
    }
    let mut section = el("section").class("names").child(el("h3").text(context.word("card.names")));
    section.push(each);
    let others: Vec<(&str, &str)> = reading.map_or_else(Vec::new, |reading| {
        reading.aliases.iter().flat_map(|(lang, all)| all.iter().map(|name| (lang.as_str(), name.as_str()))).collect()
    });
    if others.is_empty() {
        return section;
    }
    let mut also = el("p").class("also").text([context.word("card.also_called"), ": "].concat());
    for (index, (lang, name)) in others.into_iter().enumerate() {
        let gap = if index == 0 { "" } else { ", " };
        also = also.text(gap).child(el("span").attr("lang", lang).text(name));
    }
    section.child(also)
}

/// Returns links to the islands of a group.
fn members(context: &Context<'_>, place: &Place) -> Element {
    let mut members = el("ul").class("members");
    for region in place.islands.iter().filter_map(|id| context.story.region(*id)) {
        members.push(el("li").child(place_link(&region.id, &context.heading(region))));
    }
    members
}
