//! The status of a place: who administers and claims it since when, and what each party says, with sources.

use crate::markup::{Element, el};
use crate::panel::Context;
use crate::story::status::{Arrival, Claim, Control, PartyStatement};
use crate::story::{Place, Standing, Story};
use crate::view::Session;

/// Returns the status of the chosen place, as on its card; empty if none is chosen.
#[must_use]
pub fn status(story: &Story, session: &Session) -> Vec<Element> {
    session.chosen().map_or_else(Vec::new, |place| status_lines(&Context::new(story, session), place))
}

/// Returns the status of a place, by parts where its islands differ.
pub(super) fn status_lines(context: &Context<'_>, place: &Place) -> Vec<Element> {
    let told = context.story.status_of(place, context.session.date());
    let name = |part: &Standing<'_>| context.story.part_name(&told, part, context.lang);
    let mut all = Vec::new();
    for part in told.summary() {
        if told.whole.is_none() {
            all.push(el("h3").text(name(part)));
        }
        all.push(section(context, part));
    }
    let mut parts = el("ul").class("parts");
    for part in told.parts.iter().filter(|_| told.whole.is_some()) {
        let line = el("li").child(el("b").text(name(part))).text(context.word("list.colon"));
        parts.push(line.child(context.line("span", part)));
    }
    if !parts.children.is_empty() {
        all.push(parts);
    }
    all
}

fn section(context: &Context<'_>, standing: &Standing<'_>) -> Element {
    let entry = standing.entry;
    let mut section = el("section").class("status").child(context.line("p", standing).class("line"));
    if entry.certainty.word().is_some() {
        section.push(context.certainty(el("p").class("basis"), entry.certainty));
    }
    if let Some(basis) = &entry.basis {
        let key = if entry.control == Control::Joint { "status.basis_joint" } else { "status.basis" };
        let told = el("div").class("basis").text(context.word(key)).text(context.word("list.colon"));
        section.push(told.child(context.localized("span", &basis.text)).child(context.sources(&basis.sources)));
    }
    for arrival in context.story.arrivals(&standing.islands, context.session.date()) {
        section.push(arrived(context, standing, arrival));
    }
    for claim in &standing.claims {
        section.push(claimed(context, standing, claim));
    }
    section.push(el("h3").text(context.word("status.sides")));
    section.push(sides(context, standing));
    let said_by_sides = |id: &String| entry.according_to.values().any(|view| view.sources.contains(id));
    let further: Vec<String> = entry.sources.iter().filter(|id| !said_by_sides(id)).cloned().collect();
    let as_of =
        context.story.manifest().phrase(context.lang, "as_of", &[("date", &context.date(context.session.date()))]);
    section.child(el("div").class("as-of").text(as_of).text(" ").child(context.sources(&further)))
}

/// Returns what each party says, or that nothing was found.
fn sides(context: &Context<'_>, standing: &Standing<'_>) -> Element {
    let mut sides = el("dl").class("sides");
    for party in &context.story.manifest().parties {
        let says = match standing.entry.according_to.get(&party.id) {
            Some(view) => {
                let says = context.certainty(el("dd").text(position(context, view)), view.certainty);
                says.text(" ").child(context.sources(&view.sources))
            }
            None => el("dd").text(context.word("status.silent")),
        };
        sides.push(el("div").child(context.localized("dt", &party.names)).child(says));
    }
    sides
}

/// Returns what a party says, with the name of the party to which the islands belong if it names one of several.
fn position(context: &Context<'_>, said: &PartyStatement) -> String {
    let manifest = context.story.manifest();
    let named = said.of.as_ref().and_then(|id| manifest.parties.iter().find(|party| party.id == *id));
    match named {
        Some(party) => manifest.phrase(context.lang, "status.other_of", &[("party", party.names.get(context.lang))]),
        None => context.word(said.value.word()).to_owned(),
    }
}

/// Returns how and when forces arrived; with the islands, unless they arrived on all.
fn arrived(context: &Context<'_>, standing: &Standing<'_>, arrival: &Arrival) -> Element {
    let (story, manifest) = (context.story, context.story.manifest());
    let mut days = context.days(arrival.days);
    if standing.islands.len() > 1 {
        let names = story.names_among(&arrival.places, &standing.islands, context.lang);
        days = manifest.phrase(context.lang, "list.part", &[("date", &days), ("places", &names)]);
    }
    let text = manifest.phrase(context.lang, arrival.kind.word(), &[("date", &days)]);
    let mut told = context.certainty(el("div").class("basis").text(text), arrival.certainty);
    if let Some(note) = &arrival.note {
        told = told.text(" ").child(context.localized("small", &note.text));
    }
    told.child(context.sources(&arrival.sources))
}

/// Returns the claim to the islands, with its beginning and basis.
fn claimed(context: &Context<'_>, standing: &Standing<'_>, claim: &Claim) -> Element {
    let alone = Standing { claims: vec![claim], ..standing.clone() };
    let text = context.story.claimed_since(&alone, claim, context.lang);
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let text: String = first.into_iter().chain(letters).collect();
    let told = context.certainty(el("div").class("basis").child(el("b").text(text)), claim.certainty);
    match &claim.note {
        Some(note) => {
            let further = claim.sources.iter().filter(|id| !note.sources.contains(id));
            let sources: Vec<String> = note.sources.iter().chain(further).cloned().collect();
            told.text(" ").child(context.localized("small", &note.text)).child(context.sources(&sources))
        }
        None => told.child(context.sources(&claim.sources)),
    }
}
