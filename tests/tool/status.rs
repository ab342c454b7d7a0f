//! What this story promises of its status, events and tour beyond the rules of every story.

use serde_json::Value;

use super::content::{geodata, list, text, words_in};

/// The day of the first treaty, with which the story begins.
const FIRST_DAY: &str = "1855-02-07";
/// Words that call a place disputed.
const DISPUTED: [&str; 4] = ["disputed", "係争", "спорн", "争われ"];

#[test]
fn every_group_has_a_status_since_the_first_treaty() {
    let status = geodata("status.json");
    assert_eq!(list(&status, "groups").len(), 3);
    for group in list(&status, "groups") {
        let mut intervals = list(&status, "intervals").iter().filter(|interval| interval["group"] == group["id"]);
        assert_eq!(text(intervals.next().unwrap(), "from"), FIRST_DAY);
    }
}

#[test]
fn every_interval_tells_its_basis_and_its_change_and_what_japan_says() {
    for interval in list(&geodata("status.json"), "intervals") {
        assert!(interval["basis"].is_object() && interval["change"].is_object(), "{interval}");
        assert!(interval["certainty"].is_string() && interval["according_to"]["japan"].is_object(), "{interval}");
    }
}

#[test]
fn the_first_days_of_soviet_control_list_their_landings() {
    for interval in list(&geodata("status.json"), "intervals") {
        let landings = list(interval, "landings");
        assert_eq!(text(interval, "from").starts_with("1945"), !landings.is_empty(), "{interval}");
        for landing in landings {
            let last = landing["date"].as_str().or_else(|| landing["to"].as_str()).unwrap();
            assert!(last <= "1945-09-05" && !list(landing, "places").is_empty(), "{landing}");
        }
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
    let undetermined = |interval: &&Value| interval["according_to"]["japan"]["value"] == "undetermined";
    let groups = list(&status, "intervals").iter().filter(|interval| interval["to"].is_null()).filter(undetermined);
    assert_eq!(groups.count(), 2);
}

#[test]
fn the_perspectives_are_neutral_one_for_each_party_and_the_differences() {
    let status = geodata("status.json");
    let ids: Vec<&str> = list(&status, "perspectives").iter().map(|view| text(view, "id")).collect();
    assert_eq!(ids, ["neutral", "japan", "russia", "differ"]);
}

#[test]
fn the_events_begin_with_the_first_treaty_and_are_of_known_kinds() {
    let book = geodata("events.json");
    let events = list(&book, "events");
    let kinds = ["treaty", "war", "decree", "declaration", "statement", "military", "people"];
    assert!((30..=90).contains(&events.len()), "{} events", events.len());
    assert_eq!(text(&events[0], "date"), FIRST_DAY);
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
    let north = list(&status, "intervals").iter().filter(|interval| interval["group"] != "four-islands");
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
