//! The ranges of a deployment: circles on the ellipsoid, each labelled with its radius, and the shortest way to the first
//! of the coasts to which the story measures.

use crate::geo::geodesic::destination;
use crate::geo::path::{Part, Path};
use crate::geo::space::{LonLat, Screen, ScreenRect};
use crate::lean::decimal::decimal;
use crate::paint::{Align, DisplayList, Mark, Measure, Stroke, Text};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::ground::pen::Pen;
use crate::scene::theme::FIGURE;
use crate::story::{Deployment, Region, Story};
use std::f64::consts::TAU;

/// Number of segments of a circle.
const SEGMENTS: usize = 90;
/// Directions that are tried for the label, in turns: first near the top.
const LABELS_AT: [f64; 10] = [0.0, 0.06, 0.94, 0.13, 0.87, 0.25, 0.75, 0.4, 0.6, 0.5];
/// Where on the way its label is tried, as shares of it.
const ALONG: [f64; 5] = [0.5, 0.6, 0.4, 0.7, 0.3];
/// Length of the bars at the ends of the way, CSS pixels.
const BAR: f64 = 5.0;

/// Draws the rings of the deployment that the reader selected; an inset has none.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let Some((deployment, region)) = shown(story, view) else { return };
    let middle = story.ground().conic.lonlat_from_world(region.anchor);
    let mut pen = Pen::new(story, view, 0.0, &mut list.ground);
    for range in &deployment.ranges {
        let mut points = Vec::new();
        for step in 0..SEGMENTS {
            let share = step as f64 / SEGMENTS as f64;
            points.push(story.ground().world(destination(middle, share * TAU, range.km)));
        }
        let path = Path::from(Vec::from_iter(Part::new(points, true)));
        for stroke in [Stroke::solid(view.theme.halo, 3.4), view.theme.ring()] {
            pen.stroke_path(path.clone(), stroke);
        }
    }
}

/// Draws the way and labels it and the rings, clear of the boxes in `taken`, to which the labels are added.
pub(in crate::scene) fn annotate(
    view: &View<'_>,
    measure: &dyn Measure,
    taken: &mut Vec<ScreenRect>,
    marks: &mut Vec<Mark>,
) {
    let story = view.story;
    let Some((deployment, region)) = shown(story, view) else { return };
    let on_screen = |at: LonLat| view.camera.screen_from_world(story.ground().world(at));
    let lang = view.session.lang();
    let length = |km: f64| [&decimal(km, 0), "\u{a0}", story.manifest().word(lang, "unit.km")].concat();
    let mut label = |text: String, spots: &mut dyn Iterator<Item = Screen>, marks: &mut Vec<Mark>| {
        let half = Screen::new(measure.width(&text, &FIGURE) / 2.0 + 3.0, FIGURE.size / 2.0 + 3.0);
        let in_sight = view.in_sight.grown(-4.0);
        let mut boxes = spots.map(|at| ScreenRect::new(at - half, at + half)).filter(|rect| in_sight.covers(*rect));
        let Some(rect) = boxes.find(|rect| !taken.iter().any(|other| other.meets(*rect))) else { return };
        taken.push(rect);
        let at = rect.centre() + Screen::new(0.0, FIGURE.size * 0.36);
        let text = figure(view, text, at, Align::Middle);
        marks.push(Mark::Text(Text { color: view.theme.boundary, ..text }));
    };
    if let Some((to, km, [from, end])) =
        deployment.distances.first().and_then(|distance| Some((&distance.to, distance.km, distance.line?)))
    {
        let [from, end] = [on_screen(from), on_screen(end)];
        let along = (end - from) * (1.0 / from.distance(end).max(1.0));
        let bar = Screen::new(-along.y, along.x) * BAR;
        for points in [vec![from, end], vec![from - bar, from + bar], vec![end - bar, end + bar]] {
            for (color, width) in [(view.theme.halo, 3.4), (view.theme.boundary, 1.2)] {
                marks.push(Mark::Line { points: points.clone(), stroke: Stroke::solid(color, width) });
            }
        }
        let name = story.names(to).map_or("", |names| names.get(lang));
        let text = [name, story.manifest().word(lang, "list.colon"), &length(km)].concat();
        label(text, &mut ALONG.into_iter().map(|share| from + (end - from) * share), marks);
    }
    let middle = story.ground().conic.lonlat_from_world(region.anchor);
    for range in &deployment.ranges {
        let mut spots = LABELS_AT.into_iter().map(|share| on_screen(destination(middle, share * TAU, range.km)));
        label(length(range.km), &mut spots, marks);
    }
}

/// Returns the deployment whose ranges are shown, and its island.
fn shown<'a>(story: &'a Story, view: &View<'_>) -> Option<(&'a Deployment, &'a Region)> {
    let id = view.session.ranges().filter(|_| !view.is_inset)?;
    let deployment = story.reading().deployment(id)?;
    let region = story.region(story.region_id(&deployment.place)?)?;
    Some((deployment, region))
}
