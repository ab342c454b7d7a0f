//! The table of islands: one row each, one column for each thing that is known of them.

use serde_json::Value;

use crate::story::export::{Chain, csv, list, text, texts};

/// Figures with the unit in the name of their column.
const FIGURES: [(&str, &str); 3] =
    [("area", "area_published_km2"), ("height", "height_m"), ("population", "population")];

/// The table as it grows: names of columns, and a row for each island.
pub(super) struct Columns<'a> {
    chain: &'a Chain,
    islands: Vec<&'a Value>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'a> Columns<'a> {
    /// All columns.
    pub(super) fn of(chain: &'a Chain) -> Self {
        let islands = chain.in_order();
        let rows = vec![Vec::new(); islands.len()];
        let mut columns = Self { chain, islands, heads: Vec::new(), rows };
        columns.names();
        columns.status();
        columns.add("area_computed_km2", |island| figure(island.pointer("/properties/area_km2")));
        for (kind, head) in FIGURES {
            columns.figures(kind, head);
        }
        columns.add("other_figures", others);
        columns.add("sources", |island| {
            let urls = chain.sources_of(island).into_iter().filter_map(|id| Some(text(chain.source(id)?, "/url")));
            urls.collect::<Vec<_>>().join(" ")
        });
        let [credit, licence] = chain.credit();
        columns.add("credit", |_| format!("{credit} ({licence})"));
        columns
    }

    /// The finished file.
    pub(super) fn table(self) -> String {
        csv::table(std::iter::once(self.heads).chain(self.rows))
    }

    fn add(&mut self, head: impl Into<String>, cell: impl Fn(&Value) -> String) {
        self.heads.push(head.into());
        for (row, island) in self.rows.iter_mut().zip(&self.islands) {
            row.push(cell(island));
        }
    }

    fn names(&mut self) {
        self.add("id", |island| text(island, "/id").to_owned());
        let chain = self.chain;
        for lang in chain.languages() {
            self.add(format!("name_{lang}"), |island| text(island, &format!("/properties/names/{lang}")).to_owned());
        }
        for lang in chain.languages() {
            let path = format!("/properties/names_claimant/{lang}");
            if self.islands.iter().any(|island| island.pointer(&path).is_some()) {
                self.add(format!("claimant_name_{lang}"), |island| text(island, &path).to_owned());
            }
        }
        for lang in chain.languages() {
            self.add(format!("group_{lang}"), |island| {
                let mut groups = list(&chain.story, "groups").iter();
                let group = groups.find(|group| text(group, "/id") == text(island, "/properties/group"));
                group.map_or_else(String::new, |group| text(group, &format!("/names/{lang}")).to_owned())
            });
        }
    }

    fn status(&mut self) {
        let chain = self.chain;
        let of = |island: &Value, cell: &dyn Fn(&Value) -> String| {
            chain.status_of(text(island, "/id")).map(cell).unwrap_or_default()
        };
        self.add("as_of", |_| chain.as_of().to_owned());
        for lang in chain.languages() {
            let path = format!("/line/{lang}");
            self.add(format!("status_{lang}"), |island| of(island, &|status| text(status, &path).to_owned()));
        }
        self.add("administered_by", |island| of(island, &|status| text(status, "/administered_by").to_owned()));
        self.add("claimed_by", |island| {
            of(island, &|status| texts(status, "claimed_by").collect::<Vec<_>>().join(" "))
        });
    }

    /// The figure that is named first among those of a kind, its year, and what is said beside it.
    fn figures(&mut self, kind: &str, head: &str) {
        let first = |island: &Value| facts(island).iter().find(|fact| text(fact, "/kind") == kind).cloned();
        self.add(head, |island| first(island).map_or_else(String::new, |fact| figure(fact.get("value"))));
        self.add(format!("{kind}_year"), |island| {
            first(island).map_or_else(String::new, |fact| figure(fact.get("year")))
        });
        let notes = self.islands.iter().filter_map(|island| first(island)).any(|fact| fact.get("text").is_some());
        if let Some(lang) = self.chain.languages().first().filter(|_| notes) {
            let path = format!("/text/{lang}");
            self.add(format!("{kind}_note_{lang}"), |island| {
                first(island).map_or_else(String::new, |fact| text(&fact, &path).to_owned())
            });
        }
    }
}

fn facts(island: &Value) -> &[Value] {
    island.get("properties").map(|properties| list(properties, "facts")).unwrap_or_default()
}

/// A number as its author wrote it, empty where there is none.
fn figure(value: Option<&Value>) -> String {
    value.filter(|value| value.is_number()).map_or_else(String::new, Value::to_string)
}

/// Figures that differ from the first one of their kind, and kinds that have no column, with unit and year.
fn others(island: &Value) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for fact in facts(island).iter().filter(|fact| fact.get("value").is_some_and(Value::is_number)) {
        let kind = text(fact, "/kind");
        let has_column = FIGURES.iter().any(|(known, _)| *known == kind);
        if has_column && !seen.contains(&kind) {
            seen.push(kind);
            continue;
        }
        let year = fact.get("year").map_or_else(String::new, |year| format!(" ({year})"));
        told.push(format!("{kind} {} {}{year}", figure(fact.get("value")), text(fact, "/unit")));
    }
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_second_figure_of_a_kind_is_kept_beside_the_first() {
        let island = json!({ "properties": { "facts": [
            { "kind": "height", "value": 2285, "unit": "m" },
            { "kind": "height", "value": 2339, "unit": "m", "year": 2020 },
            { "kind": "note", "text": { "en": "high" } },
            { "kind": "population_1945", "value": 88, "unit": "people", "year": 1945 },
        ] } });
        assert_eq!(others(&island), "height 2339 m (2020); population_1945 88 people (1945)");
    }

    #[test]
    fn the_first_figure_of_a_kind_goes_with_its_own_year_and_note() {
        let chain = Chain {
            story: json!({ "as_of": "2026-01-01", "languages": ["en"] }),
            status: json!({}),
            islands: json!({ "features": [{ "id": "isle", "properties": { "facts": [
                { "kind": "population", "value": 7, "text": { "en": "the village" } },
                { "kind": "population", "value": 9, "unit": "people", "year": 2018 },
            ] } }] }),
            sources: json!({}),
        };
        let table = Columns::of(&chain).table();
        let lines: Vec<_> = table.trim_start_matches('\u{feff}').lines().collect();
        let cells: Vec<Vec<&str>> = lines.iter().map(|line| line.split(',').collect()).collect();
        let cell = |head: &str| cells[1][cells[0].iter().position(|name| *name == head).unwrap()];
        let told = ["population", "population_year", "population_note_en", "other_figures"].map(cell);
        assert_eq!(told, ["7", "", "the village", "population 9 people (2018)"]);
    }
}
