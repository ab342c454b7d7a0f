//! What the panel tells of both sides, of days before the map begins, and of where mistakes are reported.

use crate::support::{coarse_story, desk};
use kuril_map::markup::html;
use kuril_map::panel;
use kuril_map::story::{Day, Section, Story};
use kuril_map::view::{Input, Session};

const READING: &str = r#"{
"sources": [{"id": "page", "publisher": {"en": "P"}, "title": "A page", "described": true, "url": "https://p.example"},
  {"id": "print", "publisher": {"en": "Press"}, "title": "A treaty", "series": "TS 1, no. 2"}],
"articles": [{"id": "news", "title": "News", "publisher": "N", "published": "2020", "url": "https://n.example", "lang": "en",
  "excerpts": [], "omissions": [{"id": "o", "text": {"en": "Nothing of Urup."}, "sources": ["page"]}]}],
"events": [
  {"id": "old", "from": "1644-01-01", "to": "1644-12-31", "kind": "map", "title": {"en": "A map"}, "text": {"en": "Drawn."}},
  {"id": "new", "date": "1855-02-07", "kind": "treaty", "title": {"en": "A treaty"}, "text": {"en": "Signed."},
   "sources": ["print"]}],
"topics": [{"id": "one", "title": {"en": "One"}, "places": ["four-islands"], "dates": ["1855-02-07"], "sides": {
  "russia": {"none_found": "2026-11-28"},
  "japan": {"text": "固有の領土です。", "lang": "ja", "translations": {"en": "Inherent territory.", "ru": "Исконная территория."},
    "official": ["en"], "speaker": {"en": "A minister"}, "title": {"en": "A speech"}, "date": "2020-02-07", "sources": ["page"]}}}]
}"#;

fn told() -> Story {
    let mut story = coarse_story();
    assert_eq!(story.read(Section::Named, "reading.json", READING.as_bytes()), []);
    story
}

fn told_to(story: &Story, inputs: Vec<Input>) -> Session {
    let mut session = desk(story);
    for input in inputs {
        session.update(story, input, 0.0);
    }
    session
}

/// Where the first part stands before the second in a text that has both.
fn stand_in_order(text: &str, parts: [&str; 2]) -> bool {
    let [first, second] = parts.map(|part| text.find(part).unwrap_or_else(|| panic!("no {part} in {text}")));
    first < second
}

#[test]
fn each_side_is_quoted_in_its_own_words_or_said_to_be_silent() {
    let story = told();
    let said = html(&panel::arguments(&story, &desk(&story), false).unwrap());
    for part in [
        r#"<blockquote lang="ja"><p>固有の領土です。</p></blockquote>"#,
        "<small>Official text: </small>Inherent territory.</p>",
        "A minister, A speech, 7 February 2020<",
        r#"<p class="none">No statement found (search of 28 November 2026).</p>"#,
        r#"data-date="1855-02-07""#,
        r#"data-place="four-islands""#,
        r#"title="A page (our description of the page)""#,
    ] {
        assert!(said.contains(part), "no {part} in {said}");
    }
    let russian = told_to(&story, vec![Input::Language("ru".to_owned())]);
    let said = html(&panel::arguments(&story, &russian, false).unwrap());
    assert!(said.contains("<small>Наш перевод: </small>Исконная территория.</p>"), "{said}");
}

#[test]
fn the_article_comes_first_but_where_the_map_shows_on_what_the_sides_differ() {
    let story = told();
    let panel = |side: &str| html(&panel::panel(&story, &told_to(&story, vec![Input::Perspective(side.to_owned())])));
    let (neutral, differ) = (panel("neutral"), panel("differ"));
    assert!(stand_in_order(&neutral, [">News<", "Arguments of both sides"]));
    assert!(stand_in_order(&differ, ["Arguments of both sides", ">News<"]));
    assert!(stand_in_order(&neutral, [">News<", "Nothing of Urup."]));
}

#[test]
fn a_source_without_a_page_is_told_by_series_and_number() {
    let story = told();
    let panel = html(&panel::panel(&story, &desk(&story)));
    let cited = "<li><span>Press</span>, A treaty, TS 1, no. 2 (cited by series and number; no page read)</li>";
    assert!(panel.contains(cited), "{panel}");
}

#[test]
fn a_card_names_the_arguments_about_its_place_alone() {
    let story = told();
    let card = |id: &str| html(&panel::card(&story, &told_to(&story, vec![Input::Choose(Some(id.into()))])).unwrap());
    assert!(card("iturup").contains(r#"data-goto="argument-one">One</button>"#), "{}", card("iturup"));
    assert!(!card("paramushir").contains("argument-one"));
}

#[test]
fn a_day_before_the_map_begins_is_told_and_sets_nothing() {
    let story = told();
    let panel = html(&panel::panel(&story, &desk(&story)));
    assert!(panel.contains(r#"<span class="date">1644</span><b>A map</b>"#), "{panel}");
    assert!(panel.contains(r#"data-date="1855-02-07">"#) && !panel.contains(r#"data-date="1644"#), "{panel}");
}

#[test]
fn a_mistake_is_reported_with_its_place_and_day() {
    let story = br#"{"schema":2,"title":{"en":"T"},"as_of":"2026-01-01","corrected":"2025-12-31","languages":["en"],
        "report":"https://maps.example.org/mistakes?about={place}&day={date}&lang={lang}",
        "projection":{"standard":[44,51],"origin":[151,47]},"extent":[138,40,165,57],"start":[144,42,157,51],"parties":[]}"#;
    let story = Story::of_story("story.json", story).unwrap();
    let session = desk(&story);
    let line = html(&panel::report(&story, &session, "iturup").unwrap());
    let address = r#"href="https://maps.example.org/mistakes?about=iturup&amp;day=2026-01-01&amp;lang=en""#;
    assert!(line.contains(address) && line.contains("report.corrected"), "{line}");
    assert_eq!(session.date(), Day::parse("2026-01-01").unwrap());
}
