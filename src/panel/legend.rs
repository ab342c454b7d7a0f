//! The legend, the rules of naming and the credits of the data.

use crate::lean::decimal::decimal;
use crate::markup::{Element, el};
use crate::panel::Desk;
use crate::story::{Atlas, Layer, Party, Shade};
use crate::view::{App, Sign, signs};

/// What the colours, patterns and lines mean: those that are on the map on the day, from the side that is chosen. On a
/// live map each is a button that points them out.
#[must_use]
pub fn legend(atlas: &Atlas, app: &App, is_live: bool) -> Element {
    let desk = Desk::new(atlas, app);
    let parties = &atlas.story().parties;
    let swatch = |class: String| el("span").attr("class", "swatch ".to_owned() + &class).attr("aria-hidden", "true");
    let mut list = el("ul");
    for (number, sign) in signs(atlas, app).iter().enumerate() {
        let class = match sign {
            Sign::Area(shade) => self::swatch(shade, parties),
            Sign::Line { agreed: true } => "line agreed".to_owned(),
            Sign::Line { agreed: false } => "line".to_owned(),
        };
        let word = sign.words(app.viewpoint().side);
        let (swatch, text) = (swatch(class), desk.word(&word));
        let entry = if is_live {
            let pressed = if app.sign() == Some(sign) { "true" } else { "false" };
            let button = el("button").attr("type", "button").attr("data-sign", decimal(number as f64, 0));
            el("li").child(button.attr("aria-pressed", pressed).child(swatch).text(text))
        } else {
            el("li").child(swatch).text(text)
        };
        list.push(entry);
    }
    if app.shows(Layer::Depth) {
        list.push(el("li").child(swatch("depth".to_owned())).text(desk.word("legend.depth")));
    }
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
