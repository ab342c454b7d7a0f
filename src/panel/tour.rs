//! The guided tour: its current step, or a button to enter it.

use crate::markup::{Element, el};
use crate::panel::{Context, button};
use crate::story::Story;
use crate::view::Session;

/// Returns the tour's box; `None` if the story has no tour.
#[must_use]
pub fn tour(story: &Story, session: &Session) -> Option<Element> {
    let context = Context::new(story, session);
    let steps = &story.reading().tour;
    let (is_first, is_last) = (session.tour().step == 0, session.tour().step + 1 == steps.len());
    let step = steps.get(session.tour().step)?;
    let act = |name: &'static str, key| button("jump", "data-tour", name).text(context.word(key));
    let (n, count) = ((session.tour().step + 1).to_string(), steps.len().to_string());
    let parts = [("n", n.as_str()), ("count", count.as_str())];
    if !session.tour().is_on {
        let text = if is_first {
            context.word("tour.start").to_owned()
        } else {
            story.manifest().phrase(context.lang, "tour.resume", &parts)
        };
        let button = button("jump", "data-tour", "enter").text(text);
        return Some(el("section").class("tour").child(button));
    }
    let place = story.manifest().phrase(context.lang, "tour.step", &parts);
    let place = el("small").text([&place, " · ", &context.date(session.date())].concat());
    let next = act("next", if is_last { "tour.end" } else { "tour.next" });
    // The buttons stay in place, so that the focus stays on its button.
    let back = act("back", "tour.back");
    let back = if is_first { back.attr("aria-disabled", "true") } else { back };
    let row = el("div").class("steps").child(back).child(next).child(act("leave", "tour.leave"));
    let section = el("section").class("tour on").attr("aria-label", context.word("tour.label"));
    Some(section.child(place).child(context.localized("p", &step.text).attr("tabindex", "-1")).child(row))
}
