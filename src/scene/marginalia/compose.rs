//! The parts at the edge of the picture; earlier ones take precedence over later ones.

use crate::geo::space::ScreenRect;
use crate::paint::{Mark, Measure};
use crate::scene::context::{Purpose, View};
use crate::scene::marginalia::{degrees, imprint, locator, scale_bar};

/// Draws the imprint, scale bar, locator and degrees that the purpose asks for, clear of the boxes in `taken`, and adds
/// their boxes to it.
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
    // Degrees move with the map, so they avoid everything that does not.
    degrees::compose(view, measure, taken, marks);
}
