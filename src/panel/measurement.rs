//! The panel of the measuring tools: measurements, coordinates of a place, and the nearest places.

use crate::geo::space::LonLat;
use crate::markup::{Element, el};
use crate::panel::{Context, button, place_link};
use crate::story::{Layer, RegionId, Story};
use crate::view::Session;
use crate::view::measurement::{Measurement, Near, NearestQuery, coordinates, direction, nearest};

/// The number of islands and other lands that are listed as nearest.
const LANDS: usize = 3;
/// The number of towns listed as nearest.
const TOWNS: usize = 2;
/// Kilometres in a nautical mile.
const NAUTICAL_MILE: f64 = 1.852;

/// The place that the panel describes.
struct Subject {
    heading: String,
    at: LonLat,
    without: Vec<RegionId>,
}

/// Returns the panel: controls, measurements, and the surroundings of the last point, else of the chosen place.
#[must_use]
pub fn measurement(story: &Story, session: &Session, measurement: &Measurement, measuring: bool) -> Element {
    let context = Context::new(story, session);
    let close = button("close", "data-tool", "close");
    let close = close.attr("aria-label", context.word("tools.close")).text("×");
    let head = el("header").child(el("h2").text(context.word("tools.title"))).child(close);
    let mut panel = el("section").class("survey").attr("aria-label", context.word("tools.title"));
    panel = panel.child(head).child(controls(&context, measurement, measuring));
    if measuring {
        panel.push(el("p").class("help").text(context.word("tools.help")));
    }
    panel.push(measured(&context, measurement));
    match subject(&context, measurement) {
        Some(subject) => panel.children(surroundings(&context, &subject)),
        None if measuring => panel,
        None => panel.child(el("p").class("help").text(context.word("tools.none"))),
    }
}

/// Formats length and area for the end of the line; empty if there is no line.
#[must_use]
pub fn result(story: &Story, session: &Session, measurement: &Measurement) -> String {
    let context = Context::new(story, session);
    match (measurement.points().len(), measurement.area_km2()) {
        (0 | 1, _) => String::new(),
        (_, None) => length(&context, measurement.length_km()),
        (_, Some(area)) => [&length(&context, measurement.length_km()), " · ", &square(&context, area)].concat(),
    }
}

/// Formats the number of points, length and area for an announcement.
#[must_use]
pub fn spoken_result(story: &Story, session: &Session, measurement: &Measurement) -> String {
    let context = Context::new(story, session);
    let count = measurement.points().len();
    if count == 0 {
        return context.word("tools.cleared").to_owned();
    }
    let points = story.manifest().phrase(context.lang, "tools.points", &[("n", &context.number(count as f64))]);
    let result = result(story, session, measurement);
    if result.is_empty() { points } else { [&points, " · ", &result].concat() }
}

/// Returns the buttons; unusable ones are kept, so that the focus is not lost.
fn controls(context: &Context<'_>, measurement: &Measurement, measuring: bool) -> Element {
    let count = measurement.points().len();
    let measure = if measuring { "tools.done" } else { "tools.measure" };
    let pressed = if measuring { "true" } else { "false" };
    let figure = if measurement.is_closed() { "tools.open_figure" } else { "tools.close_figure" };
    let act = |does: &'static str, key: &str, least: usize| {
        let button = button("act", "data-tool", does).text(context.word(key));
        if count < least { button.attr("aria-disabled", "true") } else { button }
    };
    let controls = el("div").class("acts").child(act("measure", measure, 0).attr("aria-pressed", pressed));
    let controls = controls.child(act("undo", "tools.undo", 1)).child(act("figure", figure, 3));
    controls.child(act("clear", "tools.clear", 1))
}

/// Returns the totals and the legs.
fn measured(context: &Context<'_>, measurement: &Measurement) -> Element {
    let (all, legs) = (el("div").class("measured"), measurement.legs());
    if legs.is_empty() {
        return all;
    }
    let km = measurement.length_km();
    let miles = [" (", &context.number(km / NAUTICAL_MILE), "\u{a0}", context.word("unit.nm"), ")"].concat();
    let key = if measurement.is_closed() { "tools.perimeter" } else { "tools.length" };
    let mut sums = el("dl").child(el("dt").text(context.word(key)));
    sums.push(el("dd").child(el("b").text(length(context, km))).child(el("small").text(miles)));
    if let Some(area) = measurement.area_km2() {
        sums = sums.child(el("dt").text(context.word("tools.area")));
        sums.push(el("dd").child(el("b").text(square(context, area))));
    }
    let all = all.child(sums);
    if legs.len() < 2 {
        return all;
    }
    let mut list = el("ol").class("legs").attr("aria-label", context.word("tools.legs")).attr("tabindex", "0");
    for leg in legs {
        list.push(el("li").text(away(context, leg.km, leg.azimuth)));
    }
    all.child(list)
}

fn subject(context: &Context<'_>, measurement: &Measurement) -> Option<Subject> {
    if let Some(last) = measurement.points().last() {
        return Some(Subject {
            heading: context.word("tools.position_last").to_owned(),
            at: *last,
            without: Vec::new(),
        });
    }
    let place = context.session.chosen()?;
    let region = context.story.region_id(&place.id).and_then(|id| context.story.region(id));
    let heading = region.map(|region| context.heading(region));
    let heading = heading.or_else(|| Some(context.story.names(&place.id)?.get(context.lang).to_owned()))?;
    let world = region.map(|region| region.anchor).or_else(|| Some(context.story.bounds(place)?.centre()))?;
    let at = context.story.ground().conic.lonlat_from_world(world);
    Some(Subject { heading, at, without: place.islands.clone() })
}

/// Returns the subject's coordinates, and the nearest places.
fn surroundings(context: &Context<'_>, subject: &Subject) -> Vec<Element> {
    let position =
        el("span").class("coordinates").text(coordinates(context.story.manifest(), context.lang, subject.at));
    let copy = button("act", "data-tool", "copy").text(context.word("tools.copy"));
    let near = |layers, most| {
        nearest(context.story, NearestQuery { from: subject.at, layers, without: &subject.without, most })
    };
    let mut list = el("ul").class("near");
    for near in near(&[Layer::Island, Layer::Land], LANDS) {
        let name = context.heading(near.region);
        let name = if near.region.island.is_some() { place_link(&near.region.id, &name) } else { el("b").text(name) };
        list.push(entry(context, name, &near));
    }
    for near in near(&[Layer::Town], TOWNS) {
        list.push(entry(context, context.localized("b", &near.region.names), &near));
    }
    let note = el("p").class("by").text(context.word("tools.nearest_note"));
    let position = el("p").class("position").child(position).text(" ").child(copy);
    let nearest = el("h3").text(context.word("tools.nearest"));
    vec![el("h3").text(subject.heading.as_str()), position, nearest, list, note]
}

fn entry(context: &Context<'_>, name: Element, near: &Near<'_>) -> Element {
    let text = match near.azimuth {
        Some(azimuth) => away(context, near.km, azimuth),
        None => context.word("tools.inside").to_owned(),
    };
    el("li").child(name).child(el("span").text(text))
}

/// Formats a distance and its direction.
fn away(context: &Context<'_>, km: f64, azimuth: f64) -> String {
    let direction = context.word(direction(azimuth));
    context.story.manifest().phrase(
        context.lang,
        "tools.away",
        &[("km", &length(context, km)), ("direction", direction)],
    )
}

/// Formats a length: below a kilometre in metres.
fn length(context: &Context<'_>, km: f64) -> String {
    let (value, key) = if km < 1.0 { ((km * 1000.0).round(), "unit.m") } else { (km, "unit.km") };
    [&context.number(value), "\u{a0}", context.word(key)].concat()
}

/// Formats an area: below a tenth of a square kilometre in square metres.
fn square(context: &Context<'_>, km2: f64) -> String {
    let (value, key) = if km2 < 0.1 { ((km2 * 1e6).round(), "tools.m2") } else { (km2, "unit.km2") };
    [&context.number(value), "\u{a0}", context.word(key)].concat()
}
