//! Range rings around a deployment: circles on the ellipsoid, each labelled with its radius.

use crate::geo::geodesic::destination;
use crate::geo::path::{Part, Path};
use crate::geo::space::{LonLat, Screen};
use crate::lean::decimal::decimal;
use crate::paint::{Align, DisplayList, Mark, Stroke, Text};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::ground::pen::Pen;
use crate::story::Story;
use std::f64::consts::TAU;

/// Number of segments of a circle.
const SEGMENTS: usize = 90;
/// Directions that are tried for the label, in turns.
const LABELS_AT: [f64; 4] = [0.4, 0.55, 0.25, 0.8];

/// Draws the range rings of the deployment that the reader selected; an inset has none.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let reading = story.reading();
    let shown = reading
        .deployments
        .iter()
        .find(|deployment| Some(deployment.id.as_str()) == view.session.ranges() && !view.is_inset);
    let Some((deployment, region)) = shown.and_then(|deployment| {
        let region = story.region(story.region_id(&deployment.place)?)?;
        Some((deployment, region))
    }) else {
        return;
    };
    let middle = story.ground().conic.lonlat_from_world(region.anchor);
    let mut pen = Pen::new(story, view, 0.0, &mut list.ground);
    for range in &deployment.ranges {
        let place = |share: f64| destination(middle, share * TAU, range.km);
        let mut points = Vec::new();
        for step in 0..SEGMENTS {
            points.push(story.ground().world(place(step as f64 / SEGMENTS as f64)));
        }
        let path = Path::from(Vec::from_iter(Part::new(points, true)));
        for stroke in [
            Stroke::solid(view.theme.halo, 3.4),
            Stroke { dash: Some([2.0, 4.0]), ..Stroke::solid(view.theme.boundary, 1.6) },
        ] {
            pen.stroke_path(path.clone(), stroke);
        }
        list.marks.extend(label(view, range.km, place));
    }
}

/// Returns the label of a ring, at the first direction in which the ring is in sight.
fn label(view: &View<'_>, km: f64, place: impl Fn(f64) -> LonLat) -> Option<Mark> {
    let in_sight = view.in_sight.grown(-24.0);
    let on_screen = |share: f64| view.camera.screen_from_world(view.story.ground().world(place(share)));
    let at = LABELS_AT.into_iter().map(on_screen).find(|at| in_sight.contains(*at))?;
    let text = [&decimal(km, 0), "\u{a0}", view.story.manifest().word(view.session.lang(), "unit.km")].concat();
    let text = figure(view, text, at + Screen::new(0.0, 4.0), Align::Middle);
    Some(Mark::Text(Text { color: view.theme.boundary, ..text }))
}
