//! The islands in sight as a list, for readers who do not see the picture.

use crate::markup::{Element, el};
use crate::panel::{Context, button};
use crate::story::Story;
use crate::view::Session;

/// The islands in sight along the chain, each with its status on the day: buttons that choose them, which the tab key
/// passes over, because the arrow keys walk the same way on the map.
#[must_use]
pub fn visible_list(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let window = session.camera().window(0.0);
    let mut list = el("ul").attr("aria-label", context.word("reader.sight"));
    for id in story.chain_order() {
        let Some(region) = story.region(*id).filter(|region| window.meets(region.bounds)) else { continue };
        let pressed = if session.is_chosen(*id) { "true" } else { "false" };
        let button = button("seen", "data-place", &region.id).attr("tabindex", "-1").attr("aria-pressed", pressed);
        let standing = story.standing(&region.id, session.date());
        let line = standing.map_or_else(String::new, |standing| story.status_line(&standing, context.lang));
        list.push(el("li").child(button.text([&context.heading(region), ". ", &line].concat())));
    }
    list
}
