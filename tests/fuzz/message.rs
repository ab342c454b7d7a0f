//! What a page says to the map, as the core hears it: a verb and what it is about, one after the other.

use crate::document::{Choices, MADE};
use crate::{sound, stage};
use kuril_map::story::Story;
use kuril_map::view::{FIELDS, Field, Input, Session, ViewState};
use std::sync::LazyLock;

/// Verbs that are no fields of the state.
const VERBS: [&str; 9] = ["point", "step", "guide", "ranges", "sign", "light", "measure", "calm", "nothing"];
/// What they may be about.
const ABOUT: [&str; 24] = [
    "iturup",
    "zelyony",
    "south",
    "",
    "later",
    "enter",
    "next",
    "back",
    "leave",
    "bastion-iturup",
    "0",
    "3",
    "99999999999999999999",
    "strong-dark",
    "paper",
    "true",
    "1855-02-07",
    "0000-13-32",
    "differ",
    "japan",
    "ja",
    "145,44,6",
    "town,sea",
    "none",
];
/// Messages of one input that are heard.
const MOST: usize = 64;

struct Map {
    story: Story,
    session: Session,
}

static MAP: LazyLock<Map> = LazyLock::new(|| {
    let story = stage::whole();
    let session = stage::view(&story);
    Map { story, session }
});

/// Hears the messages one after the other.
///
/// # Panics
/// When something of that does not hold.
pub fn run(data: &[u8]) {
    let Map { story, session } = &*MAP;
    let mut session = session.clone();
    let mut heard = 0;
    for (number, (verb, about)) in messages(data).into_iter().take(MOST).enumerate() {
        heard += verb.len() + about.as_ref().map_or(0, String::len);
        let Some(input) = input(story, &session, &verb, about) else { continue };
        let effects = session.update(story, input, number as f64 * 16.0);
        assert!(effects.len() <= 32, "{} effects of {verb}", effects.len());
        sound::camera(&session);
    }
    let query = session.query(story);
    assert!(query.len() <= 1000 + 9 * heard, "{} bytes of state from {heard}", query.len());
    for field in &FIELDS {
        let _text = session.text(story, field);
    }
}

/// The input that a message means, as the map on a page takes it.
fn input(story: &Story, session: &Session, verb: &str, about: Option<String>) -> Option<Input> {
    let verb = if verb == "choose" { "place" } else { verb };
    let Some(field) = Field::named(verb).filter(|_| verb != "ranges") else { return Input::asked(verb, about) };
    let mut state = ViewState::default();
    if let Some(Err(problem)) = about.map(|text| field.read(&mut state, story, &text)) {
        assert!(!problem.to_string().is_empty(), "a problem without words");
        state.settings.layers.as_ref()?;
    }
    field.input(&state, session.settings())
}

/// The messages of an input: lines of a verb, a tab and a text, or verbs and texts that are chosen.
fn messages(data: &[u8]) -> Vec<(String, Option<String>)> {
    let Some((&MADE, choices)) = data.split_first() else {
        let text = String::from_utf8_lossy(data);
        let message = |line: &str| match line.split_once('\t') {
            Some((verb, about)) => (verb.to_owned(), Some(about.to_owned())),
            None => (line.to_owned(), None),
        };
        return text.split('\n').map(message).collect();
    };
    let (mut choices, mut all) = (Choices(choices), Vec::new());
    while !choices.0.is_empty() {
        let names = FIELDS.iter().map(|field| field.name).chain(VERBS).collect::<Vec<&str>>();
        let verb = choices.of(&names).map_or("", |name| name).to_owned();
        let about = match choices.next() {
            0..=191 => choices.of(&ABOUT).map(|about| (*about).to_owned()),
            192..=207 => None,
            208..=223 => {
                Some([choices.number(), choices.number(), choices.number()].map(|number| number.to_string()).join(","))
            }
            length => Some(String::from_utf8_lossy(choices.take(usize::from(length & 15))).into_owned()),
        };
        all.push((verb, about));
    }
    all
}
