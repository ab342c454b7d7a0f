//! Puts a status into words: administration in the words of its entry, claims in words of the program.

use crate::lean::decimal::decimal;
use crate::lean::find::{find, replaced};
use crate::story::standing::{PlaceStatus, Standing};
use crate::story::status::Claim;
use crate::story::{PlaceId, RegionId, Story};

/// Placeholder for the claims in the line of an entry; without it they end the first sentence.
const BLANK: &str = "{claims}";
/// Characters that end a sentence.
const STOPS: [&str; 2] = [".", "。"];

impl Story {
    /// Returns the status of a place in a line; part by part, with the names of each, if no entry covers the whole.
    #[must_use]
    pub fn place_status_line(&self, status: &PlaceStatus<'_>, lang: &str) -> String {
        let mut said = String::new();
        for part in status.summary() {
            said += if said.is_empty() { "" } else { " " };
            if status.whole.is_none() {
                said += &self.part_name(status, part, lang);
                said += self.manifest.word(lang, "list.colon");
            }
            said += &self.status_line(part, lang);
        }
        said
    }

    /// Returns the names of the islands of a part, as far as its entry names them.
    #[must_use]
    pub fn part_name(&self, status: &PlaceStatus<'_>, part: &Standing<'_>, lang: &str) -> String {
        let places = &part.entry.places;
        let names = self.names_among(places, &part.islands, lang);
        let mut others = status.parts.iter().filter(|other| other.entry.id != part.entry.id);
        if others.any(|other| self.islands(&other.islands).any(|(_, region)| self.is_about(places, &region.id))) {
            return self.manifest.phrase(lang, "list.rest", &[("names", &names)]);
        }
        names
    }

    /// Returns the status in a line in a language, including the claims on that day.
    #[must_use]
    pub fn status_line(&self, standing: &Standing<'_>, lang: &str) -> String {
        let Some((line, lang)) = standing.entry.line.in_language(lang) else { return String::new() };
        let claims = self.claims_said(standing, lang);
        if find(line, BLANK, 0).is_some() || claims.is_empty() {
            return replaced(line, BLANK, &claims);
        }
        let stop = STOPS.into_iter().find(|stop| line.ends_with(stop)).unwrap_or_default();
        [line.strip_suffix(stop).unwrap_or(line), &claims, stop].concat()
    }

    /// Returns the claimants with the dates of their claims, each preceded by a separator.
    fn claims_said(&self, standing: &Standing<'_>, lang: &str) -> String {
        let mut said = String::new();
        let mut last = "";
        for claim in &standing.claims {
            if claim.by != last {
                said += self.manifest.word(lang, "status.and");
                said += &self.claimed_since(standing, claim, lang);
            }
            last = &claim.by;
        }
        said
    }

    /// Returns a phrase about a step of the tour, from 0, with its number and that of all.
    #[must_use]
    pub fn step_phrase(&self, lang: &str, key: &str, step: usize) -> String {
        let [number, count] = [step + 1, self.reading().tour.len()].map(|number| decimal(number as f64, 0));
        self.manifest.phrase(lang, key, &[("n", &number), ("count", &count)])
    }

    /// Returns, in a short line and its language, who administers islands since when; none if the line says something else.
    fn held_line<'a>(standing: &Standing<'a>, lang: &'a str) -> Option<(&'a str, &'a str)> {
        let (line, lang) = standing.entry.line.in_language(lang)?;
        Some((line.get(..find(line, BLANK, 0)?)?, lang))
    }

    /// Returns the short lines of [`Self::callouts`] for each part of a place whose parts differ, after its name; without
    /// the second where nobody claims it. None if one part has no such line.
    #[must_use]
    pub fn part_callouts(&self, status: &PlaceStatus<'_>, lang: &str) -> Option<Vec<String>> {
        let said = |part: &Standing<'_>| {
            let held = || Some(Self::held_line(part, lang)?.0.to_owned());
            let lines = self.callouts(part, lang).map(|lines| lines.join(" · ")).or_else(held)?;
            Some([&self.part_name(status, part, lang), self.manifest.word(lang, "list.colon"), &lines].concat())
        };
        status.parts.iter().map(said).collect()
    }

    /// Returns, in two short lines, who administers islands since when, and who claims them since which years; none if
    /// nobody does.
    #[must_use]
    pub fn callouts(&self, standing: &Standing<'_>, lang: &str) -> Option<[String; 2]> {
        let (held, lang) = Self::held_line(standing, lang)?;
        standing.claims.first()?;
        let mut claimed = String::new();
        for claimant in standing.claimants(&self.manifest.parties) {
            let mut years = String::new();
            for own in standing.claims.iter().filter(|claim| claim.by == claimant.id) {
                let [year, ..] = own.span.from?.numbers();
                years += if years.is_empty() { "" } else { "/" };
                years += &decimal(year.into(), 0);
            }
            claimed += if claimed.is_empty() { "" } else { " · " };
            claimed += &self.manifest.phrase(lang, &["callout.claimed.", &claimant.id].concat(), &[("years", &years)]);
        }
        Some([held.to_owned(), claimed])
    }

    /// Returns that a party claims islands and since when; if the dates differ between islands, each with its islands.
    #[must_use]
    pub fn claimed_since(&self, standing: &Standing<'_>, claim: &Claim, lang: &str) -> String {
        let mut since = String::new();
        for own in standing.claims.iter().filter(|other| other.by == claim.by) {
            if !since.is_empty() {
                since += self.manifest.word(lang, "list.comma");
            }
            since += &self.claim_date(standing, own, lang);
        }
        self.manifest.phrase(lang, &["status.claimed.", &claim.by].concat(), &[("since", &since)])
    }

    /// Returns the first day of a claim, and the islands if it does not concern all of them.
    fn claim_date(&self, standing: &Standing<'_>, claim: &Claim, lang: &str) -> String {
        let date = claim.span.from.map_or_else(String::new, |day| self.manifest.date(lang, day));
        let is_claimed =
            |id: &RegionId| self.region(*id).is_some_and(|region| self.is_about(&claim.places, &region.id));
        if standing.islands.iter().all(is_claimed) {
            return date;
        }
        let places = self.names_among(&claim.places, &standing.islands, lang);
        self.manifest.phrase(lang, "list.part", &[("date", &date), ("places", &places)])
    }

    /// Returns the names of the places that contain any of the islands, without islets next to an island that is named.
    #[must_use]
    pub fn names_among(&self, places: &[PlaceId], islands: &[RegionId], lang: &str) -> String {
        let holds_some = |place: &PlaceId| {
            self.islands(islands).any(|(_, region)| self.is_about(std::slice::from_ref(place), &region.id))
        };
        let is_beside = |place: &PlaceId| {
            let region = self.region_id(place).and_then(|id| self.region(id));
            let parent = region.and_then(|region| region.island.as_ref()?.parent.as_deref());
            parent.is_some_and(|parent| places.iter().any(|other| **other == *parent))
        };
        let mut said = String::new();
        for names in
            places.iter().filter(|place| holds_some(place) && !is_beside(place)).filter_map(|id| self.names(id))
        {
            if !said.is_empty() {
                said += self.manifest.word(lang, "list.comma");
            }
            said += names.get(lang);
        }
        said
    }
}
