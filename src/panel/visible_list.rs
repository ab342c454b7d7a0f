//! The islands in sight as a list, for readers who do not see the picture.

use crate::markup::{Element, el};
use crate::panel::{Desk, button};
use crate::story::Story;
use crate::view::App;

/// The islands in sight along the chain, each with its status on the day: buttons that choose them, which the tab key
/// passes over, because the arrow keys walk the same way on the map.
#[must_use]
pub fn sight(story: &Story, app: &App) -> Element {
    let desk = Desk::new(story, app);
    let window = app.camera().window(0.0);
    let mut list = el("ul").attr("aria-label", desk.word("reader.sight"));
    for id in story.walk() {
        let Some(region) = story.region(*id).filter(|region| window.meets(region.bounds)) else { continue };
        let pressed = if app.is_chosen(*id) { "true" } else { "false" };
        let button = button("seen", "data-place", &region.id).attr("tabindex", "-1").attr("aria-pressed", pressed);
        let standing = story.standing(&region.id, app.date());
        let line = standing.map_or_else(String::new, |standing| story.status_line(&standing, desk.lang));
        list.push(el("li").child(button.text([&desk.heading(region), ". ", &line].concat())));
    }
    list
}
