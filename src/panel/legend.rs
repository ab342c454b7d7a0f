//! The legend, the rules for names and status, and the credits.

use crate::lean::decimal::decimal;
use crate::markup::{Element, el};
use crate::panel::Context;
use crate::story::Story;
use crate::view::Session;

/// Returns the legend of the colours, patterns and lines on the map for its day and perspective; `None` if they need no
/// explanation. On a live map each entry is a button that highlights them.
#[must_use]
pub fn legend(story: &Story, session: &Session, is_live: bool) -> Option<Element> {
    let context = Context::new(story, session);
    let mut list = el("ul");
    for (number, entry) in session.legend(story).iter().enumerate() {
        let class = ["swatch ", &entry.class(&story.manifest().parties)].concat();
        let swatch = el("span").attr("class", class).attr("aria-hidden", "true");
        let key = entry.word_key(session.viewpoint().side);
        let text = context.word(&key);
        list.push(if is_live && entry.is_selective() {
            let pressed = if session.highlighted() == Some(entry) { "true" } else { "false" };
            let button = el("button").attr("type", "button").attr("data-sign", decimal(number as f64, 0));
            el("li").child(button.attr("aria-pressed", pressed).child(swatch).text(text))
        } else {
            el("li").child(swatch).text(text)
        });
    }
    if list.children.is_empty() {
        return None;
    }
    let title = el("h2").text(context.word("legend.title"));
    Some(if is_live {
        el("details").class("legend").child(el("summary").child(title)).child(list)
    } else {
        el("section").class("legend").child(title).child(list)
    })
}

/// Returns the rules by which status and names are chosen; `None` if there are no parties between which to choose.
#[must_use]
pub fn rules(story: &Story, session: &Session) -> Option<Element> {
    let context = Context::new(story, session);
    if story.manifest().parties.is_empty() {
        return None;
    }
    let mut rules = el("section").class("rules").child(el("h2").text(context.word("names.title")));
    for key in ["legend.undetermined_note", "names.rule", "names.order_note"] {
        rules.push(el("p").text(context.word(key)));
    }
    Some(rules)
}

/// Returns the sources of the map's data, with their licences.
#[must_use]
pub fn credits(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let mut items = el("ul");
    for credit in &story.manifest().credits {
        let link = el("a").link(&credit.url).text(credit.text.get(context.lang));
        let licence = if credit.licence.is_empty() { String::new() } else { [" (", &credit.licence, ")"].concat() };
        items.push(el("li").child(link).text(licence));
    }
    let manifest = story.manifest();
    let mut days = el("p").class("days");
    let (as_of, gap) = if story.status().groups().is_empty() { ("as_of", " · ") } else { ("story.as_of", " ") };
    for (key, day) in [(as_of, Some(manifest.as_of)), ("story.read", manifest.sources_read)] {
        if let Some(day) = day {
            if !days.children.is_empty() {
                days = days.text(gap);
            }
            days = days.text(manifest.phrase(context.lang, key, &[("date", &context.date(day))]));
        }
    }
    let mut section = el("section").class("credits").child(el("h2").text(context.word("credits.title")));
    if !items.children.is_empty() {
        section.push(items);
    }
    section.child(days)
}

/// Returns a link for reporting a mistake about something, such as a place, and the date of the story's last
/// correction; `None` if both are missing.
#[must_use]
pub fn report(story: &Story, session: &Session, about: &str) -> Option<Element> {
    let context = Context::new(story, session);
    let manifest = story.manifest();
    let mut line = el("p").class("report");
    if let Some(url) = manifest.report_url(context.lang, about, session.date()) {
        line = line.child(el("a").link(&url).text(context.word("report.link"))).text(" ");
    }
    if let Some(day) = manifest.corrected {
        line = line.text(manifest.phrase(context.lang, "report.corrected", &[("date", &context.date(day))]));
    }
    (!line.children.is_empty()).then_some(line)
}
