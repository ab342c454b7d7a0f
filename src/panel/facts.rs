//! The facts of an island as rows of a table, each with its sources.

use crate::markup::{Element, el};
use crate::panel::Context;
use crate::story::{Fact, Region};

/// Adds the facts to a table, those of a kind in one row.
pub(super) fn facts(context: &Context<'_>, region: &Region, mut table: Element) -> Element {
    let known = context.story.reading().facts.get(&region.id).map_or(&[][..], |reading| &reading.facts);
    for same in known.chunk_by(|one, next| one.kind == next.kind) {
        let mut cell = el("td");
        for fact in same {
            cell.push(fact_row(context, fact).child(context.sources(&fact.sources)));
        }
        table.push(row(context, word_of(same), cell));
    }
    if let Some(area) = region.island.as_ref().and_then(|island| island.area_km2).filter(|area| *area > 0.005) {
        let text = [&context.number(area), "\u{a0}", context.word("unit.km2")].concat();
        table.push(row(context, "fact.area_computed", el("td").text(text)));
    }
    table
}

/// Returns a row of the table.
#[inline(never)]
pub(super) fn row(context: &Context<'_>, key: &str, cell: Element) -> Element {
    el("tr").child(el("th").attr("scope", "row").text(context.word(key))).child(cell)
}

/// Returns the key of the word for the kind of facts of the same kind.
fn word_of(same: &[Fact]) -> &'static str {
    match same.first().map_or("", |fact| &fact.kind) {
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
    let mut fact_row = el("div");
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
