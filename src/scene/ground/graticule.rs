//! Meridians and parallels.

use crate::geo::path::{Part, Path};
use crate::layout::Graticule;
use crate::paint::{DisplayList, Stroke};
use crate::scene::context::View;
use crate::scene::ground::pen::Pen;
use crate::story::Story;

/// Draws the lines that cross the sheet.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let stroke = Stroke::solid(view.theme.graticule, 1.0 / view.session.density().max(1.0));
    let graticule = Graticule::new(story.ground(), &view.camera);
    let mut parts = Vec::new();
    for line in graticule.lines() {
        parts.extend(Part::new(graticule.course(line), false));
    }
    Pen::new(story, view, 0.0, &mut list.ground).stroke_path(Path::from(parts), stroke);
}
