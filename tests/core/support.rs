//! What the tests share: the story as it is read, a reader's view of it, and a measure without fonts.

use kuril_map::geo::space::Size;
use kuril_map::paint::{Measure, Type};
use kuril_map::story::{Region, Story};
use kuril_map::view::{Input, Session};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

pub(super) const DESK: Size = Size::new(1280.0, 800.0);

/// A measure without fonts: letters a bit wider than half their size.
pub(super) struct Ruler;

impl Measure for Ruler {
    fn width(&self, text: &str, face: &Type) -> f64 {
        0.55 * face.size * text.chars().count() as f64
    }
}

pub(super) fn geodata(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata").join(name)).unwrap()
}

/// The story and its statuses, with the words of the interface that need no template.
pub(super) fn first() -> Vec<u8> {
    let part = |name: &str| -> Value { serde_json::from_slice(&geodata(name)).unwrap() };
    let mut story = part("story.json");
    for lang in ["en", "ja", "ru"] {
        let mut words = part(&format!("../src/words/{lang}.json"));
        words.as_object_mut().unwrap().extend(part(&format!("words/{lang}.json")).as_object().unwrap().clone());
        story["words"][lang] = words;
    }
    serde_json::to_vec(&json!({ "story": story, "status": part("status.json") })).unwrap()
}

pub(super) fn bare_story() -> Story {
    let (story, findings) = Story::open("first.json", &first()).unwrap();
    assert_eq!(findings, []);
    story
}

pub(super) fn read_plate(story: &mut Story, index: usize) {
    let name = format!("derived/plate.{index}.geojson");
    assert_eq!(story.read_features(&name, &geodata(&name)), []);
}

pub(super) fn coarse_story() -> Story {
    let mut story = bare_story();
    read_plate(&mut story, 0);
    story
}

pub(super) fn whole_story() -> Story {
    let mut story = coarse_story();
    read_plate(&mut story, 1);
    read_plate(&mut story, 2);
    story
}

/// The map of a reader who wants no motion: every choice is there at once.
pub(super) fn desk(story: &Story) -> Session {
    let mut session = Session::new(story, DESK);
    session.update(story, Input::ReducedMotion(true), 0.0);
    session
}

pub(super) fn region<'a>(story: &'a Story, id: &str) -> &'a Region {
    story.region(story.region_id(id).unwrap()).unwrap()
}
