//! Events and deployments: lists whose dates set the day of the map.

use crate::markup::{Element, el};
use crate::panel::{Context, button, folded};
use crate::story::event::{Deployment, Distance, Event};
use crate::story::{Place, PlaceId, Story, Texts};

/// Returns all events in chronological order; `None` if there are none.
pub(super) fn events(context: &Context<'_>) -> Option<Element> {
    let mut list = el("ol").class("events");
    for event in &context.story.reading().events {
        list.push(item(context, event));
    }
    (!list.children.is_empty()).then_some(list)
}

/// Returns the history of a place, folded: what concerns it or a part of it, then, folded again, what concerned more
/// islands at once.
pub(super) fn history(context: &Context<'_>, place: &Place) -> Option<Element> {
    let story = context.story;
    let (mut own, mut shared) = (el("ol").class("events"), el("ol").class("events"));
    for event in &story.reading().events {
        if event.places.iter().filter_map(|id| story.place(id)).any(|other| other.lies_in(place)) {
            own.push(item(context, event));
        } else if is_about(story, &event.places, place) {
            shared.push(item(context, event));
        }
    }
    let mut history = folded("events", el("h3").text(context.word("card.events")));
    let is_known = !(own.children.is_empty() && shared.children.is_empty());
    if !own.children.is_empty() {
        history.push(own);
    }
    if !shared.children.is_empty() {
        let heading = el("h4").text(context.word("further.events"));
        history.push(folded("shared", heading).class("shared").child(shared));
    }
    is_known.then_some(history)
}

fn item(context: &Context<'_>, event: &Event) -> Element {
    let day = context.day(event.days.from, context.days(event.days));
    let title = context.localized("b", &event.title);
    let text = el("div").child(context.localized("span", &event.text)).child(context.sources(&event.sources));
    el("li").attr("data-event", event.id.as_str()).child(day).child(title).child(text)
}

/// Returns whether one of the places is, contains or is part of a place.
pub(super) fn is_about(story: &Story, places: &[PlaceId], place: &Place) -> bool {
    places.iter().filter_map(|id| story.place(id)).any(|other| other.touches(place))
}

/// Returns the deployments on an island, with all reports and their figures side by side.
pub(super) fn deployments(context: &Context<'_>, place: &Place) -> Vec<Element> {
    let mut told = Vec::new();
    for deployment in context.story.reading().deployments.iter().filter(|deployment| deployment.place == place.id) {
        if told.is_empty() {
            told.push(el("h3").text(context.word("card.deployments")));
        }
        told.push(deployed(context, deployment));
    }
    told
}

fn deployed(context: &Context<'_>, deployment: &Deployment) -> Element {
    let since =
        context.story.manifest().phrase(context.lang, "deployment.since", &[("date", &context.date(deployment.from))]);
    let head = el("div").child(context.localized("b", &deployment.system)).text(" · ").text(since);
    let head = match deployment.reports.first() {
        Some(first) => head.child(context.sources(&first.sources)),
        None => head,
    };
    let entry = |head: &'static str, figure: String, text: &Texts, sources: &[String]| {
        let head = el(head).text(figure);
        el("li").child(head).text(" ").child(context.localized("span", text)).child(context.sources(sources))
    };
    let mut reports = el("ul").class("reports");
    for report in &deployment.reports {
        reports.push(entry("small", context.date(report.date), &report.text, &report.sources));
    }
    let mut further = folded(&deployment.id, el("h4").text(context.word("further.reports"))).child(reports);
    let mut ranges = el("ul");
    for range in &deployment.ranges {
        let figure = [&context.number(range.km), "\u{a0}", context.word("unit.km")].concat();
        ranges.push(entry("b", figure, &range.text, &range.sources));
    }
    let shown = context.session.ranges() == Some(deployment.id.as_str());
    let key = if shown { "deployment.hide_ranges" } else { "deployment.show_ranges" };
    let button = button("jump", "data-ranges", if shown { "" } else { &deployment.id });
    let button = button.attr("aria-pressed", if shown { "true" } else { "false" }).text(context.word(key));
    let mut section = el("section").class("deployment").child(head);
    if !deployment.ranges.is_empty() {
        section.push(button);
        further = further.child(el("h4").text(context.word("deployment.ranges"))).child(ranges);
    }
    let mut distances = el("ul").class("distances");
    for Distance { to, km, .. } in &deployment.distances {
        if let Some(names) = context.story.names(to) {
            let figure = [&context.number(*km), "\u{a0}", context.word("unit.km")].concat();
            distances.push(el("li").child(context.localized("span", names)).text(": ").child(el("b").text(figure)));
        }
    }
    if !deployment.distances.is_empty() {
        further = further.child(el("h4").text(context.word("deployment.distances"))).child(distances);
    }
    if let Some(note) = &deployment.note {
        further.push(context.localized("div", &note.text).class("note").child(context.sources(&note.sources)));
    }
    section.child(further)
}
