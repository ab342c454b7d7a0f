//! Addresses and attributes: what a link or a page may ask of the map.

use crate::document::{Choices, MADE};
use crate::{sound, stage};
use kuril_map::story::Story;
use kuril_map::view::{FIELDS, Input, Session, ViewState};
use std::sync::LazyLock;

/// Values that fields may be given.
const VALUES: [&str; 28] = [
    "iturup",
    "south",
    "nowhere",
    "1855-02-07",
    "1945-08-28",
    "0001-01-01",
    "9999-12-31",
    "japan",
    "russia",
    "neutral",
    "differ",
    "sea,town",
    "none",
    "depth nope",
    "light",
    "dark",
    "auto",
    "ja",
    "en-GB",
    "ru_RU",
    "147.5,44.9,3.25",
    "-360,90,8",
    "1e308,nan,-6",
    "0",
    "18446744073709551616",
    "%",
    "%E6%8A%9E",
    "",
];

struct Map {
    story: Story,
    session: Session,
}

static MAP: LazyLock<Map> = LazyLock::new(|| {
    let story = stage::whole();
    let session = stage::view(&story);
    Map { story, session }
});

/// Restores the state of an address, writes it, and restores what was written.
///
/// # Panics
/// When something of that does not hold.
pub fn run(data: &[u8]) {
    let text = text(data);
    let Map { story, session } = &*MAP;
    let mut shown = session.clone();
    restore(story, &mut shown, &text);
    let query = shown.query(story);
    let address = shown.address(story);
    assert!(query.is_ascii() && address.is_ascii(), "{query} {address}");
    assert!(query.len() <= 1000 + 9 * text.len(), "{} bytes of address from {}", query.len(), text.len());
    let mut again = session.clone();
    let problems = restore(story, &mut again, &query);
    assert_eq!(problems, 0, "{query} is what was written");
    for field in &FIELDS {
        let mut state = ViewState::default();
        let _told = field.read(&mut state, story, &text);
        let _text = field.write(&state);
        let (one, other) = (shown.text(story, field), again.text(story, field));
        assert!(field.name == "view" || one == other, "{}: {one:?} was restored as {other:?}", field.name);
    }
}

/// Restores a state and returns the number of problems with it.
fn restore(story: &Story, session: &mut Session, text: &str) -> usize {
    let (mut state, mut problems) = (session.state_without_address(story), Vec::new());
    state.read(story, text, &mut problems);
    session.update(story, Input::Restore(Box::new(state)), 0.0);
    sound::camera(session);
    for problem in &problems {
        assert!(problem.to_string().len() <= 1000 + 6 * text.len(), "{problem}");
    }
    problems.len()
}

/// The text of an input: as it is, or of names and values that are chosen.
fn text(data: &[u8]) -> String {
    let Some((&MADE, choices)) = data.split_first() else { return String::from_utf8_lossy(data).into_owned() };
    let (mut choices, mut text) = (Choices(choices), String::new());
    while !choices.0.is_empty() {
        text.push_str(choices.of(&FIELDS).map_or("", |field| field.name));
        text.push('=');
        match choices.next() {
            0..=191 => text.push_str(choices.of(&VALUES).map_or("", |value| value)),
            192..=223 => {
                let numbers = [choices.number(), choices.number(), choices.number()].map(|number| number.to_string());
                text.push_str(&numbers.join(","));
            }
            length => text.push_str(&String::from_utf8_lossy(choices.take(usize::from(length & 15)))),
        }
        text.push('&');
    }
    text
}
