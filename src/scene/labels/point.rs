//! Labels at points: on or beside a region's anchor.

use crate::geo::space::ScreenRect;
use crate::paint::{Mark, Stroke};
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::collision::Tolerance;
use crate::scene::labels::label::{Label, Line};
use crate::scene::labels::state::Slot;
use crate::scene::layers::{PointStyle, ShownFrom};
use crate::scene::side::Side;
use crate::story::Region;

/// Radius of the dot at a point, CSS pixels.
const DOT: f64 = 2.0;

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
    let centre = view.camera.screen_from_world(region.anchor);
    let line = Line { color: (style.color)(view.theme), ..Line::named(view, region, style.face) };
    let label = Label::new(vec![line], attempt.measure);
    let of = ScreenRect::new(centre, centre).grown(if style.has_dot { DOT } else { 0.0 });
    let mut placed = beside(attempt, &label, of, style.sides)?;
    if style.has_dot {
        let rim = Stroke::solid(view.theme.ink, 1.0);
        placed.marks.push(Mark::Dot { centre, radius: DOT, fill: Some(view.theme.halo), stroke: Some(rim) });
    }
    Some(placed)
}

/// Places a label on the side where it was, or on the first free one. A label that can only be on its point may cover
/// coasts.
fn beside(attempt: Attempt<'_>, label: &Label, of: ScreenRect, sides: &[Side]) -> Option<Placed> {
    let keeps_off_coasts = sides.len() > 1;
    let placed = |side: Side, tolerance: Tolerance| {
        let rect = label.rect(of, side);
        let is_free = attempt.collision.is_clear(rect, tolerance)
            && (!keeps_off_coasts || attempt.collision.is_off_coasts(rect, tolerance));
        is_free.then(|| {
            let marks = label.marks(rect, side, attempt.view.theme.halo);
            Placed { slot: Slot::Beside(side), boxes: vec![rect.grown(2.0)], leader: None, marks }
        })
    };
    let kept = match attempt.last {
        Some(Slot::Beside(side)) => placed(side, attempt.staying()),
        _ => None,
    };
    if kept.is_some() || attempt.is_bound() {
        return kept;
    }
    sides.iter().find_map(|side| placed(*side, Tolerance::Fresh))
}
