//! The controls of the day and of the perspective.

use crate::lean::decimal::decimal;
use crate::markup::{Element, el};
use crate::panel::{Context, button};
use crate::story::{Day, Story};
use crate::view::{Session, stops};

/// Returns the controls of the day: a slider over the days of change, steps, and what changed.
#[must_use]
pub fn time(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let stops = stops(story);
    let date = context.date(session.date());
    let here = stops.iter().rposition(|day| *day <= session.date()).unwrap_or(0);
    let last = stops.len().saturating_sub(1);
    let slider = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", last.to_string())
        .attr("value", here.to_string())
        .attr("aria-label", context.word("time.label"))
        .attr("aria-valuetext", date.as_str());
    let mut marks = el("ol").class("stops").attr("aria-hidden", "true");
    let mut named = 0;
    for (index, day) in stops.iter().enumerate() {
        let class = if index == here { "here" } else { "stop" };
        let [year, ..] = day.numbers();
        let figure = decimal(year.into(), 0);
        // Changes in the same year share one figure.
        let text = if index == last {
            context.word("time.today")
        } else if year == named {
            "·"
        } else {
            &figure
        };
        marks = marks.child(el("li").class(class).text(text));
        named = year;
    }
    let earlier = step("earlier", "‹", context.word("time.earlier"), here == 0);
    let later = step("later", "›", context.word("time.later"), session.date() >= story.manifest().as_of);
    let play = step("play", "▶", context.word("time.play"), stops.len() < 2);
    let day = el("strong").class("day").text(date);
    let row = el("div").class("when").child(earlier).child(play).child(later).child(day);
    let row = row.children(jumps(&context));
    let track = el("div").class("track").child(slider).child(marks);
    el("section")
        .class("time")
        .attr("aria-label", context.word("time.label"))
        .child(row)
        .child(track)
        .child(shown_date(&context))
}

fn step(act: &'static str, sign: &str, label: &str, disabled: bool) -> Element {
    let button = button("step", "data-act", act);
    let button = button.attr("aria-label", label).attr("title", label).text(sign);
    if disabled { button.attr("aria-disabled", "true") } else { button }
}

/// Returns buttons for the day of the article and the latest day, unless the map shows it.
fn jumps(context: &Context<'_>) -> Vec<Element> {
    let manifest = context.story.manifest();
    let days = [("time.article", manifest.article_date), ("time.latest", Some(manifest.as_of))];
    let jump = |(key, day): (&'static str, Option<Day>)| {
        let day = day.filter(|day| *day != context.session.date())?;
        let button = button("jump", "data-date", &day.iso());
        Some(button.text(context.word(key)))
    };
    days.into_iter().filter_map(jump).collect()
}

/// Returns what changed on the day, or the status of each group if nothing did.
fn shown_date(context: &Context<'_>) -> Element {
    // Scrollable content must be reachable by keyboard.
    let mut told = el("div").class("told").attr("tabindex", "0");
    let perspective = context.session.perspective();
    if !perspective.convention.is_empty() {
        let line = context.localized("div", &perspective.convention).class("convention");
        told.push(line.child(context.sources(&perspective.sources)));
    }
    let day = context.session.date();
    let book = context.story.status();
    let changes = book.changes(day);
    for (change, sources) in &changes {
        told.push(context.localized("div", change).child(context.sources(sources)));
    }
    for group in book.groups().iter().filter(|_| changes.is_empty()) {
        if let Some(place) = context.story.place(&group.id) {
            let status = context.story.place_status_line(&context.story.status_of(&place, day), context.lang);
            told.push(el("p").child(context.localized("b", &group.names)).text(": ").text(status));
        }
    }
    told.children(lines(context))
}

/// Returns what each party says about the lines on the map, whose labels only name who draws them.
fn lines(context: &Context<'_>) -> Vec<Element> {
    let mut told = Vec::new();
    for line in context.story.status().lines(context.session.viewpoint()).filter(|line| !line.line.is_empty()) {
        let key = if line.agreed { "legend.line.agreed" } else { "legend.line.one_side" };
        let sign = el("b").text(context.word(key));
        let said = el("div").child(sign).text(context.word("list.colon")).child(context.localized("span", &line.line));
        told.push(context.certainty(said, line.certainty).child(context.sources(&line.sources)));
    }
    told
}

/// Returns the buttons of the perspectives.
#[must_use]
pub fn perspectives(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let mut switch = el("div").class("sides-switch").attr("role", "group");
    switch = switch.attr("aria-label", context.word("perspective.label"));
    for perspective in story.status().perspectives() {
        let pressed = if perspective.id == session.perspective().id { "true" } else { "false" };
        let button = el("button").attr("type", "button").attr("data-perspective", perspective.id.as_str());
        let button = button.attr("aria-pressed", pressed).attr("title", perspective.convention.get(context.lang));
        switch.push(button.text(perspective.names.get(context.lang)));
    }
    switch
}
