//! The data of one story: regions, status, articles and sources, checked and projected once.
//!
//! A [`Story`] is opened from the story's own file and grows as further ones are read: the coarse plate first, finer
//! plates and the reading matter when there is time. Data already read never changes its meaning, so views composed
//! before and after a file is read differ only in detail. Every read returns its findings and keeps the valid data.

pub mod argument;
pub mod article;
mod day;
pub mod event;
mod feature_file;
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
mod words;

pub use crate::lean::map::SortedMap;
pub use article::{Article, Excerpt};
pub use day::Day;
pub use event::{Deployment, Distance, Event};
pub use feature_file::FeatureFile;
pub use globe::Globe;
pub use id::{PlaceId, RegionId};
pub use layer::Layer;
pub use manifest::{Group, Manifest, Party, TourStep};
pub use outline::{Ground, Outline};
pub use place::Place;
pub use reading::{Fact, Publication, Reading};
pub use region::{Island, LEVELS, Region};
pub use section::Section;
pub use span::Span;
pub use standing::{PlaceStatus, Standing};
use status::StatusGroup;
pub use status::{Boundary, Perspective, Side, StatusClass, StatusEntry, StatusHistory, Viewpoint};
pub use texts::Texts;

use crate::error::Finding;
use crate::geo::space::{LonLat, WorldRect};
use crate::lean::find::find;
use crate::lean::sorted::order;

/// The map and texts of a story.
#[derive(Clone, Debug)]
pub struct Story {
    manifest: Manifest,
    ground: Ground,
    status: StatusHistory,
    regions: Vec<Region>,
    /// The indices of the regions in the order of their ids, without those added by the file being read.
    by_id: Vec<u32>,
    chain_order: Vec<RegionId>,
    tolerances_km: [Option<f64>; LEVELS],
    reading: Reading,
}

impl Story {
    /// Opens a story without regions, from the file with the story and the status of its groups.
    ///
    /// # Errors
    /// If the story itself cannot be read.
    pub fn open(file: &str, bytes: &[u8]) -> Result<(Self, Vec<Finding>), Finding> {
        let first = manifest::read(file, bytes)?;
        Ok((Self::new(first.manifest, first.ground, first.status), first.findings))
    }

    /// Opens a story without regions and statuses, from the file that its author wrote.
    ///
    /// # Errors
    /// If the file cannot be read.
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

    fn islands_along_the_chain(&self) -> Vec<RegionId> {
        let place = |number: u32| self.region(RegionId(number))?.island.as_ref().map(|island| island.order);
        let sorted = order(self.regions.len(), &|a, b| place(a) > place(b));
        sorted.into_iter().filter(|number| place(*number).is_some()).map(RegionId).collect()
    }

    /// Reads the reading matter, in one or all languages: facts, sources, articles and the status of other days. It
    /// replaces what was read before. Returns the findings.
    pub fn read_reading(&mut self, file: &str, bytes: &[u8]) -> Vec<Finding> {
        self.reading = Reading::default();
        let mut findings = Vec::new();
        let read = self.take_named(file, bytes, &mut findings);
        findings.extend(read.err());
        findings
    }

    /// Returns the story's own data.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the projection and the extent.
    #[must_use]
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Returns who administers and claims what, by date.
    #[must_use]
    pub fn status(&self) -> &StatusHistory {
        &self.status
    }

    /// Returns facts, sources and articles; empty until they are read.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Sets the distances of all deployments, in their order.
    pub fn measure(&mut self, distances: Vec<Vec<Distance>>) {
        for (deployment, told) in self.reading.deployments.iter_mut().zip(distances) {
            deployment.distances = told;
        }
    }

    /// Iterates over all regions with their ids, in the order in which they were read.
    pub fn regions(&self) -> impl Iterator<Item = (RegionId, &Region)> {
        self.regions.iter().enumerate().map(|(index, region)| (RegionId(index as u32), region))
    }

    /// Returns the region with the given id.
    #[must_use]
    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.regions.get(id.0 as usize)
    }

    /// Returns the index of the region that has the given id in the files.
    #[must_use]
    pub fn region_id(&self, id: &str) -> Option<RegionId> {
        let place = self.by_id.binary_search_by(|number| self.id_of(*number).cmp(id)).ok()?;
        self.by_id.get(place).copied().map(RegionId)
    }

    /// Returns the id of the region with the given index.
    fn id_of(&self, number: u32) -> &str {
        self.regions.get(number as usize).map_or("", |region| &region.id)
    }

    /// Returns the islands in their order along the chain.
    #[must_use]
    pub fn chain_order(&self) -> &[RegionId] {
        &self.chain_order
    }

    /// Returns the coarsest level read so far that is accurate to within `tolerance_km`; otherwise the finest.
    #[must_use]
    pub fn level_for(&self, tolerance_km: f64) -> usize {
        let read = || self.tolerances_km.iter().enumerate().filter_map(|(level, there)| Some((level, (*there)?)));
        let fine_enough = read().find(|(_, there)| *there <= tolerance_km);
        fine_enough.or_else(|| read().next_back()).map_or(0, |(level, _)| level)
    }

    /// Returns the box on the plane around limits in degrees; they are curves there, so their midpoints count too.
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

    /// Returns the island, group or other named place with the given id; none if it is unknown or none of its islands
    /// has been read.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<Place> {
        let found = self.region_id(id).and_then(|number| Some((number, self.region(number)?)));
        let island = found.filter(|(_, region)| region.island.is_some());
        let Some(members) = self.members(id).filter(|_| island.is_none()) else {
            let (number, region) = found.filter(|(_, region)| region.layer.is_place())?;
            return match self.group_for(region).filter(|_| island.is_none()) {
                Some(group) => self.place(&group.id),
                None if region.names.is_empty() => None,
                None => Some(Place { id: id.into(), islands: vec![number], is_group: false }),
            };
        };
        let mut islands = if members.is_empty() || members.iter().any(|member| member == "*") {
            let belongs = |region: &Region| is_member(region, id, members);
            self.chain_order.iter().copied().filter(|id| self.region(*id).is_some_and(belongs)).collect()
        } else {
            self.listed(members)
        };
        if islands.is_empty() {
            // A group of other land: nothing of it is part of the chain.
            islands = members.iter().filter_map(|member| self.region_id(member)).collect();
        }
        (!islands.is_empty()).then(|| Place { id: id.into(), islands, is_group: true })
    }

    /// Returns the group of the status that a region stands for: because it is all of it, or has no name of its own.
    fn group_for(&self, region: &Region) -> Option<&StatusGroup> {
        let stands_for = |group: &&StatusGroup| {
            let is_all = region.names.is_empty() || group.members.len() == 1;
            is_all && group.members.contains(&region.id)
        };
        self.status.groups().iter().find(stands_for)
    }

    /// Returns the islands of a list of ids, each once, in their order along the chain.
    fn listed(&self, members: &[String]) -> Vec<RegionId> {
        let ids: Vec<RegionId> = members.iter().filter_map(|member| self.region_id(member)).collect();
        let key = |number: u32| {
            let id = ids.get(number as usize)?;
            Some((self.region(*id)?.island.as_ref()?.order, *id))
        };
        let sorted = order(ids.len(), &|a, b| key(a) > key(b));
        let mut islands: Vec<RegionId> = sorted.into_iter().filter_map(key).map(|(_, id)| id).collect();
        islands.dedup();
        islands
    }

    /// Returns the members of a group as listed by the author.
    fn members(&self, id: &str) -> Option<&[String]> {
        let of_status = self.status.groups().iter().find(|group| group.id == id).map(|group| &*group.members);
        of_status.or_else(|| self.manifest.all_groups().find(|group| group.id == id).map(|group| &*group.members))
    }

    /// Returns the names of a place, island or group.
    #[must_use]
    pub fn names(&self, id: &str) -> Option<&Texts> {
        let region = self.region_id(id).and_then(|region| self.region(region)).map(|region| &region.names);
        let manifest = || self.manifest.all_groups().find(|group| group.id == id).map(|group| &group.names);
        let status = || self.status.groups().iter().find(|group| group.id == id).map(|group| &group.names);
        region.or_else(manifest).or_else(status)
    }

    /// Returns the smallest box around a place.
    #[must_use]
    pub fn bounds(&self, place: &Place) -> Option<WorldRect> {
        let boxes = place.islands.iter().filter_map(|id| Some(self.region(*id)?.bounds));
        boxes.reduce(WorldRect::union)
    }

    /// Returns a group's name as a heading. If it has two halves, the administering party's comes first; from a party's
    /// side, its own comes first or alone, as in [`heading`](Self::heading).
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

    /// Returns a region's name as a heading: the name used by the state that administers it on the day, then the name
    /// used by the state that claims it today; from a party's side, its own name comes first or alone.
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

/// Whether an island belongs to a group: it is listed, or all are (`*`), or none is and the island names the group.
fn is_member(region: &Region, group: &str, members: &[String]) -> bool {
    let names_it = |island: &Island| island.group == group || island.parent.as_deref() == Some(group);
    if members.is_empty() {
        return region.island.as_ref().is_some_and(names_it);
    }
    members.iter().any(|member| member == "*" || *member == region.id)
}
