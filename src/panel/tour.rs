//! The guided tour: its current step, or a button to enter it.

use crate::markup::{Element, el};
use crate::panel::{Context, button};
use crate::story::Story;
use crate::view::Session;

/// Returns the tour's box: while the reader is on the tour, all its steps in a row, of which one is in sight, and the ways
/// on; else a button to enter it. `None` if the story has no tour.
#[must_use]
pub fn tour(story: &Story, session: &Session) -> Option<Element> {
    let context = Context::new(story, session);
    let (steps, here) = (&story.reading().tour, session.tour().step);
    let (is_first, is_last) = (here == 0, here + 1 == steps.len());
    steps.get(here)?;
    let act = |name: &'static str, key| button("jump", "data-guide", name).text(context.word(key));
    let numbered = |key: &str, step: usize| story.step_phrase(context.lang, key, step);
    if !session.tour().is_on {
        let text = if is_first { context.word("tour.start").to_owned() } else { numbered("tour.resume", here) };
        let button = button("jump", "data-guide", "enter").text(text);
        return Some(el("section").class("tour").child(button));
    }
    let mut row = el("ol").class("tour-steps");
    for (number, step) in steps.iter().enumerate() {
        let day = context.date(step.date.unwrap_or(story.manifest().as_of));
        let head = el("small").text([&numbered("tour.step", number), " · ", &day].concat());
        let text = context.localized("p", &step.text).attr("tabindex", "-1");
        let item = el("li").child(head).child(text);
        row.push(if number == here { item.attr("aria-current", "step") } else { item });
    }
    let next = act("next", if is_last { "tour.end" } else { "tour.next" });
    // The buttons stay in place, so that the focus stays on its button.
    let back = act("back", "tour.back");
    let back = if is_first { back.attr("aria-disabled", "true") } else { back };
    let buttons = el("div").class("tour-buttons").child(back).child(next).child(act("leave", "tour.leave"));
    let section = el("section").class("tour on").attr("aria-label", context.word("tour.label"));
    Some(section.child(row).child(buttons))
}
