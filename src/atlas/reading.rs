//! What is read beside the map and after it: facts, sources and articles.

use super::article::{Article, ArticleFile, Excerpt, ExcerptFile};
use super::text::Source;
use super::texts::Texts;
use crate::error::Finding;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A publication that a statement rests on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Publication {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub publisher: Texts,
    /// Its title.
    pub title: String,
    /// Where it can be opened.
    pub url: String,
    /// The day of publication, ISO 8601 or a part of it.
    pub date: Option<String>,
    /// The day on which it was read, ISO 8601.
    pub read: Option<String>,
    /// Its language (BCP 47).
    #[serde(default)]
    pub lang: String,
}

/// One thing that is known of an island.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Fact {
    /// Area, height, population, note and so on.
    pub kind: String,
    /// The figure, where it is one.
    pub value: Option<f64>,
    /// Unit of the figure: `km2`, `m`, `people`.
    pub unit: Option<String>,
    /// The year for which it holds.
    pub year: Option<i32>,
    /// The words, where it is told in words; beside a figure, what it is the figure of.
    #[serde(default)]
    pub text: Texts,
    /// Ids of its sources.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The further names and the facts of an island.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct IslandReading {
    /// The Japanese name in Latin letters.
    pub romanised: Option<String>,
    /// Reading of the Japanese name.
    pub kana: Option<String>,
    /// Other names by language.
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
    /// What is known, in the order in which it is shown.
    #[serde(default)]
    pub facts: Vec<Fact>,
}

/// Everything that is read beside the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Publications by id.
    pub sources: BTreeMap<String, Publication>,
    /// Facts by the id of the island.
    pub facts: BTreeMap<String, IslandReading>,
    /// Articles in the order of the file.
    pub articles: Vec<Article>,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, default)]
    sources: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    facts: BTreeMap<String, &'a RawValue>,
    #[serde(borrow, default)]
    articles: Vec<&'a RawValue>,
}

/// Reads the file entry by entry; an entry that cannot be read is a finding and stays out.
pub(super) fn read(file: &str, bytes: &[u8]) -> (Reading, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut reading = Reading::default();
    let source = match Source::new(file, bytes) {
        Ok(source) => source,
        Err(finding) => return (reading, vec![finding]),
    };
    let parts: File<'_> = match source.parse() {
        Ok(parts) => parts,
        Err(finding) => return (reading, vec![finding]),
    };
    let sources: Vec<Publication> = source.parse_list(&parts.sources, "sources", &mut findings);
    reading.sources = sources.into_iter().map(|publication| (publication.id.clone(), publication)).collect();
    for (id, raw) in parts.facts {
        match source.parse_part(raw, &format!("\"{id}\"")) {
            Ok(facts) => drop(reading.facts.insert(id, facts)),
            Err(finding) => findings.push(finding),
        }
    }
    let articles: Vec<ArticleFile<'_>> = source.parse_list(&parts.articles, "articles", &mut findings);
    reading.articles = articles.into_iter().map(|article| self::article(&source, article, &mut findings)).collect();
    (reading, findings)
}

/// The article with its excerpts, each read alone.
fn article(source: &Source<'_>, article: ArticleFile<'_>, findings: &mut Vec<Finding>) -> Article {
    let name = format!("{}.excerpts", article.id);
    let mut excerpts: Vec<Excerpt> = Vec::new();
    for (index, raw) in article.excerpts.iter().enumerate() {
        match source.parse_part::<ExcerptFile>(raw, &format!("{name}[{index}]")) {
            Ok(file) => {
                let (excerpt, problems) = file.resolved();
                let place = Some(format!("{name}[{index}]"));
                let line = source.line_of(raw);
                findings.extend(problems.into_iter().map(|problem| source.finding_at(line, place.clone(), problem)));
                excerpts.push(excerpt);
            }
            Err(finding) => findings.push(finding),
        }
    }
    article.with(excerpts)
}
