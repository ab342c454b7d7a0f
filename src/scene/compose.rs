//! Composes a frame from back to front.

use crate::paint::{DisplayList, Measure};
use crate::scene::context::{Purpose, Sheet, View};
use crate::scene::ground::range_rings;
use crate::scene::labels::{LabelState, Labelling};
use crate::scene::layers::{GROUND, HIGHLIGHTS, draw};
use crate::scene::{labels, marginalia, overlay};
use crate::story::Story;
use crate::view::Session;

/// Composes the ground alone, for painters that keep it as a bitmap.
#[must_use]
pub fn ground<'a>(story: &'a Story, session: &Session, sheet: Sheet) -> DisplayList<'a> {
    let view = View::new(story, session, sheet);
    let mut list = view.empty_list();
    draw(&GROUND, story, &view, &mut list);
    list
}

/// Composes the map alone, without labels and marginalia: for pictures that are too small for any.
#[must_use]
pub fn bare<'a>(story: &'a Story, session: &Session) -> DisplayList<'a> {
    let view = View::new(story, session, Sheet { purpose: Purpose::Bare, ..Sheet::STILL });
    let mut list = view.empty_list();
    draw(&GROUND, story, &view, &mut list);
    draw(&HIGHLIGHTS, story, &view, &mut list);
    list
}

/// Composes everything but the ground: labels, marginalia and, in the list's `ground`, the highlights under them.
#[must_use]
pub fn marks<'a>(story: &'a Story, session: &Session, sheet: Sheet, labelling: Labelling<'_>) -> DisplayList<'a> {
    let view = View::new(story, session, sheet);
    let mut list = view.empty_list();
    draw(&HIGHLIGHTS, story, &view, &mut list);
    let mut taken = marginalia::inset(story, &view, labelling.measure, &mut list);
    marginalia::compose(&view, labelling.measure, &mut taken, &mut list.furniture);
    // Marginalia and the page's own controls keep their place in the picture; labels are placed on the sheet.
    taken.extend_from_slice(session.covered());
    for rect in &mut taken {
        *rect = rect.moved(sheet.margin);
    }
    overlay::compose(&view, labelling.measure, &mut taken, &mut list.marks);
    range_rings::annotate(&view, labelling.measure, &mut taken, &mut list.marks);
    labels::compose(&view, labelling, &taken, &mut list.marks);
    list
}

/// Composes the whole picture.
#[must_use]
pub fn compose<'a>(story: &'a Story, session: &Session, sheet: Sheet, measure: &dyn Measure) -> DisplayList<'a> {
    let mut list = ground(story, session, sheet);
    let above = marks(story, session, sheet, Labelling { measure, state: &mut LabelState::default() });
    list.ground.extend(above.ground);
    list.marks = above.marks;
    list.insets = above.insets;
    list.furniture = above.furniture;
    list
}
