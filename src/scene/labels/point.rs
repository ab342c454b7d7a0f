//! Labels at points: lands upon their middle, straits and towns beside it.

use crate::geo::space::ScreenRect;
use crate::paint::{Mark, Stroke};
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::collision::Tolerance;
use crate::scene::labels::label::{Label, Line, Side};
use crate::scene::labels::state::Slot;
use crate::scene::theme;
use crate::story::Region;
use std::ops::Range;

/// Towns of the first rank are named from this scale on, those of the next from twice as much, pixels per kilometre.
const TOWNS_FROM: f64 = 0.35;
/// The same for straits of the third rank.
const STRAITS_FROM: f64 = 0.9;
/// A land is named from this extent on, CSS pixels.
const LANDS_FROM: f64 = 40.0;
/// Radius of the dot of a town, CSS pixels.
const DOT: f64 = 2.0;

/// The name of a land, upon its middle.
pub(super) fn land(attempt: Attempt<'_>, region: &Region) -> Option<Placed> {
    let view = attempt.view;
    if view.extent(region) < LANDS_FROM && !attempt.is_bound() {
        return None;
    }
    let anchor = view.camera.screen_from_world(region.anchor);
    let label = Label::new(vec![Line::named(view, region, theme::LAND)], attempt.measure);
    beside(attempt, &label, ScreenRect::new(anchor, anchor), Side::UPON)
}

/// The name of a town and its dot.
pub(super) fn town(attempt: Attempt<'_>, region: &Region) -> Option<Placed> {
    let view = attempt.view;
    let scale = view.camera.zoom.scale();
    if scale < TOWNS_FROM * 2f64.powi(i32::from(region.rank) - 1) && !attempt.is_bound() {
        return None;
    }
    let centre = view.camera.screen_from_world(region.anchor);
    let line = Line { color: view.theme.faint_ink, ..Line::named(view, region, theme::TOWN) };
    let label = Label::new(vec![line], attempt.measure);
    let mut placed = beside(attempt, &label, ScreenRect::new(centre, centre).grown(DOT), Side::AROUND)?;
    let rim = Stroke::solid(view.theme.ink, 1.0);
    placed.marks.push(Mark::Dot { centre, radius: DOT, fill: Some(view.theme.halo), stroke: Some(rim) });
    Some(placed)
}

/// The name of a strait, upon its middle or beside it.
pub(super) fn strait(attempt: Attempt<'_>, region: &Region) -> Option<Placed> {
    let view = attempt.view;
    let from = STRAITS_FROM * 2f64.powi(i32::from(region.rank) - 3);
    if view.camera.zoom.scale() < from && !attempt.is_bound() {
        return None;
    }
    let at = view.camera.screen_from_world(region.bounds.centre());
    let line = Line { color: view.theme.water_ink, ..Line::named(view, region, theme::STRAIT) };
    beside(attempt, &Label::new(vec![line], attempt.measure), ScreenRect::new(at, at), Side::ANY)
}

/// A label on the side where it was, or on the first that is free; what has but one side only keeps off labels.
fn beside(attempt: Attempt<'_>, label: &Label, of: ScreenRect, sides: Range<usize>) -> Option<Placed> {
    let keeps_off_coasts = sides != Side::UPON;
    let placed = |number: usize, tolerance: Tolerance| {
        let side = Side::numbered(number);
        let rect = label.rect(of, side);
        let is_free = attempt.collision.is_clear(rect, tolerance)
            && (!keeps_off_coasts || attempt.collision.is_off_coasts(rect, tolerance));
        is_free.then(|| {
            let marks = label.marks(rect, side, attempt.view.theme.halo);
            Placed { slot: Slot::Beside { side: number }, boxes: vec![rect.grown(2.0)], leader: None, marks }
        })
    };
    let kept = match attempt.last {
        Some(Slot::Beside { side }) => placed(side, attempt.staying()),
        _ => None,
    };
    if kept.is_some() || attempt.is_bound() {
        return kept;
    }
    sides.into_iter().find_map(|number| placed(number, Tolerance::Fresh))
}
