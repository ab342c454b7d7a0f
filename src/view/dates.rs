//! The day for which the map stands, the side from which it is looked at, and the ranges that are shown.

use crate::geo::camera::Camera;
use crate::geo::space::WorldRect;
use crate::lean::sorted::insert;
use crate::story::{Atlas, Day, Deployment};
use crate::view::App;
use crate::view::effect::Effect;

/// The days at which the map can be set: those of change and the latest one, in order.
#[must_use]
pub fn stops(atlas: &Atlas) -> Vec<Day> {
    let mut days = atlas.status().days_of_change();
    insert(&mut days, atlas.story().as_of);
    days
}

impl App {
    /// Sets the day; the latest one where none is given. A day outside the story is brought to its nearest end.
    pub(super) fn set_date(&mut self, atlas: &Atlas, day: Option<Day>) -> Vec<Effect> {
        let latest = atlas.story().as_of;
        let first = stops(atlas).first().copied().unwrap_or(latest);
        let day = day.unwrap_or(latest).clamp(first, latest);
        if day == self.date {
            return Vec::new();
        }
        self.date = day;
        self.highlighted = None;
        vec![Effect::Dated(day), Effect::Announce(self.told_of_day(atlas)), Effect::Frame]
    }

    /// Sets the day to the next stop, or the one before.
    pub(super) fn step(&mut self, atlas: &Atlas, later: bool) -> Vec<Effect> {
        let stops = stops(atlas);
        let next = if later {
            stops.into_iter().find(|day| *day > self.date)
        } else {
            stops.into_iter().rev().find(|day| *day < self.date)
        };
        next.map_or_else(Vec::new, |day| self.set_date(atlas, Some(day)))
    }

    /// What changed on the day, or how things stood, for those who do not see the map.
    fn told_of_day(&self, atlas: &Atlas) -> String {
        let changed = atlas.status().intervals().iter().filter(|interval| interval.span.from == Some(self.date));
        let mut told = atlas.story().date(&self.lang, self.date) + ".";
        for interval in changed {
            told += " ";
            told += interval.change.get(&self.lang);
        }
        told
    }

    /// Looks from another side, if the story has it.
    pub(super) fn look_from(&mut self, atlas: &Atlas, id: &str) -> Vec<Effect> {
        match atlas.status().perspective(id) {
            Some(found) if found.id != self.perspective.id => {
                self.perspective = found.clone();
                self.highlighted = None;
                let said = [found.names.get(&self.lang), ". ", found.convention.get(&self.lang)].concat();
                vec![Effect::Viewed(found.id.clone()), Effect::Announce(said), Effect::Frame]
            }
            _ => Vec::new(),
        }
    }
}

impl App {
    /// Shows the ranges of a deployment, all of them in the picture, or hides them.
    pub(super) fn show_ranges(&mut self, atlas: &Atlas, id: &str, now_ms: f64) -> Vec<Effect> {
        let found = atlas.reading().deployments.iter().find(|deployment| deployment.id == id);
        self.ranges = if self.ranges() == Some(id) { None } else { found.map(|deployment| deployment.id.clone()) };
        let shown = found.filter(|_| self.ranges.is_some());
        let bounds = shown.and_then(|deployment| scope(atlas, deployment));
        let target = bounds.map_or(self.camera, |bounds| Camera::fitting(bounds, self.camera.size, 24.0));
        let mut effects = vec![Effect::Chosen(self.chosen.as_ref().map(|place| place.id.clone()))];
        effects.extend(self.fly(atlas, target, now_ms));
        effects
    }
}

/// The box around the longest range of a deployment.
fn scope(atlas: &Atlas, deployment: &Deployment) -> Option<WorldRect> {
    let region = atlas.region(atlas.region_id(&deployment.place)?)?;
    let longest = deployment.ranges.iter().map(|range| range.km).fold(0.0, f64::max);
    Some(WorldRect::new(region.anchor, region.anchor).grown(longest))
}
