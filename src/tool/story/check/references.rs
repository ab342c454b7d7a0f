//! References from one file of a story to another that lead nowhere.

use std::collections::BTreeMap;

use kuril_map::error::{Finding, Problem};
use kuril_map::story::{Article, Atlas, Interval, PlaceId};

/// The findings of one file, and the atlas in which ids are looked up.
struct Book<'a> {
    atlas: &'a Atlas,
    findings: Vec<Finding>,
}

/// Everything in status, facts and articles that names what is not there. `files` are the articles' files by id.
pub(super) fn findings(atlas: &Atlas, files: &BTreeMap<String, String>) -> Vec<Finding> {
    let mut book = Book { atlas, findings: Vec::new() };
    book.groups();
    for interval in atlas.status().intervals() {
        let from = interval.span.from.map_or_else(|| "the beginning".to_owned(), |day| day.to_string());
        book.interval(&format!("\"{}\" from {from}", interval.group), interval);
    }
    for (id, island) in atlas.reading().facts.iter() {
        for (index, fact) in island.facts.iter().enumerate() {
            let field = format!("properties.facts[{index}].sources");
            book.sources("islands.geojson", &format!("\"{id}\""), &field, &fact.sources);
        }
    }
    for article in &atlas.reading().articles {
        book.article(files.get(&article.id).map_or("articles", String::as_str), article);
    }
    book.findings
}

impl Book<'_> {
    fn unknown(&mut self, file: &str, feature: &str, field: &str, (id, expected): (&str, &str)) {
        self.findings.push(Finding {
            file: file.to_owned(),
            line: None,
            feature: Some(feature.to_owned()),
            problem: Problem::Unknown { field: field.to_owned(), id: id.to_owned(), expected: expected.to_owned() },
        });
    }

    fn sources(&mut self, file: &str, feature: &str, field: &str, ids: &[String]) {
        for id in ids.iter().filter(|id| self.atlas.reading().sources.get(id).is_none()) {
            self.unknown(file, feature, field, (id, "a source in sources.json"));
        }
    }

    fn places(&mut self, file: &str, feature: &str, field: &str, ids: &[PlaceId]) {
        for id in ids.iter().filter(|id| self.atlas.place(id).is_none()) {
            self.unknown(file, feature, field, (id, "an island or a group with islands"));
        }
    }

    fn groups(&mut self) {
        let atlas = self.atlas;
        let of_status = atlas.status().groups().iter().map(|group| ("status.json", &group.id, &group.members));
        let of_story = atlas.story().all_groups().map(|group| ("story.json", &group.id, &group.members));
        for (file, id, members) in of_status.chain(of_story) {
            let islands = members.iter().filter(|member| *member != "*");
            let unknown = islands.filter(|member| atlas.region_id(member).is_none());
            let unknown: Vec<PlaceId> = unknown.map(|member| member.as_str().into()).collect();
            self.places(file, &format!("\"{id}\""), "members", &unknown);
        }
    }

    fn interval(&mut self, feature: &str, interval: &Interval) {
        let file = "status.json";
        let said = interval.according_to.keys().map(|party| ("according_to", party));
        let claimed = interval.claimed_by.iter().map(|party| ("claimed_by", party));
        let administered = interval.administered_by.iter().map(|party| ("administered_by", party));
        for (field, party) in administered.chain(claimed).chain(said) {
            if self.atlas.story().party(party).is_none() {
                self.unknown(file, feature, field, (party, "a party in story.json"));
            }
        }
        self.sources(file, feature, "sources", &interval.sources);
        for (party, view) in interval.according_to.iter() {
            self.sources(file, feature, &format!("according_to.{party}.sources"), &view.sources);
        }
    }

    fn article(&mut self, file: &str, article: &Article) {
        for excerpt in &article.excerpts {
            let feature = format!("\"{}\"", excerpt.id);
            for run in &excerpt.runs {
                self.places(file, &feature, "mentions.targets", &run.targets);
            }
            if let Some(note) = &excerpt.note {
                self.sources(file, &feature, "note.sources", &note.sources);
            }
        }
        for unquoted in &article.unquoted {
            self.places(file, &format!("paragraph {}", unquoted.paragraph), "unquoted.targets", &unquoted.targets);
        }
    }
}
