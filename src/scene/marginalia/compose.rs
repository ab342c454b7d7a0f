//! The parts at the edge of the picture, in the order in which they give way to each other.

use crate::geo::space::ScreenRect;
use crate::paint::{Mark, Measure};
use crate::scene::context::{Purpose, View};
use crate::scene::marginalia::{degrees, imprint, locator, scale_bar};

/// Imprint, scale bar, locator and degrees, as far as the purpose wants them, clear of the boxes that are taken; those
/// that they take are added.
pub(in crate::scene) fn compose(
    view: &View<'_>,
    measure: &dyn Measure,
    taken: &mut Vec<ScreenRect>,
    marks: &mut Vec<Mark>,
) {
    if matches!(view.sheet.purpose, Purpose::Alone | Purpose::Draft) {
        taken.push(imprint::compose(view, measure, marks));
    }
    if view.sheet.purpose == Purpose::Bare {
        return;
    }
    let bars = scale_bar::compose(view, measure, taken, marks);
    taken.push(bars);
    if view.sheet.purpose != Purpose::Draft {
        locator::compose(view, taken, marks);
    }
    // The degrees move with the map, so they give way to what does not.
    degrees::compose(view, measure, taken, marks);
}
