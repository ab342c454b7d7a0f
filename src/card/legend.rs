//! The legend, the rules of naming and the credits of the data.

use super::Desk;
use crate::app::App;
use crate::atlas::Atlas;
use crate::markup::{Element, el};

/// What the colours and patterns mean.
#[must_use]
pub fn legend(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let entry = |swatch: &'static str, key| {
        el("li").child(el("span").class(swatch).attr("aria-hidden", "true")).text(desk.word(key))
    };
    let entries = el("ul")
        .child(entry("swatch claimed", "legend.claimed"))
        .child(entry("swatch undetermined", "legend.administered"))
        .child(entry("swatch depth", "legend.depth"));
    el("section").class("legend").child(el("h2").text(desk.word("legend.title"))).child(entries)
}

/// How status and names are told: the rules that a reader may want to know.
#[must_use]
pub fn rules(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let words = ["legend.undetermined_note", "names.rule", "names.order_note"].map(|key| el("p").text(desk.word(key)));
    el("section").class("rules").child(el("h2").text(desk.word("names.title"))).children(words)
}

/// The sources of the data that the map is drawn from, with their licences.
#[must_use]
pub fn credits(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let items = atlas.story().credits.iter().map(|credit| {
        let link = el("a").link(&credit.url).text(credit.text.get(desk.lang));
        let licence = if credit.licence.is_empty() { String::new() } else { format!(" ({})", credit.licence) };
        el("li").child(link).text(licence)
    });
    let title = el("h2").text(desk.word("credits.title"));
    el("section").class("credits").child(title).child(el("ul").children(items))
}
