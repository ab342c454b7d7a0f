//! The view as others may hold it: read from the map, and set again.

use crate::support::{desk, whole_story};
use kuril_map::geo::space::{LonLat, Screen, Size};
use kuril_map::paint::{EstimatedMetrics, Mark};
use kuril_map::scene::{Sheet, compose};
use kuril_map::story::{Day, Layer, Story};
use kuril_map::view::{Compare, Input, Key, Session, View, ViewState};

fn session(story: &Story, size: Size) -> Session {
    let mut session = desk(story);
    session.update(story, Input::Resize { size, density: 1.0 }, 0.0);
    session
}

fn see(story: &Story, session: &mut Session, lon: f64, lat: f64, steps: f64) {
    session.update(story, Input::View(Some(View { middle: LonLat::new(lon, lat), zoom: steps })), 0.0);
}

#[test]
fn a_view_that_is_set_is_the_view_that_is_read() {
    let story = whole_story();
    for size in [Size::new(1280.0, 800.0), Size::new(390.0, 330.0), Size::new(301.5, 977.0)] {
        let mut session = session(&story, size);
        for lon in [145.2, 148.5, 151.0, 155.56] {
            for lat in [43.8, 45.0, 47.25, 50.3] {
                for steps in [0.5, 2.0, 4.25, 6.0, 8.0] {
                    see(&story, &mut session, lon, lat, steps);
                    let View { middle, zoom } = session.view(&story);
                    let off = (middle.lon - lon).abs().max((middle.lat - lat).abs()).max((zoom - steps).abs());
                    assert!(off < 1e-9, "{lon},{lat},{steps} in {size:?} is read as {middle:?}, {zoom}");
                    let shown = session.camera().world_from_screen(size.rect().centre());
                    let wanted = story.ground().conic.world_from_lonlat(LonLat::new(lon, lat));
                    assert!(shown.distance(wanted) < 1e-6, "{lon},{lat},{steps} is not in the middle of {size:?}");
                }
            }
        }
    }
}

#[test]
fn a_view_beyond_the_map_or_of_no_numbers_is_brought_to_its_edge() {
    let story = whole_story();
    let mut session = desk(&story);
    for [lon, lat, steps] in [[-179.0, -89.0, 8.0], [1e300, -1e300, -1e300], [f64::NAN; 3], [151.0, 999.0, 99.0]] {
        see(&story, &mut session, lon, lat, steps);
        let View { middle, zoom } = session.view(&story);
        assert!((120.0..180.0).contains(&middle.lon) && (35.0..65.0).contains(&middle.lat), "{middle:?}");
        assert!((-6.0..=8.0).contains(&zoom), "{zoom}");
    }
}

#[test]
fn the_first_view_is_known_again_however_it_is_come_back_to() {
    let story = whole_story();
    let mut session = desk(&story);
    assert!(session.is_home());
    for back in [Input::View(None), Input::Key(Key::Home)] {
        see(&story, &mut session, 151.0, 47.0, 3.0);
        assert!(!session.is_home());
        session.update(&story, back, 0.0);
        assert!(session.is_home());
    }
    for key in [Key::ZoomIn, Key::ZoomOut] {
        session.update(&story, Input::Key(key), 0.0);
    }
    for by in [Screen::new(30.0, -4.0), Screen::new(-30.0, 4.0)] {
        assert!(session.is_home());
        session.update(&story, Input::Pan(by), 0.0);
        session.update(&story, Input::Pan(Screen::default() - by), 0.0);
    }
    assert!(session.is_home(), "nearer and farther, there and back lead to the first view");
    session.update(&story, Input::Resize { size: Size::new(500.0, 700.0), density: 1.0 }, 0.0);
    assert!(session.is_home(), "the first view is fitted to another size");
}

#[test]
fn farthest_out_the_whole_map_is_in_the_middle_wherever_the_pointer_was() {
    let story = whole_story();
    let size = Size::new(900.0, 700.0);
    let mut session = session(&story, size);
    let middle = session.camera().centre;
    let corner = size.rect().max;
    for at in [Screen::default(), corner, Screen::new(corner.x, 0.0), size.rect().centre()] {
        see(&story, &mut session, 146.0, 44.5, 4.0);
        let mut farther = session.camera().zoom;
        for _ in 0..40 {
            session.update(&story, Input::Zoom { at, steps: -0.3 }, 0.0);
            assert!(session.camera().zoom <= farther, "it is nearer than before");
            farther = session.camera().zoom;
        }
        assert!(
            session.camera().centre.distance(middle) < 1e-6,
            "from {at:?} it ends at {:?}",
            session.camera().centre
        );
    }
}

#[test]
fn nearest_in_there_is_land_in_sight_wherever_one_begins() {
    let story = whole_story();
    let mut session = session(&story, Size::new(900.0, 700.0));
    session.update(&story, Input::ReducedMotion(true), 0.0);
    for (lon, lat) in [(150.0, 44.0), (149.0, 48.5), (156.0, 47.0), (146.5, 46.2)] {
        see(&story, &mut session, lon, lat, 1.0);
        for _ in 0..25 {
            session.update(&story, Input::Key(Key::ZoomIn), 0.0);
        }
        let window = session.camera().window(0.0);
        assert!(session.camera().zoom.steps() > 7.9, "it ends at {:?}", session.camera().zoom);
        let is_land = |layer| matches!(layer, Layer::Land | Layer::Island);
        let seen = story.regions().any(|(_, region)| is_land(region.layer) && region.bounds.meets(window));
        assert!(seen, "from {lon},{lat} it ends in the sea at {:?}", session.view(&story));
    }
}

#[test]
fn a_place_under_a_resting_mouse_gives_way_to_one_that_is_chosen_otherwise() {
    let story = whole_story();
    let mut session = desk(&story);
    let choose = |session: &mut Session, id: &str| {
        drop(session.update(&story, Input::Point(Some("iturup".into())), 0.0));
        drop(session.update(&story, Input::Choose(Some(id.into())), 0.0));
        drop(session.update(&story, Input::Key(Key::Enter), 0.0));
        session.chosen().map(|place| place.id.to_string())
    };
    assert_eq!(choose(&mut session, "paramushir").as_deref(), Some("paramushir"), "Enter went back to the mouse");
    let pointed = |session: &mut Session| {
        drop(session.update(&story, Input::Point(Some("urup".into())), 0.0));
        drop(session.update(&story, Input::Key(Key::Enter), 0.0));
        session.chosen().map(|place| place.id.to_string())
    };
    assert_eq!(pointed(&mut session).as_deref(), Some("urup"), "what is pointed at is not chosen");
}

#[test]
fn a_choice_that_moves_nothing_lays_the_picture_out_anew() {
    let story = whole_story();
    let mut session = desk(&story);
    drop(session.update(&story, Input::ReducedMotion(true), 0.0));
    drop(session.update(&story, Input::Choose(Some("four-islands".into())), 0.0));
    let camera = *session.camera();
    let inset = session.layout().inset().map(|inset| inset.place.id.to_string());
    assert_eq!(inset.as_deref(), Some("habomai"), "its smallest islands are shown larger");
    drop(session.update(&story, Input::Choose(None), 0.0));
    assert_eq!(*session.camera(), camera, "the map moved");
    assert_eq!(session.layout().inset(), None, "the inset is about nothing that is chosen");
}

#[test]
fn beside_the_map_of_one_side_stands_that_of_the_other_or_that_of_another_day() {
    let story = whole_story();
    let mut session = desk(&story);
    assert!(session.beside(&story).is_none(), "there is one map");
    drop(session.update(&story, Input::ToggleCompare, 0.0));
    let sides = |session: &Session| {
        let other = session.beside(&story)?;
        Some([session.perspective().id.clone(), other.perspective().id.clone()])
    };
    let parties: Vec<_> = story.manifest().parties.iter().map(|party| party.id.clone()).collect();
    let mut shown = sides(&session).expect("two maps").to_vec();
    assert_eq!(session.address(&story).matches("compare=").count(), 1);
    shown.sort_unstable();
    let mut expected = parties.clone();
    expected.sort_unstable();
    assert_eq!(shown, expected, "the maps are not those of both parties");
    for one in [Some(session.clone()), session.beside(&story)].into_iter().flatten() {
        let list = compose(&story, &one, Sheet::STILL, &EstimatedMetrics);
        let texts =
            list.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(&*text.text) } else { None });
        // Two halves of it would make one name of two at the handle.
        assert!(!texts.into_iter().any(|text| text.contains("Northern Territories")), "the callout is parted");
    }
    // The other map follows the place, and neither has an inset, which would show only one of both.
    drop(session.update(&story, Input::Choose(Some("four-islands".into())), 0.0));
    assert_eq!(session.layout().inset(), None);
    assert_eq!(session.beside(&story).and_then(|other| other.chosen().cloned()), session.chosen().cloned());
    let compared = |text: &str| {
        let mut state = ViewState::default();
        let mut problems = Vec::new();
        state.read(&story, &format!("compare={text}"), &mut problems);
        (state.settings.compare, problems.len())
    };
    assert_eq!(compared("russia"), (Some(Compare::Perspective("russia".to_owned())), 0));
    assert_eq!(compared("1905-10-15"), (Day::parse("1905-10-15").map(Compare::Day), 0));
    assert_eq!(compared("mars"), (None, 1));
    drop(session.update(&story, Input::ToggleCompare, 0.0));
    assert!(session.beside(&story).is_none(), "the second press takes the other map away");
}
