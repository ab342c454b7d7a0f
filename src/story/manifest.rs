//! The story's own data: title, languages, parties, groups, projection, initial view and words.

use crate::error::{Finding, Problem};
use crate::geo::projection::{Conic, Parallels};
use crate::geo::space::LonLat;
use crate::lean::decimal::shortest;
use crate::lean::find::replaced;
use crate::lean::map::SortedMap;
use crate::limits::{ENTRIES, INSETS};
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::outline::Ground;
use crate::story::source::Source;
use crate::story::spelling::{LANGUAGE, is_language};
use crate::story::status::StatusHistory;
use crate::story::texts::Texts;

/// The version of the file formats that this program supports.
pub const SCHEMA: u32 = 2;

/// A state that administers or claims islands, or another party in the story.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// The language of the names that it uses.
    pub lang: String,
}

/// A group of islands with a common name.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Ids of its islands; if empty, the islands that name it as their group or parent.
    pub members: Vec<String>,
    /// Rank of its label, shown while its islands are too small to have their own; none for no label.
    pub rank: Option<u8>,
}

/// A step of the guided tour.
#[derive(Clone, Debug, PartialEq)]
pub struct TourStep {
    /// Id of the place that is shown; none for the whole chain.
    pub place: Option<PlaceId>,
    /// The day; none for the latest one.
    pub date: Option<Day>,
    /// Id of the perspective.
    pub perspective: String,
    /// Id of the deployment whose ranges are shown, if any.
    pub ranges: Option<String>,
    /// The text of the step.
    pub text: Texts,
}

impl TourStep {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        Self {
            place: fields.optional_text("place").map(PlaceId::from),
            date: fields.optional_day("date"),
            perspective: fields.optional_text("perspective").unwrap_or_default(),
            ranges: fields.optional_text("ranges"),
            text: fields.required_texts("text"),
        }
    }
}

/// A data source that must be credited on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Credit {
    /// The credit with the required wording.
    pub text: Texts,
    /// Address that it links to.
    pub url: String,
    /// Licence of the data.
    pub licence: String,
}

/// The story as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// Version of the format.
    pub schema: u32,
    /// Its title.
    pub title: Texts,
    /// What it finds, in a few words.
    pub headline: Texts,
    /// A summary in two sentences.
    pub lead: Texts,
    /// The latest day of the story.
    pub as_of: Day,
    /// The day up to which its sources were read.
    pub sources_read: Option<Day>,
    /// The day of the last correction.
    pub corrected: Option<Day>,
    /// Address for reporting mistakes, if there is one, with the placeholders `{place}`, `{date}` and `{lang}`.
    pub report: Option<String>,
    /// The date of the article that the story explains, if there is one.
    pub article_date: Option<Day>,
    /// Language tags (BCP 47), the default first.
    pub languages: Vec<String>,
    projection: ProjectionWords,
    /// West, south, east and north limits of the data, degrees.
    pub extent: [f64; 4],
    /// The parallel along which land is cut into areas of different status, degrees; none for no cut.
    pub cut_parallel: Option<f64>,
    /// West, south, east and north limits of the initial view, degrees.
    pub start: [f64; 4],
    /// The parties that administer or claim islands.
    pub parties: Vec<Party>,
    /// Groups of islands.
    pub groups: Vec<Group>,
    /// Further groups that texts mention.
    pub places: Vec<Group>,
    /// Id of the group that the story is about, if it is about one.
    pub subject: Option<PlaceId>,
    /// Ids of the groups that get an enlarged inset when they are too small to be hit, in order of priority.
    pub insets: Vec<String>,
    /// Data sources that must be credited on the map.
    pub credits: Vec<Credit>,
    /// Words of the interface, by language and key.
    pub words: SortedMap<SortedMap<String>>,
    /// Further words, loaded later.
    pub further: SortedMap<SortedMap<String>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct ProjectionWords {
    standard: [f64; 2],
    origin: [f64; 2],
}

/// What must be read before anything can be drawn.
#[derive(Debug)]
pub(super) struct First {
    pub(super) manifest: Manifest,
    pub(super) ground: Ground,
    pub(super) status: StatusHistory,
    pub(super) findings: Vec<Finding>,
}

impl Party {
    fn read(fields: &Fields<'_>) -> Self {
        let (id, names) = fields.named();
        Self { id, names, lang: fields.optional_text("lang").unwrap_or_default() }
    }
}

impl Group {
    fn read(fields: &Fields<'_>) -> Self {
        let (id, names) = fields.named();
        let rank = fields.optional_count("rank").map(|rank| rank.min(u32::from(u8::MAX)) as u8);
        Self { id, names, members: fields.texts_of("members"), rank }
    }
}

impl Credit {
    fn read(fields: &Fields<'_>) -> Self {
        let licence = fields.optional_text("licence").unwrap_or_default();
        Self { text: fields.required_texts("text"), url: fields.text("url", "an address"), licence }
    }
}

impl Manifest {
    fn read(fields: &Fields<'_>) -> Self {
        for name in ["languages", "parties", "projection"] {
            fields.required(name, "what the story cannot do without");
        }
        let languages = fields.texts_of("languages");
        if let Some(other) = languages.iter().find(|lang| !is_language(lang)) {
            fields.unexpected("languages", LANGUAGE, other);
        }
        Self {
            schema: fields.count("schema"),
            title: fields.required_texts("title"),
            headline: fields.texts("headline"),
            lead: fields.texts("lead"),
            as_of: fields.day("as_of"),
            cut_parallel: fields.number("cut_parallel"),
            sources_read: fields.optional_day("sources_read"),
            corrected: fields.optional_day("corrected"),
            report: fields.optional_text("report"),
            article_date: fields.optional_day("article_date"),
            languages,
            projection: fields.object("projection", ProjectionWords::read).unwrap_or_default(),
            extent: bounds(fields, "extent"),
            start: bounds(fields, "start"),
            parties: fields.objects("parties", Party::read),
            groups: fields.objects("groups", Group::read),
            places: fields.objects("places", Group::read),
            subject: fields.optional_text("subject").map(PlaceId::from),
            insets: fields.texts_of("insets"),
            credits: fields.objects("credits", Credit::read),
            words: fields.object("words", words).unwrap_or_default(),
            further: SortedMap::default(),
        }
    }
}

/// Reads words by language and key.
pub(super) fn words(all: &Fields<'_>) -> SortedMap<SortedMap<String>> {
    let each = |(lang, _): (&str, &str)| Some((lang.to_owned(), all.object(lang, Fields::each_text)?));
    all.by_name().into_iter().filter_map(each).collect()
}

impl ProjectionWords {
    fn read(fields: &Fields<'_>) -> Self {
        let standard = fields.numbers("standard", "two parallels in degrees");
        Self { standard, origin: fields.numbers("origin", "[longitude, latitude] in degrees") }
    }
}

/// Reads the file with the story and the status of its groups.
///
/// # Errors
/// If the story itself cannot be read; a status that cannot be read becomes a finding and is skipped.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<First, Finding> {
    let source = Source::new(file, bytes)?;
    let whole = source.fields()?;
    let of_file = |problem| Finding::of_file(file, problem);
    let missing = || of_file(Problem::missing("story", "an object with what the story says of itself"));
    let (mut manifest, ground) = story_of(&source, whole.raw("story").ok_or_else(missing)?)?;
    let mut findings = Vec::new();
    let problems = [
        INSETS.hold("story.insets", &mut manifest.insets),
        ENTRIES.hold("story.parties", &mut manifest.parties),
        ENTRIES.hold("story.groups", &mut manifest.groups),
        ENTRIES.hold("story.places", &mut manifest.places),
    ];
    findings.extend(problems.into_iter().flatten().map(of_file));
    let status = match whole.raw("status") {
        Some(raw) => StatusHistory::read(&source, raw, &mut findings),
        None => StatusHistory::default(),
    };
    Ok(First { manifest, ground, status, findings })
}

/// Reads the authored file, which has the story alone.
///
/// # Errors
/// If it cannot be read.
pub(super) fn read_authored(file: &str, bytes: &[u8]) -> Result<(Manifest, Ground), Finding> {
    let source = Source::new(file, bytes)?;
    source.fields()?;
    story_of(&source, source.text)
}

/// Reads the story, and the projection and extent of its map.
fn story_of<'a>(source: &Source<'a>, raw: &'a str) -> Result<(Manifest, Ground), Finding> {
    let of_file = |problem| Finding::of_file(source.file, problem);
    let manifest = source.part(raw, "story", Manifest::read)?;
    if manifest.schema != SCHEMA {
        return Err(of_file(Problem::unexpected("story.schema", SCHEMA.to_string(), manifest.schema)));
    }
    if manifest.languages.is_empty() {
        return Err(of_file(Problem::missing("story.languages", "at least one language tag")));
    }
    for (name, bounds) in [("story.extent", manifest.extent), ("story.start", manifest.start)] {
        check_bounds(name, bounds).map_err(of_file)?;
    }
    let [lon, lat] = manifest.projection.origin;
    let parallels = Parallels { standard: manifest.projection.standard, origin: LonLat::new(lon, lat) };
    let Some(conic) = Conic::new(parallels) else {
        let [south, north] = parallels.standard;
        let found = format!("standard {}, origin {}", list(&[south, north]), list(&[lon, lat]));
        let expected = "two parallels on one side of the equator and an origin between the poles";
        return Err(of_file(Problem::unexpected("story.projection", expected, found)));
    };
    let ground = Ground { conic, extent: manifest.extent, cut: manifest.cut_parallel };
    Ok((manifest, ground))
}

/// Reads a bounding box.
fn bounds(fields: &Fields<'_>, name: &str) -> [f64; 4] {
    unwrapped(fields.numbers(name, "[west, south, east, north] in degrees"))
}

/// Returns a bounding box `[west, south, east, north]`, degrees, with longitudes that go on: one whose west lies far east of
/// its east crosses 180° (RFC 7946, section 5.2).
#[must_use]
pub fn unwrapped([west, south, east, north]: [f64; 4]) -> [f64; 4] {
    [west, south, if west - east > 180.0 { east + 360.0 } else { east }, north]
}

fn check_bounds(name: &str, [west, south, east, north]: [f64; 4]) -> Result<(), Problem> {
    // Across 180° longitudes go on.
    let sound = -360.0 <= west && west < east && east <= 360.0 && -90.0 < south && south < north && north < 90.0;
    let found = list(&[west, south, east, north]);
    if sound { Ok(()) } else { Err(Problem::unexpected(name, "[west, south, east, north] in degrees", found)) }
}

/// Formats numbers as a list.
fn list(numbers: &[f64]) -> String {
    format!("[{}]", numbers.iter().map(|number| shortest(*number)).collect::<Vec<String>>().join(", "))
}

impl Manifest {
    /// Returns the address for reporting a mistake about something, such as a place on a day; none if the story has
    /// none.
    #[must_use]
    pub fn report_url(&self, lang: &str, about: &str, day: Day) -> Option<String> {
        let parts = [("{place}", about), ("{date}", &day.iso()), ("{lang}", lang)];
        let url = self.report.clone()?;
        Some(parts.iter().fold(url, |url, (blank, text)| replaced(&url, blank, text)))
    }

    /// Iterates over all groups, including those that only texts mention.
    pub fn all_groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().chain(&self.places)
    }

    /// Returns the party with the given id.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }
}
