//! The facts of an island, each with its sources.

use crate::markup::{Element, el};
use crate::panel::Context;
use crate::story::{Fact, Region};

/// Returns the facts as a list of terms.
pub(super) fn facts(context: &Context<'_>, region: &Region) -> Element {
    let known = context.story.reading().facts.get(&region.id).map_or(&[][..], |reading| &reading.facts);
    let mut list = el("dl").class("facts");
    let mut last = "";
    for fact in known {
        if fact.kind != last {
            list = list.child(el("dt").text(context.word(word_of(&fact.kind))));
        }
        last = &fact.kind;
        list = list.child(fact_row(context, fact).child(context.sources(&fact.sources)));
    }
    if let Some(area) = region.island.as_ref().and_then(|island| island.area_km2).filter(|area| *area > 0.005) {
        let text = format!("{}\u{a0}{}", context.number(area), context.word("unit.km2"));
        list = list.child(el("dt").text(context.word("fact.area_computed"))).child(el("dd").text(text));
    }
    list
}

/// Returns the key of the word for a kind of fact.
fn word_of(kind: &str) -> &'static str {
    match kind {
        "area" => "fact.area",
        "height" => "fact.height",
        "population" => "fact.population",
        "population_1945" => "fact.population_1945",
        "administration" => "fact.administration",
        "claimant_administration" => "fact.claimant_administration",
        _ => "fact.note",
    }
}

/// Returns a fact: its figure with unit and year, then its text.
fn fact_row(context: &Context<'_>, fact: &Fact) -> Element {
    let mut fact_row = el("dd");
    if let Some(value) = fact.value {
        let unit = fact.unit.as_deref().map(unit_of).map_or("", |word| context.word(word));
        let figure = match (value == 0.0 && fact.kind == "population", unit) {
            (true, _) => context.word("uninhabited").to_owned(),
            (false, "") => context.number(value),
            (false, unit) => format!("{}\u{a0}{unit}", context.number(value)),
        };
        let year = fact.year.map(|year| year.to_string());
        let parts = |year: &str| {
            context.story.manifest().phrase(context.lang, "fact.year", &[("value", &figure), ("year", year)])
        };
        fact_row = fact_row.text(year.as_deref().map_or_else(|| figure.clone(), parts));
        if !fact.text.is_empty() {
            fact_row = fact_row.text(" ").child(context.localized("small", &fact.text));
        }
    } else if !fact.text.is_empty() {
        fact_row = fact_row.child(context.localized("span", &fact.text));
    }
    fact_row
}

fn unit_of(unit: &str) -> &'static str {
    match unit {
        "km2" => "unit.km2",
        "m" => "unit.m",
        _ => "unit.people",
    }
}
