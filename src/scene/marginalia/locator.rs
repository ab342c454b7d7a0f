//! The locator: a small globe on which the current view is marked.
//!
//! The tool projects land and graticule and clips them at the horizon; only the mark is projected here. The space of
//! the globe is reserved from the first frame on, so that no label moves when its data arrives.

use crate::geo::orthographic::orthographic;
use crate::geo::space::{Screen, ScreenRect};
use crate::paint::{Fill, Mark, Stroke};
use crate::scene::context::View;
use crate::story::Globe;

/// Mean radius of the Earth, kilometres (IUGG 1980).
const EARTH_KM: f64 = 6371.0;
/// Least size of the mark, kilometres, so that it can be seen.
const LEAST_KM: f64 = 700.0;

/// Draws the globe in its box and adds the box to `taken`.
pub(super) fn compose(view: &View<'_>, taken: &mut Vec<ScreenRect>, marks: &mut Vec<Mark>) {
    let Some(rect) = view.session.layout().locator() else { return };
    taken.push(rect);
    if let Some(globe) = &view.story.reading().globe {
        draw(view, globe, rect, marks);
    }
}

fn draw(view: &View<'_>, globe: &Globe, rect: ScreenRect, marks: &mut Vec<Mark>) {
    let (theme, centre, radius) = (view.theme, rect.centre(), rect.width() / 2.0);
    let disc = |fill, stroke| Mark::Dot { centre, radius, fill, stroke };
    let unit = radius / globe.radius;
    marks.push(disc(Some(theme.depth(1000.0)), Some(Stroke::solid(theme.halo, 4.0))));
    let rings = globe.land.iter().map(|ring| laid(ring, centre, unit)).collect();
    let (fill, coast) = (Some(Fill::plain(theme.land)), Stroke::solid(theme.coast, 0.5));
    marks.push(Mark::Area { rings, fill, stroke: Some(coast) });
    for line in &globe.graticule {
        let stroke = Stroke::solid(theme.graticule, 0.6);
        marks.push(Mark::Line { points: laid(line, centre, unit), stroke });
    }
    marks.push(disc(None, Some(Stroke::solid(theme.coast, 0.9))));
    let window = view.session.camera().window(0.0);
    let (at, _) = orthographic(globe.centre, view.story.ground().conic.lonlat_from_world(window.centre()));
    let scale = radius / EARTH_KM;
    let half = Screen::new(window.width().max(LEAST_KM) * scale / 2.0, window.height().max(LEAST_KM) * scale / 2.0);
    let at = centre + at * radius;
    let fill = Some(Fill::plain(theme.glow.with_alpha(40)));
    marks.push(Mark::boxed(ScreenRect::new(at - half, at + half), fill, Some(Stroke::solid(theme.glow, 1.4))));
}

/// Returns a line of the globe in the picture, for a disc with this middle and this length of one unit.
fn laid(line: &[f64], middle: Screen, unit: f64) -> Vec<Screen> {
    let mut at = middle;
    let mut points = Vec::new();
    for [x, y] in line.as_chunks().0 {
        at = at + Screen::new(*x, *y) * unit;
        points.push(at);
    }
    points
}
