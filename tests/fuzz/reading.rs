//! Reading matter: facts, sources, articles, events, and the status of all days.

use crate::document::Documents;
use crate::{sound, stage};
use kuril_map::story::{PlaceId, Section, Story};
use kuril_map::view::Input;
use std::sync::LazyLock;

/// The documents from which others are made.
static SOUND: LazyLock<Documents> = LazyLock::new(|| Documents::of(&FILES));
/// All of it, and single sections, each a file of its own for its author.
const FILES: [&str; 4] = [
    stage::READING,
    include_str!("corpus/reading/status.json"),
    include_str!("corpus/reading/article.json"),
    include_str!("corpus/reading/globe.json"),
];
/// The sections that such a file may be.
const SECTIONS: [Section; 4] = [Section::Status, Section::Article, Section::Facts, Section::Globe];
/// The story that the texts belong to.
static STORY: LazyLock<Story> = LazyLock::new(stage::shaped);

/// Reads the texts and composes what is shown of them.
pub fn run(data: &[u8]) {
    let bytes = SOUND.bytes(data);
    let mut story = STORY.clone();
    sound::findings(&story.read_reading("reading.json", &bytes), bytes.len());
    let choice = usize::from(data.last().copied().unwrap_or_default());
    if let Some(section) = SECTIONS.get(choice % 32) {
        sound::findings(&story.read(*section, "part.json", &bytes), bytes.len());
    }
    if choice % 64 > 60 {
        let mut session = stage::view(&story);
        let place = ["iturup", "south", "shikotan"].get(choice / 64).map(|id| PlaceId::from((*id).to_owned()));
        session.update(&story, Input::Choose(place), 0.0);
        sound::texts(&story, &session, bytes.len());
        sound::picture(&story, &session);
    }
}
