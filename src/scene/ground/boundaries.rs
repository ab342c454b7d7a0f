//! Borders, claims and limits.

use crate::paint::{DisplayList, Stroke};
use crate::scene::context::View;
use crate::scene::ground::pen::Pen;
use crate::story::Story;

/// Draws the lines that the perspective shows on the day; those that both sides recognise are solid.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let mut pen = Pen::new(story, view, 8.0, &mut list.ground);
    for (boundary, id, region) in view.boundaries(story) {
        let line = view.theme.line(boundary.agreed);
        let rim = Stroke::solid(view.theme.halo, line.width + 2.0);
        pen.outline(id, region, [rim, line]);
    }
}
