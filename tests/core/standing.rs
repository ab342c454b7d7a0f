//! How islands stand on a day: the nearest entry counts, claims have one date, and a place is told whole or in parts.

use crate::support::{coarse_story, first};
use kuril_map::story::status::{Control, Position};
use kuril_map::story::{Day, Side, Standing, StatusClass, Story, Viewpoint};
use serde_json::{Value, json};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The story with the words in which claims are told.
fn story() -> Story {
    let mut whole: Value = serde_json::from_slice(&first()).unwrap();
    whole["story"]["words"]["en"]["status.claimed.japan"] = json!("claimed by Japan since {since}");
    whole["story"]["words"]["ja"]["status.claimed.japan"] = json!("日本が{since}から領有を主張");
    let (mut story, findings) = Story::open("first.json", &serde_json::to_vec(&whole).unwrap()).unwrap();
    assert_eq!(findings, []);
    crate::support::read_plate(&mut story, 0);
    story
}

fn holder(story: &Story, island: &str, on: &str) -> String {
    let standing = story.standing(island, day(on)).unwrap();
    match &standing.entry.control {
        Control::By(party) => party.clone(),
        Control::Joint => "joint".to_owned(),
        Control::Changing => "changing".to_owned(),
        Control::Nobody => "nobody".to_owned(),
    }
}

fn claimants(standing: &Standing<'_>) -> Vec<String> {
    standing.claims.iter().map(|claim| claim.by.clone()).collect()
}

fn told_of(story: &Story, place: &str, on: &str) -> (Option<String>, Vec<String>) {
    let place = story.place(place).unwrap();
    let told = story.status_of(&place, day(on));
    let whole = told.whole.as_ref().map(|whole| story.status_line(whole, "en"));
    (whole, told.parts.iter().map(|part| story.part_name(&told, part, "en")).collect())
}

#[test]
fn an_island_stands_by_its_own_day_in_1945_and_not_by_that_of_its_group() {
    let story = coarse_story();
    let on = |day: &str, islands: [&str; 6]| islands.map(|island| holder(&story, island, day));
    let islands = ["iturup", "kunashir", "griga", "polonsky", "shumshu", "paramushir"];
    assert_eq!(on("1945-08-17", islands), ["japan"; 6]);
    assert_eq!(on("1945-08-18", islands), ["japan", "japan", "japan", "japan", "changing", "changing"]);
    assert_eq!(on("1945-08-28", islands), ["russia", "japan", "japan", "japan", "russia", "changing"]);
    assert_eq!(on("1945-09-01", islands), ["russia", "russia", "russia", "japan", "russia", "russia"]);
    assert_eq!(on("1945-09-04", islands), ["russia", "russia", "russia", "changing", "russia", "russia"]);
    assert_eq!(on("1945-09-06", islands), ["russia"; 6]);
}

#[test]
fn northern_sakhalin_was_joint_then_russian_and_for_five_years_under_japans_administration() {
    let story = coarse_story();
    let days = ["1870-01-01", "1912-01-01", "1922-01-01", "1930-01-01", "2020-01-01"];
    let held = days.map(|day| holder(&story, "sakhalin", day));
    assert_eq!(held, ["joint", "russia", "japan", "russia", "russia"]);
    assert_eq!(holder(&story, "sakhalin-south", "1912-01-01"), "japan");
}

#[test]
fn a_claim_has_one_first_day_for_each_island_and_none_before() {
    let story = coarse_story();
    let at = |island: &str, on: &str| claimants(&story.standing(island, day(on)).unwrap());
    for (island, last, first) in [
        ("shikotan", "1951-09-06", "1951-09-07"),
        ("signalny", "1951-09-06", "1951-09-07"),
        ("iturup", "1956-02-10", "1956-02-11"),
        ("kunashir", "1956-02-10", "1956-02-11"),
    ] {
        assert_eq!(at(island, last), [""; 0], "{island}");
        assert_eq!(at(island, first), ["japan"], "{island}");
    }
    assert_eq!(at("urup", "2020-01-01"), [""; 0]);
}

#[test]
fn japan_counted_iturup_and_kunashir_among_what_it_had_renounced_from_1952_to_1956() {
    let story = coarse_story();
    let says = |island: &str, on: &str| {
        let standing = story.standing(island, day(on)).unwrap();
        standing.entry.according_to.get("japan").map(|view| view.value)
    };
    for (on, iturup, shikotan) in [
        ("1952-04-27", Position::Own, Position::Own),
        ("1952-04-28", Position::Renounced, Position::Own),
        ("1956-02-10", Position::Renounced, Position::Own),
        ("1956-02-11", Position::Own, Position::Own),
    ] {
        assert_eq!([says("iturup", on), says("shikotan", on)], [Some(iturup), Some(shikotan)], "{on}");
    }
    for on in ["1952-04-28", "1992-01-01"] {
        assert_eq!(says("matua", on), Some(Position::Renounced), "{on}");
    }
}

#[test]
fn a_place_whose_islands_differ_is_told_part_by_part() {
    let story = story();
    let (whole, parts) = told_of(&story, "four-islands", "1945-08-28");
    assert!(whole.unwrap().starts_with("Changing hands: Soviet forces arrived on Iturup"));
    assert_eq!(parts, ["Iturup", "Kunashir, Shikotan", "Habomai Islands"]);
    let (whole, parts) = told_of(&story, "four-islands", "1953-01-01");
    assert_eq!((whole, parts), (None, vec!["Iturup, Kunashir".to_owned(), "Shikotan, Habomai Islands".to_owned()]));
    let (whole, parts) = told_of(&story, "kuril-islands", "2020-01-01");
    let groups = ["Kurils north of Iturup", "Southern Kurils / Northern Territories"].map(str::to_owned);
    assert_eq!((whole, parts), (None, groups.to_vec()));
    let (_, parts) = told_of(&story, "kuril-islands", "1945-08-20");
    assert_eq!(parts[0], "Kurils north of Iturup (other islands)");
    let (_, parts) = told_of(&story, "sakhalin-island", "2020-01-01");
    assert_eq!(parts, ["Northern Sakhalin", "Southern Sakhalin"]);
}

#[test]
fn a_line_says_who_claims_since_when_and_for_which_islands_where_the_days_differ() {
    let story = story();
    let line = |place: &str, on: &str, lang: &str| {
        let place = story.place(place).unwrap();
        story.place_status_line(&story.status_of(&place, day(on)), lang)
    };
    let since = "Administered by Russia (USSR) since 1945";
    assert_eq!(line("kunashir", "2020-01-01", "en"), format!("{since}; claimed by Japan since 11 February 1956."));
    assert_eq!(
        line("four-islands", "2020-01-01", "en"),
        format!(
            "{since}; claimed by Japan since 7 September 1951 (Shikotan, Habomai Islands), \
             11 February 1956 (Iturup, Kunashir)."
        )
    );
    let japanese = "1945年からロシア（ソ連）が統治、日本が1951年9月7日から領有を主張。";
    assert_eq!(line("habomai", "2020-01-01", "ja"), japanese);
    let parted = line("kuril-islands", "2020-01-01", "en");
    assert!(
        parted.starts_with("Kurils north of Iturup: Administered by Russia (USSR) since 1945; not among"),
        "{parted}"
    );
    assert!(!line("urup", "2020-01-01", "en").contains("claimed by Japan"));
}

#[test]
fn a_side_that_says_nothing_is_shown_as_silent_or_as_changing_and_never_as_differing() {
    let story = coarse_story();
    let status_class = |island: &str, on: &str, side: Side| {
        story.status_class(island, Viewpoint { day: day(on), side: &side }).unwrap()
    };
    let russia = || Side::Party("russia".to_owned());
    assert_eq!(status_class("kunashir", "1945-08-28", russia()), StatusClass::Silent);
    assert_eq!(status_class("paramushir", "1945-08-28", russia()), StatusClass::Changing);
    assert_eq!(status_class("kunashir", "1945-09-10", Side::Difference), StatusClass::Agreed);
    assert_eq!(status_class("kunashir", "1946-03-01", Side::Difference), StatusClass::Disputed);
    assert_eq!(status_class("paramushir", "1945-08-28", Side::Administration), StatusClass::Changing);
    assert_eq!(status_class("iturup", "1953-01-01", Side::Party("japan".to_owned())), StatusClass::Undetermined);
}

#[test]
fn the_days_of_change_are_those_on_which_something_is_said_to_change() {
    let days = coarse_story().status().days_of_change();
    let expected = [
        "1855-02-07",
        "1875-08-22",
        "1905-10-15",
        "1920-04-21",
        "1925-05-15",
        "1945-08-11",
        "1945-08-18",
        "1945-08-28",
        "1945-09-01",
        "1946-02-02",
        "1951-09-07",
        "1952-04-28",
        "1956-02-11",
        "1991-12-26",
    ];
    assert_eq!(days, expected.map(day));
    let story = coarse_story();
    // The decrees of 1946 are told in the same words for three groups, or nearly so.
    let told: Vec<&str> = story.status().changes(day("1946-02-02")).iter().map(|(text, _)| text.get("en")).collect();
    assert_eq!(told.len(), 2, "{told:#?}");
}
