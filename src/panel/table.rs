//! All islands in a table: the equivalent of the map for those who do not see it. Below each name is a link to the
//! island's own page, in the folder `islands` next to the table's page. What several islands share stands once below the
//! table: each status with its sources, and the sources.

use crate::legend::LegendEntry;
use crate::markup::{Element, el};
use crate::panel::notes::cite;
use crate::panel::{Context, place_link};
use crate::story::{Fact, Region, Standing, Story};
use crate::view::Session;

/// The columns, by the keys of their headings.
const COLUMNS: [&str; 6] =
    ["table.name", "table.group", "table.status", "table.area", "table.height", "table.population"];

/// The smallest area that is not told as 0, square kilometres.
const LEAST_AREA: f64 = 0.01;

/// Returns the table of the islands, in the order of the chain, and below it their statuses and the sources.
#[must_use]
pub fn table(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let heads = COLUMNS.map(|key| el("th").attr("scope", "col").text(context.word(key)));
    let mut statuses: Vec<Element> = Vec::new();
    let regions = story.chain_order().iter().filter_map(|id| story.region(*id));
    let rows = regions.map(|region| row(&context, region, &mut statuses)).collect();
    let table = el("table").child(el("caption").text(context.word("table.title")));
    let table = table.child(el("thead").child(el("tr").children(heads.into()))).child(el("tbody").children(rows));
    let numbers = 1_u32..;
    let statuses = statuses.into_iter().zip(numbers).map(|(told, n)| told.attr("id", format!("status-{n}")));
    let below = |key: &str| el("section").class("below").child(el("h2").text(context.word(key)));
    let told = below("table.status").child(el("ol").children(statuses.collect()));
    let mut all = el("div").child(el("div").class("scrolled").child(table)).child(told);
    let mut notes = el("ol").class("notes");
    cite(&context, &mut all, &mut notes);
    all.child(below("card.sources").child(notes))
}

fn row(context: &Context<'_>, region: &Region, statuses: &mut Vec<Element>) -> Element {
    let heading = context.heading(region);
    let label = format!("{}: {heading}", context.word("table.page"));
    let page = el("a").class("own").attr("href", format!("./islands/{}/", region.id)).attr("aria-label", label);
    let page = page.text(context.word("table.page"));
    let mut others = el("span");
    for (lang, name) in region.names.iter().filter(|(lang, _)| *lang != context.lang) {
        others = others.child(el("span").attr("lang", lang).text(name)).text(" · ");
    }
    let name = el("th").attr("scope", "row").child(place_link(&region.id, &heading)).child(others.child(page));
    let group = region.island.as_ref().and_then(|island| context.story.names(&island.group));
    let standing = context.story.standing(&region.id, context.session.date());
    let area = region.island.as_ref().and_then(|island| island.area_km2).filter(|area| *area > 0.0);
    el("tr")
        .attr("id", format!("island-{}", region.id))
        .child(name)
        .child(group.map_or_else(|| el("td"), |names| context.localized("td", names)))
        .child(standing.map_or_else(|| el("td"), |standing| status(context, &standing, statuses)))
        .child(el("td").class("figure").text(area.map_or_else(|| "–".to_owned(), |area| sized(context, area))))
        .child(figure(context, first(context, region, "height")))
        .child(figure(context, first(context, region, "population")))
}

/// Returns a cell with the status in the words of the legend, which lead to its sentence below the table.
fn status(context: &Context<'_>, standing: &Standing<'_>, statuses: &mut Vec<Element>) -> Element {
    let claims = standing.claims.iter().flat_map(|claim| &claim.sources);
    let mut sources: Vec<String> = Vec::new();
    for id in standing.entry.sources.iter().chain(claims) {
        if !sources.contains(id) {
            sources.push(id.clone());
        }
    }
    let told = el("li").child(context.line("span", standing)).child(context.sources(&sources));
    let number = statuses.iter().position(|known| *known == told).unwrap_or_else(|| {
        statuses.push(told);
        statuses.len() - 1
    });
    let side = context.session.viewpoint().side;
    let class = standing.status_class(side, &context.story.manifest().parties);
    let short = LegendEntry::Area(class).word_key(side);
    el("td").child(el("a").attr("href", format!("#status-{}", number + 1)).text(context.word(&short)))
}

/// Formats an area; one too small for two decimals as less than the smallest that has them.
fn sized(context: &Context<'_>, area: f64) -> String {
    if area < LEAST_AREA { ["< ", &context.number(LEAST_AREA)].concat() } else { context.number(area) }
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
    cell.child(context.sources(&fact.sources))
}
