//! Features while they are put in order: what each says of itself, then where all of them lie, then what each is called.

use std::collections::BTreeMap;

use geo::{Coord, LineString, MultiLineString, MultiPoint, MultiPolygon, Point};
use serde_json::Value;

use crate::clean::{self, Cleaner};
use crate::crs::{self, Units};
use crate::geometry::{Parts, Remarks};
use crate::id::{Ids, slug};
use crate::layer::{self, Dimension, Layer};
use crate::note::{Concern, Place, Report};
use crate::properties::{self, Names, Properties};
use crate::records::{Kind, Record, member};
use crate::scan::members;
use crate::seam::{self, Window};
use crate::{Feature, Options, Shape};

/// A feature that is being read.
#[derive(Clone, Debug, Default)]
struct Draft {
    place: Place,
    parts: Parts,
    /// Ids in the order in which they are preferred: of the feature, of its properties, the number of its row.
    id: Option<String>,
    row: Option<String>,
    names: Names,
    aliases: Names,
    said: Option<(Layer, String)>,
}

/// The features of a file that are being read.
#[derive(Debug, Default)]
pub(crate) struct Drafts(Vec<Draft>);

impl Drafts {
    /// Reads what each record says of itself. A record without a geometry is left out.
    pub(crate) fn read(text: &str, records: Vec<Record>, report: &mut Report) -> Self {
        let mut drafts = Vec::with_capacity(records.len());
        for record in records {
            let mut draft = Draft { place: record.place.clone(), ..Draft::default() };
            let mut remarks = Remarks::default();
            match record.kind {
                Kind::Geometry => draft.parts.read((text, &record.range), &mut remarks, 0),
                Kind::Feature => draft.read_feature(text, &record, (&mut remarks, report)),
                Kind::Other => {
                    let found = text.get(record.range.clone()).unwrap_or_default();
                    remarks.lose("expected a feature that is whole", found);
                }
            }
            if draft.tell(&remarks, report) {
                drafts.push(draft);
            }
        }
        Self(drafts)
    }

    /// Brings the positions in order: degrees of WGS 84, in range, one range of longitudes, closed and wound.
    pub(crate) fn place(&mut self, units: Units, options: &Options, report: &mut Report) {
        match units {
            Units::Degrees => self.swap_axes(report),
            Units::Mercator => {
                let positions = self.0.iter_mut().flat_map(|draft| draft.parts.positions_mut());
                positions.for_each(|position| *position = crs::degrees(*position));
            }
        }
        let cleaner = Cleaner::new(options.decimals);
        self.0.retain_mut(|draft| draft.clean(&cleaner, report));
        let window = Window::of(self.0.iter().map(|draft| &draft.parts));
        for draft in &mut self.0 {
            draft.move_across(window, &cleaner, report);
        }
    }

    /// Swaps the axes where that is certain: some position has a latitude beyond the pole, and swapped all are right.
    fn swap_axes(&mut self, report: &mut Report) {
        let swapped = |position: &Coord| clean::is_swapped(*position);
        let may_be = |position: &Coord| position.x.abs() <= 90.0 && position.y.abs() <= 180.0;
        let positions = || self.0.iter().flat_map(|draft| draft.parts.positions());
        if !positions().any(swapped) || !positions().all(may_be) {
            return;
        }
        for draft in &mut self.0 {
            draft.parts.positions_mut().for_each(|position| *position = Coord { x: position.y, y: position.x });
            draft.note(
                Concern::Mended,
                "the axes were swapped: longitude comes first (RFC 7946, section 3.1.1)",
                report,
            );
        }
    }

    /// Gives each feature its id, layer and names.
    pub(crate) fn features(self, options: &Options, report: &mut Report) -> Vec<Feature> {
        let has_kana =
            self.0.iter().any(|draft| draft.names.values().flatten().any(|name| name.contains(properties::is_kana)));
        let (mut ids, mut features) = (Ids::default(), Vec::with_capacity(self.0.len()));
        for mut draft in self.0 {
            let id = draft.id(report);
            let called = draft.named(options, has_kana, report);
            draft.close_coastlines(report);
            let shapes = draft.shapes();
            if shapes.len() > 1 {
                draft.note(Concern::Mended, "parts of several dimensions became a feature each", report);
            }
            for (dimension, shape) in shapes {
                let (layer, kind) = draft.layer(dimension, options.layer, report);
                let (id, was_given) = ids.unique(id.clone());
                if was_given && features.last().is_none_or(|last: &Feature| last.place != draft.place) {
                    draft.note(Concern::Mended, "an id that another feature has was given a number", report);
                }
                let Called { names, aliases } = called.clone();
                features.push(Feature { id, layer, kind, names, aliases, shape, place: draft.place.clone() });
            }
        }
        features
    }
}

/// What a feature is called.
#[derive(Clone, Debug, Default)]
struct Called {
    names: BTreeMap<String, String>,
    aliases: BTreeMap<String, Vec<String>>,
}

impl Called {
    fn knows(&self, name: &str) -> bool {
        self.names.values().any(|other| other == name) || self.aliases.values().flatten().any(|other| other == name)
    }

    /// Adds a name, as a further one where the language has one.
    fn add(&mut self, lang: &str, name: &str, is_name: bool) {
        match self.names.get(lang) {
            None if is_name => drop(self.names.insert(lang.to_owned(), name.to_owned())),
            Some(own) if own == name => {}
            _ => {
                let list = self.aliases.entry(lang.to_owned()).or_default();
                if !list.iter().any(|other| other == name) {
                    list.push(name.to_owned());
                }
            }
        }
    }
}

impl Draft {
    fn read_feature(&mut self, text: &str, record: &Record, (remarks, report): (&mut Remarks, &mut Report)) {
        let members = members(text, record.range.start).parts;
        let value = |key: &str| -> Option<Result<Value, &str>> {
            let raw = text.get(member(&members, key)?.clone())?;
            Some(serde_json::from_str(raw).or(Err(raw)))
        };
        let properties = match value("properties") {
            Some(Err(_)) => {
                let start = member(&members, "properties").map_or(0, |range| range.start);
                self.sound_properties(text, start, report)
            }
            Some(Ok(value)) => Properties::new(value),
            None => Properties::default(),
        };
        let own = value("id").and_then(Result::ok);
        self.id = own.as_ref().and_then(properties::id_of).or_else(|| properties.id());
        self.row = properties.row();
        self.names = properties.names();
        self.aliases = properties.aliases();
        self.said = layer::said(&properties);
        let name = self.names.values().flatten().next();
        self.place.label = self.id.clone().or_else(|| name.cloned()).map(|label| crate::note::shortened(&label));
        match (member(&members, "geometry"), member(&members, "coordinates")) {
            (Some(geometry), _) => self.parts.read((text, geometry), remarks, 0),
            (None, _) => remarks.lose("geometry is missing: a feature without a place cannot be drawn", ""),
        }
    }

    /// The properties one by one, where one of them is no JSON, such as a number that is `NaN`.
    fn sound_properties(&self, text: &str, start: usize, report: &mut Report) -> Properties {
        let mut sound = serde_json::Map::new();
        for (key, range) in members(text, start).parts {
            let raw = text.get(range).unwrap_or_default();
            match serde_json::from_str(raw) {
                Ok(value) => drop(sound.insert(key.into_owned(), value)),
                Err(_) => report.note(Concern::Part, "properties: expected values of JSON", (&self.place, raw)),
            }
        }
        Properties::new(Value::Object(sound))
    }

    fn note(&self, concern: Concern, message: &str, report: &mut Report) {
        report.note(concern, message, (&self.place, ""));
    }

    /// Tells what was noticed; returns whether anything of the geometry is left.
    fn tell(&self, remarks: &Remarks, report: &mut Report) -> bool {
        let is_left = !self.parts.is_empty();
        if !is_left {
            let (message, found) =
                remarks.lost.first().cloned().unwrap_or(("nothing of the geometry is left", String::new()));
            report.note(Concern::LeftOut, message, (&self.place, &found));
            return false;
        }
        for (message, found) in &remarks.lost {
            report.note(Concern::Part, message, (&self.place, found));
        }
        for (message, found) in &remarks.mended {
            report.note(Concern::Mended, message, (&self.place, found));
        }
        true
    }

    /// Puts the geometry in order; returns whether anything of it is left.
    fn clean(&mut self, cleaner: &Cleaner, report: &mut Report) -> bool {
        let mut remarks = Remarks::default();
        if let Some((message, found)) = clean::out_of_range(&self.parts) {
            self.parts = Parts::default();
            remarks.lose(message, found);
        }
        seam::unwrap(&mut self.parts, &mut remarks);
        if seam::is_longer_than_a_turn(&self.parts) {
            self.parts = Parts::default();
            remarks
                .lose("geometry.coordinates: expected a line that goes once around the Earth at most", "a longer one");
        }
        cleaner.clean(&mut self.parts, &mut remarks);
        self.tell(&remarks, report)
    }

    /// Moves the geometry to where it is one piece, with all others if that can be, and takes out the cut.
    fn move_across(&mut self, window: Option<Window>, cleaner: &Cleaner, report: &mut Report) {
        let moved = match window.or_else(|| Window::of(std::iter::once(&self.parts))) {
            Some(window) => window.place(&mut self.parts),
            None => seam::centre(&mut self.parts),
        };
        if !moved {
            return;
        }
        self.note(Concern::Mended, "longitudes were led on across 180°, so that all are one range", report);
        let mut joined = self.parts.clone();
        if seam::join(&mut joined) {
            cleaner.clean(&mut joined, &mut Remarks::default());
            // Rings that cross themselves or each other may cancel out: then the parts stay apart.
            if joined.areas.is_empty() == self.parts.areas.is_empty()
                && joined.lines.is_empty() == self.parts.lines.is_empty()
            {
                self.parts = joined;
                self.note(Concern::Mended, "parts that were cut along 180° were joined", report);
            }
        }
    }

    /// The id before it is made unique.
    fn id(&self, report: &mut Report) -> String {
        if let Some(own) = &self.id {
            if let Some(id) = slug(own) {
                if id != *own {
                    self.note(Concern::Mended, "ids were written with small letters, digits and hyphens", report);
                }
                return id;
            }
            report.note(Concern::Mended, "ids in other letters than a to z were replaced", (&self.place, own));
        }
        let mut latin = ["en", ""].iter().filter_map(|lang| self.names.get(*lang)).chain(self.names.values()).flatten();
        if let Some(id) = latin.find_map(|name| slug(name)) {
            self.note(Concern::Guessed, "ids were made of the names", report);
            return id;
        }
        self.note(Concern::Guessed, "ids were made of the number in the file", report);
        let number = self.row.as_deref().and_then(slug).unwrap_or_else(|| self.place.ordinal.to_string());
        format!("feature-{number}")
    }

    /// The name by language and further names. Names of which a language is said come first.
    fn named(&self, options: &Options, has_kana: bool, report: &mut Report) -> Called {
        let mut called = Called::default();
        for (list, is_name) in [(&self.names, true), (&self.aliases, false)] {
            let tagged = list.iter().filter(|(lang, _)| !lang.is_empty());
            tagged.for_each(|(lang, names)| names.iter().for_each(|name| called.add(lang, name, is_name)));
            for name in list.get("").into_iter().flatten().filter(|name| !called.knows(name)).collect::<Vec<_>>() {
                let lang = options.language.as_deref().unwrap_or_else(|| {
                    self.note(Concern::Guessed, "the language of names was taken from their letters", report);
                    properties::language_of(name, has_kana)
                });
                called.add(lang, name, is_name);
            }
        }
        if called.names.is_empty() {
            self.note(Concern::Part, "no name was found", report);
        }
        called
    }

    /// Makes islands of coastlines that are closed.
    fn close_coastlines(&mut self, report: &mut Report) {
        if self.said.as_ref().is_none_or(|(_, kind)| !kind.contains("coastline")) {
            return;
        }
        let is_closed = |line: &LineString| line.is_closed() && line.0.len() >= 4;
        let (closed, open) = std::mem::take(&mut self.parts.lines).into_iter().partition::<Vec<_>, _>(is_closed);
        self.parts.lines = open;
        if closed.is_empty() {
            return;
        }
        self.note(Concern::Guessed, "closed coastlines were taken to be islands", report);
        let mut closed = Parts { areas: closed.into_iter().map(|ring| vec![ring]).collect(), ..Parts::default() };
        let lines: Vec<_> = closed.areas.iter().flatten().cloned().collect();
        Cleaner::new(12).clean(&mut closed, &mut Remarks::default());
        if closed.areas.is_empty() {
            self.parts.lines.extend(lines);
        }
        self.parts.areas.extend(closed.areas);
    }

    /// The shapes by dimension, areas first.
    fn shapes(&mut self) -> Vec<(Dimension, Shape)> {
        let Parts { points, lines, areas } = std::mem::take(&mut self.parts);
        let mut shapes = Vec::new();
        if !areas.is_empty() {
            let polygons = MultiPolygon(areas.into_iter().filter_map(seam::polygon).collect());
            shapes.push((Dimension::Areas, Shape::Areas(polygons)));
        }
        if !lines.is_empty() {
            shapes.push((Dimension::Lines, Shape::Lines(MultiLineString(lines))));
        }
        if !points.is_empty() {
            let points = MultiPoint(points.into_iter().map(Point).collect());
            shapes.push((Dimension::Points, Shape::Points(points)));
        }
        shapes
    }

    /// The layer of a shape of the feature, and its kind.
    fn layer(&self, dimension: Dimension, given: Option<Layer>, report: &mut Report) -> (Layer, Option<String>) {
        let kind = self.said.as_ref().map(|(_, kind)| kind.clone());
        let said = self.said.as_ref().map(|(layer, _)| *layer);
        let wanted = given.or(said);
        if let Some(layer) = wanted.filter(|layer| layer.allows(dimension)) {
            if given.is_none() {
                self.note(Concern::Guessed, "layers were taken from properties", report);
            }
            return (layer, kind);
        }
        let layer = Layer::of_shape(dimension);
        let message = match (wanted, layer) {
            (Some(_), _) => {
                "layers that have other shapes were replaced: areas became islands, points towns, lines boundaries"
            }
            (None, Layer::Island) => "areas of which nothing is said were taken to be islands",
            (None, Layer::Town) => "points of which nothing is said were taken to be towns",
            (None, _) => "lines of which nothing is said were taken to be boundaries",
        };
        self.note(Concern::Guessed, message, report);
        (layer, kind)
    }
}
