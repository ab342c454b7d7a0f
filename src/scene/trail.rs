//! The line that is laid over the map, its dots, and what is said at its end.

use super::View;
use super::theme::ISLAND;
use crate::paint::{Align, Mark, Measure, Stroke, Text};
use crate::space::{LonLat, Screen, ScreenRect};

/// Radius of the dots, CSS pixels.
const RADIUS: f64 = 4.0;
/// The words stand so far right of the last dot and above it, CSS pixels.
const OFFSET: Screen = Screen::new(8.0, -8.0);

/// The marks of the trail, and the box of its words: names keep out of it.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, marks: &mut Vec<Mark>) -> Option<ScreenRect> {
    let trail = view.app.trail();
    let on_sheet = |at: &LonLat| view.camera.screen_from_world(view.atlas.ground().world(*at));
    let last = on_sheet(trail.points.last()?);
    let mut points = Vec::new();
    for at in &trail.course {
        points.push(on_sheet(at));
    }
    for stroke in [Stroke::solid(view.theme.glow_rim, 5.0), Stroke::solid(view.theme.glow, 2.4)] {
        marks.push(Mark::Line { points: points.clone(), stroke });
    }
    for at in &trail.points {
        let stroke = Some(Stroke::solid(view.theme.glow_rim, 1.6));
        marks.push(Mark::Dot { centre: on_sheet(at), radius: RADIUS, fill: Some(view.theme.glow), stroke });
    }
    if trail.label.is_empty() {
        return None;
    }
    let at = last + OFFSET;
    let corner = at + Screen::new(measure.width(&trail.label, &ISLAND), -ISLAND.size);
    marks.push(Mark::Text(Text {
        text: trail.label.clone(),
        lang: view.app.lang().to_owned(),
        at,
        align: Align::Start,
        angle: 0.0,
        face: ISLAND,
        color: view.theme.glow,
        halo: Some(view.theme.halo),
    }));
    Some(ScreenRect::new(at, corner))
}
