//! Meridians and parallels.

use crate::geo::path::{Part, Path};
use crate::layout::Graticule;
use crate::paint::{Ground, GroundPath, Stroke};
use crate::scene::context::View;
use std::borrow::Cow;

/// The lines over the sheet.
pub(super) fn compose(view: &View<'_>, ground: &mut Vec<Ground<'_>>) {
    let stroke = Stroke::solid(view.theme.graticule, 1.0 / view.app.density().max(1.0));
    let graticule = Graticule::new(view.atlas.ground(), &view.camera);
    let mut parts = Vec::new();
    for line in graticule.lines() {
        parts.extend(Part::new(graticule.course(line), false));
    }
    let path = GroundPath { geometry: Cow::Owned(Path::from(parts)), key: None, title: None };
    ground.push(Ground::Stroke { path, stroke });
}
