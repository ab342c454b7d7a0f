//! What is told of a day.

use crate::support::{coarse_story, desk, geodata};
use kuril_map::markup::html;
use kuril_map::panel;
use kuril_map::story::{Day, Section, Story};
use kuril_map::view::Input;

/// The words below the slider.
fn told(story: &Story, day: Option<&str>) -> String {
    let mut session = desk(story);
    session.update(story, Input::Date(day.and_then(Day::parse)), 0.0);
    let time = html(&panel::time(story, &session).unwrap());
    time.split_once("class=\"told\"").unwrap().1.to_owned()
}

#[test]
fn a_day_on_which_something_was_signed_tells_it_and_leads_to_the_day_on_which_the_map_changes() {
    let mut story = coarse_story();
    assert_eq!(story.read(Section::Named, "events.json", &geodata("events.json")), []);
    for (day, title, next) in [
        ("1875-05-07", "Treaty of Saint Petersburg", Some("1875-08-22")),
        ("1905-09-05", "Treaty of Portsmouth", Some("1905-10-15")),
        ("1951-09-08", "San Francisco Peace Treaty", Some("1952-04-28")),
        // The map changes four years later, and not because of this.
        ("1941-04-13", "Soviet–Japanese Neutrality Pact", None),
        ("1956-10-19", "Soviet–Japanese Joint Declaration", None),
    ] {
        let told = told(&story, Some(day));
        assert_eq!(told.matches(title).count(), 2, "in full and in brief: {told}");
        let leads = next.map(|next| format!("data-date=\"{next}\""));
        assert_eq!(leads.map_or(0, |leads| told.matches(&leads).count()), if next.is_some() { 2 } else { 0 }, "{told}");
        assert!(next.is_some() || !told.contains("data-date"), "{told}");
    }
    // Where the islands differ, each part has a short line of its own.
    let apart = told(&story, Some("1955-06-01"));
    assert!(apart.contains("<span>Iturup, Kunashir: Administered by the USSR since 1945</span>"), "{apart}");
    assert!(apart.contains("Shikotan, Habomai Islands: Administered by the USSR since 1945 · "), "{apart}");
    // What somebody said on the latest day is not what the map tells.
    let latest = told(&story, None);
    assert!(latest.contains("Southern Kurils") && !latest.contains("data-date"), "{latest}");
}
