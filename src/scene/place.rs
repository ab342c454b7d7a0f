//! Room on the sheet: what is taken, and whether a text still fits.

use crate::space::ScreenRect;

/// The boxes that are taken.
#[derive(Debug)]
pub(super) struct Room {
    in_sight: ScreenRect,
    taken: Vec<ScreenRect>,
}

impl Room {
    /// An empty sheet of which a part is in sight.
    pub(super) fn new(in_sight: ScreenRect) -> Self {
        Self { in_sight, taken: Vec::new() }
    }

    /// Keeps a box free of texts.
    pub(super) fn take(&mut self, rect: ScreenRect) {
        self.taken.push(rect);
    }

    /// Whether all boxes are free, and none is cut by the edge of what is in sight.
    pub(super) fn is_free(&self, boxes: &[ScreenRect]) -> bool {
        let uncut = |rect: &ScreenRect| self.in_sight.covers(*rect) || !self.in_sight.meets(*rect);
        boxes.iter().all(|rect| uncut(rect) && !self.taken.iter().any(|other| other.meets(*rect)))
    }
}
