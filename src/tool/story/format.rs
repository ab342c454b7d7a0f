//! The contents of a story's files, as types for serde.
//!
//! Only what the tool uses has a type. Values that the map requires are checked by the map's own reader; here a missing
//! value is read as an empty one.

use std::collections::BTreeMap;

use kuril_map::story::manifest::unwrapped;
use kuril_map::story::{Day, Span};
use serde::Deserialize;
use serde::de::{self, Deserializer};
use serde_json::value::RawValue;

/// The key of the list of features in a `GeoJSON` file.
pub(crate) const FEATURES: &str = "features";
/// The lists of `story.json`.
pub(crate) const STORY_LISTS: [&str; 5] = ["parties", "groups", "places", "tour", "credits"];

/// The key by which a file names its schema to editors; nothing else reads it.
pub(crate) const SCHEMA: &str = "$schema";
/// All keys that files and their entries can have, which are those of their schemas.
pub(crate) const KEYS: &str = "\
    $schema according_to administered_by agency agreed aliases ambiguous anchor area_km2 arrivals article \
    article_date articles as_of author back basis boundaries by certainty change claims clear convention \
    coordinates corrected country credits cut_parallel date dates deeper_than_m deployments described differences \
    distances_to document doubtful editable editable_hosts elsewhere end entries events exact excerpts extent facts feature \
    features file forms from furniture geometry group groups headline id insets kana kind km known_as labelled \
    lang languages layer lead licence line links members mentions milestones names names_claimant non_links \
    none_found note of official official_text omissions order origin own page_title paragraph paragraphs parent \
    parties party perspective perspectives place places population prefix projection properties published \
    publisher quoted ranges rank read refused_hosts report reports romanised schema sections selector series \
    sha256 short sides sources sources_read speaker standard start state subject suffix system targets text \
    text_is title titles to topics tour translations treaty type unit unquoted until url value why without_name \
    words year";

/// A text by language.
pub(crate) type Texts = BTreeMap<String, String>;
/// Ids, usually of sources.
pub(crate) type Ids = Vec<String>;

/// `story.json` without its lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Story {
    /// The story's latest day.
    #[serde(deserialize_with = "day")]
    pub(crate) as_of: Option<Day>,
    /// The day up to which its sources were read.
    #[serde(deserialize_with = "day")]
    pub(crate) sources_read: Option<Day>,
    /// The address for reporting mistakes.
    pub(crate) report: Option<String>,
    /// The date of the article that the story explains.
    #[serde(deserialize_with = "day")]
    pub(crate) article_date: Option<Day>,
    /// The days of which the control of time has a picture.
    pub(crate) milestones: Vec<String>,
    /// Land and groups to whose coasts distances are measured.
    pub(crate) distances_to: Ids,
    /// Language tags (BCP 47), the default first.
    pub(crate) languages: Vec<String>,
    /// The projection of the map.
    pub(crate) projection: Projection,
    /// West, south, east and north limits of the data, degrees; across 180° the east lies beyond it.
    #[serde(deserialize_with = "bounds")]
    pub(crate) extent: [f64; 4],
    /// Limits of the initial view, degrees, in the same order.
    #[serde(deserialize_with = "bounds")]
    pub(crate) start: [f64; 4],
    /// Id of the group that the story is about.
    pub(crate) subject: Option<String>,
    /// Ids of the groups with an enlarged inset.
    pub(crate) insets: Ids,
}

/// The standard parallels and the origin of the projection, degrees.
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
    /// The beginnings of words for it in texts, by language, besides names and forms.
    pub(crate) known_as: BTreeMap<String, Vec<String>>,
    /// Language of the names that it uses.
    pub(crate) lang: String,
}

/// Places with a common name or status.
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
    pub(crate) ranges: Option<String>,
    pub(crate) text: Texts,
}

/// A data source that must be credited.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Credit {
    pub(crate) text: Texts,
    pub(crate) url: String,
    pub(crate) licence: String,
}

/// A party's position and the sources for it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PartyStatement {
    pub(crate) value: String,
    /// The party to which the islands belong according to this one.
    pub(crate) of: Option<String>,
    pub(crate) sources: Ids,
}

/// The status of islands over a period.
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

/// The arrival of forces on islands.
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

/// A boundary over a period.
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

/// A perspective on the map.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Perspective {
    pub(crate) id: String,
    pub(crate) names: Texts,
    pub(crate) convention: Texts,
    pub(crate) party: Option<String>,
}

/// `sources.json` without the sources.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Bibliography {
    /// Hosts of copies, which are not accepted as sources.
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
    /// Whether the title is a description instead of its own title.
    pub(crate) described: bool,
    /// The title of the page when it was read.
    pub(crate) page_title: Option<String>,
    /// Quotations from it in texts of the story, besides those in excerpts and arguments.
    pub(crate) quoted: Vec<Quoted>,
    pub(crate) url: String,
    /// The series and number by which it is cited, if none of its pages was read.
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

/// A quotation from a source, with translations.
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

/// A topic that the parties argue about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Topic {
    pub(crate) places: Ids,
    /// The first days of the events that it concerns.
    pub(crate) dates: Vec<String>,
    /// What each party argues.
    pub(crate) sides: BTreeMap<String, Argument>,
}

/// A party's argument in its own words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Argument {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) translations: Texts,
    /// The speaker or author.
    pub(crate) speaker: Texts,
    /// The occasion or subject.
    pub(crate) title: Texts,
    /// The day on which a search found no statement.
    #[serde(deserialize_with = "day")]
    pub(crate) none_found: Option<Day>,
    pub(crate) sources: Ids,
}

/// A deployment on an island.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deployment {
    pub(crate) id: String,
    pub(crate) place: String,
    /// What was deployed.
    pub(crate) system: Texts,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Option<Day>,
    pub(crate) reports: Vec<Report>,
    pub(crate) ranges: Vec<Range>,
}

/// A report on a deployment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Report {
    #[serde(deserialize_with = "day")]
    pub(crate) date: Option<Day>,
}

/// A range according to a source.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Range {
    pub(crate) km: f64,
    pub(crate) text: Texts,
}

/// An article without its excerpts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Article {
    /// Whether it is a public document instead of an article.
    pub(crate) document: bool,
    /// Whether it is the author's own text, which may be shown whole.
    pub(crate) own: bool,
    pub(crate) id: String,
    pub(crate) title: String,
    /// Its title by language of the story.
    pub(crate) titles: Texts,
    pub(crate) publisher: String,
    /// The day, month or year of its publication.
    pub(crate) published: String,
    pub(crate) lang: String,
    /// Number of words of the original.
    pub(crate) words: usize,
}

/// A verbatim excerpt of an article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) translations: Texts,
    pub(crate) mentions: Vec<Mention>,
}

/// A mention of places.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Mention {
    pub(crate) targets: Ids,
}

/// Notes on omissions and imprecise wording in an article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Omissions {
    /// Id of the article.
    pub(crate) article: String,
}

/// A paragraph that mentions places but is not quoted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Unquoted {
    pub(crate) targets: Ids,
}

/// The page about the method, without its sections.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Method {
    pub(crate) title: Texts,
    pub(crate) lead: Texts,
    /// The text of the link to the map.
    pub(crate) back: Texts,
    /// Ids of islands without a confirmed name, by language.
    pub(crate) without_name: BTreeMap<String, Ids>,
}

/// A section of the page about the method.
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

/// Names that are only used in texts, by language.
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
    /// Its properties.
    pub(crate) properties: Properties,
    /// Its geometry, raw.
    pub(crate) geometry: Box<RawValue>,
}

/// The properties of a feature.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Properties {
    pub(crate) layer: String,
    pub(crate) names: Texts,
    /// The names used by a claimant.
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

/// A fact about an island.
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
    /// Returns the days on which it applies.
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
    /// Returns the words in a language; untranslated if there is no translation.
    pub(crate) fn in_language(&self, lang: &str) -> &str {
        self.translations.get(lang).filter(|_| self.lang != lang).unwrap_or(&self.text)
    }
}

impl Boundary {
    /// Returns the days on which it exists.
    pub(crate) fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

/// A geometry as other programs write it: positions may have heights.
#[derive(Debug, Deserialize)]
pub(crate) struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: serde_json::Value,
}

/// The rings of polygons, each a list of positions, of which the first two numbers count.
pub(crate) type Polygons = Vec<Vec<Vec<Vec<f64>>>>;

impl Geometry {
    /// Returns its polygons; none where it is a point or a line.
    ///
    /// # Errors
    /// When its coordinates are not those of polygons.
    pub(crate) fn polygons(self) -> serde_json::Result<Polygons> {
        Ok(match self.kind.as_str() {
            "Polygon" => vec![serde_json::from_value(self.coordinates)?],
            "MultiPolygon" => serde_json::from_value(self.coordinates)?,
            _ => Vec::new(),
        })
    }
}

/// Reads an optional day.
fn day<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Day>, D::Error> {
    let text: Option<String> = Option::deserialize(source)?;
    let parsed = |text: String| {
        Day::parse(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &Day::EXPECTED))
    };
    text.map(parsed).transpose()
}

/// Reads a bounding box as the map reads it.
fn bounds<'de, D: Deserializer<'de>>(source: D) -> Result<[f64; 4], D::Error> {
    <[f64; 4]>::deserialize(source).map(unwrapped)
}

/// Returns a longitude as it goes on from the limits of a story: a whole turn away, where it lies between them there.
pub(crate) fn led_on(lon: f64, [west, east]: [f64; 2]) -> f64 {
    let turns = [0.0, 360.0, -360.0];
    turns.into_iter().map(|turn| lon + turn).find(|lon| (west..=east).contains(lon)).unwrap_or(lon)
}

/// Reads an id, which may be a number.
pub(crate) fn text_or_number<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(source)? {
        serde_json::Value::String(text) => Ok(text),
        serde_json::Value::Number(number) => Ok(number.to_string()),
        _ => Err(de::Error::custom("an id is a text")),
    }
}
