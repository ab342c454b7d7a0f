//! Fills and strokes of regions, clipped to the sheet.

use crate::geo::path::Path;
use crate::geo::space::WorldRect;
use crate::paint::{Fill, Ground, GroundPath, PathKey, Stroke};
use crate::scene::context::View;
use crate::story::{Atlas, Layer, Region, RegionId};
use std::borrow::Cow;

/// Draws regions of an atlas as far as they lie in a window of the world.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a, 'v> {
    pub(super) atlas: &'a Atlas,
    pub(super) view: &'v View<'v>,
    pub(super) window: WorldRect,
}

impl<'a, 'v> Pen<'a, 'v> {
    /// Returns a pen for the sheet and a margin around it, CSS pixels.
    pub(super) fn new(atlas: &'a Atlas, view: &'v View<'_>, margin: f64) -> Self {
        Self { atlas, view, window: view.camera.window(margin) }
    }

    /// Returns the regions of a layer that meet the window.
    pub(super) fn regions(self, layer: Layer) -> impl Iterator<Item = (RegionId, &'a Region)> {
        let regions = self.atlas.regions().filter(move |(_, region)| region.layer == layer);
        regions.filter(move |(_, region)| self.window.meets(region.bounds))
    }

    /// Returns the land, then the islands, that meet the window.
    pub(super) fn land(self) -> impl Iterator<Item = (RegionId, &'a Region)> {
        self.regions(Layer::Land).chain(self.regions(Layer::Island))
    }

    /// Fills a region.
    pub(super) fn filled(self, id: RegionId, region: &'a Region, fill: Fill) -> Option<Ground<'a>> {
        let view = self.view;
        let (level, outline) = region.outline(view.level)?;
        let key = PathKey { region: id.0, level: level as u8, coast: false };
        let title =
            (region.layer == Layer::Island).then(|| view.atlas.heading(region, view.app.lang(), view.app.viewpoint()));
        Some(Ground::Fill { path: GroundPath { title, ..self.clipped(outline.fill(), key)? }, fill })
    }

    /// Strokes the coast or course of a region.
    pub(super) fn stroked(self, id: RegionId, region: &'a Region, stroke: Stroke) -> Option<Ground<'a>> {
        let (level, outline) = region.outline(self.view.level)?;
        let key = PathKey { region: id.0, level: level as u8, coast: true };
        Some(Ground::Stroke { path: self.clipped(outline.coast(), key)?, stroke })
    }

    /// Clips a path to the window; it keeps its key only if nothing is cut off. Returns none if nothing is left.
    fn clipped(self, path: &'a Path, key: PathKey) -> Option<GroundPath<'a>> {
        let geometry = path.within(self.window);
        let is_whole = matches!(geometry, Cow::Borrowed(_));
        (!geometry.parts().is_empty()).then_some(GroundPath { geometry, key: is_whole.then_some(key), title: None })
    }
}
