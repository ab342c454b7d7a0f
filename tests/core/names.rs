//! Names keep their places beside their islands from frame to frame, and lines say whose they are.

use crate::support::{DESK, Ruler, desk, region, whole_story};
use kuril_map::geo::space::{Screen, ScreenRect, Size};
use kuril_map::paint::{DisplayList, EstimatedMetrics, Mark, Text};
use kuril_map::scene::{self, LabelId, LabelState, Labelling, Purpose, Sheet, Slot};
use kuril_map::story::Story;
use kuril_map::view::{Input, Phase, PointerEvent, PointerKind, Policy, Session};

/// The sheet of the page: with a margin on every side.
fn sheet(at_rest: bool) -> Sheet {
    Sheet { margin: Screen::new(320.0, 200.0), at_rest, purpose: Purpose::OnPage }
}

fn hand(session: &mut Session, story: &Story, (id, phase): (i32, Phase), at: Screen) {
    session.update(
        story,
        Input::Pointer(PointerEvent { id, kind: PointerKind::Touch, phase, at }, Policy::Direct),
        0.0,
    );
}

fn composed<'a>(story: &'a Story, session: &Session, at_rest: bool, labels: &mut LabelState) -> DisplayList<'a> {
    scene::marks(story, session, sheet(at_rest), Labelling { measure: &Ruler, state: labels })
}

/// How many names of two frames are placed otherwise, and how many have come.
fn changes(before: &LabelState, after: &LabelState) -> [usize; 2] {
    let differ = |(id, slot): &&(LabelId, Slot)| before.get(*id).is_some_and(|was| was != slot);
    let is_new = |(id, _): &&(LabelId, Slot)| before.get(*id).is_none();
    [after.slots().iter().filter(differ).count(), after.slots().iter().filter(is_new).count()]
}

fn texts(list: &DisplayList<'_>) -> Vec<Text> {
    let text = |mark: &Mark| if let Mark::Text(text) = mark { Some(text.clone()) } else { None };
    list.marks.iter().filter_map(text).collect()
}

/// A map of the four islands with the memory of its names.
fn four_islands(story: &Story) -> (Session, LabelState) {
    let mut session = desk(story);
    session.update(story, Input::Choose(Some("four-islands".into())), 0.0);
    session.update(story, Input::Choose(None), 0.0);
    let mut labels = LabelState::default();
    composed(story, &session, true, &mut labels);
    (session, labels)
}

#[test]
fn a_pan_of_sixty_steps_moves_no_name_from_its_island_and_adds_none_in_sight() {
    let story = whole_story();
    let (mut session, mut labels) = four_islands(&story);
    let known = labels.slots().len();
    assert!(known > 10, "only {known} names");
    hand(&mut session, &story, (1, Phase::Down), Screen::new(700.0, 400.0));
    for step in 1..=60 {
        let before = labels.clone();
        hand(&mut session, &story, (1, Phase::Move), Screen::new(690.0 - 5.0 * f64::from(step), 400.0));
        assert!(session.is_moving());
        composed(&story, &session, false, &mut labels);
        let [changed, _] = changes(&before, &labels);
        assert_eq!(changed, 0, "step {step}");
    }
    assert!(labels.slots().len() * 2 > known, "{} of {known} names are left", labels.slots().len());
}

#[test]
fn a_zoom_of_two_doublings_moves_no_name_from_its_island_and_none_comes_in_sight() {
    let story = whole_story();
    let (mut session, mut labels) = four_islands(&story);
    let (left, right) = (Screen::new(640.0 - 60.0, 400.0), Screen::new(640.0 + 60.0, 400.0));
    hand(&mut session, &story, (1, Phase::Down), left);
    hand(&mut session, &story, (2, Phase::Down), right);
    let in_sight = ScreenRect::new(Screen::new(0.0, 0.0), Screen::new(DESK.width, DESK.height))
        .moved(sheet(false).margin)
        .grown(-4.0);
    let mut known: Vec<String> = Vec::new();
    for step in 0..60 {
        let before = labels.clone();
        let apart = 60.0 * 2f64.powf(f64::from(step) / 30.0);
        hand(&mut session, &story, (2, Phase::Move), Screen::new(640.0 + apart, 400.0));
        hand(&mut session, &story, (1, Phase::Move), Screen::new(640.0 - apart, 400.0));
        let list = composed(&story, &session, false, &mut labels);
        let [changed, _] = changes(&before, &labels);
        assert_eq!(changed, 0, "step {step}");
        let all: Vec<Text> = texts(&list).into_iter().filter(|text| text.halo.is_some()).collect();
        let now: Vec<&str> =
            all.iter().filter(|text| in_sight.contains(text.at)).map(|text| text.text.as_str()).collect();
        let come: Vec<&&str> = now.iter().filter(|text| !known.iter().any(|known| known == *text)).collect();
        assert!(step == 0 || come.is_empty(), "step {step}: {come:?}");
        known = all.into_iter().map(|text| text.text).collect();
    }
}

#[test]
fn at_rest_after_a_short_pan_names_stay_that_would_move_without_memory() {
    let story = whole_story();
    let (mut session, labels) = four_islands(&story);
    hand(&mut session, &story, (1, Phase::Down), Screen::new(700.0, 400.0));
    hand(&mut session, &story, (1, Phase::Move), Screen::new(675.0, 369.0));
    hand(&mut session, &story, (1, Phase::Up), Screen::new(675.0, 369.0));
    let (mut kept, mut anew) = (labels.clone(), LabelState::default());
    composed(&story, &session, true, &mut kept);
    composed(&story, &session, true, &mut anew);
    let ([with, _], [without, _]) = (changes(&labels, &kept), changes(&labels, &anew));
    assert!(with <= 2 && with <= without, "{with} names move with memory, {without} without");
}

#[test]
fn pointing_at_an_island_moves_no_name_of_another() {
    let story = whole_story();
    let (session, labels) = four_islands(&story);
    for id in ["iturup", "kunashir", "shikotan", "urup", "polonsky"] {
        let (mut session, mut after) = (session.clone(), labels.clone());
        let at = session.camera().screen_from_world(region(&story, id).anchor);
        session.update(
            &story,
            Input::Pointer(PointerEvent { id: 1, kind: PointerKind::Mouse, phase: Phase::Move, at }, Policy::Direct),
            0.0,
        );
        assert!(session.pointed().is_some(), "{id}");
        composed(&story, &session, true, &mut after);
        assert_eq!(changes(&labels, &after)[0], 0, "{id}");
    }
}

/// How many of the first lines of a picture say whose they are and since when, and how many there are.
fn told_lines(story: &Story, session: &Session) -> [usize; 2] {
    // Texts are as wide here as in the still pictures.
    let texts = texts(&scene::compose(story, session, Sheet::STILL, &EstimatedMetrics));
    let first = story.status().lines(session.viewpoint()).filter(|line| region(story, &line.feature).rank == 1);
    let shorts: Vec<&str> = first.map(|line| line.short.get("en").split(" · ").next().unwrap()).collect();
    let is_told = |short: &&&str| texts.iter().any(|text| text.text.starts_with(**short));
    [shorts.iter().filter(is_told).count(), shorts.len()]
}

#[test]
fn the_lines_around_the_four_islands_say_whose_they_are_and_since_when() {
    let story = whole_story();
    let [told, all] = told_lines(&story, &desk(&story));
    assert!(all >= 2 && told == all, "{told} of {all} lines");
}

#[test]
fn beside_the_inset_on_a_phone_there_is_room_for_a_line_to_say_whose_it_is() {
    let story = whole_story();
    let mut session = Session::new(&story, Size::new(390.0, 330.0));
    session.update(&story, Input::ReducedMotion(true), 0.0);
    session.update(&story, Input::Choose(Some("four-islands".into())), 0.0);
    assert!(session.layout().inset().is_some(), "there is no inset");
    let [told, all] = told_lines(&story, &session);
    assert!(told >= 1, "none of {all} lines");
}

#[test]
fn no_leader_leaves_the_picture() {
    let story = whole_story();
    for place in ["iturup", "kunashir", "paramushir", "urup", "shikotan"] {
        for steps in [0.0, 1.0, 2.0, 3.0] {
            let mut session = desk(&story);
            session.update(&story, Input::Choose(Some(place.into())), 0.0);
            let at = Screen::new(300.0, 250.0);
            session.update(&story, Input::Zoom { at, steps }, 0.0);
            let list = scene::marks(
                &story,
                &session,
                Sheet::STILL,
                Labelling { measure: &Ruler, state: &mut LabelState::default() },
            );
            for mark in &list.marks {
                if let Mark::Line { points, .. } = mark {
                    assert!(points.iter().all(|point| DESK.rect().contains(*point)), "{place} {steps}: {points:?}");
                }
            }
        }
    }
}

#[test]
fn every_island_that_is_chosen_on_a_phone_is_named_on_its_map() {
    let story = whole_story();
    let mut session = desk(&story);
    session.update(&story, Input::Resize { size: Size::new(390.0, 315.0), density: 2.0 }, 0.0);
    let mut nameless = Vec::new();
    for id in story.chain_order() {
        let island = story.region(*id).unwrap();
        session.update(&story, Input::Choose(Some(island.id.as_str().into())), 0.0);
        let list = scene::marks(
            &story,
            &session,
            Sheet::STILL,
            Labelling { measure: &EstimatedMetrics, state: &mut LabelState::default() },
        );
        let name = island.names.get("en");
        if !texts(&list).iter().any(|text| text.text.contains(name)) {
            nameless.push(&island.id);
        }
    }
    assert!(nameless.is_empty(), "{nameless:?}");
}
