//! The card of a chosen place: names, status, facts and what the articles say of it.

use crate::markup::{Element, el};
use crate::panel::articles::excerpts_about;
use crate::panel::events::{deployments, events, is_about};
use crate::panel::facts::facts;
use crate::panel::{Desk, button, place_link};
use crate::story::{Atlas, Interval, Place, Region, Texts};
use crate::view::App;

/// The card of the chosen place; none where none is chosen.
#[must_use]
pub fn card(atlas: &Atlas, app: &App) -> Option<Element> {
    let place = app.chosen()?;
    let desk = Desk { is_card: true, ..Desk::new(atlas, app) };
    let region = atlas.region_id(&place.id).and_then(|id| atlas.region(id)).filter(|_| !place.is_group);
    let names = atlas.names(&place.id)?;
    let heading = region.map_or_else(|| names.get(desk.lang).to_owned(), |region| desk.heading(region));
    let close = button("close", "data-act", "close");
    let close = close.attr("aria-label", desk.word("card.close")).text("×");
    let head = el("header").child(el("h2").attr("tabindex", "-1").text(heading)).child(close);
    let mut card = el("article").class("card").attr("data-card", &*place.id).child(head);
    if let Some(status) = status_line(&desk, place) {
        card.push(status);
    }
    card.push(names_list(&desk, names, region));
    if let Some(region) = region {
        card = card.child(el("h3").text(desk.word("card.facts"))).child(facts(&desk, region));
    } else {
        card = card.child(members(&desk, place));
    }
    card = card.children(deployments(&desk, place)).child(excerpts_about(&desk, place));
    if let Some(list) = events(&desk, Some(place)) {
        card = card.child(el("h3").text(desk.word("card.events"))).child(list);
    }
    Some(card)
}

/// The status in a line, what each party says, and the sources.
fn status_line(desk: &Desk<'_>, place: &Place) -> Option<Element> {
    let day = desk.app.date();
    let status = desk.atlas.status();
    let first = place.islands.first().and_then(|id| desk.atlas.region(*id)).map(|region| region.id.as_str());
    let uniform = |interval: &&Interval| {
        place.islands.iter().all(|id| {
            let region = desk.atlas.region(*id);
            region.and_then(|region| status.of_island(&region.id, day)).is_some_and(|own| own.group == interval.group)
        })
    };
    let interval = status.of_group(&place.id, day).or_else(|| status.of_island(first?, day).filter(uniform))?;
    let mut sides = el("dl").class("sides");
    for (id, view) in interval.according_to.iter() {
        if let Some(party) = desk.atlas.story().party(id) {
            let says = el("dd").text(desk.word(view.value.word())).text(" ").child(desk.sources(&view.sources));
            sides.push(el("div").child(desk.said("dt", &party.names)).child(says));
        }
    }
    let line = desk.said("p", &interval.line).class("line");
    let mut basis = el("p").class("basis");
    if !interval.basis.is_empty() {
        basis = basis.text([desk.word("status.basis"), ": "].concat()).child(desk.said("span", &interval.basis));
    }
    let said_by_sides = |id: &String| interval.according_to.values().any(|view| view.sources.contains(id));
    let further: Vec<String> = interval.sources.iter().filter(|id| !said_by_sides(id)).cloned().collect();
    let as_of = desk.atlas.story().phrase(desk.lang, "as_of", &[("date", &desk.date(day))]);
    let as_of = el("div").class("as-of").text(as_of).text(" ").child(desk.sources(&further));
    let mut landings = el("div").class("landings");
    for landing in interval.landings.iter().filter(|landing| is_about(desk.atlas, &landing.places, place)) {
        let days = desk.days(landing.days);
        let text = desk.atlas.story().phrase(desk.lang, "status.landing", &[("date", &days)]);
        landings.push(el("div").class("basis").text(text).text(" ").child(desk.sources(&landing.sources)));
    }
    let heading = el("h3").text(desk.word("status.sides"));
    let status = el("section").class("status").child(line).child(basis).child(landings).child(heading);
    Some(status.child(sides).child(as_of))
}

/// The names in every language of the story, and other names.
fn names_list(desk: &Desk<'_>, names: &Texts, region: Option<&Region>) -> Element {
    let reading = region.and_then(|region| desk.atlas.reading().facts.get(&region.id));
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
    let mut section = el("section").class("names").child(el("h3").text(desk.word("card.names")));
    section.push(each);
    let others: Vec<(&str, &str)> = reading.map_or_else(Vec::new, |reading| {
        reading.aliases.iter().flat_map(|(lang, all)| all.iter().map(|name| (lang.as_str(), name.as_str()))).collect()
    });
    if others.is_empty() {
        return section;
    }
    let mut also = el("p").class("also").text([desk.word("card.also_called"), ": "].concat());
    for (index, (lang, name)) in others.into_iter().enumerate() {
        let gap = if index == 0 { "" } else { ", " };
        also = also.text(gap).child(el("span").attr("lang", lang).text(name));
    }
    section.child(also)
}

/// The islands of a group, each to be chosen.
fn members(desk: &Desk<'_>, place: &Place) -> Element {
    let mut members = el("ul").class("members");
    for region in place.islands.iter().filter_map(|id| desk.atlas.region(*id)) {
        members.push(el("li").child(place_link(&region.id, &desk.heading(region))));
    }
    members
}
