//! Where on Earth the map is: a small globe with the view of today marked on it.
//!
//! Land and graticule come from the tool, projected and cut at the horizon; only the mark is projected here. The room of
//! the globe is kept from the first frame on, so that no name gives way when the land comes.

use super::View;
use super::slot::slot;
use crate::atlas::Globe;
use crate::math::sin_cos;
use crate::paint::{Fill, Mark, Stroke};
use crate::space::{LonLat, Screen, ScreenRect, Size, World, WorldRect};

/// Number of segments that stand for an edge of the view.
const SEGMENTS: u32 = 6;
/// A view that is smaller than this on the globe is marked by a dot, CSS pixels.
const LEAST_BOX: f64 = 7.0;

/// Where a place is seen on the disc of radius 1, and the cosine of its distance from the middle: the place is behind
/// the horizon where that is negative.
///
/// J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), page 149, (20-3), (20-4) and
/// (5-3).
#[must_use]
pub fn orthographic(centre: LonLat, place: LonLat) -> (Screen, f64) {
    let (sin_middle, cos_middle) = sin_cos(centre.lat.to_radians());
    let (sin, cos) = sin_cos(place.lat.to_radians());
    let (sin_turn, cos_turn) = sin_cos((place.lon - centre.lon).to_radians());
    let up = cos_middle * sin - sin_middle * cos * cos_turn;
    (Screen::new(cos * sin_turn, -up), sin_middle * sin + cos_middle * cos * cos_turn)
}

/// The globe in the first free slot; its box is taken.
pub(super) fn compose(view: &View<'_>, taken: &mut Vec<ScreenRect>, marks: &mut Vec<Mark>) {
    let Size { width, height } = view.app.camera().size;
    if width < 300.0 || height < 240.0 {
        return;
    }
    let diameter = if width < 700.0 || height < 420.0 { 60.0 } else { 84.0 };
    let Some(rect) = slot(view, diameter, taken) else { return };
    taken.push(rect);
    if let Some(globe) = &view.atlas.reading().globe {
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
    let ring = edge(view, globe, rect);
    let Some(bounds) = ScreenRect::around(&ring) else { return };
    let stroke = Some(Stroke::solid(theme.glow, 1.4));
    marks.push(if bounds.width().max(bounds.height()) < LEAST_BOX {
        Mark::Dot { centre: bounds.centre(), radius: 3.0, fill: Some(theme.glow_rim), stroke }
    } else {
        Mark::Area { rings: vec![ring], fill: Some(Fill::plain(theme.glow.with_alpha(40))), stroke }
    });
}

/// A line of the globe in the picture, where the disc has this middle and a whole number this length.
fn laid(line: &[f64], middle: Screen, unit: f64) -> Vec<Screen> {
    let mut at = middle;
    let mut points = Vec::new();
    for [x, y] in line.as_chunks().0 {
        at = at + Screen::new(*x, *y) * unit;
        points.push(at);
    }
    points
}

/// The edge of the view, once around, on the disc in the box; on the horizon where it is behind.
fn edge(view: &View<'_>, globe: &Globe, rect: ScreenRect) -> Vec<Screen> {
    let WorldRect { min, max } = view.app.camera().window(0.0);
    let mut points = Vec::new();
    for index in 0..4 * SEGMENTS {
        let share = f64::from(index % SEGMENTS) / f64::from(SEGMENTS);
        let (x, y) = match index / SEGMENTS {
            0 => (share, 0.0),
            1 => (1.0, share),
            2 => (1.0 - share, 1.0),
            _ => (0.0, 1.0 - share),
        };
        let world = World::new(min.x + x * (max.x - min.x), min.y + y * (max.y - min.y));
        let (point, depth) = orthographic(globe.centre, view.atlas.ground().conic.lonlat_from_world(world));
        let length = if depth < 0.0 { point.distance(Screen::default()) } else { 1.0 };
        points.push(rect.centre() + point * (rect.width() / 2.0 / length));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_leads_from_the_middle_to_the_horizon() {
        let centre = LonLat::new(150.0, 40.0);
        let cases = [
            (centre, [0.0, 0.0, 1.0]),
            (LonLat::new(150.0, -50.0), [0.0, 1.0, 0.0]),
            (LonLat::new(-120.0, 0.0), [1.0, 0.0, 0.0]),
            (LonLat::new(-30.0, -40.0), [0.0, 0.0, -1.0]),
        ];
        for (place, [x, y, depth]) in cases {
            let (point, found) = orthographic(centre, place);
            assert!(point.distance(Screen::new(x, y)) < 1e-12 && (found - depth).abs() < 1e-12, "{place:?}");
        }
    }
}
