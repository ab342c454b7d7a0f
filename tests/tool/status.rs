//! What this story promises of its status, events and tour beyond the rules of every story.

use kuril_map::geo::space::Size;
use kuril_map::markup::html;
use kuril_map::panel;
use kuril_map::story::{Day, StatusClass};
use kuril_map::view::{Input, Session};
use kuril_tool::project::checkout;
use kuril_tool::render;
use serde_json::Value;

use super::content::{geodata, list, text, words_in};

/// The day of the first treaty, with which the story begins.
const FIRST_DAY: &str = "1855-02-07";
/// Words that call a place disputed.
const DISPUTED: [&str; 4] = ["disputed", "係争", "спорн", "争われ"];

#[test]
fn every_group_has_a_status_since_the_first_treaty() {
    let status = geodata("status.json");
    assert_eq!(list(&status, "groups").len(), 4);
    for group in list(&status, "groups") {
        let is_own = |entry: &&Value| list(entry, "places").contains(&group["id"]);
        let first = list(&status, "entries").iter().find(is_own).unwrap();
        assert_eq!(text(first, "from"), FIRST_DAY);
    }
}

#[test]
fn every_status_tells_how_sure_it_is_and_what_japan_says_and_every_legal_act_has_its_own_sources() {
    let status = geodata("status.json");
    for entry in list(&status, "entries") {
        assert!(entry["certainty"].is_string() && entry["according_to"]["japan"].is_object(), "{entry}");
        let is_held_by_force = text(entry, "from").starts_with("1945") || entry["id"] == "north-sakhalin-1920";
        assert!(is_held_by_force || entry["basis"].is_object(), "{entry}");
        assert!(entry["basis"].is_null() || !list(&entry["basis"], "sources").is_empty(), "{entry}");
    }
    for line in list(&status, "boundaries") {
        assert!(line["certainty"].is_string(), "{line}");
    }
}

#[test]
fn forces_came_to_each_island_by_5_september_1945_in_one_of_three_ways() {
    let status = geodata("status.json");
    let arrivals = list(&status, "arrivals");
    let count = |kind: &str| arrivals.iter().filter(|arrival| arrival["kind"] == kind).count();
    assert_eq!(["reached", "landed", "capitulated"].map(count), [1, 4, 2]);
    for arrival in arrivals {
        let last = arrival["date"].as_str().or_else(|| arrival["to"].as_str()).unwrap();
        assert!(last <= "1945-09-05", "{arrival}");
    }
}

#[test]
fn japan_bounds_the_undetermined_area_by_exactly_four_lines_today() {
    let status = geodata("status.json");
    let today = list(&status, "boundaries").iter().filter(|line| line["to"].is_null());
    let limit = |line: &&Value| line["according_to"]["japan"]["value"] == "undetermined-limit";
    let mut lines: Vec<&str> = today.filter(limit).map(|line| text(line, "feature")).collect();
    lines.sort_unstable();
    assert_eq!(lines, ["line-fiftieth", "line-first-kuril", "line-la-perouse", "line-vries"]);
    let renounced = |entry: &&Value| entry["according_to"]["japan"]["value"] == "renounced";
    let entries = list(&status, "entries").iter().filter(|entry| entry["to"].is_null()).filter(renounced);
    assert_eq!(entries.count(), 2);
}

#[test]
fn the_limit_of_japans_claim_stands_from_the_day_on_that_its_claim_is_counted_from() {
    let status = geodata("status.json");
    let entry = |key: &str, id: &str| list(&status, key).iter().find(|entry| entry["id"] == id).unwrap().clone();
    let (claim, line) = (entry("claims", "japan-iturup-kunashir"), entry("boundaries", "vries-1956"));
    assert_eq!(text(&claim, "from"), text(&line, "from"));
    for claim in list(&status, "claims") {
        assert!(claim["note"]["text"].is_object() && claim["certainty"].is_string(), "{claim}");
    }
}

#[test]
fn the_perspectives_are_neutral_one_for_each_party_and_the_differences() {
    let status = geodata("status.json");
    let ids: Vec<&str> = list(&status, "perspectives").iter().map(|view| text(view, "id")).collect();
    assert_eq!(ids, ["neutral", "japan", "russia", "differ"]);
}

#[test]
fn the_events_lead_up_to_the_first_treaty_and_are_of_known_kinds() {
    let book = geodata("events.json");
    let events = list(&book, "events");
    let kinds = ["treaty", "war", "decree", "declaration", "statement", "military", "people"];
    assert!((30..=90).contains(&events.len()), "{} events", events.len());
    let treaty = events.iter().position(|event| event["date"] == FIRST_DAY).unwrap();
    assert_eq!(treaty, 5, "what led up to the first treaty is told");
    for event in events {
        assert!(kinds.contains(&text(event, "kind")) && !list(event, "places").is_empty(), "{event}");
    }
}

#[test]
fn no_island_is_called_disputed_that_nobody_disputes() {
    let status = geodata("status.json");
    let four = list(&status, "groups").iter().find(|group| group["id"] == "four-islands").unwrap();
    let claimed = |place: &Value| list(four, "members").contains(place) || place == "four-islands";
    let (events, deployments) = (geodata("events.json"), geodata("deployments.json"));
    let of_events = list(&events, "events").iter().filter(|event| !list(event, "places").iter().any(claimed));
    let of_deployments = list(&deployments, "deployments").iter().filter(|deployment| !claimed(&deployment["place"]));
    let north = list(&status, "entries").iter().filter(|entry| !list(entry, "places").iter().any(claimed));
    let told: Vec<String> = of_events.chain(of_deployments).chain(north).map(Value::to_string).collect();
    assert!(told.len() > 15);
    for text in told {
        let word = DISPUTED.iter().find(|word| text.to_lowercase().contains(**word));
        assert_eq!(word, None, "{text}");
    }
}

#[test]
fn the_tour_takes_ninety_seconds() {
    let story = geodata("story.json");
    let tour = list(&story, "tour");
    assert!((8..=12).contains(&tour.len()), "{} steps", tour.len());
    // A grown reader takes in about 240 English words a minute.
    let words: u64 = tour.iter().map(|step| words_in(text(&step["text"], "en"))).sum();
    assert!(words <= 360, "{words} words");
}

#[test]
fn on_28_august_1945_every_answer_says_that_japan_administers_kunashir_and_the_ussr_iturup() {
    let story = render::story_to(&checkout().join("geodata"), 0).unwrap();
    let mut session = Session::new(&story, Size::new(1280.0, 800.0));
    session.update(&story, Input::Date(Day::parse("1945-08-28")), 0.0);
    let held = |by: &str| Some(StatusClass::Held { by: by.to_owned(), claimed_by: Vec::new() });
    let status_classes = ["iturup", "kunashir", "shikotan", "tanfilyev", "paramushir"];
    let status_classes = status_classes.map(|island| story.status_class(island, session.viewpoint()));
    assert_eq!(
        status_classes,
        [held("russia"), held("japan"), held("japan"), held("japan"), Some(StatusClass::Changing)]
    );
    session.update(&story, Input::Choose(Some("kunashir".into())), 0.0);
    let card = html(&panel::card(&story, &session).unwrap());
    assert!(card.contains("Administered by Japan since the Treaty of Shimoda of 1855, until Soviet forces"), "{card}");
    assert!(!card.contains("landed: 1 September 1945"), "nothing is told before its day: {card}");
    assert!(html(&panel::legend(&story, &session, false).unwrap()).contains("Changing hands"));
    let summary = html(&panel::describe(&story, &session));
    let by_japan = summary.split("Administered by Japan</b>").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(by_japan.contains("Kunashir") && !by_japan.contains("Iturup"), "{summary}");
    session.update(&story, Input::Choose(Some("four-islands".into())), 0.0);
    let card = html(&panel::card(&story, &session).unwrap());
    assert!(card.contains("Changing hands: Soviet forces arrived on Iturup"), "{card}");
    for part in ["<b>Iturup</b>: <span>Under Soviet", "<b>Kunashir, Shikotan</b>: <span>Administered by Japan"] {
        assert!(card.contains(part), "{part} is not in {card}");
    }
}
