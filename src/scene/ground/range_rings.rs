//! Range rings around a deployment: circles on the ellipsoid, each labelled with its radius.

use crate::geo::geodesic::destination;
use crate::geo::path::{Part, Path};
use crate::geo::space::{LonLat, Screen};
use crate::lean::decimal::decimal;
use crate::paint::{Align, DisplayList, Ground, GroundPath, Mark, Stroke, Text};
use crate::scene::context::View;
use crate::scene::theme::FIGURE;
use crate::story::Atlas;
use std::borrow::Cow;
use std::f64::consts::TAU;

/// Number of segments of a circle.
const SEGMENTS: usize = 90;
/// Directions that are tried for the label, in turns.
const LABELS_AT: [f64; 4] = [0.4, 0.55, 0.25, 0.8];

/// Draws the range rings of the deployment that the reader selected; an inset has none.
pub(in crate::scene) fn compose<'a>(atlas: &'a Atlas, view: &View<'_>, list: &mut DisplayList<'a>) {
    let reading = atlas.reading();
    let shown = reading
        .deployments
        .iter()
        .find(|deployment| Some(deployment.id.as_str()) == view.app.ranges() && !view.is_inset);
    let Some((deployment, region)) = shown.and_then(|deployment| {
        let region = atlas.region(atlas.region_id(&deployment.place)?)?;
        Some((deployment, region))
    }) else {
        return;
    };
    let middle = atlas.ground().conic.lonlat_from_world(region.anchor);
    for range in &deployment.ranges {
        let place = |share: f64| destination(middle, share * TAU, range.km);
        let mut points = Vec::new();
        for step in 0..SEGMENTS {
            points.push(atlas.ground().world(place(step as f64 / SEGMENTS as f64)));
        }
        let path = Path::from(Vec::from_iter(Part::new(points, true)));
        for stroke in [
            Stroke::solid(view.theme.halo, 3.4),
            Stroke { dash: Some([2.0, 4.0]), ..Stroke::solid(view.theme.boundary, 1.6) },
        ] {
            let path = GroundPath { geometry: Cow::Owned(path.clone()), key: None, title: None };
            list.ground.push(Ground::Stroke { path, stroke });
        }
        list.marks.extend(label(view, range.km, place));
    }
}

/// Returns the label of a ring, at the first direction in which the ring is in sight.
fn label(view: &View<'_>, km: f64, place: impl Fn(f64) -> LonLat) -> Option<Mark> {
    let in_sight = view.in_sight.grown(-24.0);
    let on_screen = |share: f64| view.camera.screen_from_world(view.atlas.ground().world(place(share)));
    let at = LABELS_AT.into_iter().map(on_screen).find(|at| in_sight.contains(*at))?;
    let story = view.atlas.story();
    Some(Mark::Text(Text {
        text: [&decimal(km, 0), "\u{a0}", story.word(view.app.lang(), "unit.km")].concat(),
        lang: view.app.lang().to_owned(),
        at: at + Screen::new(0.0, 4.0),
        align: Align::Middle,
        angle: 0.0,
        face: FIGURE,
        color: view.theme.boundary,
        halo: Some(view.theme.halo),
    }))
}
