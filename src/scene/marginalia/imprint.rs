//! The imprint: date, perspective and credits, for a picture that is used without its page.

use crate::geo::space::{Screen, ScreenRect};
use crate::layout::imprint::end;
use crate::paint::{Align, Mark, Measure};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::theme::FIGURE;

/// Draws the imprint at the bottom of the picture and returns its box.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, marks: &mut Vec<Mark>) -> ScreenRect {
    let (manifest, lang) = (view.story.manifest(), view.session.lang());
    let date = manifest.phrase(lang, "as_of", &[("date", &manifest.date(lang, view.session.date()))]);
    let mut text = String::new();
    for part in [&date, view.session.perspective().names.get(lang), manifest.word(lang, "credits.map_short")] {
        if !text.is_empty() && !part.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(part);
    }
    let width = measure.width(&text, &FIGURE);
    let picture = view.session.camera().size;
    let at = end(picture);
    marks.push(Mark::Text(figure(view, text, at, Align::End)));
    ScreenRect::new(Screen::new(at.x - width, at.y - FIGURE.size), Screen::new(at.x, picture.height))
}
