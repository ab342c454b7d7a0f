//! The table of islands: one row per island, one column per property.

use kuril_map::story::status::Claim;
use kuril_map::story::{Day, Standing};
use serde_json::Number;

use crate::story::entry::Entry;
use crate::story::export::{Chain, csv};
use crate::story::format::{Fact, Feature, Texts};

/// Kinds of figures, with the names of their columns, which include the unit.
const FIGURES: [(&str, &str); 3] =
    [("area", "area_published_km2"), ("height", "height_m"), ("population", "population")];

/// The table under construction: names of columns, and a row for each island.
pub(super) struct Columns<'a> {
    chain: Chain<'a>,
    islands: Vec<&'a Entry<Feature>>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'a> Columns<'a> {
    /// Builds all columns.
    pub(super) fn of(chain: Chain<'a>) -> Self {
        let islands = chain.in_order();
        let rows = vec![Vec::new(); islands.len()];
        let mut columns = Self { chain, islands, heads: Vec::new(), rows };
        columns.names();
        columns.status();
        columns.add("area_computed_km2", |island| figure(island.properties.area_km2.as_ref()));
        for (kind, head) in FIGURES {
            columns.figures(kind, head);
        }
        columns.add("other_figures", |island| others(&island.properties.facts));
        columns.add("sources", |island| {
            let urls = chain.sources_of(island).into_iter().filter_map(|id| Some(chain.source(id)?.url.as_str()));
            urls.filter(|url| !url.is_empty()).collect::<Vec<_>>().join(" ")
        });
        let [credit, licence] = chain.credit_and_licence();
        columns.add("credit", |_| format!("{credit} ({licence})"));
        columns
    }

    /// Returns the finished file.
    pub(super) fn table(self) -> String {
        csv::table(std::iter::once(self.heads).chain(self.rows))
    }

    fn add(&mut self, head: impl Into<String>, cell: impl Fn(&'a Feature) -> String) {
        self.heads.push(head.into());
        for (row, island) in self.rows.iter_mut().zip(&self.islands) {
            row.push(cell(island));
        }
    }

    fn names(&mut self) {
        self.add("id", |island| island.id.clone());
        let folder = self.chain.folder;
        for lang in folder.languages() {
            self.add(format!("name_{lang}"), |island| text_in(&island.properties.names, lang));
        }
        for lang in folder.languages() {
            if self.islands.iter().any(|island| island.properties.names_claimant.contains_key(lang)) {
                self.add(format!("claimant_name_{lang}"), |island| text_in(&island.properties.names_claimant, lang));
            }
        }
        for lang in folder.languages() {
            self.add(format!("group_{lang}"), |island| {
                let group = folder.groups.iter().find(|group| island.properties.group.as_ref() == Some(&group.id));
                group.map(|group| text_in(&group.names, lang)).unwrap_or_default()
            });
        }
    }

    fn status(&mut self) {
        let chain = self.chain;
        let of = |island: &Feature, cell: &dyn Fn(&Standing<'_>) -> String| {
            chain.standing(island).map(|standing| cell(&standing)).unwrap_or_default()
        };
        self.add("as_of", |_| chain.folder.as_of().iso());
        for lang in chain.folder.languages() {
            self.add(format!("status_{lang}"), |island| {
                of(island, &|standing| chain.story.status_line(standing, lang))
            });
        }
        self.add("administered_by", |island| {
            of(island, &|standing| standing.entry.holder().unwrap_or_default().to_owned())
        });
        let claims = |island: &Feature, cell: &dyn Fn(&Claim) -> Option<String>| {
            let told =
                |standing: &Standing<'_>| standing.claims.iter().filter_map(|claim| cell(claim)).collect::<Vec<_>>();
            of(island, &|standing| told(standing).join(" "))
        };
        self.add("claimed_by", |island| claims(island, &|claim| Some(claim.by.clone())));
        self.add("claimed_since", |island| claims(island, &|claim| claim.span.from.map(Day::iso)));
    }

    /// Adds the first figure of a kind, its year, and the text beside it.
    fn figures(&mut self, kind: &str, head: &str) {
        let first = |island: &'a Feature| island.properties.facts.iter().find(|fact| fact.kind == kind);
        self.add(head, |island| figure(first(island).and_then(|fact| fact.value.as_ref())));
        self.add(format!("{kind}_year"), |island| {
            first(island).and_then(|fact| fact.year).map(|year| year.to_string()).unwrap_or_default()
        });
        let notes = self.islands.iter().filter_map(|island| first(island)).any(|fact| !fact.text.is_empty());
        if let Some(lang) = self.chain.folder.languages().first().filter(|_| notes) {
            self.add(format!("{kind}_note_{lang}"), |island| {
                first(island).map(|fact| text_in(&fact.text, lang)).unwrap_or_default()
            });
        }
    }
}

/// Returns a text in a language; empty if there is none.
fn text_in(texts: &Texts, lang: &str) -> String {
    texts.get(lang).cloned().unwrap_or_default()
}

/// Returns a number as written by its author; empty if there is none.
fn figure(value: Option<&Number>) -> String {
    value.map(Number::to_string).unwrap_or_default()
}

/// Returns the other facts with unit and year: differing figures of the same kind, and kinds without a column.
fn others(facts: &[Fact]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for fact in facts.iter().filter(|fact| fact.value.is_some()) {
        let kind = fact.kind.as_str();
        let has_column = FIGURES.iter().any(|(known, _)| *known == kind);
        if has_column && !seen.contains(&kind) {
            seen.push(kind);
            continue;
        }
        let year = fact.year.map_or_else(String::new, |year| format!(" ({year})"));
        let unit = fact.unit.as_deref().unwrap_or_default();
        told.push(format!("{kind} {} {unit}{year}", figure(fact.value.as_ref())));
    }
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::folder::StoryFolder;
    use kuril_map::story::manifest::SCHEMA;
    use serde_json::json;

    #[test]
    fn a_second_figure_of_a_kind_is_kept_beside_the_first() {
        let facts = json!([
            { "kind": "height", "value": 2285, "unit": "m" },
            { "kind": "height", "value": 2339, "unit": "m", "year": 2020 },
            { "kind": "note", "text": { "en": "high" } },
            { "kind": "population_1945", "value": 88, "unit": "people", "year": 1945 },
        ]);
        let facts: Vec<Fact> = serde_json::from_value(facts).unwrap();
        assert_eq!(others(&facts), "height 2339 m (2020); population_1945 88 people (1945)");
    }

    #[test]
    fn the_first_figure_of_a_kind_goes_with_its_own_year_and_note() {
        let path = std::env::temp_dir().join(format!("kuril-export-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let islands = json!({ "features": [{ "id": "isle", "geometry": null, "properties": { "facts": [
            { "kind": "population", "value": 7, "text": { "en": "the village" } },
            { "kind": "population", "value": 9, "unit": "people", "year": 2018 },
        ] } }] });
        let story = json!({ "schema": SCHEMA, "title": { "en": "Tiny" }, "as_of": "2026-01-01", "languages": ["en"],
            "projection": { "standard": [44, 51], "origin": [151, 47] }, "extent": [138, 40, 165, 57],
            "start": [144, 42, 157, 51], "parties": [] });
        std::fs::write(path.join("story.json"), story.to_string()).unwrap();
        std::fs::write(path.join("islands.geojson"), islands.to_string()).unwrap();
        let folder = StoryFolder::open(&path).unwrap();
        std::fs::remove_dir_all(&path).unwrap();
        let story = folder.story().0.unwrap();
        let table = Columns::of(Chain { folder: &folder, story: &story }).table();
        let lines: Vec<_> = table.trim_start_matches('\u{feff}').lines().collect();
        let cells: Vec<Vec<&str>> = lines.iter().map(|line| line.trim_matches('"').split("\",\"").collect()).collect();
        let cell = |head: &str| cells[1][cells[0].iter().position(|name| *name == head).unwrap()];
        let told = ["population", "population_year", "population_note_en", "other_figures"].map(cell);
        assert_eq!(told, ["7", "", "the village", "population 9 people (2018)"]);
    }
}
