//! Events, and deployments with the reports about them.

use crate::geo::space::LonLat;
use crate::story::article::{Note, note};
use crate::story::day::Day;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::span::Span;
use crate::story::texts::Texts;

/// A day, or a period from a first to a last day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// The day, or the first day.
    pub from: Day,
    /// The last day, if sources differ or the event took longer.
    pub to: Option<Day>,
}

impl Days {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let Span { from, to } = Span::read(fields);
        if from.is_none() {
            fields.required("date", "a day, or \"from\" and \"to\"");
        }
        Self { from: from.or_else(|| fields.optional_day("date")).unwrap_or_default(), to }
    }
}

/// An event on a day or over a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// When it happened.
    pub days: Days,
    /// Its kind as written in the file: treaty, war, decree, declaration, statement and so on.
    pub kind: String,
    /// Its title.
    pub title: Texts,
    /// What happened, and whom it affected.
    pub text: Texts,
    /// Ids of the places that it concerns.
    pub places: Vec<PlaceId>,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

impl Event {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        Self {
            id: fields.text("id", "an id"),
            days: Days::read(fields),
            kind: fields.text("kind", "a kind of event, such as \"treaty\""),
            title: fields.required_texts("title"),
            text: fields.texts("text"),
            places: fields.places("places"),
            sources: fields.texts_of("sources"),
        }
    }
}

/// A weapon or post that was deployed on an island.
#[derive(Clone, Debug, PartialEq)]
pub struct Deployment {
    /// Its id.
    pub id: String,
    /// What was deployed.
    pub system: Texts,
    /// Id of the island.
    pub place: PlaceId,
    /// The first day for which it is reported.
    pub from: Day,
    /// The reports on it, each with its date and sources.
    pub reports: Vec<Report>,
    /// Its ranges according to the sources.
    pub ranges: Vec<Range>,
    /// Distances to the coasts that the story names.
    pub distances: Vec<Distance>,
    /// An editorial note on the reports.
    pub note: Option<Note>,
}

/// The distance from the coast of an island to the nearest other coast.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// Id of the land or group.
    pub to: String,
    /// Kilometres.
    pub km: f64,
    /// The ends of the shortest way, if they are told.
    pub line: Option<[LonLat; 2]>,
}

/// A report on a deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The day of the report.
    pub date: Day,
    /// What the report says.
    pub text: Texts,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// A range of a system according to a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The range, kilometres.
    pub km: f64,
    /// Who states the figure.
    pub text: Texts,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

impl Deployment {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let report = |report: &Fields<'_>| Report {
            date: report.day("date"),
            text: report.required_texts("text"),
            sources: report.texts_of("sources"),
        };
        let range = |range: &Fields<'_>| Range {
            km: range.amount("km", "a length above 0, kilometres").unwrap_or_default(),
            text: range.texts("text"),
            sources: range.texts_of("sources"),
        };
        Self {
            id: fields.text("id", "an id"),
            system: fields.required_texts("system"),
            place: fields.text("place", "the id of an island").into(),
            from: fields.day("from"),
            reports: fields.objects("reports", report),
            ranges: fields.objects("ranges", range),
            distances: fields.objects("distances", |to| Distance {
                to: to.text("to", "the id of land or a group"),
                km: to.number("km").unwrap_or_default(),
                line: to.raw("line").and_then(|_| {
                    let [lon, lat, other_lon, other_lat] =
                        to.numbers("line", "two longitudes and latitudes in degrees");
                    let ends = [LonLat::new(lon, lat), LonLat::new(other_lon, other_lat)];
                    ends.iter().all(|end| end.lon.abs() <= 360.0 && end.lat.abs() <= 90.0).then_some(ends)
                }),
            }),
            note: fields.object("note", note),
        }
    }
}
