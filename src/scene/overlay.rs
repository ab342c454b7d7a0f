//! The line that is drawn over the map, such as a measured one: its dots, and the text at its end.

use crate::geo::space::{LonLat, Screen, ScreenRect};
use crate::paint::{Align, Mark, Measure, Stroke};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::theme::FIGURE;

/// Radius of the dots, CSS pixels.
const RADIUS: f64 = 4.0;
/// Distance of the text from the last dot, across and down, CSS pixels.
const OFFSET: f64 = 8.0;

/// Draws the line, and adds the box of its text to `taken`.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, taken: &mut Vec<ScreenRect>, marks: &mut Vec<Mark>) {
    let trail = view.session.trail();
    let dots = on_sheet(view, &trail.points);
    let Some(last) = dots.last() else { return };
    let points = on_sheet(view, &trail.course);
    for stroke in [Stroke::solid(view.theme.glow_rim, 5.0), Stroke::solid(view.theme.glow, 2.4)] {
        marks.push(Mark::Line { points: points.clone(), stroke });
    }
    let stroke = Some(Stroke::solid(view.theme.glow_rim, 1.6));
    // The text is on the side of the last dot on which the others are not, so that the line does not run through it.
    let others = ScreenRect::around(&dots).map_or(*last, ScreenRect::centre);
    let is_left = others.x > last.x;
    let down = if others.y < last.y { OFFSET + FIGURE.size * 0.75 } else { -OFFSET };
    for centre in &dots {
        marks.push(Mark::Dot { centre: *centre, radius: RADIUS, fill: Some(view.theme.glow), stroke });
    }
    let width = measure.width(&trail.label, &FIGURE);
    let left = last.x + if is_left { -OFFSET - width } else { OFFSET };
    let at = Screen::new(left, last.y + down);
    taken.push(ScreenRect::new(at, at + Screen::new(width, -FIGURE.size)));
    marks.push(Mark::Text(figure(view, trail.label.clone(), at, Align::Start)));
}

fn on_sheet(view: &View<'_>, places: &[LonLat]) -> Vec<Screen> {
    let mut points = Vec::new();
    for at in places {
        points.push(view.camera.screen_from_world(view.story.ground().world(*at)));
    }
    points
}
