//! What the files of a story hold, as serde reads it.
//!
//! Only what the tool reads has a type: what the map cannot do without is asked for by the map's own reader, and here a
//! value that is absent is an empty one.

use std::collections::BTreeMap;

use kuril_map::story::{Day, Span};
use serde::Deserialize;
use serde::de::{self, Deserializer};
use serde_json::value::RawValue;

/// The key of the list of features in a `GeoJSON` file.
pub(crate) const FEATURES: &str = "features";
/// The lists of `story.json`.
pub(crate) const STORY_LISTS: [&str; 5] = ["parties", "groups", "places", "tour", "credits"];

/// Every key that an entry of the files can have.
pub(crate) const KEYS: &str = "\
    according_to administered_by agency agreed aliases ambiguous anchor area_km2 arrivals article article_date \
    articles as_of author back basis boundaries by certainty change claims clear convention corrected country \
    credits cut_parallel date dates deeper_than_m deployments described distances_to document doubtful editable \
    editable_hosts elsewhere end entries events exact excerpts extent facts feature features file forms from \
    furniture geometry group groups id insets kana kind km known_as labelled lang languages layer lead licence \
    line links members mentions names names_claimant non_links none_found note official official_text omissions \
    order origin page_title paragraph paragraphs parent parties party perspective perspectives place places \
    population prefix projection properties published publisher quoted ranges rank read refused_hosts report \
    reports romanised schema sections selector series sha256 short sides source sources sources_read speaker \
    standard start state suffix system targets text text_is title titles to topics tour translations treaty type \
    unit unquoted until url value why without_name words year";

/// One text by language.
pub(crate) type Texts = BTreeMap<String, String>;
/// Ids, most often of sources.
pub(crate) type Ids = Vec<String>;

/// `story.json` besides its lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Story {
    /// The story's latest day.
    #[serde(deserialize_with = "day")]
    pub(crate) as_of: Option<Day>,
    /// The day up to which its sources were read.
    #[serde(deserialize_with = "day")]
    pub(crate) sources_read: Option<Day>,
    /// Where mistakes are reported.
    pub(crate) report: Option<String>,
    /// The day of the article that the story explains.
    #[serde(deserialize_with = "day")]
    pub(crate) article_date: Option<Day>,
    /// Land and groups to whose coasts distances are measured.
    pub(crate) distances_to: Ids,
    /// Language tags (BCP 47), the first one being the default.
    pub(crate) languages: Vec<String>,
    /// The plane of the map.
    pub(crate) projection: Projection,
    /// West, south, east and north limit of the data, degrees.
    pub(crate) extent: [f64; 4],
    /// Limits of the first view.
    pub(crate) start: [f64; 4],
    /// Groups that are drawn once more and larger.
    pub(crate) insets: Ids,
}

/// The parallels and the origin of the projection, degrees.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Projection {
    pub(crate) standard: [f64; 2],
    pub(crate) origin: [f64; 2],
}

/// A party to the story.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Party {
    pub(crate) id: String,
    pub(crate) names: Texts,
    /// Forms of its name by language and form.
    pub(crate) forms: BTreeMap<String, Texts>,
    /// By language how words begin by which texts mean it, besides names and forms.
    pub(crate) known_as: BTreeMap<String, Vec<String>>,
    /// The language of the names that it gives.
    pub(crate) lang: String,
}

/// Places that are spoken of together, or share a status.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) names: Texts,
    /// Ids of the places; `*` for all islands.
    pub(crate) members: Ids,
}

/// A step of the tour.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Step {
    pub(crate) place: Option<String>,
    #[serde(deserialize_with = "day")]
    pub(crate) date: Option<Day>,
    pub(crate) perspective: Option<String>,
    pub(crate) text: Texts,
}

/// A source of data that must be named.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Credit {
    pub(crate) text: Texts,
    pub(crate) url: String,
    pub(crate) licence: String,
}

/// What a party says, on which sources.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PartyStatement {
    pub(crate) value: String,
    pub(crate) sources: Ids,
}

/// The status of islands over a time.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Status {
    pub(crate) id: String,
    pub(crate) places: Ids,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) to: Option<Day>,
    pub(crate) state: String,
    pub(crate) administered_by: Option<String>,
    pub(crate) according_to: BTreeMap<String, PartyStatement>,
    pub(crate) certainty: Option<String>,
    pub(crate) line: Texts,
    pub(crate) change: Texts,
    pub(crate) sources: Ids,
}

/// A claim to islands that another party administers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Claim {
    pub(crate) by: String,
    pub(crate) places: Ids,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) to: Option<Day>,
    pub(crate) certainty: Option<String>,
    pub(crate) change: Texts,
    pub(crate) sources: Ids,
}

/// How forces came to islands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Arrival {
    pub(crate) places: Ids,
    #[serde(deserialize_with = "day")]
    pub(crate) date: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    pub(crate) certainty: Option<String>,
}

/// A line over a time.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Boundary {
    pub(crate) feature: String,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) to: Option<Day>,
    pub(crate) agreed: bool,
    pub(crate) according_to: BTreeMap<String, PartyStatement>,
    pub(crate) line: Texts,
    pub(crate) short: Texts,
    pub(crate) treaty: Texts,
    pub(crate) certainty: Option<String>,
    pub(crate) sources: Ids,
}

/// A side from which the map is looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Perspective {
    pub(crate) id: String,
    pub(crate) names: Texts,
    pub(crate) convention: Texts,
    pub(crate) party: Option<String>,
}

/// `sources.json` besides the sources.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Bibliography {
    /// Hosts of copies, which are no sources.
    pub(crate) refused_hosts: Vec<String>,
    /// Hosts of pages that anyone can edit.
    pub(crate) editable_hosts: Vec<String>,
}

/// A publication.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Publication {
    pub(crate) id: String,
    pub(crate) publisher: Texts,
    pub(crate) title: String,
    /// Whether the title describes the page and is not its own.
    pub(crate) described: bool,
    /// The title that its page bore when it was read.
    pub(crate) page_title: Option<String>,
    /// Words of it, besides those of excerpts and arguments, that texts of the story quote.
    pub(crate) quoted: Vec<Quoted>,
    pub(crate) url: String,
    /// The series and number by which it is cited, where no page of it was read.
    pub(crate) series: Option<String>,
    /// Whether anyone can edit the page.
    pub(crate) editable: bool,
    /// Whether a page that anyone can edit reproduces an official text.
    pub(crate) official_text: bool,
    /// The day on which it was read.
    #[serde(deserialize_with = "day")]
    pub(crate) read: Option<Day>,
    pub(crate) lang: String,
}

/// Words of a source, and what they are in other languages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Quoted {
    pub(crate) text: String,
    pub(crate) translations: Texts,
}

/// A dated event.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Event {
    #[serde(deserialize_with = "day")]
    pub(crate) date: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) to: Option<Day>,
    pub(crate) title: Texts,
    pub(crate) text: Texts,
    pub(crate) places: Ids,
    pub(crate) certainty: Option<String>,
}

/// A topic on which the parties argue.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Topic {
    pub(crate) places: Ids,
    /// First days of the events that it concerns.
    pub(crate) dates: Vec<String>,
    /// What each party argues.
    pub(crate) sides: BTreeMap<String, Argument>,
}

/// What a party argues, in its own words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Argument {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) translations: Texts,
    /// Who said or wrote it.
    pub(crate) speaker: Texts,
    /// Where or about what.
    pub(crate) title: Texts,
    /// The day on which a search found no statement.
    #[serde(deserialize_with = "day")]
    pub(crate) none_found: Option<Day>,
    pub(crate) sources: Ids,
}

/// Something that was placed on an island.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deployment {
    pub(crate) place: String,
    /// What was placed there.
    pub(crate) system: Texts,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    pub(crate) reports: Vec<Report>,
    pub(crate) ranges: Vec<Range>,
}

/// What one report says of a deployment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Report {
    #[serde(deserialize_with = "day")]
    pub(crate) date: Option<Day>,
}

/// A range that a source tells.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Range {
    pub(crate) km: f64,
    pub(crate) text: Texts,
}

/// An article besides its excerpts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Article {
    /// Whether it is a public document and no article.
    pub(crate) document: bool,
    pub(crate) id: String,
    pub(crate) title: String,
    /// Its title in the languages of the story.
    pub(crate) titles: Texts,
    pub(crate) publisher: String,
    /// The day of its publication, or the month or year of it.
    pub(crate) published: String,
    pub(crate) lang: String,
    /// How many words the original has.
    pub(crate) words: usize,
}

/// Verbatim words of an article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) translations: Texts,
    pub(crate) mentions: Vec<Mention>,
}

/// Words that name places.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Mention {
    pub(crate) targets: Ids,
}

/// What an article leaves out or words loosely.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Omissions {
    /// Id of the article.
    pub(crate) article: String,
}

/// A paragraph that speaks of places and is not quoted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Unquoted {
    pub(crate) targets: Ids,
}

/// The page of the method besides its sections.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Method {
    pub(crate) title: Texts,
    pub(crate) lead: Texts,
    /// The words of the link to the map.
    pub(crate) back: Texts,
    /// Ids of islands that have no confirmed name in a language.
    pub(crate) without_name: BTreeMap<String, Ids>,
}

/// A section of the page of the method.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chapter {
    pub(crate) id: String,
    pub(crate) title: Texts,
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// A paragraph with its sources and links.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paragraph {
    pub(crate) text: Texts,
    pub(crate) sources: Ids,
    pub(crate) links: Vec<Link>,
}

/// A link to a file of the site.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Link {
    pub(crate) file: String,
    pub(crate) text: Texts,
}

/// Names that only texts write, by language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Aliases {
    pub(crate) clear: BTreeMap<String, Vec<String>>,
    pub(crate) doubtful: BTreeMap<String, Vec<String>>,
    pub(crate) ambiguous: BTreeMap<String, Vec<String>>,
    pub(crate) elsewhere: BTreeMap<String, Vec<String>>,
}

/// Further names of places: names by language, and the ids of the places under `targets`.
pub(crate) type Alias = BTreeMap<String, Vec<String>>;

/// A feature (RFC 7946, section 3.2).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Feature {
    /// Its id, the same in every file and level.
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) id: String,
    /// What is said of it.
    pub(crate) properties: Properties,
    /// Its geometry as written.
    pub(crate) geometry: Box<RawValue>,
}

/// What is said of a feature.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Properties {
    pub(crate) layer: String,
    pub(crate) names: Texts,
    /// The forms that a claimant uses.
    pub(crate) names_claimant: Texts,
    pub(crate) aliases: BTreeMap<String, Vec<String>>,
    pub(crate) group: Option<String>,
    pub(crate) order: Option<f64>,
    pub(crate) parent: Option<String>,
    pub(crate) area_km2: Option<serde_json::Number>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) kana: Option<String>,
    pub(crate) romanised: Option<String>,
}

/// One thing that is known of an island.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fact {
    pub(crate) kind: String,
    pub(crate) value: Option<serde_json::Number>,
    pub(crate) unit: Option<String>,
    pub(crate) year: Option<u32>,
    pub(crate) text: Texts,
    pub(crate) sources: Ids,
}

impl Status {
    /// Returns the days on which it holds.
    pub(crate) fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

impl Claim {
    /// Returns the days on which it is made.
    pub(crate) fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

impl Argument {
    /// Returns the words in a language, or as they are.
    pub(crate) fn in_language(&self, lang: &str) -> &str {
        self.translations.get(lang).filter(|_| self.lang != lang).unwrap_or(&self.text)
    }
}

impl Boundary {
    /// Returns the days on which it is there.
    pub(crate) fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

/// Reads a day that may be absent.
fn day<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Day>, D::Error> {
    let text: Option<String> = Option::deserialize(source)?;
    let parsed = |text: String| {
        Day::parse(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &Day::EXPECTED))
    };
    text.map(parsed).transpose()
}

/// Reads an id, which may be a number.
fn text_or_number<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(source)? {
        serde_json::Value::String(text) => Ok(text),
        serde_json::Value::Number(number) => Ok(number.to_string()),
        _ => Err(de::Error::custom("an id is a text")),
    }
}
