//! Places all labels of a frame.

use crate::geo::space::ScreenRect;
use crate::paint::{Mark, Measure};
use crate::scene::context::View;
use crate::scene::labels::attempt::Attempt;
use crate::scene::labels::candidates::candidates;
use crate::scene::labels::collision::Collision;
use crate::scene::labels::state::{LabelId, LabelState};
use std::fmt;
use std::mem;

/// What labels are measured with, and where they were.
pub struct Labelling<'a> {
    /// Measures text.
    pub measure: &'a dyn Measure,
    /// The state of the last frame, replaced by that of this one.
    pub state: &'a mut LabelState,
}

impl fmt::Debug for Labelling<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.state, out)
    }
}

/// Places the labels on the sheet, clear of the boxes in `taken`.
pub(in crate::scene) fn compose(
    view: &View<'_>,
    Labelling { measure, state }: Labelling<'_>,
    taken: &[ScreenRect],
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
            if id == LabelId::Callout {
                collision.add_barrier(leader);
            }
        }
        marks.extend(placed.marks);
    }
}
