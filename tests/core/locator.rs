//! The globe beside the map, over the real geodata.

use crate::support::{coarse_story, geodata};
use kuril_map::geo::space::{Screen, ScreenRect, Size};
use kuril_map::paint::{EstimatedMetrics, Mark};
use kuril_map::scene::{self, LabelState, Labelling, Sheet};
use kuril_map::story::Story;
use kuril_map::view::{Input, Session};

fn with_globe() -> Story {
    let mut story = coarse_story();
    let reading = format!(r#"{{"globe":{}}}"#, String::from_utf8(geodata("derived/globe.json")).unwrap());
    assert_eq!(story.read_reading("reading.json", reading.as_bytes()), []);
    story
}

fn picture(story: &Story, session: &Session) -> (Vec<Mark>, Vec<Mark>) {
    let list = scene::marks(
        story,
        session,
        Sheet::STILL,
        Labelling { measure: &EstimatedMetrics, state: &mut LabelState::default() },
    );
    (list.marks, list.furniture)
}

/// Middle and radius of the disc and the marks drawn on it, the first and the last disc included.
fn globe(furniture: &[Mark]) -> Option<(Screen, f64, &[Mark])> {
    let discs = furniture.iter().enumerate().filter_map(|(at, mark)| match mark {
        Mark::Dot { centre, radius, .. } if *radius > 10.0 => Some((at, *centre, *radius)),
        _ => None,
    });
    let discs: Vec<_> = discs.collect();
    let ((first, centre, radius), (last, ..)) = (*discs.first()?, *discs.last()?);
    // What marks the view comes last.
    Some((centre, radius, &furniture[first..=last + 1]))
}

#[test]
fn nothing_of_the_globe_is_drawn_outside_its_disc() {
    let story = with_globe();
    let session = Session::new(&story, Size::new(1280.0, 800.0));
    let (_, furniture) = picture(&story, &session);
    let (centre, radius, marks) = globe(&furniture).unwrap();
    assert!((radius - 42.0).abs() < 1e-9 && centre.x > 640.0 && centre.y > 400.0);
    let mut count = 0;
    for mark in marks {
        let points: Vec<Screen> = match mark {
            Mark::Area { rings, .. } => rings.concat(),
            Mark::Line { points, .. } => points.clone(),
            Mark::Dot { centre, .. } => vec![*centre],
            Mark::Text(text) => panic!("a text on the globe: {}", text.text),
        };
        count += points.len();
        assert!(points.iter().all(|point| point.distance(centre) <= radius + 1e-9));
    }
    assert!((300..700).contains(&count), "{count} points");
}

#[test]
fn the_globe_is_as_large_as_the_picture_bears() {
    let story = with_globe();
    for (width, height, expected) in [(1280.0, 800.0, 42.0), (390.0, 420.0, 30.0), (800.0, 400.0, 30.0)] {
        let (_, furniture) = picture(&story, &Session::new(&story, Size::new(width, height)));
        assert_eq!(globe(&furniture).map(|(_, radius, _)| radius), Some(expected), "{width} x {height}");
    }
    for size in [Size::new(280.0, 400.0), Size::new(400.0, 200.0)] {
        assert!(globe(&picture(&story, &Session::new(&story, size)).1).is_none(), "{size:?}");
    }
}

#[test]
fn no_name_moves_when_the_globe_comes() {
    let (before, after) = (coarse_story(), with_globe());
    let session = Session::new(&before, Size::new(1280.0, 800.0));
    assert!(globe(&picture(&before, &session).1).is_none());
    assert!(picture(&before, &session).0 == picture(&after, &session).0);
}

#[test]
fn the_globe_stays_while_the_map_moves_and_a_near_view_is_marked_small() {
    let story = with_globe();
    let mut session = Session::new(&story, Size::new(1280.0, 800.0));
    let (_, far) = picture(&story, &session);
    drop(session.update(&story, Input::ReducedMotion(true), 0.0));
    drop(session.update(&story, Input::Choose(Some("habomai".into())), 0.0));
    let (_, near) = picture(&story, &session);
    let ((far_centre, _, far), (near_centre, _, near)) = (globe(&far).unwrap(), globe(&near).unwrap());
    assert_eq!(far_centre, near_centre);
    let extent = |mark: Option<&Mark>| match mark {
        Some(Mark::Area { rings, .. }) => ScreenRect::around(&rings.concat()).map_or(0.0, ScreenRect::width),
        _ => 0.0,
    };
    assert!(extent(near.last()) < extent(far.last()) && extent(near.last()) > 3.0);
}

#[test]
fn the_globe_hides_no_island_of_the_start_view() {
    let story = with_globe();
    for size in [Size::new(1280.0, 800.0), Size::new(864.0, 548.0), Size::new(390.0, 330.0), Size::new(700.0, 900.0)] {
        let session = Session::new(&story, size);
        let (_, furniture) = picture(&story, &session);
        let (centre, radius, _) = globe(&furniture).unwrap();
        for id in story.chain_order() {
            let island = story.region(*id).unwrap();
            let distance = session.camera().screen_rect(island.bounds).distance(centre);
            assert!(distance > radius, "{} at {size:?}", island.id);
        }
    }
}
