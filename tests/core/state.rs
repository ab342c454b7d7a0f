//! What the map shows as one value: written, read and restored.

use crate::support::{DESK, coarse_story, desk, geodata};
use kuril_map::geo::space::{Screen, Size};
use kuril_map::story::{Day, Layer, Section, Story};
use kuril_map::view::{ColorScheme, Compare, FIELDS, Input, Key, Session, Settings, Theme, TourMove, View, ViewState};

/// The story with its tour and deployments.
fn read_story() -> Story {
    let mut story = coarse_story();
    assert_eq!(story.read(Section::Named, "deployments.json", &geodata("deployments.json")), []);
    let text = String::from_utf8(geodata("story.json")).unwrap();
    let tour = serde_json::from_str::<serde_json::Value>(&text).unwrap()["tour"].take();
    let tour = serde_json::json!({ "tour": tour }).to_string();
    assert_eq!(story.read(Section::Named, "story.json", tour.as_bytes()), []);
    story
}

fn update(story: &Story, session: &mut Session, inputs: impl IntoIterator<Item = Input>) {
    for input in inputs {
        session.update(story, input, 0.0);
    }
}

fn restored(story: &Story, query: &str) -> Session {
    let (mut session, mut state, mut problems) = (desk(story), ViewState::default(), Vec::new());
    state.read(story, query, &mut problems);
    assert_eq!(problems, []);
    update(story, &mut session, [Input::Restore(Box::new(state))]);
    session
}

/// A map on which every field has another value than at first.
fn changed(story: &Story) -> Session {
    let mut session = desk(story);
    let deployment = story.reading().deployments[0].id.clone();
    let inputs = [
        Input::Tour(TourMove::Enter),
        Input::Tour(TourMove::Next),
        Input::Language("ja".to_owned()),
        Input::Choose(Some("urup".into())),
        Input::Ranges(Some(deployment)),
        Input::Date(Day::parse("1910-08-22")),
        Input::Perspective("japan".to_owned()),
        Input::Settings(Settings {
            layers: Some(vec![Layer::Sea, Layer::Depth]),
            theme: Some(Theme::Dark),
            compare: Some(Compare::Perspective("russia".to_owned())),
        }),
        Input::Zoom { at: Screen::new(300.0, 200.0), steps: 0.5 },
    ];
    update(story, &mut session, inputs);
    session
}

#[test]
fn every_field_is_written_read_and_restored() {
    let story = read_story();
    let session = changed(&story);
    let state = session.state(&story);
    let first = desk(&story).state(&story);
    for field in &FIELDS {
        assert_ne!(field.write(&state), field.write(&first), "{} is as at first", field.name);
    }
    let again = restored(&story, &session.query(&story));
    assert_eq!(again.query(&story), session.query(&story));
    assert!(again.camera().centre.distance(session.camera().centre) * session.camera().zoom.scale() < 0.01);
    assert_eq!(again.color_scheme(), ColorScheme::Night);
    let expected = ["lang=ja", "place=urup", "date=1910-08-22", "perspective=japan", "layers=depth,sea", "theme=dark"];
    assert!(session.query(&story).starts_with(&expected.join("&")), "{}", session.query(&story));
}

#[test]
fn ranges_stay_in_the_state_when_their_card_is_closed() {
    let story = read_story();
    let mut session = changed(&story);
    let ranges = session.ranges().map(str::to_owned);
    update(&story, &mut session, [Input::Choose(None)]);
    assert!(ranges.is_some());
    assert_eq!(restored(&story, &session.query(&story)).ranges(), ranges.as_deref());
}

#[test]
fn an_address_holds_what_differs_from_the_default_and_a_view_that_does_not_follow_from_the_place() {
    let story = read_story();
    let mut session = desk(&story);
    assert_eq!(session.address(&story), "");
    update(&story, &mut session, [Input::Choose(Some("urup".into()))]);
    assert_eq!(session.address(&story), "place=urup");
    update(&story, &mut session, [Input::Resize { size: Size::new(700.0, 500.0), density: 1.0 }]);
    assert_eq!(session.address(&story), "place=urup", "another size made the view the reader's own");
    update(&story, &mut session, [Input::Key(Key::ZoomIn)]);
    assert!(session.address(&story).starts_with("place=urup&view=149.9"), "{}", session.address(&story));
    update(&story, &mut session, [Input::Choose(Some("shumshu".into())), Input::Choose(None)]);
    assert!(session.address(&story).starts_with("view=15"), "without a place the view stands for itself");
    update(&story, &mut session, [Input::View(None), Input::Perspective("japan".to_owned())]);
    assert_eq!(session.address(&story), "perspective=japan");
}

#[test]
fn an_address_opens_what_it_was_written_for() {
    let story = read_story();
    let session = changed(&story);
    let mut again = desk(&story);
    let (mut state, mut problems) = (again.state_without_address(&story), Vec::new());
    state.read(&story, &session.address(&story), &mut problems);
    assert_eq!(problems, []);
    update(&story, &mut again, [Input::Restore(Box::new(state))]);
    assert_eq!(again.address(&story), session.address(&story));
    assert!(again.camera().centre.distance(session.camera().centre) * session.camera().zoom.scale() < 1.0);
    let left = (again.lang(), again.ranges(), again.tour().is_on);
    assert_eq!(left, ("en", None, true), "an address holds what only the reader has");
    let default = again.state_without_address(&story);
    update(&story, &mut again, [Input::Restore(Box::new(default))]);
    assert!(again.is_home() && again.address(&story).is_empty());
}

/// Opens an address on a map.
fn open(story: &Story, session: &mut Session, address: &str) {
    let (mut state, mut problems) = (session.state_without_address(story), Vec::new());
    state.read(story, address, &mut problems);
    assert_eq!(problems, [], "{address}");
    update(story, session, [Input::Restore(Box::new(state))]);
}

#[test]
fn every_step_of_the_tour_has_an_address_that_shows_what_it_shows() {
    let story = read_story();
    let mut session = desk(&story);
    update(&story, &mut session, [Input::ReducedMotion(true), Input::Tour(TourMove::Enter)]);
    let count = story.reading().tour.len();
    for number in 1..=count {
        let address = session.address(&story);
        assert!(address.ends_with(&format!("tour={number}")), "{address}");
        for said in [address.clone(), format!("tour={number}")] {
            let mut again = desk(&story);
            update(&story, &mut again, [Input::ReducedMotion(true)]);
            open(&story, &mut again, &said);
            assert_eq!((again.address(&story), again.ranges()), (address.clone(), session.ranges()), "{said}");
        }
        // An address may come before the tour has been loaded.
        let early = coarse_story();
        let mut again = desk(&early);
        update(&early, &mut again, [Input::ReducedMotion(true)]);
        open(&early, &mut again, &format!("tour={number}"));
        assert_eq!((again.tour().is_on, again.address(&early)), (false, String::new()));
        update(&story, &mut again, [Input::History]);
        assert_eq!((again.address(&story), again.ranges()), (address, session.ranges()));
        update(&story, &mut session, [Input::Tour(TourMove::Next)]);
    }
    assert!(!session.tour().is_on && session.is_home() && session.ranges().is_none());
    assert_eq!(session.address(&story), "", "the map stays at the last step");
    let (mut state, mut problems) = (ViewState::default(), Vec::new());
    for wrong in ["tour=0", "tour=-1", "tour=x", &format!("tour={}", count + 1)] {
        state.read(&story, wrong, &mut problems);
    }
    assert_eq!((state.step, problems.len()), (None, 4));
    let early = coarse_story();
    let mut lost = desk(&early);
    open(&early, &mut lost, "tour=99");
    assert_eq!(lost.tour().awaited(), Some(98));
    update(&story, &mut lost, [Input::History]);
    assert!(!lost.tour().is_on && lost.tour().awaited().is_none());
}

#[test]
fn a_step_is_left_as_the_reader_has_changed_it() {
    let story = read_story();
    let mut session = desk(&story);
    update(&story, &mut session, [Input::ReducedMotion(true)]);
    open(&story, &mut session, "place=urup&date=1910-08-22&tour=5");
    assert_eq!(session.address(&story), "place=urup&date=1910-08-22&tour=5");
    open(&story, &mut session, "");
    assert!(!session.tour().is_on && session.address(&story).is_empty());
}

#[test]
fn a_map_that_gets_another_size_in_flight_still_comes_where_it_flies() {
    let story = coarse_story();
    let size = Size::new(700.0, 500.0);
    for (input, address) in [
        (Input::Choose(Some("habomai".into())), "place=habomai"),
        (Input::View(None), ""),
        (Input::Key(Key::ZoomIn), "view="),
    ] {
        let mut session = Session::new(&story, DESK);
        update(&story, &mut session, [Input::Zoom { at: DESK.rect().centre(), steps: 2.0 }]);
        session.update(&story, input.clone(), 0.0);
        session.update(&story, Input::Tick, 50.0);
        session.update(&story, Input::Resize { size, density: 1.0 }, 60.0);
        session.update(&story, Input::Tick, 1e5);
        assert!(!session.is_moving() && session.address(&story).starts_with(address), "{}", session.address(&story));
        let mut at_once = desk(&story);
        update(&story, &mut at_once, [Input::Resize { size, density: 1.0 }, input]);
        let is_there = session.camera().screen_from_world(at_once.camera().centre).distance(size.rect().centre()) < 1.0;
        assert!(is_there || address == "view=", "{address}: {:?} is not {:?}", session.camera(), at_once.camera());
    }
}

#[test]
fn a_day_is_awaited_while_the_status_of_other_days_is_not_known() {
    let story = coarse_story();
    let (day, latest) = (Day::parse("1910-08-22"), story.manifest().as_of);
    let mut session = Session::new(&story, DESK).without_history();
    update(&story, &mut session, [Input::Date(day)]);
    assert_eq!(session.date(), latest);
    update(&story, &mut session, [Input::History]);
    assert_eq!(Some(session.date()), day);
    update(&story, &mut session, [Input::History]);
    assert_eq!(Some(session.date()), day, "the day is set again");
}

#[test]
fn a_reader_who_moves_the_map_before_the_rest_has_come_stays_where_he_is() {
    let story = coarse_story();
    let mut session = Session::new(&story, DESK).without_history();
    let (mut state, mut problems) = (session.state_without_address(&story), Vec::new());
    state.read(&story, "view=148.5,47.25,2&date=1910-08-22", &mut problems);
    update(&story, &mut session, [Input::Restore(Box::new(state)), Input::Pan(Screen::new(90.0, 30.0))]);
    let view: View = session.view(&story);
    update(&story, &mut session, [Input::History]);
    assert_eq!(session.view(&story), view);
}
