//! The controls of the day and of the perspective.

use crate::lean::decimal::decimal;
use crate::legend::LegendEntry;
use crate::markup::{Element, el};
use crate::panel::{Context, button};
use crate::story::{Day, Event, Place, Side, Story};
use crate::view::{Session, stops};

/// The kinds of events that are told in place of the status on their day.
const SIGNED: [&str; 2] = ["treaty", "declaration"];

/// Returns the controls of the day: a slider over the days of change, steps, and what changed; `None` if the story has no
/// status that could change. Its days may come later than its status.
#[must_use]
pub fn time(story: &Story, session: &Session) -> Option<Element> {
    let context = Context::new(story, session);
    if story.status().entries().is_empty() {
        return None;
    }
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
        let [year, ..] = day.numbers();
        // Changes in the same year share one figure.
        let label = if index == last {
            context.word("time.today").to_owned()
        } else if year == named {
            context.story.manifest().short_date(context.lang, *day)
        } else {
            decimal(year.into(), 0)
        };
        let class = if index == here { "stop here" } else { "stop" };
        // The slider is what the keyboard moves.
        let mark = day_button(&context, class, *day);
        marks = marks.child(el("li").child(mark.text(label)));
        named = year;
    }
    let earlier = step("earlier", "‹", context.word("time.earlier"), here == 0);
    let later = step("later", "›", context.word("time.later"), session.date() >= story.manifest().as_of);
    let play = step("play", "▶", context.word("time.play"), stops.len() < 2);
    let day = el("strong").class("day").text(date);
    let row = el("div").class("when").child(earlier).child(play).child(later).child(day);
    let row = row.children(jumps(&context));
    let track = el("div").class("track").child(slider).child(marks);
    let section = el("section").class("time").attr("aria-label", context.word("time.label"));
    let section = section.children(milestones(&context).into_iter().collect());
    Some(section.child(row.child(about(&context))).child(track).child(told(&context)))
}

/// The size of the picture of a milestone, pixels, of which there are two to a CSS pixel.
const PICTURE: [&str; 2] = ["480", "312"];

/// Returns a button with a picture for each milestone and the latest day; the page has the pictures painted where it shows
/// them. The slider is what the keyboard moves and what is read out.
fn milestones(context: &Context<'_>) -> Option<Element> {
    let days = &context.story.reading().milestones;
    if days.is_empty() {
        return None;
    }
    let latest = context.story.manifest().as_of;
    let all: Vec<Day> = days.iter().copied().chain([latest]).collect();
    let here = all.iter().rposition(|day| *day <= context.session.date()).unwrap_or(0);
    let mut list = el("ol").class("milestones").attr("aria-hidden", "true");
    for (index, day) in all.iter().enumerate() {
        let [year, ..] = day.numbers();
        let word = if *day == latest { context.word("time.today").to_owned() } else { decimal(year.into(), 0) };
        let picture = el("canvas").attr("width", PICTURE[0]).attr("height", PICTURE[1]);
        let class = if index == here { "milestone here" } else { "milestone" };
        list.push(el("li").child(day_button(context, class, *day).child(picture).child(el("span").text(word))));
    }
    Some(list)
}

/// Returns a button for a day that the tab key skips.
fn day_button(context: &Context<'_>, class: &'static str, day: Day) -> Element {
    button(class, "data-date", &day.iso()).attr("tabindex", "-1").attr("title", context.date(day))
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

/// Returns what changed on the day in one sentence or, if nothing did, what was signed on it, else the status of what the
/// story is about: in full, and in the short lines of its callout for pages that have little room.
fn told(context: &Context<'_>) -> Element {
    let told = el("div").class("told");
    let day = context.session.date();
    if let Some((change, _)) = context.story.status().changes(day).first() {
        return told.child(context.localized("p", change));
    }
    let is_signed = |event: &&Event| event.days.from == day && SIGNED.contains(&event.kind.as_str());
    if let Some(event) = context.story.reading().events.iter().find(is_signed) {
        return signed(context, event, told);
    }
    let Some(place) = subject(context) else { return told };
    let status = context.story.status_of(&place, day);
    let names = || named_place(context, &place).text(context.word("list.colon"));
    let line = context.story.place_status_line(&status, context.lang);
    let brief = match &status.whole {
        Some(whole) => context.story.callouts(whole, context.lang).map(Vec::from),
        None => context.story.part_callouts(&status, context.lang),
    };
    let Some(brief) = brief else { return told.child(el("p").child(names()).text(line)) };
    let mut short = el("p").class("brief").child(named_place(context, &place));
    for line in brief {
        short.push(el("span").text(line));
    }
    told.child(el("p").class("full").child(names()).text(line)).child(short)
}

/// Returns what was signed on a day on which the map does not change. A treaty is signed before it takes force: where the
/// map changes in the same year or the next, that leads there.
fn signed(context: &Context<'_>, event: &Event, told: Element) -> Element {
    let title = || context.localized("b", &event.title);
    let mut full = el("p").class("full").child(title());
    if !event.text.is_empty() {
        full = full.text(context.word("list.colon")).child(context.localized("span", &event.text));
    }
    let mut short = el("p").class("brief").child(el("span").child(title()));
    let next = stops(context.story).into_iter().find(|stop| *stop > event.days.from);
    let year_of = |day: Day| {
        let [year, ..] = day.numbers();
        year
    };
    let is_soon = |next: &Day| year_of(*next) <= year_of(event.days.from) + 1;
    if let Some(next) = next.filter(|next| event.kind == "treaty" && is_soon(next)) {
        let parts = [("date", &*context.date(next))];
        let text = context.story.manifest().phrase(context.lang, "time.next_change", &parts);
        let button = || button("goto", "data-date", &next.iso()).text(text.clone());
        full = full.text(" ").child(button());
        short.push(el("span").child(button()));
    }
    told.child(full).child(short)
}

/// Returns the place that the story is about, or the first group with a status.
fn subject(context: &Context<'_>) -> Option<Place> {
    let story = context.story;
    let first = || Some(&story.status().groups().first()?.id);
    story.place(story.manifest().subject.as_deref().or_else(|| first().map(String::as_str))?)
}

/// Returns the name of a place from the side that the map shows.
fn named_place(context: &Context<'_>, place: &Place) -> Element {
    let name = context.story.group_heading(&place.id, context.lang, context.session.viewpoint());
    el("b").text(name.unwrap_or_default())
}

/// Returns what stands behind the map of the day: the rule of the perspective, all changes, the status of every group, and
/// what is said about the lines, with sources.
fn about(context: &Context<'_>) -> Element {
    let mut about = el("div").attr("tabindex", "0");
    let perspective = context.session.perspective();
    if !perspective.convention.is_empty() {
        let line = context.localized("div", &perspective.convention).class("convention");
        about.push(line.child(context.sources(&perspective.sources)));
    }
    let day = context.session.date();
    let book = context.story.status();
    for (change, sources) in &book.changes(day) {
        about.push(context.localized("div", change).child(context.sources(sources)));
    }
    for group in book.groups() {
        if let Some(place) = context.story.place(&group.id) {
            let status = context.story.place_status_line(&context.story.status_of(&place, day), context.lang);
            about.push(el("p").child(context.localized("b", &group.names)).text(": ").text(status));
        }
    }
    let label = context.word("time.about");
    let sign = el("summary").attr("aria-label", label).attr("title", label).text("i");
    el("details").class("about-map").child(sign).child(about.children(lines(context)))
}

/// Returns what each party says about the lines on the map, whose labels only name who draws them.
fn lines(context: &Context<'_>) -> Vec<Element> {
    let mut told = Vec::new();
    for line in context.story.status().lines(context.session.viewpoint()).filter(|line| !line.line.is_empty()) {
        let entry = LegendEntry::Line { agreed: line.agreed };
        let sign = el("b").text(context.word(&entry.word_key(context.session.viewpoint().side)));
        let said = el("div").child(sign).text(context.word("list.colon")).child(context.localized("span", &line.line));
        told.push(context.certainty(said, line.certainty).child(context.sources(&line.sources)));
    }
    told
}

/// Returns the buttons of the perspectives; `None` if there is no choice.
#[must_use]
pub fn perspectives(story: &Story, session: &Session) -> Option<Element> {
    let context = Context::new(story, session);
    if story.status().perspectives().len() < 2 {
        return None;
    }
    let mut switch = el("div").class("sides-switch").attr("role", "group");
    switch = switch.attr("aria-label", context.word("perspective.label"));
    for perspective in story.status().perspectives() {
        let pressed = if perspective.id == session.perspective().id { "true" } else { "false" };
        let button = el("button").attr("type", "button").attr("data-perspective", perspective.id.as_str());
        let is_party = matches!(perspective.side, Side::Party(_));
        let button = if is_party { button.attr("data-party", "") } else { button };
        let button = button.attr("aria-pressed", pressed).attr("title", perspective.convention.get(context.lang));
        switch.push(button.text(perspective.names.get(context.lang)));
    }
    Some(switch)
}

/// Returns the names of the two maps beside the handle: of their sides or, where these are the same, of their days. `None`
/// if there is one map.
#[must_use]
pub fn compared(story: &Story, session: &Session) -> Option<Element> {
    let other = session.beside(story)?;
    let is_day = other.perspective().id == session.perspective().id;
    let name = |one: &Session| {
        let context = Context::new(story, one);
        el("b").text(if is_day {
            context.date(one.date())
        } else {
            one.perspective().names.get(context.lang).to_owned()
        })
    };
    Some(el("div").child(name(session)).child(name(&other)))
}
