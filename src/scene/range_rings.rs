//! Ranges around a place: circles on the ellipsoid with their figures.

use crate::geo::geodesic::destination;
use crate::geo::path::{Part, Path};
use crate::geo::space::{LonLat, Screen};
use crate::lean::decimal::decimal;
use crate::paint::{Align, Ground, GroundPath, Mark, Stroke, Text};
use crate::scene::context::View;
use crate::scene::theme::FIGURE;
use std::borrow::Cow;
use std::f64::consts::TAU;

/// Segments that stand for a circle.
const SEGMENTS: usize = 90;
/// Directions in which the figures are tried, as shares of a turn.
const FIGURES_AT: [f64; 4] = [0.4, 0.55, 0.25, 0.8];

/// The ranges of the deployment that the reader asked for.
pub(super) fn compose(view: &View<'_>, ground: &mut Vec<Ground<'_>>, marks: &mut Vec<Mark>) {
    let reading = view.atlas.reading();
    let shown = reading.deployments.iter().find(|deployment| Some(deployment.id.as_str()) == view.app.ranges());
    let Some((deployment, region)) = shown.and_then(|deployment| {
        let region = view.atlas.region(view.atlas.region_id(&deployment.place)?)?;
        Some((deployment, region))
    }) else {
        return;
    };
    let middle = view.atlas.ground().conic.lonlat_from_world(region.anchor);
    for range in &deployment.ranges {
        let place = |share: f64| destination(middle, share * TAU, range.km);
        let mut points = Vec::new();
        for step in 0..SEGMENTS {
            points.push(view.atlas.ground().world(place(step as f64 / SEGMENTS as f64)));
        }
        let path = Path::from(Vec::from_iter(Part::new(points, true)));
        for stroke in [
            Stroke::solid(view.theme.halo, 3.4),
            Stroke { dash: Some([2.0, 4.0]), ..Stroke::solid(view.theme.boundary, 1.6) },
        ] {
            let path = GroundPath { geometry: Cow::Owned(path.clone()), key: None, title: None };
            ground.push(Ground::Stroke { path, stroke });
        }
        marks.extend(figure(view, range.km, place));
    }
}

/// The figure of a range on its circle, where that is in sight.
fn figure(view: &View<'_>, km: f64, place: impl Fn(f64) -> LonLat) -> Option<Mark> {
    let in_sight = view.in_sight.grown(-24.0);
    let on_screen = |share: f64| view.camera.screen_from_world(view.atlas.ground().world(place(share)));
    let at = FIGURES_AT.into_iter().map(on_screen).find(|at| in_sight.contains(*at))?;
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
