//! Status, boundaries, events, deployments and tour: every day since 1855 is told once, every id leads somewhere.

use std::collections::BTreeSet;

use serde_json::Value;

use super::content::{LANGUAGES, articles, geodata, islands, known_places, list, text, words_in};

/// The day of the first treaty, with which the story begins.
const FIRST_DAY: &str = "1855-02-07";
/// What a party may say of a group.
const POSITIONS: [&str; 5] = ["own", "other", "undetermined", "renounced", "joint"];
/// What a party may say of a line.
const LINES: [&str; 4] = ["border", "claim", "undetermined-limit", "administrative"];
/// Words that call a place disputed.
const DISPUTED: [&str; 4] = ["disputed", "係争", "спорн", "争われ"];

/// The day after an ISO day.
fn next_day(day: &str) -> String {
    let parts: Vec<u32> = day.split('-').map(|part| part.parse().unwrap()).collect();
    let [year, month, date] = parts[..] else { panic!("{day}: not a day") };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    assert!((1..=12).contains(&month) && (1..=length).contains(&date), "{day}: no such day");
    match (month, date) {
        (12, 31) => format!("{:04}-01-01", year + 1),
        (_, last) if last == length => format!("{year:04}-{:02}-01", month + 1),
        _ => format!("{year:04}-{month:02}-{:02}", date + 1),
    }
}

/// Whether a text is a day of the calendar, ISO 8601.
fn is_day(day: &str) -> bool {
    day.len() == FIRST_DAY.len() && next_day(day).as_str() > day
}

/// First and last day of an entry that has either one date or two.
fn days(entry: &Value) -> (&str, &str) {
    let both = entry["date"].as_str().map_or_else(|| (text(entry, "from"), text(entry, "to")), |date| (date, date));
    assert!(is_day(both.0) && is_day(both.1) && both.0 <= both.1, "{entry}");
    both
}

/// Last day of an interval that may be open.
fn end(entry: &Value) -> &str {
    entry["to"].as_str().unwrap_or("9999-12-31")
}

fn intervals_of<'a>(status: &'a Value, group: &str) -> Vec<&'a Value> {
    list(status, "intervals").iter().filter(|interval| interval["group"] == group).collect()
}

fn party_ids() -> Vec<String> {
    list(&geodata("story.json"), "parties").iter().map(|party| text(party, "id").to_owned()).collect()
}

fn perspective_ids() -> Vec<String> {
    list(&geodata("status.json"), "perspectives").iter().map(|view| text(view, "id").to_owned()).collect()
}

#[test]
fn every_day_since_the_first_treaty_has_one_status_in_each_group() {
    let status = geodata("status.json");
    assert_eq!(list(&status, "groups").len(), 3);
    for group in list(&status, "groups") {
        let intervals = intervals_of(&status, text(group, "id"));
        assert_eq!(text(intervals[0], "from"), FIRST_DAY);
        assert!(intervals.last().unwrap()["to"].is_null(), "{}", group["id"]);
        for pair in intervals.windows(2) {
            assert!(text(pair[0], "from") <= end(pair[0]), "{}", pair[0]);
            assert_eq!(next_day(end(pair[0])), text(pair[1], "from"), "{}", group["id"]);
        }
    }
}

#[test]
fn every_interval_tells_its_basis_its_line_and_its_change() {
    let (status, parties) = (geodata("status.json"), party_ids());
    for interval in list(&status, "intervals") {
        for key in ["basis", "line", "change"] {
            let told = LANGUAGES.iter().all(|language| !text(&interval[key], language).is_empty());
            assert!(told, "{key}: {interval}");
        }
        assert!(["high", "medium", "low"].contains(&text(interval, "certainty")));
        let views = interval["according_to"].as_object().unwrap();
        assert!(views.contains_key("japan"), "{interval}");
        let known = views.iter().all(|(id, view)| parties.contains(id) && POSITIONS.contains(&text(view, "value")));
        assert!(known, "{interval}");
        let joint = views.values().any(|view| view["value"] == "joint");
        assert_eq!(interval["administered_by"].is_null(), joint, "{interval}");
    }
}

#[test]
fn the_first_days_of_soviet_control_list_their_landings() {
    let (status, places) = (geodata("status.json"), known_places());
    for interval in list(&status, "intervals") {
        let landings = list(interval, "landings");
        assert_eq!(text(interval, "from").starts_with("1945"), !landings.is_empty(), "{interval}");
        let firsts: Vec<&str> = landings.iter().map(|landing| days(landing).0).collect();
        assert!(firsts.is_sorted() && firsts.first().is_none_or(|first| *first == text(interval, "from")));
        for landing in landings {
            assert!(days(landing).1 <= "1945-09-05", "{landing}");
            let known = list(landing, "places").iter().all(|place| places.contains(place.as_str().unwrap()));
            assert!(known && !list(landing, "places").is_empty(), "{landing}");
        }
    }
}

#[test]
fn every_boundary_is_a_drawn_line_in_dates_of_the_status() {
    let (status, parties) = (geodata("status.json"), party_ids());
    let drawn = geodata("boundaries.geojson");
    let intervals = list(&status, "intervals");
    let boundaries = list(&status, "boundaries");
    let ids: BTreeSet<&str> = boundaries.iter().map(|line| text(line, "id")).collect();
    assert_eq!(ids.len(), boundaries.len(), "an id stands twice");
    for line in boundaries {
        assert!(intervals.iter().any(|interval| interval["from"] == line["from"]), "{line}");
        assert!(intervals.iter().any(|interval| interval["to"] == line["to"]), "{line}");
        assert!(text(line, "from") < end(line), "{line}");
        let views = line["according_to"].as_object().unwrap();
        let known = views.iter().all(|(id, view)| parties.contains(id) && LINES.contains(&text(view, "value")));
        assert!(known && !views.is_empty(), "{line}");
        let border = views.len() == parties.len() && views.values().all(|view| view["value"] == "border");
        assert_eq!(line["agreed"], border, "{line}");
        assert_eq!(line["treaty"].is_object(), border, "{line}");
    }
    for feature in list(&drawn, "features") {
        let mut of_line: Vec<_> = boundaries.iter().filter(|line| line["feature"] == feature["id"]).collect();
        assert!(!of_line.is_empty(), "{} is never shown", feature["id"]);
        of_line.sort_by_key(|line| text(line, "from"));
        assert!(of_line.windows(2).all(|pair| end(pair[0]) < text(pair[1], "from")), "{}", feature["id"]);
    }
    let there = |line: &Value| list(&drawn, "features").iter().any(|feature| feature["id"] == line["feature"]);
    assert!(boundaries.iter().all(there));
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
    assert_eq!(perspective_ids(), ["neutral", "japan", "russia", "differ"]);
    for view in list(&geodata("status.json"), "perspectives") {
        let id = text(view, "id");
        let of_party = party_ids().iter().any(|party| party == id);
        assert_eq!(view["party"].as_str(), of_party.then_some(id));
        for language in LANGUAGES {
            assert!(text(&view["names"], language).chars().count() <= 20, "{id}: a button");
            assert!(text(&view["convention"], language).chars().count() <= 140, "{id}: one line");
        }
    }
}

#[test]
fn the_events_follow_each_other_and_lead_to_places() {
    let (book, places) = (geodata("events.json"), known_places());
    let events = list(&book, "events");
    let kinds = ["treaty", "war", "decree", "declaration", "statement", "military", "people"];
    assert!((30..=90).contains(&events.len()), "{} events", events.len());
    assert!(events.iter().map(|event| days(event).0).is_sorted(), "sorted by day");
    let ids: BTreeSet<&str> = events.iter().map(|event| text(event, "id")).collect();
    assert_eq!(ids.len(), events.len(), "an id stands twice");
    let story = geodata("story.json");
    for event in events {
        let (first, last) = days(event);
        assert!(first >= FIRST_DAY && last <= text(&story, "as_of"), "{event}");
        assert!(kinds.contains(&text(event, "kind")) && ["high", "medium"].contains(&text(event, "certainty")));
        let known = list(event, "places").iter().all(|place| places.contains(place.as_str().unwrap()));
        assert!(known && !list(event, "places").is_empty(), "{event}");
        for language in LANGUAGES {
            assert!(text(&event["title"], language).chars().count() <= 60, "{event}");
            assert!(text(&event["text"], language).chars().count() <= 260, "{event}");
        }
    }
}

#[test]
fn a_deployment_stands_on_an_island_with_dated_reports_and_whose_figures() {
    let (book, islands) = (geodata("deployments.json"), islands());
    let deployments = list(&book, "deployments");
    assert!(!deployments.is_empty());
    for deployment in deployments {
        let place = text(deployment, "place");
        assert!(islands.iter().any(|(id, _)| id == place), "{place}");
        let (from, reports) = (text(deployment, "from"), list(deployment, "reports"));
        assert!(is_day(from) && deployment["until"].is_null(), "{deployment}");
        assert!(!reports.is_empty() && reports.iter().all(|report| text(report, "date") >= from), "{deployment}");
        assert!(reports.iter().map(|report| text(report, "date")).is_sorted());
        let ranges: Vec<u64> = list(deployment, "ranges").iter().map(|range| range["km"].as_u64().unwrap()).collect();
        assert!(!ranges.is_empty() && ranges.windows(2).all(|pair| pair[0] < pair[1]), "{ranges:?}");
        for range in list(deployment, "ranges") {
            let figure = range["km"].to_string();
            assert!(LANGUAGES.iter().all(|language| text(&range["text"], language).contains(&figure)), "{range}");
        }
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
fn the_tour_takes_ninety_seconds_and_never_loses_its_way() {
    let (story, places, views) = (geodata("story.json"), known_places(), perspective_ids());
    let tour = list(&story, "tour");
    assert!((8..=12).contains(&tour.len()), "{} steps", tour.len());
    for step in tour {
        assert!(step["place"].as_str().is_none_or(|place| places.contains(place)), "{step}");
        assert!(views.iter().any(|view| step["perspective"] == **view), "{step}");
        let dated = |date: &str| (FIRST_DAY..=text(&story, "as_of")).contains(&date) && is_day(date);
        assert!(step["date"].as_str().is_none_or(dated), "{step}");
        let longest = LANGUAGES.iter().map(|language| text(&step["text"], language).chars().count()).max();
        assert!(longest.is_some_and(|longest| longest <= 220), "{longest:?} letters: {step}");
    }
    // A grown reader takes in about 240 English words a minute.
    let words: u64 = tour.iter().map(|step| words_in(text(&step["text"], "en"))).sum();
    assert!(words <= 360, "{words} words");
}

#[test]
fn the_date_of_the_article_is_that_of_an_article() {
    let story = geodata("story.json");
    let date = text(&story, "article_date");
    assert!(articles().iter().any(|article| article["document"] != true && article["published"] == date), "{date}");
}

#[test]
fn the_day_after_a_day_minds_leap_years_and_the_year() {
    let pairs = [("1900-02-28", "1900-03-01"), ("2000-02-28", "2000-02-29"), ("1945-12-31", "1946-01-01")];
    for (day, next) in pairs {
        assert_eq!(next_day(day), next);
    }
}
