//! A file of features that is read in steps, between which a page can do something else.
//!
//! While it is read the story stays as it is; what was read becomes part of it at the end, all at once.

use crate::error::{Finding, Problem};
use crate::lean::json::newlines;
use crate::lean::sorted::order;
use crate::story::geojson::{Feature, Level, Outcome, feature, index, named, refuse_duplicates};
use crate::story::outline::Outline;
use crate::story::region::{LEVELS, Region};
use crate::story::source::Source;
use crate::story::{RegionId, Story};

/// What a feature adds to a story, or why it cannot.
type Addition = Result<Part, Problem>;

/// A region that the story does not have yet, or another level of one that it has.
#[derive(Debug)]
enum Part {
    Region(Box<Region>),
    Level(RegionId, Box<Outline>),
}

/// A file of features that is being read.
#[derive(Debug)]
pub struct FeatureFile {
    file: String,
    bytes: Vec<u8>,
    level: Level,
    /// Where each feature begins and ends in the bytes.
    places: Vec<(usize, usize)>,
    /// The place up to which lines are counted, and the line.
    counted: (usize, usize),
    read: Vec<Outcome<Addition>>,
    findings: Vec<Finding>,
    /// What is wrong with the file behind its features.
    fault: Option<Finding>,
}

impl FeatureFile {
    /// Finds the features in a file, without reading them.
    #[must_use]
    pub fn open(file: &str, bytes: Vec<u8>) -> Self {
        let (mut level, mut places, mut fault) = (Level::default(), Vec::new(), None);
        let mut findings = Vec::new();
        match Source::new(file, &bytes) {
            Ok(source) => {
                let index = index(&source);
                level = index.level.unwrap_or_default();
                let start = |raw: &str| raw.as_ptr().addr().saturating_sub(bytes.as_ptr().addr());
                places = index.features.iter().map(|raw| (start(raw), start(raw) + raw.len())).collect();
                (findings, fault) = (index.findings, index.fault);
            }
            Err(finding) => findings.push(finding),
        }
        if level.index as usize >= LEVELS {
            let expected = format!("a level from 0 to {}", LEVELS - 1);
            findings.push(Finding::of_file(file, Problem::unexpected("level.index", expected, level.index)));
            places.clear();
        }
        let file = file.to_owned();
        Self { file, bytes, level, places, counted: (0, 1), read: Vec::new(), findings, fault }
    }

    /// Whether all features are read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.read.len() == self.places.len()
    }

    /// Returns the text of the next feature and its line.
    fn next(&mut self) -> Option<(usize, usize, usize)> {
        let &(start, end) = self.places.get(self.read.len())?;
        let (from, line) = self.counted;
        let line = line + newlines(self.bytes.get(from..start).unwrap_or_default());
        self.counted = (start, line);
        Some((start, end, line))
    }
}

impl Story {
    /// Reads features of a file until they have at least so many bytes together, or none is left; returns whether some
    /// are left.
    pub fn read_on(&self, file: &mut FeatureFile, bytes: usize) -> bool {
        let mut done = 0;
        while done < bytes {
            let Some((start, end, line)) = file.next() else { break };
            let raw = file.bytes.get(start..end).and_then(|raw| std::str::from_utf8(raw).ok()).unwrap_or_default();
            let (id, outcome) = feature(raw, line);
            let addition = outcome.map(|feature| self.addition(&feature, file.level.index as usize));
            file.read.push((line, id, addition));
            done += end - start;
        }
        !file.is_read()
    }

    fn addition(&self, feature: &Feature<'_>, level: usize) -> Addition {
        match self.region_id(&feature.id) {
            None => Region::from_feature(feature, level, &self.ground).map(|region| Part::Region(Box::new(region))),
            Some(id) => {
                let known = self.region(id).map(|region| region.level_of(feature, &self.ground));
                let missing = || Problem::missing("id", "a region of the story");
                known.ok_or_else(missing)?.map(|outline| Part::Level(id, Box::new(outline)))
            }
        }
    }

    /// Adds what was read of a file to the story, as far as it was read. Returns the findings.
    pub fn close_features(&mut self, mut file: FeatureFile) -> Vec<Finding> {
        refuse_duplicates(&mut file.read);
        let (mut findings, mut later) = (file.findings, Vec::new());
        for (number, (line, id, outcome)) in file.read.into_iter().enumerate() {
            let name = named(id, number);
            let finding = |problem| Finding { file: file.file.clone(), line: Some(line), feature: Some(name), problem };
            match outcome {
                Ok(Ok(Part::Region(region))) => self.regions.push(*region),
                Ok(Ok(Part::Level(id, outline))) => {
                    if let Some(region) = self.regions.get_mut(id.0 as usize) {
                        region.add_level(file.level.index as usize, *outline);
                    }
                }
                Ok(Err(problem)) => later.push(finding(problem)),
                Err(problem) => findings.push(finding(problem)),
            }
        }
        findings.extend(file.fault);
        findings.append(&mut later);
        if let Some(tolerance) = self.tolerances_km.get_mut(file.level.index as usize) {
            *tolerance = Some(file.level.tolerance_km);
        }
        self.by_id = order(self.regions.len(), &|a, b| self.id_of(a) > self.id_of(b));
        self.chain_order = self.islands_along_the_chain();
        findings
    }

    /// Reads the features of a `GeoJSON` file, new regions or further levels of known ones. Returns the findings.
    pub fn read_features(&mut self, file: &str, bytes: &[u8]) -> Vec<Finding> {
        let mut file = FeatureFile::open(file, bytes.to_vec());
        self.read_on(&mut file, usize::MAX);
        self.close_features(file)
    }
}
