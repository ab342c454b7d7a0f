//! The day for which the map stands, the side from which it is looked at, and the ranges that are shown.

use crate::geo::camera::Camera;
use crate::geo::space::WorldRect;
use crate::lean::sorted::insert;
use crate::story::{Atlas, Deployment};
use crate::view::App;
use crate::view::effect::Effect;

/// The days at which the map can be set: those of change, the article's and the latest one, ISO 8601, in order.
#[must_use]
pub fn stops(atlas: &Atlas) -> Vec<String> {
    let story = atlas.story();
    let mut days = atlas.status().days_of_change();
    insert(&mut days, story.as_of.clone());
    days
}

impl App {
    /// Sets the day; the latest one where none is given. A day outside the story is brought to its nearest end.
    pub(super) fn set_date(&mut self, atlas: &Atlas, day: Option<String>) -> Vec<Effect> {
        let latest = atlas.story().as_of.clone();
        let first = stops(atlas).into_iter().next().unwrap_or_else(|| latest.clone());
        let day = day.filter(|day| is_day(day)).unwrap_or_else(|| latest.clone()).clamp(first, latest);
        if day == self.date {
            return Vec::new();
        }
        self.date.clone_from(&day);
        self.sign = None;
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
        let began = |from: &Option<String>| from.as_ref() == Some(&self.date);
        let changed = atlas.status().intervals().iter().filter(|interval| began(&interval.from));
        let mut told = atlas.story().date(&self.lang, &self.date) + ".";
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
                self.sign = None;
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

/// Whether a text is a day as ISO 8601 writes it.
pub(super) fn is_day(text: &str) -> bool {
    let shape = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}
