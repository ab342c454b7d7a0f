//! Texts for reading beside the map, loaded after it: facts, sources, articles and more.

use crate::error::Finding;
use crate::lean::map::SortedMap;
use crate::story::argument::Topic;
use crate::story::article::{Article, ArticleFile, Excerpt, ExcerptFile};
use crate::story::day::Day;
use crate::story::event::{Deployment, Event};
use crate::story::fields::Fields;
use crate::story::geojson;
use crate::story::globe::Globe;
use crate::story::manifest::TourStep;
use crate::story::source::Source;
use crate::story::texts::Texts;

/// A publication that is cited as a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Its id.
    pub id: String,
    /// Its publisher.
    pub publisher: Texts,
    /// Its title, or a description if it has none.
    pub title: String,
    /// Whether the title is such a description.
    pub is_described: bool,
    /// Its address; empty if only the series is cited.
    pub url: String,
    /// The series and number by which it can be ordered, if none of its pages was read.
    pub series: Option<String>,
    /// Its language (BCP 47).
    pub lang: String,
}

/// A fact about an island.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its kind: area, height, population, note and so on.
    pub kind: String,
    /// The figure, if there is one.
    pub value: Option<f64>,
    /// Unit of the figure: `km2`, `m`, `people`.
    pub unit: Option<String>,
    /// The year of the figure.
    pub year: Option<u32>,
    /// The fact in words; beside a figure, what the figure refers to.
    pub text: Texts,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// Further names of an island, and facts about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IslandReading {
    /// The Japanese name, romanised.
    pub romanised: Option<String>,
    /// The Japanese name in kana.
    pub kana: Option<String>,
    /// Other names by language.
    pub aliases: SortedMap<Vec<String>>,
    /// The facts, in the order in which they are shown.
    pub facts: Vec<Fact>,
}

/// All texts that are read beside the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Publications by id.
    pub sources: SortedMap<Publication>,
    /// Facts by the id of the island.
    pub facts: SortedMap<IslandReading>,
    /// Articles, in the order of the file.
    pub articles: Vec<Article>,
    /// Events, in the order of the file, which is chronological.
    pub events: Vec<Event>,
    /// The parties' arguments, in the order of the file.
    pub topics: Vec<Topic>,
    /// The steps of the guided tour.
    pub tour: Vec<TourStep>,
    /// The days of which the control of time has a picture, besides the latest.
    pub milestones: Vec<Day>,
    /// Deployments, in the order of the file.
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
        let aliases = |names: &Fields<'_>| {
            names.by_name().into_iter().map(|(lang, _)| (lang.to_owned(), names.texts_of(lang))).collect()
        };
        Self {
            romanised: fields.optional_text("romanised"),
            kana: fields.optional_text("kana"),
            aliases: fields.object("aliases", aliases).unwrap_or_default(),
            facts: fields.objects("facts", Fact::read),
        }
    }
}

impl Reading {
    /// Returns the deployment with the given id.
    #[must_use]
    pub fn deployment(&self, id: &str) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.id == id)
    }

    /// Reads the named sections of an object, entry by entry; an entry that cannot be read becomes a finding and is
    /// skipped.
    pub(super) fn take<'a>(&mut self, source: &Source<'a>, parts: &Fields<'a>, findings: &mut Vec<Finding>) {
        let sources = source.list(parts, "sources", findings, Publication::read);
        self.sources.extend(sources.into_iter().map(|publication| (publication.id.clone(), publication)));
        if let Some(facts) = parts.raw("facts").and_then(|raw| parts.fields("facts", raw)) {
            let mut read = Vec::new();
            for (id, raw) in facts.iter() {
                match source.part(raw, &format!("\"{id}\""), IslandReading::read) {
                    Ok(facts) => read.push((id.to_owned(), facts)),
                    Err(finding) => findings.push(finding),
                }
            }
            self.facts.extend(read);
        }
        self.events.extend(source.list(parts, "events", findings, Event::read));
        self.topics.extend(source.list(parts, "topics", findings, Topic::read));
        self.tour.extend(source.list(parts, "tour", findings, TourStep::read));
        self.milestones.extend(parts.days("milestones"));
        self.deployments.extend(source.list(parts, "deployments", findings, Deployment::read));
        self.globe = parts.object("globe", Globe::read).flatten().or_else(|| self.globe.take());
        for part in source.list(parts, "articles", findings, ArticleFile::read) {
            self.articles.push(article(source, part, findings));
        }
    }

    /// Reads an article that has a file of its own.
    pub(super) fn take_article(&mut self, source: &Source<'_>, findings: &mut Vec<Finding>) -> Result<(), Finding> {
        let part = source.part(source.text, "the article", ArticleFile::read)?;
        self.articles.push(article(source, part, findings));
        Ok(())
    }

    /// Reads the properties of the features of a `GeoJSON` file besides names and shapes.
    pub(super) fn take_facts(&mut self, file: &str, bytes: &[u8]) -> Vec<Finding> {
        let (mut findings, mut read) = (Vec::new(), Vec::new());
        for feature in geojson::read(file, bytes).features {
            let facts = IslandReading::read(&feature.properties);
            match feature.properties.checked(facts) {
                Ok(facts) => read.push((feature.id, facts)),
                Err(problem) => {
                    let (line, name) = (Some(feature.line), Some(format!("\"{}\"", feature.id)));
                    findings.push(Finding { file: file.to_owned(), line, feature: name, problem });
                }
            }
        }
        self.facts.extend(read);
        findings
    }
}

/// Builds the article with its excerpts, each of which is read alone.
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
