//! Highlights the areas or lines of an entry of the legend.

use crate::geo::camera::Camera;
use crate::geo::space::WorldRect;
use crate::legend::{LegendEntry, entries};
use crate::story::{Region, Story};
use crate::view::{Effect, Session};

impl Session {
    /// Returns the entries of the legend for what is on the map.
    #[must_use]
    pub fn legend(&self, story: &Story) -> Vec<LegendEntry> {
        let mut entries = entries(story, self.viewpoint(), |layer| self.shows(layer));
        if self.ranges.is_some() {
            entries.push(LegendEntry::Ranges);
        }
        entries
    }

    /// Returns the entry that is highlighted.
    #[must_use]
    pub fn highlighted(&self) -> Option<&LegendEntry> {
        self.highlighted.as_ref()
    }

    /// Returns whether a region is highlighted.
    #[must_use]
    pub fn is_highlighted(&self, story: &Story, region: &Region) -> bool {
        self.highlighted.as_ref().is_some_and(|entry| entry.covers(story, region, self.viewpoint()))
    }

    /// Highlights the areas or lines of an entry of the legend, by its index, or none; shows the whole map if none of
    /// them is in view. An entry that is already highlighted is cleared.
    pub(super) fn highlight(&mut self, story: &Story, number: Option<usize>, now_ms: f64) {
        let entry = number.and_then(|number| self.legend(story).into_iter().nth(number));
        self.highlighted = entry.filter(|entry| entry.is_selective() && self.highlighted.as_ref() != Some(entry));
        self.emit(Effect::Signed);
        self.repaint();
        let mut reach: Option<WorldRect> = None;
        for (_, region) in story.regions().filter(|(_, region)| self.is_highlighted(story, region)) {
            reach = Some(reach.map_or(region.bounds, |reach| reach.union(region.bounds)));
        }
        let seen: Camera = self.camera;
        if reach.is_some_and(|reach| !seen.window(-24.0).meets(reach)) {
            self.fly(story, self.home, now_ms);
        }
    }
}
