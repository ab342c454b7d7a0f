//! A small story with which the targets begin: the sound documents of the corpus.

use kuril_map::geo::space::Size;
use kuril_map::story::Story;
use kuril_map::view::Session;

/// The story's own file, with the statuses.
pub(crate) const FIRST: &str = include_str!("corpus/story/first.json");
/// The same as its author writes it.
pub(crate) const AUTHORED: &str = include_str!("corpus/story/story.json");
/// Its shapes.
pub(crate) const PLATE: &str = include_str!("corpus/geojson/plate.geojson");
/// Finer shapes.
pub(crate) const FINER: &str = include_str!("corpus/geojson/plate-1.geojson");
/// Its reading matter.
pub(crate) const READING: &str = include_str!("corpus/reading/reading.json");

/// The size of the picture.
pub(crate) const SIZE: Size = Size::new(640.0, 480.0);

/// The story without shapes.
pub(crate) fn bare() -> Story {
    Story::open("first.json", FIRST.as_bytes()).expect("a sound story").0
}

/// The story with shapes.
pub(crate) fn shaped() -> Story {
    let mut story = bare();
    story.read_features("plate.geojson", PLATE.as_bytes());
    story
}

/// The whole story.
pub(crate) fn whole() -> Story {
    let mut story = shaped();
    story.read_features("plate-1.geojson", FINER.as_bytes());
    story.read_reading("reading.json", READING.as_bytes());
    story
}

/// A view of a story.
pub(crate) fn view(story: &Story) -> Session {
    Session::new(story, SIZE)
}
