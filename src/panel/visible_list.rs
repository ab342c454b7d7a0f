//! A list of the visible islands, for readers who do not see the picture.

use crate::markup::{Element, el};
use crate::panel::{Context, button};
use crate::story::Story;
use crate::view::Session;

/// Returns the visible islands in the order of the chain, with their status on the day, as buttons. The tab key skips
/// them, because the arrow keys follow the same order on the map.
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
