//! What is read beside the map and after it: facts, sources and articles.

use crate::error::Finding;
use crate::lean::map::SortedMap;
use crate::story::argument::Topic;
use crate::story::article::{Article, ArticleFile, Excerpt, ExcerptFile};
use crate::story::event::{Deployment, Event};
use crate::story::fields::Fields;
use crate::story::geojson;
use crate::story::globe::Globe;
use crate::story::manifest::TourStep;
use crate::story::source::Source;
use crate::story::texts::Texts;

/// A publication that a statement rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub publisher: Texts,
    /// Its title, or what it is where it has none.
    pub title: String,
    /// Whether the title describes it and is not its own.
    pub is_described: bool,
    /// Where it can be opened; empty where it is cited by its series alone.
    pub url: String,
    /// The series and number by which it can be ordered, where no page of it was read.
    pub series: Option<String>,
    /// Its language (BCP 47).
    pub lang: String,
}

/// One thing that is known of an island.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Area, height, population, note and so on.
    pub kind: String,
    /// The figure, where it is one.
    pub value: Option<f64>,
    /// Unit of the figure: `km2`, `m`, `people`.
    pub unit: Option<String>,
    /// The year for which it holds.
    pub year: Option<u32>,
    /// The words, where it is told in words; beside a figure, what it is the figure of.
    pub text: Texts,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// The further names and the facts of an island.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IslandReading {
    /// The Japanese name in Latin letters.
    pub romanised: Option<String>,
    /// Reading of the Japanese name.
    pub kana: Option<String>,
    /// Other names by language.
    pub aliases: SortedMap<Vec<String>>,
    /// What is known, in the order in which it is shown.
    pub facts: Vec<Fact>,
}

/// Everything that is read beside the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Publications by id.
    pub sources: SortedMap<Publication>,
    /// Facts by the id of the island.
    pub facts: SortedMap<IslandReading>,
    /// Articles in the order of the file.
    pub articles: Vec<Article>,
    /// What happened, in the order of the file, which is that of time.
    pub events: Vec<Event>,
    /// What the sides argue, in the order of the file.
    pub topics: Vec<Topic>,
    /// The steps of the guided tour.
    pub tour: Vec<TourStep>,
    /// What was placed where, in the order of the file.
    pub deployments: Vec<Deployment>,
    /// The globe that shows where on Earth the map is.
    pub globe: Option<Globe>,
}

impl Publication {
    fn read(fields: &Fields<'_>) -> Self {
        let series = fields.optional_text("series");
        let url = match series {
            Some(_) => fields.optional_text("url").unwrap_or_default(),
            None => fields.text("url", "an address"),
        };
        Self {
            id: fields.text("id", "an id"),
            publisher: fields.required_texts("publisher"),
            title: fields.text("title", "a text"),
            is_described: fields.flag("described"),
            url,
            series,
            lang: fields.optional_text("lang").unwrap_or_default(),
        }
    }
}

impl Fact {
    fn read(fields: &Fields<'_>) -> Self {
        Self {
            kind: fields.text("kind", "what is known, such as \"area\""),
            value: fields.number("value"),
            unit: fields.optional_text("unit"),
            year: fields.optional_count("year"),
            text: fields.texts("text"),
            sources: fields.texts_of("sources"),
        }
    }
}

impl IslandReading {
    fn read(fields: &Fields<'_>) -> Self {
        let aliases =
            |names: &Fields<'_>| names.iter().map(|(lang, _)| (lang.to_owned(), names.texts_of(lang))).collect();
        Self {
            romanised: fields.optional_text("romanised"),
            kana: fields.optional_text("kana"),
            aliases: fields.object("aliases", aliases).unwrap_or_default(),
            facts: fields.objects("facts", Fact::read),
        }
    }
}

impl Reading {
    /// Takes in the sections that stand under their names in an object, entry by entry; an entry that cannot be read is a
    /// finding and stays out.
    pub(super) fn take<'a>(&mut self, source: &Source<'a>, parts: &Fields<'a>, findings: &mut Vec<Finding>) {
        for publication in source.list(parts, "sources", findings, Publication::read) {
            self.sources.insert(publication.id.clone(), publication);
        }
        if let Some(facts) = parts.raw("facts").and_then(|raw| parts.fields("facts", raw)) {
            for (id, raw) in facts.iter() {
                match source.part(raw, &format!("\"{id}\""), IslandReading::read) {
                    Ok(facts) => self.facts.insert(id.to_owned(), facts),
                    Err(finding) => findings.push(finding),
                }
            }
        }
        self.events.extend(source.list(parts, "events", findings, Event::read));
        self.topics.extend(source.list(parts, "topics", findings, Topic::read));
        self.tour.extend(source.list(parts, "tour", findings, TourStep::read));
        self.deployments.extend(source.list(parts, "deployments", findings, Deployment::read));
        self.globe = parts.object("globe", Globe::read).or_else(|| self.globe.take());
        for part in source.list(parts, "articles", findings, ArticleFile::read) {
            self.articles.push(article(source, part, findings));
        }
    }

    /// Takes in an article that is a file of its own.
    pub(super) fn take_article(&mut self, source: &Source<'_>, findings: &mut Vec<Finding>) -> Result<(), Finding> {
        let part = source.part(source.text, "the article", ArticleFile::read)?;
        self.articles.push(article(source, part, findings));
        Ok(())
    }

    /// Takes in what the features of a `GeoJSON` file say of themselves besides names and shapes.
    pub(super) fn take_facts(&mut self, file: &str, bytes: &[u8]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for feature in geojson::read(file, bytes).features {
            let facts = IslandReading::read(&feature.properties);
            match feature.properties.checked(facts) {
                Ok(facts) => self.facts.insert(feature.id, facts),
                Err(problem) => {
                    let (line, name) = (Some(feature.line), Some(format!("\"{}\"", feature.id)));
                    findings.push(Finding { file: file.to_owned(), line, feature: name, problem });
                }
            }
        }
        findings
    }
}

/// The article with its excerpts, each read alone.
fn article<'a>(source: &Source<'a>, article: ArticleFile<'a>, findings: &mut Vec<Finding>) -> Article {
    let name = format!("{}.excerpts", article.id);
    let mut excerpts: Vec<Excerpt> = Vec::new();
    for (index, raw) in article.excerpts.iter().enumerate() {
        match source.part(raw, &format!("{name}[{index}]"), ExcerptFile::read) {
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
