//! The sea floor, tinted by depth.

use crate::paint::{DisplayList, Fill};
use crate::scene::context::View;
use crate::scene::ground::pen::Pen;
use crate::story::{Layer, Region, RegionId, Story};

/// Draws the depth bands from shallow to deep.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    if !view.session.shows(Layer::Depth) {
        return;
    }
    let mut pen = Pen::new(story, view, 2.0, &mut list.ground);
    // Inserted one by one: a general sort adds more code than this whole file.
    let mut depths: Vec<(RegionId, &Region)> = Vec::new();
    for (id, region) in pen.regions(&[Layer::Depth]) {
        let at = depths.partition_point(|(_, other)| other.deeper_than_m <= region.deeper_than_m);
        depths.insert(at, (id, region));
    }
    for (id, region) in depths {
        pen.fill(id, region, Fill::plain(view.theme.depth(region.deeper_than_m)));
    }
}
