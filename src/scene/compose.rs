//! The frame, composed back to front.

use crate::paint::{DisplayList, Measure};
use crate::scene::context::{Sheet, View};
use crate::scene::ground::{areas, highlights};
use crate::scene::labels::LabelState;
use crate::scene::{labels, marginalia, overlay, range_rings};
use crate::story::Atlas;
use crate::view::App;

/// The ground alone, for painters that keep it as a bitmap.
#[must_use]
pub fn ground<'a>(atlas: &'a Atlas, app: &App, sheet: Sheet) -> DisplayList<'a> {
    let view = View::new(atlas, app, sheet);
    let mut list = view.empty_list();
    areas(atlas, &view, &mut list.ground);
    list
}

/// Names, highlights and furniture alone. The highlights are in `ground`, under the names. `last` tells how
/// names were placed in the last frame, and then how they are in this one.
#[must_use]
pub fn marks<'a>(
    atlas: &'a Atlas,
    app: &App,
    sheet: Sheet,
    measure: &dyn Measure,
    last: &mut LabelState,
) -> DisplayList<'a> {
    let view = View::new(atlas, app, sheet);
    let mut list = view.empty_list();
    highlights(atlas, &view, &mut list.ground, &mut list.marks);
    range_rings::compose(&view, &mut list.ground, &mut list.marks);
    let mut taken = marginalia::inset(atlas, &view, measure, &mut list);
    marginalia::compose(&view, measure, &mut taken, &mut list.furniture);
    // Furniture and the page's own controls keep their place in the picture, names lie on the sheet.
    taken.extend_from_slice(app.covered());
    for rect in &mut taken {
        *rect = rect.moved(sheet.margin);
    }
    overlay::compose(&view, measure, &mut taken, &mut list.marks);
    labels::compose(&view, measure, &taken, last, &mut list.marks);
    list
}

/// The whole picture.
#[must_use]
pub fn compose<'a>(atlas: &'a Atlas, app: &App, sheet: Sheet, measure: &dyn Measure) -> DisplayList<'a> {
    let mut list = ground(atlas, app, sheet);
    let above = marks(atlas, app, sheet, measure, &mut LabelState::default());
    list.ground.extend(above.ground);
    list.marks = above.marks;
    list.insets = above.insets;
    list.furniture = above.furniture;
    list
}
