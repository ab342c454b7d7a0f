//! What comes after the first picture: the words around it, and the reading matter that they are made of.
//!
//! When the site is built, the functions of [`split`] and all that nothing else calls go into a module of their own, which
//! the page fetches after the first picture and joins to the running core: they share memory and table. Before that they
//! answer nothing.

use crate::error::{Finding, Problem};
use crate::markup::Element;
use crate::story::Story;
use crate::view::Session;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use wasm_split_helpers::SplitLoaderError;

/// Returns a part of the words around the picture, by its name, unless it has no content.
pub(super) fn part(name: &str, story: &Story, session: &Session) -> Option<Element> {
    at_once(split::part(name, story, session)).flatten()
}

/// Returns each place that can be chosen: its id, displayed name, and names in all scripts, separated by tabs.
pub(super) fn names(story: &Story, session: &Session) -> Vec<String> {
    at_once(split::names(story, session)).unwrap_or_default()
}

/// Takes in the reading matter and returns what is wrong in it.
pub(super) fn read_reading(story: &mut Story, file: &str, bytes: &[u8]) -> Vec<Finding> {
    let read = at_once(split::read_reading(story, file, bytes));
    read.unwrap_or_else(|| {
        vec![Finding::of_file(file, Problem::missing("kuril_texts.wasm", "the part of the map that reads it"))]
    })
}

/// The value of work that waits for nothing but its module; none where the module is not there. The page answers the
/// question for the module at once, so the second poll ends it.
fn at_once<T>(work: impl Future<Output = Result<T, SplitLoaderError>>) -> Option<T> {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done.ok();
        }
    }
    None
}

/// The functions at which the module is parted.
#[expect(clippy::unnecessary_wraps, reason = "the caller gets the error where the module is not there")]
mod split {
    use super::{Element, Finding, Session, SplitLoaderError, Story};
    use crate::panel;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(texts, fallible)]
    pub(super) fn part(name: &str, story: &Story, session: &Session) -> Result<Option<Element>, SplitLoaderError> {
        let tree = match name {
            "card" => panel::card(story, session),
            "panel" => Some(panel::panel(story, session)),
            "time" => panel::time(story, session),
            "perspectives" => panel::perspectives(story, session),
            "tour" => panel::tour(story, session),
            "legend" => panel::legend(story, session, true),
            "sight" => Some(panel::visible_list(story, session)),
            "credits" => Some(panel::credits(story, session)),
            "rules" => panel::rules(story, session),
            "compare" => panel::compared(story, session),
            _ => None,
        };
        Ok(tree.map(|tree| panel::marked(story, session.lang(), tree)))
    }

    #[wasm_split(texts, fallible)]
    pub(super) fn names(story: &Story, session: &Session) -> Result<Vec<String>, SplitLoaderError> {
        Ok(panel::names(story, session))
    }

    #[wasm_split(texts, fallible)]
    pub(super) fn read_reading(story: &mut Story, file: &str, bytes: &[u8]) -> Result<Vec<Finding>, SplitLoaderError> {
        Ok(story.read_reading(file, bytes))
    }
}
