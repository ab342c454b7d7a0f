//! What the story says of itself: title, languages, parties, groups, projection, first view and words.

use super::outline::Ground;
use super::status::StatusBook;
use super::text::Source;
use super::texts::Texts;
use crate::error::{Finding, Problem};
use crate::projection::{Conic, Parallels};
use crate::space::LonLat;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The version of the file formats that this program reads.
pub const SCHEMA: u32 = 1;

/// A state that administers or claims, or another party to the story.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// The language of the names that it gives.
    #[serde(default)]
    pub lang: String,
}

/// Islands that are spoken of together.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Ids of its islands; where empty, the islands that name it as their group or parent.
    #[serde(default)]
    pub members: Vec<String>,
    /// How early the group is named as one where its islands are too small to be; never where there is none.
    pub rank: Option<u8>,
}

/// A source of data that must be named on the map.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Credit {
    /// The credit as it must be worded.
    pub text: Texts,
    /// Where it leads.
    pub url: String,
    /// Licence of the data.
    #[serde(default)]
    pub licence: String,
}

/// The story as a whole.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Story {
    /// Version of the format.
    pub schema: u32,
    /// Its title.
    pub title: Texts,
    /// What it is about, in two sentences.
    #[serde(default)]
    pub lead: Texts,
    /// The date of its latest word, ISO 8601.
    pub as_of: String,
    /// Language tags (BCP 47), the first one being the default.
    pub languages: Vec<String>,
    projection: ProjectionWords,
    /// West, south, east and north limit of the data, degrees.
    pub extent: [f64; 4],
    /// West, south, east and north limit of the first view, degrees.
    pub start: [f64; 4],
    /// Who administers and claims.
    pub parties: Vec<Party>,
    /// Islands spoken of together.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Further groups that texts speak of.
    #[serde(default)]
    pub places: Vec<Group>,
    /// Sources of data that must be named on the map.
    #[serde(default)]
    pub credits: Vec<Credit>,
    /// Words of the interface, by language and key.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct ProjectionWords {
    standard: [f64; 2],
    origin: [f64; 2],
}

/// What must be read before anything can be drawn.
#[derive(Debug)]
pub(super) struct First {
    pub(super) story: Story,
    pub(super) ground: Ground,
    pub(super) status: StatusBook,
    pub(super) findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct FirstFile<'a> {
    #[serde(borrow)]
    story: &'a serde_json::value::RawValue,
    #[serde(borrow)]
    status: Option<&'a serde_json::value::RawValue>,
}

/// Reads the file with the story and the status of its groups.
///
/// # Errors
/// Where the story itself cannot be read; a status that cannot be read is a finding and stays out.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<First, Finding> {
    let source = Source::new(file, bytes)?;
    let whole: FirstFile<'_> = source.parse()?;
    let story: Story = source.parse_part(whole.story, "story")?;
    let of_file = |problem| Finding::of_file(file, problem);
    if story.schema != SCHEMA {
        return Err(of_file(Problem::unexpected("story.schema", SCHEMA.to_string(), story.schema)));
    }
    if story.languages.is_empty() {
        return Err(of_file(Problem::missing("story.languages", "at least one language tag")));
    }
    for (name, bounds) in [("story.extent", story.extent), ("story.start", story.start)] {
        check_bounds(name, bounds).map_err(of_file)?;
    }
    let [lon, lat] = story.projection.origin;
    let parallels = Parallels { standard: story.projection.standard, origin: LonLat::new(lon, lat) };
    let Some(conic) = Conic::new(parallels) else {
        let [south, north] = parallels.standard;
        let found = format!("standard [{south}, {north}], origin [{lon}, {lat}]");
        let expected = "two parallels on one side of the equator and an origin between the poles";
        return Err(of_file(Problem::unexpected("story.projection", expected, found)));
    };
    let ground = Ground { conic, extent: story.extent };
    let mut findings = Vec::new();
    let status = match whole.status {
        Some(raw) => StatusBook::read(&source, raw, &mut findings),
        None => StatusBook::default(),
    };
    Ok(First { story, ground, status, findings })
}

fn check_bounds(name: &str, [west, south, east, north]: [f64; 4]) -> Result<(), Problem> {
    let sound = -180.0 <= west && west < east && east <= 180.0 && -90.0 < south && south < north && north < 90.0;
    let found = format!("[{west}, {south}, {east}, {north}]");
    if sound { Ok(()) } else { Err(Problem::unexpected(name, "[west, south, east, north] in degrees", found)) }
}

impl Story {
    /// A word of the interface; the key itself where no language has it.
    #[must_use]
    pub fn word<'a>(&'a self, lang: &str, key: &'a str) -> &'a str {
        let find = |lang: &str| self.words.get(lang).and_then(|words| words.get(key));
        let default = self.languages.first().map_or("en", String::as_str);
        find(lang).or_else(|| find(default)).map_or(key, String::as_str)
    }

    /// A word of the interface with `{name}` replaced by each given text.
    #[must_use]
    pub fn phrase(&self, lang: &str, key: &str, parts: &[(&str, &str)]) -> String {
        parts
            .iter()
            .fold(self.word(lang, key).to_owned(), |phrase, (name, text)| phrase.replace(&format!("{{{name}}}"), text))
    }

    /// The groups, those that texts speak of included.
    pub fn all_groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().chain(&self.places)
    }

    /// A party by its id.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }
}
