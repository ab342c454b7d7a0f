//! All islands in a table: the equivalent of the map for those who do not see it. Below each name is a link to the
//! island's own page, in the folder `islands` next to the table's page.

use crate::markup::{Element, el};
use crate::panel::{Context, place_link};
use crate::story::{Fact, Region, Story};
use crate::view::Session;

/// The columns, by the keys of their headings.
const COLUMNS: [&str; 7] =
    ["table.name", "table.group", "table.status", "table.area", "table.height", "table.population", "card.sources"];

/// Returns the table of the islands, in the order of the chain.
#[must_use]
pub fn table(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let heads = COLUMNS.map(|key| el("th").attr("scope", "col").text(context.word(key)));
    let regions = story.chain_order().iter().filter_map(|id| story.region(*id));
    let rows = regions.map(|region| row(&context, region));
    let table = el("table").child(el("caption").text(context.word("table.title")));
    table.child(el("thead").child(el("tr").children(heads.into()))).child(el("tbody").children(rows.collect()))
}

fn row(context: &Context<'_>, region: &Region) -> Element {
    let heading = context.heading(region);
    let label = format!("{}: {heading}", context.word("table.page"));
    let page = el("a").class("own").attr("href", format!("./islands/{}/", region.id)).attr("aria-label", label);
    let page = page.text(context.word("table.page"));
    let name = el("th").attr("scope", "row").child(place_link(&region.id, &heading));
    let others = region.names.iter().filter(|(lang, _)| *lang != context.lang);
    let others = others.map(|(lang, name)| el("span").attr("lang", lang).text(format!(" {name}")));
    let group = region.island.as_ref().and_then(|island| context.story.names(&island.group));
    let standing = context.story.standing(&region.id, context.session.date());
    let area = region.island.as_ref().and_then(|island| island.area_km2).filter(|area| *area > 0.0);
    let (height, people) = (first(context, region, "height"), first(context, region, "population"));
    let mut sources: Vec<String> = Vec::new();
    let of_status = standing.iter().flat_map(|standing| {
        let claims = standing.claims.iter().flat_map(|claim| &claim.sources);
        standing.entry.sources.iter().chain(claims)
    });
    for id in of_status.chain([height, people].into_iter().flatten().flat_map(|fact| &fact.sources)) {
        if !sources.contains(id) {
            sources.push(id.clone());
        }
    }
    el("tr")
        .attr("id", format!("island-{}", region.id))
        .child(name.children(others.collect()).child(page))
        .child(group.map_or_else(|| el("td"), |names| context.localized("td", names)))
        .child(standing.map_or_else(|| el("td"), |standing| context.line("td", &standing)))
        .child(el("td").class("figure").text(area.map_or_else(|| "–".to_owned(), |area| context.number(area))))
        .child(figure(context, height))
        .child(figure(context, people))
        .child(el("td").child(context.sources(&sources)))
}

/// Returns a region's first fact of a kind.
fn first<'a>(context: &Context<'a>, region: &Region, kind: &str) -> Option<&'a Fact> {
    let facts = &context.story.reading().facts.get(&region.id)?.facts;
    facts.iter().find(|fact: &&Fact| fact.kind == kind)
}

/// Returns a cell with a figure, its year and its description.
fn figure(context: &Context<'_>, fact: Option<&Fact>) -> Element {
    let cell = el("td").class("figure");
    let Some((fact, value)) = fact.and_then(|fact| Some((fact, fact.value?))) else { return cell.text("–") };
    let mut cell = cell.text(context.number(value));
    if let Some(year) = fact.year {
        cell = cell.child(el("small").text(format!(" ({year})")));
    }
    if !fact.text.is_empty() {
        cell = cell.text(" ").child(context.localized("small", &fact.text));
    }
    cell
}
