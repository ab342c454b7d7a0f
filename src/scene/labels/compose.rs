//! All labels of a frame, in their order.

use crate::geo::space::ScreenRect;
use crate::paint::{Mark, Measure};
use crate::scene::context::View;
use crate::scene::labels::attempt::Attempt;
use crate::scene::labels::candidates::candidates;
use crate::scene::labels::collision::Collision;
use crate::scene::labels::state::LabelState;
use std::mem;

/// The labels on the sheet, by their places in the last frame; `taken` are boxes that they must keep out of.
pub(in crate::scene) fn compose(
    view: &View<'_>,
    measure: &dyn Measure,
    taken: &[ScreenRect],
    state: &mut LabelState,
    marks: &mut Vec<Mark>,
) {
    let mut collision = Collision::new(view.in_sight.grown(-3.0), !view.sheet.at_rest);
    for rect in taken {
        collision.take(*rect);
    }
    let last = mem::take(state);
    for candidate in candidates(view, &last, &mut collision) {
        let id = candidate.id();
        let attempt = Attempt { view, measure, collision: &collision, last: last.get(id).copied() };
        let Some(placed) = candidate.place(attempt) else { continue };
        state.note(id, placed.slot);
        for rect in placed.boxes {
            collision.take(rect);
        }
        if let Some(leader) = placed.leader {
            collision.take_line(leader);
        }
        marks.extend(placed.marks);
    }
}
