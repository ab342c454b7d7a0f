//! The story's own file, from the site or from an author.

use crate::document::Documents;
use crate::{sound, stage};
use kuril_map::story::Story;
use std::sync::LazyLock;

/// The documents from which others are made.
static SOUND: LazyLock<Documents> = LazyLock::new(|| Documents::of(&[stage::FIRST, stage::AUTHORED]));

/// Opens a story and draws it, without and with shapes.
pub fn run(data: &[u8]) {
    let bytes = SOUND.bytes(data);
    let opened = Story::open("first.json", &bytes).or_else(|finding| {
        sound::findings(&[finding], bytes.len());
        Story::of_story("story.json", &bytes).map(|story| (story, Vec::new()))
    });
    let (mut story, findings) = match opened {
        Ok(opened) => opened,
        Err(finding) => return sound::findings(&[finding], bytes.len()),
    };
    sound::findings(&findings, bytes.len());
    let session = stage::view(&story);
    sound::camera(&session);
    let choice = data.last().copied().unwrap_or_default();
    if choice % 128 == 64 {
        sound::findings(&story.read_features("plate.geojson", stage::PLATE.as_bytes()), stage::PLATE.len());
        sound::picture(&story, &stage::view(&story));
    }
    if choice % 128 == 65 {
        sound::texts(&story, &session, bytes.len());
    }
}
