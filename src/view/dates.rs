//! The day and the perspective that the map shows, and the ranges of deployments.

use crate::geo::space::WorldRect;
use crate::lean::sorted::insert;
use crate::story::{Day, Deployment, Story};
use crate::view::effect::Effect;
use crate::view::{History, Session, room};

/// Returns the days that the map can be set to, in order: those on which the status changed, and the latest.
#[must_use]
pub fn stops(story: &Story) -> Vec<Day> {
    let mut days = story.status().days_of_change();
    insert(&mut days, story.manifest().as_of);
    days
}

impl Session {
    /// Sets the day, or the latest one if `None`; a day outside the story becomes its first or latest.
    pub(super) fn set_date(&mut self, story: &Story, day: Option<Day>) {
        if let History::Awaited(asked) = &mut self.history {
            *asked = day;
            return;
        }
        let latest = story.manifest().as_of;
        let first = story.status().first_day().unwrap_or(latest);
        let day = day.unwrap_or(latest).clamp(first, latest);
        if day != self.date {
            self.date = day;
            self.highlighted = None;
            self.emit(Effect::Dated(day));
            self.emit(Effect::Announce(self.told_of_day(story)));
            self.repaint();
        }
    }

    /// Sets the day to the next or previous stop.
    pub(super) fn step(&mut self, story: &Story, later: bool) {
        let stops = stops(story);
        let next = if later {
            stops.into_iter().find(|day| *day > self.date)
        } else {
            stops.into_iter().rev().find(|day| *day < self.date)
        };
        if next.is_some() {
            self.set_date(story, next);
        }
    }

    /// Returns the announcement of the day: its date and what changed on it.
    fn told_of_day(&self, story: &Story) -> String {
        let mut told = story.manifest().date(&self.lang, self.date) + ".";
        for (change, _) in story.status().changes(self.date) {
            told += " ";
            told += change.get(&self.lang);
        }
        told
    }

    /// Sets the perspective, if the story has it.
    pub(super) fn look_from(&mut self, story: &Story, id: &str) {
        if let Some(found) = story.status().perspective(id).filter(|found| found.id != self.perspective.id) {
            self.perspective = found.clone();
            self.highlighted = None;
            self.emit(Effect::Viewed(found.id.clone()));
            let said = [found.names.get(&self.lang), ". ", found.convention.get(&self.lang)].concat();
            self.emit(Effect::Announce(said));
            self.repaint();
        }
    }
}

impl Session {
    /// Shows all ranges of a deployment in the picture, or none.
    pub(super) fn show_ranges(&mut self, story: &Story, id: Option<&str>, now_ms: f64) {
        let found = id.and_then(|id| story.reading().deployment(id));
        let ranges = found.map(|deployment| deployment.id.clone());
        if self.ranges == ranges {
            return;
        }
        self.ranges = ranges;
        self.is_own_view = self.chosen.is_none();
        self.tell_chosen();
        self.frame_ranges(story, now_ms);
    }

    /// Flies to where the ranges that are shown, and the coasts to which their distances are told, are in sight.
    pub(super) fn frame_ranges(&mut self, story: &Story, now_ms: f64) {
        let found = self.ranges.as_deref().and_then(|id| story.reading().deployment(id));
        let bounds = found.and_then(|deployment| scope(story, deployment));
        let target = bounds.map_or(self.camera, |bounds| {
            let size = self.camera.size;
            room::fitting(bounds, size, room::free(size, &self.covered), 24.0)
        });
        self.fly(story, target, now_ms);
    }
}

/// So much is shown around the ends of a distance, kilometres.
const AROUND_KM: f64 = 90.0;

/// Returns a box around the longest range of a deployment, and the way to the first coast to which its distance is told.
fn scope(story: &Story, deployment: &Deployment) -> Option<WorldRect> {
    let region = story.region(story.region_id(&deployment.place)?)?;
    let longest = deployment.ranges.iter().map(|range| range.km).fold(0.0, f64::max);
    let rings = WorldRect::new(region.anchor, region.anchor).grown(longest);
    let way = deployment.distances.first().and_then(|distance| distance.line);
    Some(way.map_or(rings, |ends| {
        let [from, to] = ends.map(|end| story.ground().world(end));
        rings.union(WorldRect::new(from, to).grown(AROUND_KM))
    }))
}
