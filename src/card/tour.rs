//! The guided tour: its present step, or the way into it.

use super::{Desk, button};
use crate::app::App;
use crate::atlas::Atlas;
use crate::markup::{Element, el};

/// The tour's box; nothing where the story has no tour.
#[must_use]
pub fn tour(atlas: &Atlas, app: &App) -> Option<Element> {
    let desk = Desk::new(atlas, app);
    let steps = &atlas.reading().tour;
    let (here, count) = (app.tour().step + 1, steps.len());
    let step = steps.get(app.tour().step)?;
    let act = |name: &'static str, key| button("jump", "data-tour", name).text(desk.word(key));
    let figures = [("n", here.to_string()), ("count", count.to_string())];
    let [n, of] = &figures;
    let parts = [(n.0, n.1.as_str()), (of.0, of.1.as_str())];
    if !app.tour().is_on {
        let text = if here == 1 {
            desk.word("tour.start").to_owned()
        } else {
            atlas.story().phrase(desk.lang, "tour.resume", &parts)
        };
        let button = button("jump", "data-tour", "enter").text(text);
        return Some(el("section").class("tour").child(button));
    }
    let place = el("small").text(atlas.story().phrase(desk.lang, "tour.step", &parts));
    let next = act("next", if here == count { "tour.end" } else { "tour.next" });
    let mut row = el("div").class("steps");
    if here > 1 {
        row = row.child(act("back", "tour.back"));
    }
    let row = row.child(next).child(act("leave", "tour.leave"));
    let section = el("section").class("tour on").attr("aria-label", desk.word("tour.label"));
    Some(section.child(place).child(desk.said("p", &step.text)).child(row))
}
