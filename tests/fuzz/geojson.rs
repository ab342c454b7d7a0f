//! Files of features, as anyone may send them.

use crate::document::Documents;
use crate::{sound, stage};
use kuril_map::story::Story;
use std::sync::LazyLock;

/// The documents from which others are made.
static SOUND: LazyLock<Documents> = LazyLock::new(|| Documents::of(&[stage::PLATE, stage::FINER]));
/// The story that they are read into.
static STORY: LazyLock<Story> = LazyLock::new(stage::bare);

/// Reads the features, takes them into a story, and draws what that gives.
///
/// # Panics
/// When something of that does not hold.
pub fn run(data: &[u8]) {
    let bytes = SOUND.bytes(data);
    let mut story = STORY.clone();
    sound::findings(&story.read_features("x.geojson", &bytes), bytes.len());
    assert!(story.regions().count() <= bytes.len() / 20, "{} bytes are too few", bytes.len());
    for (_, region) in story.regions() {
        let bounds = region.bounds;
        let all = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y, region.anchor.x, region.anchor.y];
        assert!(all.iter().all(|number| number.is_finite()), "{} at {all:?}", region.id);
    }
    if data.last().is_some_and(|last| last % 128 == 64) {
        sound::picture(&story, &stage::view(&story));
    }
}
