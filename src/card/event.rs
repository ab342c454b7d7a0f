//! What happened, and what was placed where: lists whose dates set the map.

use super::Desk;
use crate::atlas::event::{Deployment, Event};
use crate::atlas::{Atlas, Place};
use crate::markup::{Element, el};

/// The events about a place, or all of them, in the order of time; each date sets the map.
pub(super) fn events(desk: &Desk<'_>, place: Option<&Place>) -> Option<Element> {
    let concerns = |event: &&Event| place.is_none_or(|place| is_about(desk.atlas, &event.places, place));
    let items: Vec<Element> =
        desk.atlas.reading().events.iter().filter(concerns).map(|event| item(desk, event)).collect();
    (!items.is_empty()).then(|| el("ol").class("events").children(items))
}

fn item(desk: &Desk<'_>, event: &Event) -> Element {
    let date = match &event.to {
        Some(to) => format!("{} – {}", desk.date(&event.from), desk.date(to)),
        None => desk.date(&event.from),
    };
    let is_now = event.from == desk.app.date();
    let day = el("button").attr("type", "button").class("date").attr("data-date", event.from.clone()).text(date);
    let day = if is_now { day.attr("aria-current", "date") } else { day };
    let title = desk.said("b", &event.title);
    let text = desk.said("span", &event.text).child(desk.sources(&event.sources));
    el("li").attr("data-event", event.id.clone()).child(day).child(title).child(el("p").child(text))
}

/// Whether one of the places is a place itself, holds it or lies in it; the whole chain alone does not count.
fn is_about(atlas: &Atlas, places: &[String], place: &Place) -> bool {
    let within = |a: &Place, b: &Place| a.islands.iter().all(|island| b.islands.contains(island));
    places.iter().filter_map(|id| atlas.place(id)).any(|other| within(&other, place) || within(place, &other))
}

/// What was placed on an island, report by report, with the differing figures side by side.
pub(super) fn deployments(desk: &Desk<'_>, place: &Place) -> Vec<Element> {
    let here = desk.atlas.reading().deployments.iter().filter(|deployment| deployment.place == place.id);
    let told: Vec<Element> = here.map(|deployment| deployed(desk, deployment)).collect();
    if told.is_empty() {
        return told;
    }
    std::iter::once(el("h3").text(desk.word("card.deployments"))).chain(told).collect()
}

fn deployed(desk: &Desk<'_>, deployment: &Deployment) -> Element {
    let since = desk.atlas.story().phrase(desk.lang, "deployment.since", &[("date", &desk.date(&deployment.from))]);
    let head = el("p").child(desk.said("b", &deployment.system)).text(" · ").text(since);
    let reports = deployment.reports.iter().map(|report| {
        let date = el("small").text(desk.date(&report.date));
        el("li").child(date).text(" ").child(desk.said("span", &report.text)).child(desk.sources(&report.sources))
    });
    let ranges = deployment.ranges.iter().map(|range| {
        let figure = format!("{}\u{a0}{}", desk.number(range.km), desk.word("unit.km"));
        el("li")
            .child(el("b").text(figure))
            .text(" ")
            .child(desk.said("span", &range.text))
            .child(desk.sources(&range.sources))
    });
    let shown = desk.app.ranges() == Some(deployment.id.as_str());
    let key = if shown { "deployment.hide_ranges" } else { "deployment.show_ranges" };
    let button = el("button").attr("type", "button").class("jump").attr("data-ranges", deployment.id.clone());
    let button = button.attr("aria-pressed", if shown { "true" } else { "false" }).text(desk.word(key));
    let mut section = el("section").class("deployment").child(head).child(el("ul").class("reports").children(reports));
    if !deployment.ranges.is_empty() {
        section =
            section.child(el("h4").text(desk.word("deployment.ranges"))).child(el("ul").children(ranges)).child(button);
    }
    if let Some(note) = &deployment.note {
        section = section.child(desk.said("p", &note.text).class("note").child(desk.sources(&note.sources)));
    }
    section
}
