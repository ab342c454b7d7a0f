//! The legend, the rules of naming and the credits of the data.

use super::Desk;
use crate::app::App;
use crate::atlas::{Atlas, Party, Shade, Shows};
use crate::markup::{Element, el};
use crate::order::insert;

/// What the colours, patterns and lines mean: those that are on the map on the day, from the side that is chosen.
#[must_use]
pub fn legend(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let entry = |swatch: &str, text: &str| {
        let swatch = el("span").attr("class", ["swatch ", swatch].concat()).attr("aria-hidden", "true");
        el("li").child(swatch).text(text)
    };
    let (day, shows) = app.stance();
    let parties = &atlas.story().parties;
    let intervals = atlas.status().groups().iter().filter_map(|group| atlas.status().of_group(&group.id, day));
    let mut shades: Vec<Shade> = Vec::new();
    for interval in intervals {
        insert(&mut shades, interval.shade(shows, parties));
    }
    let mut list = el("ul");
    for shade in &shades {
        list.push(entry(&swatch(shade, parties), desk.word(&key(shade, shows))));
    }
    let is_shown = |agreed: bool| atlas.status().lines(app.stance()).any(|line| line.agreed == agreed);
    if is_shown(true) {
        list.push(entry("line agreed", desk.word("legend.line.agreed")));
    }
    if is_shown(false) {
        list.push(entry("line", desk.word("legend.line.one_side")));
    }
    list.push(entry("depth", desk.word("legend.depth")));
    let title = el("h2").text(desk.word("legend.title"));
    el("section").class("legend").child(title).child(list)
}

/// The class of a swatch; parties go by their place in the story.
fn swatch(shade: &Shade, parties: &[Party]) -> String {
    let number = |id: &str| parties.iter().position(|party| party.id == id).unwrap_or(parties.len());
    match shade {
        Shade::Held { by, claimed_by: None } => format!("held-{}", number(by)),
        Shade::Held { by, claimed_by: Some(other) } => format!("held-{} claimed-{}", number(by), number(other)),
        Shade::Joint => "joint".to_owned(),
        Shade::Undetermined => "undetermined".to_owned(),
        Shade::Agreed => "agreed".to_owned(),
        Shade::Disputed => "disputed".to_owned(),
    }
}

/// The key of the words for a shade: whole phrases for each party, because languages inflect their names.
fn key(shade: &Shade, shows: &Shows) -> String {
    match (shade, shows) {
        (Shade::Held { by, .. }, Shows::Party(party)) => ["legend.says.", party, ".", by].concat(),
        (Shade::Undetermined, Shows::Party(party)) => ["legend.says.", party, ".undetermined"].concat(),
        (Shade::Held { by, claimed_by: Some(other) }, _) => ["legend.held.", by, ".claimed.", other].concat(),
        (Shade::Held { by, claimed_by: None }, _) => ["legend.held.", by].concat(),
        (Shade::Joint, _) => "legend.joint".to_owned(),
        (Shade::Undetermined, _) => "status.undetermined".to_owned(),
        (Shade::Agreed, _) => "legend.agreed".to_owned(),
        (Shade::Disputed, _) => "legend.disputed".to_owned(),
    }
}

/// How status and names are told: the rules that a reader may want to know.
#[must_use]
pub fn rules(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let mut rules = el("section").class("rules").child(el("h2").text(desk.word("names.title")));
    for key in ["legend.undetermined_note", "names.rule", "names.order_note"] {
        rules.push(el("p").text(desk.word(key)));
    }
    rules
}

/// The sources of the data that the map is drawn from, with their licences.
#[must_use]
pub fn credits(atlas: &Atlas, app: &App) -> Element {
    let desk = Desk::new(atlas, app);
    let mut items = el("ul");
    for credit in &atlas.story().credits {
        let link = el("a").link(&credit.url).text(credit.text.get(desk.lang));
        let licence = if credit.licence.is_empty() { String::new() } else { [" (", &credit.licence, ")"].concat() };
        items.push(el("li").child(link).text(licence));
    }
    let title = el("h2").text(desk.word("credits.title"));
    el("section").class("credits").child(title).child(items)
}
