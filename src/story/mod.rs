//! What is known: regions, status, articles and sources of one story, checked and projected once.
//!
//! An [`Story`] begins with the story's own file and grows by reading further ones: the coarse plate first, finer
//! plates and the reading matter when there is time. What is there never changes its meaning, so that a view composed
//! before a file came and one composed after it differ only in detail. Every read returns its findings; what is sound
//! is taken.

pub mod argument;
pub mod article;
mod day;
pub mod event;
pub(crate) mod fields;
pub mod geojson;
mod globe;
pub mod hit;
mod id;
mod layer;
pub mod manifest;
pub mod outline;
mod place;
pub mod reading;
pub mod region;
mod section;
mod source;
mod span;
pub mod spelling;
mod standing;
pub mod status;
mod texts;
mod wording;

pub use crate::lean::map::SortedMap;
pub use article::{Article, Excerpt};
pub use day::Day;
pub use event::{Deployment, Event};
pub use globe::Globe;
pub use id::{PlaceId, RegionId};
pub use layer::Layer;
pub use manifest::{Group, Manifest, Party};
pub use outline::{Ground, Outline};
pub use place::Place;
pub use reading::{Fact, Publication, Reading};
pub use region::{Island, LEVELS, Region};
pub use section::Section;
pub use span::Span;
pub use standing::{PlaceStatus, Standing};
pub use status::{Boundary, Perspective, Side, StatusClass, StatusEntry, StatusHistory, Viewpoint};
pub use texts::Texts;

use crate::error::{Finding, Problem};
use crate::geo::space::{LonLat, WorldRect};
use crate::lean::find::find;
use crate::lean::sorted::order;
use geojson::Feature;

/// A story's map and matter.
#[derive(Clone, Debug)]
pub struct Story {
    manifest: Manifest,
    ground: Ground,
    status: StatusHistory,
    regions: Vec<Region>,
    /// The numbers of the regions in the order of their ids, but for those that the file being read has added.
    by_id: Vec<u32>,
    chain_order: Vec<RegionId>,
    tolerances_km: [Option<f64>; LEVELS],
    reading: Reading,
}

impl Story {
    /// A story without regions, from the file with the story and the status of its groups.
    ///
    /// # Errors
    /// Where the story itself cannot be read.
    pub fn open(file: &str, bytes: &[u8]) -> Result<(Self, Vec<Finding>), Finding> {
        let first = manifest::read(file, bytes)?;
        Ok((Self::new(first.manifest, first.ground, first.status), first.findings))
    }

    /// A story without regions and statuses, from the story's own file as its author has it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn of_story(file: &str, bytes: &[u8]) -> Result<Self, Finding> {
        let (manifest, ground) = manifest::read_authored(file, bytes)?;
        Ok(Self::new(manifest, ground, StatusHistory::default()))
    }

    fn new(manifest: Manifest, ground: Ground, status: StatusHistory) -> Self {
        Self {
            manifest,
            ground,
            status,
            regions: Vec::new(),
            by_id: Vec::new(),
            chain_order: Vec::new(),
            tolerances_km: [None; LEVELS],
            reading: Reading::default(),
        }
    }

    /// Takes in the features of a `GeoJSON` file; a feature whose id is known adds its level of detail.
    pub fn read_features(&mut self, file: &str, bytes: &[u8]) -> Vec<Finding> {
        let collection = geojson::read(file, bytes);
        let mut findings = collection.findings;
        let level = collection.level.unwrap_or_default();
        if level.index as usize >= LEVELS {
            let expected = format!("a level from 0 to {}", LEVELS - 1);
            findings.push(Finding::of_file(file, Problem::unexpected("level.index", expected, level.index)));
            return findings;
        }
        for feature in &collection.features {
            if let Err(problem) = self.take(feature, level.index as usize) {
                let name = Some(format!("\"{}\"", feature.id));
                findings.push(Finding { file: file.to_owned(), line: Some(feature.line), feature: name, problem });
            }
        }
        if let Some(tolerance) = self.tolerances_km.get_mut(level.index as usize) {
            *tolerance = Some(level.tolerance_km);
        }
        self.by_id = order(self.regions.len(), &|a, b| self.id_of(a) > self.id_of(b));
        self.chain_order = self.islands_along_the_chain();
        findings
    }

    fn take(&mut self, feature: &Feature<'_>, level: usize) -> Result<(), Problem> {
        if let Some(id) = self.region_id(&feature.id) {
            let region = self.regions.get_mut(id.0 as usize);
            return region.map_or(Ok(()), |region| region.add_level(feature, level, &self.ground));
        }
        let region = Region::from_feature(feature, level, &self.ground)?;
        self.regions.push(region);
        Ok(())
    }

    fn islands_along_the_chain(&self) -> Vec<RegionId> {
        let order = |id: RegionId| self.region(id)?.island.as_ref().map(|island| island.order);
        let mut chain_order: Vec<RegionId> = Vec::new();
        for (id, _) in self.regions().filter(|(_, region)| region.island.is_some()) {
            chain_order.insert(chain_order.partition_point(|other| order(*other) <= order(id)), id);
        }
        chain_order
    }

    /// Takes in the reading matter, in one language or in all, in place of what was read of it before: facts, sources and
    /// articles, and the status of other days.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8]) -> Vec<Finding> {
        self.reading = Reading::default();
        let mut findings = Vec::new();
        let read = self.take_named(file, bytes, &mut findings);
        findings.extend(read.err());
        findings
    }

    /// What the story says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Projection and extent.
    #[must_use]
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Who administers and claims what, when.
    #[must_use]
    pub fn status(&self) -> &StatusHistory {
        &self.status
    }

    /// Facts, sources and articles; empty until they are read.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Every region with its number, in the order in which they were read.
    pub fn regions(&self) -> impl Iterator<Item = (RegionId, &Region)> {
        self.regions.iter().enumerate().map(|(index, region)| (RegionId(index as u32), region))
    }

    /// A region by its number.
    #[must_use]
    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.regions.get(id.0 as usize)
    }

    /// The number of the region with an id of the files.
    #[must_use]
    pub fn region_id(&self, id: &str) -> Option<RegionId> {
        let place = self.by_id.binary_search_by(|number| self.id_of(*number).cmp(id)).ok()?;
        self.by_id.get(place).copied().map(RegionId)
    }

    /// The id of the region with a number.
    fn id_of(&self, number: u32) -> &str {
        self.regions.get(number as usize).map_or("", |region| &region.id)
    }

    /// The islands in the order of the walk along the chain.
    #[must_use]
    pub fn chain_order(&self) -> &[RegionId] {
        &self.chain_order
    }

    /// The coarsest level of detail that was read and is true to within `tolerance_km`, else the finest one.
    #[must_use]
    pub fn level_for(&self, tolerance_km: f64) -> usize {
        let read = || self.tolerances_km.iter().enumerate().filter_map(|(level, there)| Some((level, (*there)?)));
        let fine_enough = read().find(|(_, there)| *there <= tolerance_km);
        fine_enough.or_else(|| read().next_back()).map_or(0, |(level, _)| level)
    }

    /// The box of the plane around limits in degrees; the limits are curves there, so their middles count too.
    #[must_use]
    pub fn world_rect(&self, [west, south, east, north]: [f64; 4]) -> Option<WorldRect> {
        let (mid_lon, mid_lat) = (f64::midpoint(west, east), f64::midpoint(south, north));
        let mut places = Vec::new();
        for lon in [west, mid_lon, east] {
            for lat in [south, mid_lat, north] {
                places.push(self.ground.world(LonLat::new(lon, lat)));
            }
        }
        WorldRect::around(&places)
    }

    /// The island or group with an id; none where there is no such id or no island of it was read.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<Place> {
        if let Some(region) =
            self.region_id(id).filter(|id| self.region(*id).is_some_and(|region| region.island.is_some()))
        {
            return Some(Place { id: id.into(), islands: vec![region], is_group: false });
        }
        let members = self.members(id)?;
        let belongs = |region: &&RegionId| self.region(**region).is_some_and(|region| is_member(region, id, members));
        let mut islands: Vec<RegionId> = self.chain_order.iter().filter(belongs).copied().collect();
        if islands.is_empty() {
            // A group of other land: nothing of it is on the walk along the chain.
            islands = members.iter().filter_map(|member| self.region_id(member)).collect();
        }
        (!islands.is_empty()).then(|| Place { id: id.into(), islands, is_group: true })
    }

    /// The members of a group as its author lists them.
    fn members(&self, id: &str) -> Option<&[String]> {
        let of_status = self.status.groups().iter().find(|group| group.id == id).map(|group| &*group.members);
        of_status.or_else(|| self.manifest.all_groups().find(|group| group.id == id).map(|group| &*group.members))
    }

    /// The names of a place, island or group.
    #[must_use]
    pub fn names(&self, id: &str) -> Option<&Texts> {
        let region = self.region_id(id).and_then(|region| self.region(region)).map(|region| &region.names);
        let manifest = || self.manifest.all_groups().find(|group| group.id == id).map(|group| &group.names);
        let status = || self.status.groups().iter().find(|group| group.id == id).map(|group| &group.names);
        region.or_else(manifest).or_else(status)
    }

    /// The smallest box around a place.
    #[must_use]
    pub fn bounds(&self, place: &Place) -> Option<WorldRect> {
        let boxes = place.islands.iter().filter_map(|id| Some(self.region(*id)?.bounds));
        boxes.reduce(WorldRect::union)
    }

    /// A group's name as a heading: of a name in two halves, the administering party's first, a party's side puts its own
    /// first, or alone, as [`heading`](Self::heading) does.
    #[must_use]
    pub fn group_heading(&self, id: &str, lang: &str, viewpoint: Viewpoint<'_>) -> Option<String> {
        let name = self.names(id)?.get(lang);
        let marks = [" / ", "／"];
        let halves = marks.into_iter().find_map(|mark| {
            let at = find(name, mark, 0)?;
            Some((name.get(..at)?, mark, name.get(at + mark.len()..)?))
        });
        let claimant = self.claimant(self.members(id)?.iter().map(String::as_str));
        Some(match (viewpoint.side, halves) {
            (Side::Party(party), Some((own, mark, other))) if Some(&**party) == claimant => [other, mark, own].concat(),
            (Side::Party(_), Some((own, ..))) if claimant.is_some() => own.to_owned(),
            _ => name.to_owned(),
        })
    }

    /// A region's name as a heading. By the naming rule the form of the state that administers it on the day stands
    /// before the one of the state that claims it today; from one party's side its own form stands first, or alone.
    #[must_use]
    pub fn heading(&self, region: &Region, lang: &str, viewpoint: Viewpoint<'_>) -> String {
        let name = region.names.get(lang);
        let Some(other) = region.claimant_names.exact(lang).filter(|other| *other != name) else {
            return name.to_owned();
        };
        let claimant = self.claimant(std::iter::once(&*region.id));
        let then = self.standing(&region.id, viewpoint.day);
        let holder = then.and_then(|then| then.entry.holder());
        match viewpoint.side {
            Side::Party(party) if Some(&**party) != claimant => name.to_owned(),
            Side::Party(_) => [other, " / ", name].concat(),
            _ if claimant.is_some() && holder == claimant => [other, " / ", name].concat(),
            _ => [name, " / ", other].concat(),
        }
    }
}

/// Whether an island belongs to a group: it is listed, or all are (`*`), or the group lists none and the island names it.
fn is_member(region: &Region, group: &str, members: &[String]) -> bool {
    let names_it = |island: &Island| island.group == group || island.parent.as_deref() == Some(group);
    if members.is_empty() {
        return region.island.as_ref().is_some_and(names_it);
    }
    members.iter().any(|member| member == "*" || *member == region.id)
}
