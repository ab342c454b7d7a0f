//! The GeoJSON of other programs, read as RFC 7946 says and as people write it.
//!
//! [`read`] turns the bytes of a file into features in order, each with an id, a layer, names by language and a shape
//! whose rings are closed and wound, and tells in a report what it left out, mended or guessed. A broken feature costs
//! itself, a broken part of a geometry that part: whatever was in the file is among the features or in the report.
//!
//! ```text
//! bytes -> encoding (text) -> records (features not read yet) -> geometry, properties (each feature alone)
//!       -> crs, clean (positions) -> seam (one range of longitudes) -> id, layer (features)
//! ```
//!
//! Memory and time grow linearly with the file. There is no file system here, no clock and no randomness: the tool reads
//! files with it, and a page those that a reader drops on it.

mod clean;
mod crs;
mod draft;
mod encoding;
mod foreign;
mod geometry;
mod id;
mod layer;
mod note;
mod properties;
mod records;
mod scan;
mod seam;
mod together;

use std::borrow::Cow;
use std::collections::BTreeMap;

use geo::{MultiLineString, MultiPoint, MultiPolygon};

use crate::draft::Drafts;
use crate::geometry::Parts;
use crate::note::Report;
use crate::records::Document;

pub use foreign::Format;
pub use id::slug;
pub use layer::Layer;
pub use note::{Concern, Mention, Note, Place};
pub use together::together;

/// How a file is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The layer of all features; without it a guess for each.
    pub layer: Option<Layer>,
    /// The language (BCP 47) of names of which none is said; without it the one in whose script a name is written.
    pub language: Option<String>,
    /// The decimals that positions keep: RFC 7946, section 11.2, calls six, a tenth of a metre, reasonable.
    pub decimals: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self { layer: None, language: None, decimals: 6 }
    }
}

/// What was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The features, in the order of the file.
    pub features: Vec<Feature>,
    /// What was left out, mended or guessed, losses first.
    pub report: Vec<Note>,
    /// The name that the file gives its collection.
    pub title: Option<String>,
    /// The number of features in the file, of which some may have been left out.
    pub found: usize,
}

/// A feature in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// An id that no other feature of the file has: at most 64 small letters a to z, digits and hyphens.
    pub id: String,
    /// What it is.
    pub layer: Layer,
    /// What its program calls its kind, such as `volcano`.
    pub kind: Option<String>,
    /// Its name by language (BCP 47).
    pub names: BTreeMap<String, String>,
    /// Further names by language.
    pub aliases: BTreeMap<String, Vec<String>>,
    /// Its shape on WGS 84: longitudes, which may go on past 180° but not past 540°, and latitudes, degrees.
    pub shape: Shape,
    /// Where it stands in the file. A feature with parts of several dimensions gives several features of one place.
    pub place: Place,
}

/// A shape of one dimension.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Points.
    Points(MultiPoint),
    /// Lines of two or more positions each.
    Lines(MultiLineString),
    /// Polygons with an area, their rings closed, outer ones anticlockwise, holes clockwise.
    Areas(MultiPolygon),
}

/// Why nothing was read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The text is UTF-32.
    #[error("the text is UTF-32: save the file as UTF-8")]
    Utf32,
    /// The file is of another format.
    #[error("this is {}, not GeoJSON", .0.name())]
    Foreign(Format),
    /// The text is no JSON.
    #[error("expected GeoJSON, which begins with {{, found {found}")]
    NotJson {
        /// The first line with text.
        line: usize,
        /// How it begins.
        found: String,
    },
    /// The text is JSON without features or geometries.
    #[error("expected a FeatureCollection, a Feature or a geometry (RFC 7946, section 3), found {found}")]
    NotGeoJson {
        /// How it begins.
        found: String,
    },
    /// The coordinates are of another coordinate reference system.
    #[error("crs: expected WGS 84 (RFC 7946, section 4), found {found}")]
    Crs {
        /// The line of `crs`.
        line: usize,
        /// The system as far as it is known.
        found: String,
    },
}

impl Refusal {
    /// Returns the refusal in words, with the name of the file and the command that mends it, where there is one.
    #[must_use]
    pub fn told(&self, file: &str) -> String {
        let place = match self {
            Self::NotJson { line, .. } | Self::Crs { line, .. } => format!("{file}, line {line}"),
            _ => file.to_owned(),
        };
        match self {
            Self::Foreign(format) => match format.command(file) {
                Some(command) => format!("{place}: {self}: {} it with `{command}`", format.verb()),
                None => format!("{place}: {self}"),
            },
            Self::Crs { .. } => {
                let command = "ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES wgs84.geojson";
                format!("{place}: {self}: convert it with `{command} {}`", quoted(file))
            }
            _ => format!("{place}: {self}"),
        }
    }
}

/// The name of a file as a shell wants it.
fn quoted(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '/' | ':');
    if name.chars().all(is_plain) { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

/// Reads the features of a file.
///
/// # Errors
/// If the file is empty, of another format, in another coordinate reference system, or no GeoJSON at all.
pub fn read(bytes: &[u8], options: &Options) -> Result<Imported, Refusal> {
    if let Some(format) = Format::of_bytes(bytes) {
        return Err(Refusal::Foreign(format));
    }
    let mut report = Report::default();
    let text = encoding::text(bytes, &mut report)?;
    let text = unwrapped(&text, &mut report);
    let is_json = text.trim_start_matches(['\u{1e}', ' ', '\n', '\r', '\t']).starts_with(['{', '[']);
    if let Some(format) = Format::of_text(&text).filter(|_| !is_json) {
        return Err(Refusal::Foreign(format));
    }
    let document = Document::read(&text, &mut report)?;
    let (records, title, crs) = (document.records, document.title, document.crs);
    let units = crs::units(crs, &mut report)?;
    let found = records.len();
    if found == 0 {
        report.note_file(Concern::Part, "the file holds no feature", None);
    }
    let mut drafts = Drafts::read(&text, records, &mut report);
    drafts.place(units, options, &mut report);
    let features = drafts.features(options, &mut report);
    Ok(Imported { features, report: report.notes(), title, found })
}

/// Returns what is wrong with the coordinate reference system that a collection of features names, where they are to be read
/// as they are; none where there is no collection.
#[must_use]
pub fn foreign_crs(text: &str) -> Option<Refusal> {
    crs::foreign(Document::read(text, &mut Report::default()).ok()?.crs)
}

/// Returns polygons that were cut along 180° as one, where some of them were.
#[must_use]
pub fn joined(areas: MultiPolygon) -> Option<MultiPolygon> {
    let mut parts = Parts { areas: areas.into_iter().map(seam::rings).collect(), ..Parts::default() };
    seam::join(&mut parts).then(|| parts.areas.into_iter().filter_map(seam::polygon).collect())
}

/// The GeoJSON in a text of JSON, or in a script that gives it a name or calls a function with it.
fn unwrapped<'a>(text: &'a str, report: &mut Report) -> Cow<'a, str> {
    const SCRIPTS: [&str; 7] = ["var ", "let ", "const ", "export ", "window.", "//", "/*"];
    let start = text.trim_start();
    if start.starts_with('"')
        && let Ok(inner) = serde_json::from_str::<String>(start.trim_end())
    {
        report.note_file(Concern::Mended, "the file was a text of JSON that holds GeoJSON, which was read", None);
        return Cow::Owned(inner);
    }
    let head = text.get(..text.find('{').unwrap_or(0)).unwrap_or_default();
    let is_call = head.trim_end().ends_with('(') && head.len() < 100 && !head.contains(' ');
    let is_script = |line: &str| SCRIPTS.iter().any(|word| line.trim_start().starts_with(word));
    if head.lines().any(is_script) || is_call {
        report.note_file(Concern::Mended, "the file was a script or had comments; the GeoJSON in it was read", None);
        // The line numbers stay those of the file.
        let lines = head.bytes().filter(|byte| *byte == b'\n').map(|_| '\n');
        let body = text.get(head.len()..).unwrap_or_default().trim_end_matches([';', ')', ' ', '\n', '\r', '\t']);
        return Cow::Owned(lines.chain(body.chars()).collect());
    }
    Cow::Borrowed(text)
}
