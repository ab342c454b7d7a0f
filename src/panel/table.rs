//! All islands in a table: the equivalent of the map for those who do not see it. Below each name is a link to the
//! island's own page, in the folder `islands` next to the table's page. What several islands share stands once below the
//! table: each status with its sources, and the sources.

use crate::legend::LegendEntry;
use crate::markup::{Element, el};
use crate::panel::notes::cite;
use crate::panel::{Context, place_link};
use crate::story::{Fact, Region, Standing, Story};
use crate::view::Session;

/// The smallest area that is not told as 0, square kilometres.
const LEAST_AREA: f64 = 0.01;

/// The cells of a column below its heading.
struct Column {
    /// The key of the heading.
    key: &'static str,
    cells: Vec<Option<Element>>,
}

impl Column {
    fn new<'s>(key: &'static str, islands: &[&'s Region], cell: impl FnMut(&'s Region) -> Option<Element>) -> Self {
        Self { key, cells: islands.iter().copied().map(cell).collect() }
    }

    /// Whether an island has something in it.
    fn is_filled(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }
}

/// Returns the table of the islands, in the order of the chain, without columns that would be empty, and below it their
/// statuses and the sources.
#[must_use]
pub fn table(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let islands: Vec<&Region> = story.chain_order().iter().filter_map(|id| story.region(*id)).collect();
    let mut statuses: Vec<Element> = Vec::new();
    let group = |region: &Region| context.story.names(&region.island.as_ref()?.group);
    let is_grouped = islands.windows(2).any(|pair| matches!(pair, [one, next] if group(one) != group(next)));
    let fact = |key, kind| Column::new(key, &islands, |region| figure(&context, first(&context, region, kind)));
    let columns = [
        Column::new("table.name", &islands, |region| Some(name(&context, region))),
        Column::new("table.group", &islands, |region| {
            group(region).filter(|_| is_grouped).map(|names| context.localized("td", names).class("group"))
        }),
        Column::new("table.status", &islands, |region| {
            let standing = context.story.standing(&region.id, context.session.date())?;
            Some(status(&context, &standing, &mut statuses))
        }),
        Column::new("table.area", &islands, |region| area(&context, region)),
        fact("table.height", "height"),
        fact("table.population", "population"),
    ];
    let columns: Vec<Column> = columns.into_iter().filter(Column::is_filled).collect();
    let heads = columns.iter().map(|column| el("th").attr("scope", "col").text(context.word(column.key))).collect();
    let mut cells: Vec<_> = columns.into_iter().map(|column| (column.key, column.cells.into_iter())).collect();
    let mut rows = Vec::new();
    for region in &islands {
        let mut row = el("tr").attr("id", format!("island-{}", region.id));
        for (key, column) in &mut cells {
            row.push(column.next().flatten().unwrap_or_else(|| empty(key)));
        }
        rows.push(row);
    }
    let table = el("table").child(el("caption").text(context.word("table.title")));
    let table = table.child(el("thead").child(el("tr").children(heads))).child(el("tbody").children(rows));
    let mut all = el("div").child(el("div").class("scrolled").child(table));
    let below = |key: &str, list: Element| {
        let heading = el("h2").text(context.word(key));
        (!list.children.is_empty()).then(|| el("section").class("below").child(heading).child(list))
    };
    let numbered = statuses.into_iter().enumerate();
    let statuses = numbered.map(|(number, told)| told.attr("id", format!("status-{}", number + 1))).collect();
    all.add(below("table.status", el("ol").children(statuses)));
    let mut notes = el("ol").class("notes");
    cite(&context, &mut all, &mut notes);
    all.add(below("card.sources", notes));
    all
}

/// Returns the cell of an island of which nothing is known in a column: a dash where others have a figure.
fn empty(key: &str) -> Element {
    match key {
        "table.group" => el("td").class("group"),
        "table.status" => el("td").class("status"),
        "table.area" => el("td").class("figure").text("–"),
        _ => el("td").class("figure fact").text("–"),
    }
}

/// Returns a cell with the names of an island and the link to its own page.
fn name(context: &Context<'_>, region: &Region) -> Element {
    let heading = context.heading(region);
    let label = format!("{}: {heading}", context.word("table.page"));
    let page = el("a").class("own").attr("href", format!("./islands/{}/", region.id)).attr("aria-label", label);
    let page = page.text(context.word("table.page"));
    let mut others = el("span");
    for (lang, name) in region.names.iter().filter(|(lang, _)| *lang != context.lang) {
        others = others.child(el("span").attr("lang", lang).text(name)).text(" · ");
    }
    el("th").attr("scope", "row").child(place_link(&region.id, &heading)).child(others.child(page))
}

/// Returns a cell with the area of an island.
fn area(context: &Context<'_>, region: &Region) -> Option<Element> {
    let area = region.island.as_ref()?.area_km2.filter(|area| *area > 0.0)?;
    Some(el("td").class("figure").text(sized(context, area)))
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
    let link = el("a").attr("href", format!("#status-{}", number + 1)).text(context.word(&short));
    el("td").class("status").child(link)
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

/// Returns a cell with a figure, its year and its description; `None` if the fact has no figure.
fn figure(context: &Context<'_>, fact: Option<&Fact>) -> Option<Element> {
    let (fact, value) = fact.and_then(|fact| Some((fact, fact.value?)))?;
    let mut cell = el("td").class("figure fact").text(context.number(value));
    if let Some(year) = fact.year {
        cell = cell.child(el("small").text(format!(" ({year})")));
    }
    if !fact.text.is_empty() {
        cell = cell.text(" ").child(context.localized("small", &fact.text));
    }
    Some(cell.child(context.sources(&fact.sources)))
}
