//! Fills and strokes of the ground, clipped to the sheet.

use crate::geo::path::Path;
use crate::geo::space::WorldRect;
use crate::paint::{Fill, GroundItem, GroundPath, PathKey, Stroke};
use crate::scene::context::View;
use crate::story::{Layer, Region, RegionId, Story};
use std::borrow::Cow;

/// Draws on the ground whatever lies in a window of the world.
pub(super) struct Pen<'a, 'v> {
    pub(super) story: &'a Story,
    pub(super) view: &'v View<'v>,
    pub(super) window: WorldRect,
    ground: &'v mut Vec<GroundItem<'a>>,
}

impl<'a, 'v> Pen<'a, 'v> {
    /// Returns a pen for the sheet and a margin around it, CSS pixels.
    pub(super) fn new(story: &'a Story, view: &'v View<'_>, margin: f64, ground: &'v mut Vec<GroundItem<'a>>) -> Self {
        Self { story, view, window: view.camera.window(margin), ground }
    }

    /// Returns the regions of some layers that meet the window, layer by layer.
    pub(super) fn regions(&self, layers: &[Layer]) -> Vec<(RegionId, &'a Region)> {
        let mut regions = Vec::new();
        for layer in layers {
            for (id, region) in self.story.regions() {
                if region.layer == *layer && self.window.meets(region.bounds) {
                    regions.push((id, region));
                }
            }
        }
        regions
    }

    /// Fills a region.
    pub(super) fn fill(&mut self, id: RegionId, region: &'a Region, fill: Fill) {
        let view = self.view;
        let Some((level, outline)) = region.outline(view.level) else { return };
        let key = PathKey { region: id.0, level: level as u8, coast: false };
        let Some(mut path) = self.clipped(outline.fill(), key) else { return };
        if region.layer == Layer::Island {
            path.title = Some(view.story.heading(region, view.session.lang(), view.session.viewpoint()));
        }
        self.ground.push(GroundItem::Fill { path, fill });
    }

    /// Strokes the coast or course of a region.
    pub(super) fn stroke(&mut self, id: RegionId, region: &'a Region, stroke: Stroke) {
        let Some((level, outline)) = region.outline(self.view.level) else { return };
        let key = PathKey { region: id.0, level: level as u8, coast: true };
        if let Some(path) = self.clipped(outline.coast(), key) {
            self.ground.push(GroundItem::Stroke { path, stroke });
        }
    }

    /// Strokes the coast or course of a region twice, the rim first.
    pub(super) fn outline(&mut self, id: RegionId, region: &'a Region, strokes: [Stroke; 2]) {
        for stroke in strokes {
            self.stroke(id, region, stroke);
        }
    }

    /// Strokes a path that belongs to no region.
    pub(super) fn stroke_path(&mut self, path: Path, stroke: Stroke) {
        let path = GroundPath { geometry: Cow::Owned(path), key: None, title: None };
        self.ground.push(GroundItem::Stroke { path, stroke });
    }

    /// Clips a path to the window; it keeps its key only if nothing is cut off. Returns none if nothing is left.
    fn clipped(&self, path: &'a Path, key: PathKey) -> Option<GroundPath<'a>> {
        let geometry = path.within(self.window);
        let is_whole = matches!(geometry, Cow::Borrowed(_));
        (!geometry.parts().is_empty()).then_some(GroundPath { geometry, key: is_whole.then_some(key), title: None })
    }
}
