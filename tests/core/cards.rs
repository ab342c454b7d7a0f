//! Cards and table: every source once and none lost, history folded, and a card for whatever has a name on the map.

use crate::support::{coarse_story, desk, region, whole_story};
use kuril_map::geo::space::{LonLat, Screen};
use kuril_map::markup::html;
use kuril_map::panel;
use kuril_map::story::{Layer, Section, Story};
use kuril_map::view::{Input, Phase, PointerEvent, PointerKind, Policy, Session};

const READING: &str = r#"{
"sources": [{"id": "a", "publisher": {"en": "Archive"}, "title": "Page one", "url": "https://a.example/1"},
  {"id": "b", "publisher": {"en": "Archive"}, "title": "Page two", "url": "https://a.example/2"},
  {"id": "c", "publisher": {"en": "Press"}, "title": "A treaty", "series": "TS 1, no. 2"}],
"facts": {"iturup": {"romanised": "Etorofu-tō", "kana": "えとろふとう", "aliases": {"en": ["Staten Land"]}, "facts": [
  {"kind": "area", "value": 3166.64, "unit": "km2", "year": 2025, "sources": ["b", "c"]},
  {"kind": "area", "value": 3185, "unit": "km2", "sources": ["a"]},
  {"kind": "height", "value": 1634, "unit": "m", "sources": ["b"]}]}},
"events": [
  {"id": "wide", "date": "1855-02-07", "kind": "treaty", "title": {"en": "A treaty"}, "text": {"en": "Signed."},
   "places": ["four-islands"], "sources": ["c"]},
  {"id": "own", "date": "1941-11-26", "kind": "war", "title": {"en": "A fleet"}, "text": {"en": "It sailed."},
   "places": ["iturup"], "sources": ["a"]}]
}"#;

fn told() -> Story {
    let mut story = coarse_story();
    assert_eq!(story.read(Section::Named, "reading.json", READING.as_bytes()), []);
    story
}

fn card_in(story: &Story, id: &str, lang: &str) -> String {
    let mut session = desk(story);
    session.update(story, Input::Language(lang.to_owned()), 0.0);
    session.update(story, Input::Choose(Some(id.into())), 0.0);
    html(&panel::card(story, &session).unwrap_or_else(|| panic!("{id} has no card")))
}

/// Every number leads to a note, every note back to where it is cited first.
fn all_notes_lead_there_and_back(html: &str) {
    let all = |start: &str| -> Vec<String> {
        html.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let (targets, ids) = (all("href=\"#"), all(" id=\""));
    let notes = |names: &[String], start: &str| names.iter().filter(|name| name.starts_with(start)).count();
    assert!(notes(&ids, "note-") > 0 && notes(&ids, "note-") == notes(&ids, "cited-"), "{html}");
    assert!(notes(&targets, "note-") >= notes(&ids, "note-"));
    for target in targets.iter().filter(|target| target.starts_with("note-") || target.starts_with("cited-")) {
        assert_eq!(ids.iter().filter(|id| *id == target).count(), 1, "{target} in {html}");
    }
}

#[test]
fn each_source_of_a_card_is_told_once_and_cited_by_its_number() {
    let card = card_in(&told(), "iturup", "en");
    for told in
        ["https://a.example/1", "https://a.example/2", "TS 1, no. 2", ">Archive: Page one<", ">Archive: Page two<"]
    {
        assert_eq!(card.matches(told).count(), 1, "{told} in {card}");
    }
    assert!(!card.contains("class=\"sources\""), "{card}");
    assert!(card.contains("role=\"doc-noteref\" aria-label=\"Source 1\""), "{card}");
    all_notes_lead_there_and_back(&card);
    // The figures of a kind share a row.
    assert_eq!(card.matches(">Area</th>").count(), 1, "{card}");
    let [area, height] = ["3,185", "1,634"].map(|figure| card.find(figure).unwrap());
    assert!(area < height && card.contains("Staten Land"), "{card}");
}

#[test]
fn history_is_folded_and_what_concerns_more_islands_once_more() {
    let story = told();
    let card = card_in(&story, "iturup", "en");
    let [own, shared, wide] = ["data-event=\"own\"", "class=\"shared\"", "data-event=\"wide\""]
        .map(|part| card.find(part).unwrap_or_else(|| panic!("no {part} in {card}")));
    assert!(own < shared && shared < wide && !card.contains(" open="), "{card}");
    let other = card_in(&story, "polonsky", "en");
    assert!(!other.contains("data-event=\"own\"") && other.contains("data-event=\"wide\""), "{other}");
    // Of the group both are its own.
    assert!(!card_in(&story, "four-islands", "en").contains("class=\"shared\""));
}

#[test]
fn a_card_lists_the_name_in_the_readers_language_first() {
    let story = told();
    for (lang, first, then) in
        [("ru", ">Итуруп<", ">Iturup<"), ("ja", ">択捉島<", ">Iturup<"), ("en", ">Iturup<", ">Итуруп<")]
    {
        let card = card_in(&story, "iturup", lang);
        let names = card.split_once("class=\"names\"").unwrap().1;
        assert!(names.find(first).unwrap() < names.find(then).unwrap(), "{lang}: {names}");
    }
}

#[test]
fn the_table_tells_each_status_once_and_no_area_as_nothing() {
    let story = told();
    let table = html(&panel::table(&story, &desk(&story)));
    let line = "not among the four islands Japan claims";
    assert_eq!(table.matches(line).count(), 1, "{table}");
    assert_eq!(table.matches("< 0.01").count() + table.matches("&lt; 0.01").count(), 2, "{table}");
    assert!(!table.contains(">0<") && table.matches("<tr id=").count() == 39);
    all_notes_lead_there_and_back(&table);
}

#[test]
fn whatever_has_a_name_on_the_map_has_a_card() {
    let story = whole_story();
    let mut counted = 0;
    for (_, region) in story.regions().filter(|(_, region)| region.layer.is_place() && !region.names.is_empty()) {
        let place = story.place(&region.id).unwrap_or_else(|| panic!("{} cannot be chosen", region.id));
        let card = card_in(&story, &region.id, "en");
        assert!(card.contains("<h2 tabindex=\"-1\">") && !card.contains("<td></td>"), "{}: {card}", region.id);
        assert!(place.is_group || *place.id == *region.id, "{}", region.id);
        counted += usize::from(region.layer != Layer::Island);
    }
    assert!(counted > 60, "{counted}");
    for id in ["hokkaido", "kamchatka", "kurilsk", "severo-kurilsk", "sea-of-okhotsk", "north-sakhalin"] {
        assert!(story.place(id).is_some(), "{id}");
    }
    // Half of the island is the group of the status.
    assert_eq!(story.place("sakhalin").map(|place| place.id), Some("north-sakhalin".into()));
    assert_eq!(story.place("sakhalin-south").map(|place| place.id), Some("south-sakhalin".into()));
    assert_eq!(story.place("line-vries"), None);
}

fn tapped(story: &Story, session: &mut Session, at: Screen) -> Option<String> {
    for phase in [Phase::Down, Phase::Up] {
        let event = PointerEvent { id: 1, kind: PointerKind::Mouse, phase, at };
        session.update(story, Input::Pointer(event, Policy::Direct), 0.0);
    }
    session.chosen().map(|place| place.id.to_string())
}

#[test]
fn a_tap_on_southern_sakhalin_chooses_it_and_one_on_hokkaido_nothing() {
    let story = whole_story();
    let mut session = desk(&story);
    session.update(
        &story,
        Input::View(Some(kuril_map::view::View { middle: LonLat::new(143.5, 46.0), zoom: 0.5 })),
        0.0,
    );
    let on = |session: &Session, lon, lat| {
        session.camera().screen_from_world(story.ground().conic.world_from_lonlat(LonLat::new(lon, lat)))
    };
    let at = on(&session, 142.6, 47.3);
    assert_eq!(tapped(&story, &mut session, at).as_deref(), Some("south-sakhalin"));
    let card = html(&panel::card(&story, &session).unwrap());
    assert!(card.contains("Southern Sakhalin") && card.contains("class=\"status\""), "{card}");
    session.update(
        &story,
        Input::View(Some(kuril_map::view::View { middle: LonLat::new(143.5, 46.0), zoom: 0.5 })),
        0.0,
    );
    let at = session.camera().screen_from_world(region(&story, "hokkaido").anchor);
    assert_eq!(tapped(&story, &mut session, at), None);
}
