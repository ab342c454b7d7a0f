//! Labels at points: on or beside a region's anchor.

use crate::geo::space::{Screen, World, WorldRect};
use crate::paint::{Mark, Stroke};
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::collision::Tolerance;
use crate::scene::labels::label::{Label, Line};
use crate::scene::labels::state::{Site, Slot};
use crate::scene::layers::{PointStyle, ShownFrom};
use crate::scene::side::Side;
use crate::story::{Outline, Region};

/// Radius of the dot at a point, CSS pixels.
const DOT: f64 = 2.0;
/// Where in the box of an area its label is tried, as shares of the size from the middle.
const GRID: [f64; 7] = [0.0, -0.12, 0.12, -0.24, 0.24, -0.36, 0.36];
/// Least distance of such a spot from the edge of the picture, CSS pixels.
const EDGE: f64 = 12.0;

/// Places the label of a region at its anchor, with a dot if the style has one.
pub(super) fn point(attempt: Attempt<'_>, region: &Region, style: &PointStyle) -> Option<Placed> {
    let view = attempt.view;
    let is_shown = match style.shown_from {
        ShownFrom::Extent(least) => view.extent(region) >= least,
        ShownFrom::Scale(first) => view.camera.zoom.scale() >= first * 2f64.powi(i32::from(region.rank) - 1),
    };
    if !is_shown && !attempt.is_bound() {
        return None;
    }
    let line = Line { color: (style.color)(view.theme), ..Line::named(view, region, style.face) };
    let label = Label::new(vec![line], attempt.measure);
    let margin = if style.has_dot { DOT } else { 0.0 };
    let (at, mut placed) = spots(attempt, region).into_iter().find_map(|at| {
        let site = Site::point(at, margin);
        Some((at, beside(attempt, &label, site, style.sides)?))
    })?;
    let centre = view.camera.screen_from_world(at);
    if style.has_dot {
        let rim = Stroke::solid(view.theme.ink, 1.0);
        placed.marks.push(Mark::Dot { centre, radius: DOT, fill: Some(view.theme.halo), stroke: Some(rim) });
    }
    Some(placed)
}

/// Returns where a region may be labelled: where it was; at any of its points, or at the anchor of an area; where that is
/// out of sight, at the spots of a grid over what is in sight of the area, those in the middle first.
fn spots(attempt: Attempt<'_>, region: &Region) -> Vec<World> {
    let (view, in_sight) = (attempt.view, attempt.collision.in_sight());
    let mut spots = Vec::new();
    if let Some(Slot::Beside { at, .. }) = attempt.last {
        spots.push(at);
    }
    let outline = region.outline(view.level).filter(|_| !attempt.is_bound());
    let Some((_, outline)) = outline else { return if spots.is_empty() { vec![region.anchor] } else { spots } };
    if outline.points().is_empty() {
        spots.push(region.anchor);
    }
    let is_only = outline.points().len() == 1;
    let is_seen = |at: &World| is_only || in_sight.contains(view.camera.screen_from_world(*at));
    spots.extend(outline.points().iter().copied().filter(is_seen));
    if !in_sight.contains(view.camera.screen_from_world(region.anchor)) {
        add_grid(attempt, region.bounds, outline, &mut spots);
    }
    spots
}

/// Adds the spots of a grid over the part of an area that is in sight.
fn add_grid(attempt: Attempt<'_>, bounds: WorldRect, outline: &Outline, spots: &mut Vec<World>) {
    let (camera, in_sight) = (&attempt.view.camera, attempt.collision.in_sight());
    let Some(seen) = camera.screen_rect(bounds).common(in_sight) else { return };
    let land = outline.fill().within(camera.window(0.0));
    for row in GRID {
        for column in GRID {
            let spot = seen.centre() + Screen::new(seen.width() * column, seen.height() * row);
            let at = camera.world_from_screen(spot);
            if in_sight.grown(-EDGE).contains(spot) && land.contains(at) {
                spots.push(at);
            }
        }
    }
}

/// Places a label on the side where it was, or on the first free one. A label that can only be on its point may cover
/// coasts.
fn beside(attempt: Attempt<'_>, label: &Label, site: Site, sides: &[Side]) -> Option<Placed> {
    let of = attempt.view.camera.screen_rect(site.of).grown(site.margin);
    let keeps_off_coasts = sides.len() > 1;
    let placed = |side: Side, tolerance: Tolerance| {
        let rect = label.rect(of, side);
        let is_free = attempt.collision.is_clear(rect, tolerance)
            && (!keeps_off_coasts || attempt.collision.is_off_coasts(rect, tolerance));
        is_free.then(|| {
            let marks = label.marks(rect, side, attempt.view.theme.halo);
            Placed { slot: Slot::Beside { at: site.of.min, side }, boxes: vec![rect.grown(2.0)], leader: None, marks }
        })
    };
    let kept = match attempt.last {
        Some(Slot::Beside { side, .. }) => placed(side, attempt.staying()),
        _ => None,
    };
    if kept.is_some() || attempt.is_bound() {
        return kept;
    }
    sides.iter().find_map(|side| placed(*side, Tolerance::Fresh))
}
