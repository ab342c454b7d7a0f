//! The status of islands on a day, derived from the status history in this one place for map, legend, card and table.
//!
//! Of the entries that cover a day, the one that names the island applies, otherwise the one for the smallest place or
//! group that contains it. A place of several islands has the status of an entry of its own, otherwise the one that all
//! its islands share, otherwise one status for each part.

use crate::story::status::{Arrival, Claim, Control, Position, Side, StatusClass, StatusEntry, Viewpoint};
use crate::story::{Day, Party, Place, PlaceId, Region, RegionId, Story, is_member};

/// The status of an island, or of islands with the same status, on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'a> {
    /// The entry: who administers, and what each party says.
    pub entry: &'a StatusEntry,
    /// The claims of parties other than the administering one, the earliest first.
    pub claims: Vec<&'a Claim>,
    /// The islands.
    pub islands: Vec<RegionId>,
}

/// The status of a place on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceStatus<'a> {
    /// The status of the place as a whole; none if its parts differ and no entry covers all of it.
    pub whole: Option<Standing<'a>>,
    /// The parts that differ from the whole or from each other; empty if all islands have the same status.
    pub parts: Vec<Standing<'a>>,
}

impl<'a> PlaceStatus<'a> {
    /// Returns the whole, or all parts if there is no whole.
    #[must_use]
    pub fn summary(&self) -> &[Standing<'a>] {
        self.whole.as_ref().map_or(&self.parts, std::slice::from_ref)
    }
}

impl Standing<'_> {
    /// Returns the parties that claim the islands, in the order of the story.
    pub fn claimants<'p>(&'p self, parties: &'p [Party]) -> impl Iterator<Item = &'p Party> {
        parties.iter().filter(|party| self.claims.iter().any(|claim| claim.by == party.id))
    }

    /// Returns how the islands are shown from a side; `parties` are all parties of the story.
    #[must_use]
    pub fn status_class(&self, side: &Side, parties: &[Party]) -> StatusClass {
        match (side, &self.entry.control) {
            (Side::Party(party), control) => {
                let silent = if *control == Control::Changing { StatusClass::Changing } else { StatusClass::Silent };
                stated_class(self.entry, party, parties).unwrap_or(silent)
            }
            (Side::Difference, _) => {
                let mut status_classes =
                    parties.iter().filter_map(|party| stated_class(self.entry, &party.id, parties));
                let first = status_classes.next();
                let is_own = |party: &&Party| {
                    self.entry.according_to.get(&party.id).is_some_and(|said| said.value == Position::Own)
                };
                if status_classes.all(|status_class| Some(&status_class) == first.as_ref()) {
                    StatusClass::Agreed
                } else if parties.iter().filter(is_own).count() > 1 {
                    StatusClass::Disputed
                } else {
                    StatusClass::Differing
                }
            }
            (Side::Administration, Control::By(_) | Control::Nobody) => StatusClass::Held {
                by: self.entry.holder().unwrap_or_default().to_owned(),
                claimed_by: self.claimants(parties).map(|party| party.id.clone()).collect(),
            },
            (Side::Administration, Control::Joint) => StatusClass::Joint,
            (Side::Administration, Control::Changing) => StatusClass::Changing,
        }
    }
}

/// Returns how an area is shown according to a party's statement; none if it has made none.
fn stated_class(entry: &StatusEntry, party: &str, parties: &[Party]) -> Option<StatusClass> {
    let held = |by: &str| StatusClass::Held { by: by.to_owned(), claimed_by: Vec::new() };
    let said = entry.according_to.get(party)?;
    let other = || parties.iter().find(|other| other.id != party).map(|other| &other.id);
    Some(match said.value {
        Position::Own => held(party),
        Position::Other => held(said.of.as_ref().or_else(other)?),
        Position::Renounced => StatusClass::Undetermined,
        Position::Joint => StatusClass::Joint,
    })
}

impl Story {
    /// Returns the status of an island or other land on a day; none if it is unknown.
    #[must_use]
    pub fn standing(&self, island: &str, day: Day) -> Option<Standing<'_>> {
        let mut nearest: Option<(usize, &StatusEntry)> = None;
        for entry in self.status.entries().iter().filter(|entry| entry.span.holds(day)) {
            let size = self.size_around(&entry.places, island);
            if let Some(size) = size.filter(|size| nearest.is_none_or(|(least, _)| *size < least)) {
                nearest = Some((size, entry));
            }
        }
        let (_, entry) = nearest?;
        let mut standing =
            Standing { entry, claims: Vec::new(), islands: self.region_id(island).into_iter().collect() };
        self.add_claims(&mut standing, island, day);
        Some(standing)
    }

    /// Adds the claims to an island on a day by parties other than the administering one, without duplicates.
    fn add_claims<'a>(&'a self, standing: &mut Standing<'a>, island: &str, day: Day) {
        for claim in self.status.claims() {
            let is_anothers = claim.span.holds(day) && standing.entry.holder() != Some(&claim.by);
            let is_new = standing.claims.iter().all(|known| known.id != claim.id);
            if is_anothers && is_new && self.is_about(&claim.places, island) {
                let at = standing.claims.partition_point(|known| known.span.from <= claim.span.from);
                standing.claims.insert(at, claim);
            }
        }
    }

    /// Whether an island is one of the given places or lies in one of them.
    #[must_use]
    pub fn is_about(&self, places: &[PlaceId], island: &str) -> bool {
        self.size_around(places, island).is_some()
    }

    /// Returns the number of islands in the smallest of the given places that contains an island, 0 if it is the island
    /// itself; none if no place contains it.
    #[must_use]
    pub fn size_around(&self, places: &[PlaceId], island: &str) -> Option<usize> {
        let size = |place: &PlaceId| {
            if **place == *island {
                return Some(0);
            }
            let members = self.members(place)?;
            let is_listed = members.iter().any(|member| member == island);
            let region = || self.region_id(island).and_then(|id| self.region(id));
            let belongs = || region().is_some_and(|region| is_member(region, place, members));
            if is_listed { Some(members.len()) } else { belongs().then_some(usize::MAX) }
        };
        places.iter().filter_map(size).min()
    }

    /// Returns the status of a place on a day.
    #[must_use]
    pub fn status_of(&self, place: &Place, day: Day) -> PlaceStatus<'_> {
        let mut status = PlaceStatus::default();
        let is_own = |entry: &&StatusEntry| entry.span.holds(day) && entry.places.contains(&place.id);
        if let Some(entry) = self.status.entries().iter().find(is_own) {
            status.whole = Some(Standing { entry, claims: Vec::new(), islands: Vec::new() });
        }
        for (id, region) in self.islands(&place.islands) {
            if let Some(whole) = &mut status.whole {
                whole.islands.push(id);
                self.add_claims(whole, &region.id, day);
            }
            let Some(standing) = self.standing(&region.id, day) else { continue };
            match status.parts.iter_mut().find(|part| part.entry.id == standing.entry.id) {
                Some(part) => {
                    part.islands.push(id);
                    self.add_claims(part, &region.id, day);
                }
                None => status.parts.push(standing),
            }
        }
        match &status.whole {
            Some(whole) => status.parts.retain(|part| part.entry.id != whole.entry.id),
            None if status.parts.len() == 1 => status.whole = status.parts.pop(),
            None => {}
        }
        status
    }

    /// Iterates over the regions with the given ids.
    pub(crate) fn islands<'a>(&'a self, ids: &'a [RegionId]) -> impl Iterator<Item = (RegionId, &'a Region)> {
        ids.iter().filter_map(|id| Some((*id, self.region(*id)?)))
    }

    /// Returns the arrivals of forces at any of the islands, up to a day, in the order of the file.
    pub fn arrivals<'a>(&'a self, islands: &'a [RegionId], day: Day) -> impl Iterator<Item = &'a Arrival> {
        let is_there =
            |arrival: &Arrival| self.islands(islands).any(|(_, region)| self.is_about(&arrival.places, &region.id));
        self.status.arrivals().iter().filter(move |arrival| arrival.days.from <= day && is_there(arrival))
    }

    /// Returns how an island or other area is shown from a viewpoint; none if its status is unknown.
    #[must_use]
    pub fn status_class(&self, id: &str, viewpoint: Viewpoint<'_>) -> Option<StatusClass> {
        Some(self.standing(id, viewpoint.day)?.status_class(viewpoint.side, &self.manifest.parties))
    }

    /// Returns the first party that claims any of the islands on the story's latest day without administering it.
    pub(super) fn claimant<'a>(&'a self, islands: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let mut standings = islands.filter_map(|island| self.standing(island, self.manifest.as_of));
        standings.find_map(|standing| Some(standing.claims.first()?.by.as_str()))
    }
}
