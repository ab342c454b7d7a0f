//! The inset of islands that are too small to hit, and what the legend points out.

use crate::support::whole_story;
use kuril_map::geo::space::{Screen, ScreenRect, Size};
use kuril_map::legend::LegendEntry;
use kuril_map::paint::{DisplayList, EstimatedMetrics, Mark};
use kuril_map::scene::{self, Sheet, Theme};
use kuril_map::story::{Day, Story};
use kuril_map::view::{Effect, Input, Phase, PointerEvent, PointerKind, Policy, Session, Trail};

const PHONE: Size = Size::new(390.0, 300.0);
const DESK: Size = Size::new(864.0, 548.0);

fn session(story: &Story, size: Size) -> Session {
    let mut session = Session::new(story, size);
    for input in [Input::ReducedMotion(true), Input::Resize { size, density: 1.0 }] {
        session.update(story, input, 0.0);
    }
    session
}

fn pointer(session: &mut Session, story: &Story, phase: Phase, at: Screen) -> Vec<Effect> {
    session.update(
        story,
        Input::Pointer(PointerEvent { id: 1, kind: PointerKind::Mouse, phase, at }, Policy::Direct),
        0.0,
    )
}

fn tap(session: &mut Session, story: &Story, at: Screen) {
    pointer(session, story, Phase::Down, at);
    pointer(session, story, Phase::Up, at);
}

/// The four islands chosen in a wide picture, in which the islets among them are too small.
fn four_islands(story: &Story) -> Session {
    let mut session = session(story, DESK);
    session.update(story, Input::Choose(Some("four-islands".into())), 0.0);
    session
}

/// Where an island lies in the picture by its inset.
fn in_inset(story: &Story, session: &Session, id: &str) -> Screen {
    let inset = session.layout().inset().unwrap();
    let anchor = story.region(story.region_id(id).unwrap()).unwrap().anchor;
    inset.window().min + inset.camera.screen_from_world(anchor)
}

fn picture<'a>(story: &'a Story, session: &Session) -> DisplayList<'a> {
    scene::compose(story, session, Sheet::STILL, &EstimatedMetrics)
}

#[test]
fn an_inset_shows_only_what_the_view_is_about() {
    let story = whole_story();
    let group = |session: Session| session.layout().inset().map(|inset| inset.place.id.clone());
    assert_eq!(group(session(&story, PHONE)).as_deref(), Some("four-islands"), "the subject of the story");
    assert_eq!(group(session(&story, DESK)), None, "the four are large enough, and the islets are not asked for");
    assert_eq!(group(four_islands(&story)).as_deref(), Some("habomai"), "they are a part of what is chosen");
    let mut far = session(&story, PHONE);
    far.update(&story, Input::Choose(Some("paramushir".into())), 0.0);
    assert_eq!(group(far), None, "the four are no part of it");
    assert_eq!(group(session(&story, Size::new(180.0, 120.0))), None, "there is no room for one");
}

#[test]
fn an_inset_covers_no_island_and_no_control() {
    let story = whole_story();
    let control = ScreenRect::new(Screen::new(640.0, 20.0), Screen::new(864.0, 400.0));
    for size in [PHONE, DESK, Size::new(640.0, 360.0), Size::new(1280.0, 800.0)] {
        let mut session = session(&story, size);
        session.update(&story, Input::Covered(vec![control]), 0.0);
        let Some(inset) = session.layout().inset() else { continue };
        assert!(size.rect().covers(inset.rect) && !inset.rect.meets(control), "{size:?}: {:?}", inset.rect);
        for id in story.chain_order() {
            let region = story.region(*id).unwrap();
            let rect = session.camera().screen_rect(region.bounds);
            assert!(!inset.rect.meets(rect), "{size:?}: {} lies under the inset", region.id);
        }
    }
}

#[test]
fn an_islet_is_pointed_at_and_chosen_in_the_inset() {
    let story = whole_story();
    let mut session = four_islands(&story);
    let at = in_inset(&story, &session, "zelyony");
    pointer(&mut session, &story, Phase::Move, at);
    assert_eq!(session.pointed().map(|place| place.id.as_str()), Some("zelyony"));
    tap(&mut session, &story, at);
    assert_eq!(session.chosen().map(|place| place.id.as_str()), Some("zelyony"));
}

#[test]
fn an_inset_gives_way_to_what_is_measured_and_comes_back() {
    let story = whole_story();
    let mut session = four_islands(&story);
    let point = kuril_map::geo::space::LonLat::new(150.0, 46.0);
    let trail = |points| Input::Trail(Box::new(Trail { points, ..Trail::default() }));
    session.update(&story, trail(vec![point]), 0.0);
    assert_eq!(session.layout().inset(), None);
    session.update(&story, trail(Vec::new()), 0.0);
    assert!(session.layout().inset().is_some());
}

#[test]
fn the_wheel_over_the_inset_zooms_to_what_lies_under_it() {
    let story = whole_story();
    let mut session = four_islands(&story);
    let at = in_inset(&story, &session, "yuri");
    let yuri = story.region(story.region_id("yuri").unwrap()).unwrap().anchor;
    let before = session.camera().screen_from_world(yuri);
    session.update(&story, Input::Zoom { at, steps: 1.0 }, 0.0);
    assert!(session.camera().screen_from_world(yuri).distance(before) < 0.01);
}

#[test]
fn an_inset_keeps_its_place_while_the_map_is_dragged_and_goes_with_its_group() {
    let story = whole_story();
    let mut session = four_islands(&story);
    let rect = session.layout().inset().unwrap().rect;
    let at = |step: i32| Screen::new(500.0 - 4.0 * f64::from(step), 300.0);
    pointer(&mut session, &story, Phase::Down, at(0));
    for step in 1..20 {
        pointer(&mut session, &story, Phase::Move, at(step));
        assert_eq!(session.layout().inset().map(|inset| inset.rect), Some(rect), "step {step}");
    }
    pointer(&mut session, &story, Phase::Up, at(19));
    session.update(&story, Input::Choose(Some("paramushir".into())), 0.0);
    assert_eq!(session.layout().inset(), None);
}

#[test]
fn the_inset_is_drawn_with_a_frame_on_the_map_and_names_of_its_own() {
    let story = whole_story();
    let session = session(&story, PHONE);
    let list = picture(&story, &session);
    let [inset] = list.insets.as_slice() else { panic!("{} insets", list.insets.len()) };
    let names = |marks: &[Mark]| -> Vec<String> {
        let texts = marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) => Some(text.text.clone()),
            _ => None,
        });
        texts.collect()
    };
    let has = |names: &[String], part: &str| names.iter().any(|name| name.contains(part));
    let (inner, outer) = (names(&inset.list.marks), names(&list.marks));
    assert!(has(&inner, "Kunashir") && has(&inner, "Shikotan"), "{inner:?}");
    assert!(!has(&outer, "Kunashir") && !has(&outer, "Shikotan"), "{outer:?}");
    let frame = session.camera().screen_rect(story.bounds(&session.layout().inset().unwrap().place).unwrap());
    let is_around = |ring: &Vec<Screen>| ScreenRect::around(ring).is_some_and(|rect| rect.covers(frame));
    let frames =
        list.marks.iter().filter(|mark| matches!(mark, Mark::Area { rings, .. } if rings.iter().all(is_around)));
    assert!(frames.count() > 0, "no frame around the group");
}

#[test]
fn an_entry_of_the_legend_points_out_its_areas_and_lines_and_lets_go_of_them() {
    let story = whole_story();
    let mut session = session(&story, DESK);
    let mut all = session.legend(&story);
    all.retain(LegendEntry::is_selective);
    assert!(
        all.iter().any(|entry| matches!(entry, LegendEntry::Area(_)))
            && all.contains(&LegendEntry::Line { agreed: false })
    );
    let glow = Theme::DAY.glow.to_string();
    let glowing = |session: &Session| {
        let list = picture(&story, session);
        let lines = kuril_map::paint::Transcript::of(&list);
        lines.lines().iter().filter(|line| line.starts_with("stroke") && line.contains(&glow)).count()
    };
    assert_eq!(glowing(&session), 0);
    for number in 0..all.len() {
        session.update(&story, Input::Sign(Some(number)), 0.0);
        assert_eq!(session.highlighted(), all.get(number));
        assert!(glowing(&session) > 0, "{:?} is not pointed out", all[number]);
    }
    session.update(&story, Input::Sign(Some(all.len() - 1)), 0.0);
    assert_eq!(session.highlighted(), None, "pointing it out again lets it go");
    session.update(&story, Input::Sign(Some(0)), 0.0);
    session.update(&story, Input::Date(Day::parse("1910-01-01")), 0.0);
    assert_eq!(session.highlighted(), None, "another day has other entries");
}

#[test]
fn what_is_pointed_out_beyond_the_picture_brings_back_the_whole_map() {
    let story = whole_story();
    let mut session = session(&story, DESK);
    session.update(&story, Input::Choose(Some("paramushir".into())), 0.0);
    let disputed = session.legend(&story).iter().position(|entry| {
        matches!(entry, LegendEntry::Area(kuril_map::story::StatusClass::Held { claimed_by, .. }) if !claimed_by.is_empty())
    });
    session.update(&story, Input::Sign(disputed), 0.0);
    assert!(session.is_home());
}

#[test]
fn a_whole_layer_of_the_legend_is_not_pointed_out() {
    let story = whole_story();
    let mut session = session(&story, DESK);
    let depth = session.legend(&story).iter().position(|entry| !entry.is_selective());
    assert!(depth.is_some());
    session.update(&story, Input::Sign(depth), 0.0);
    assert_eq!(session.highlighted(), None);
}
