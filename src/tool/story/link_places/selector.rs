//! Selectors of the W3C Web Annotation Data Model (sections 4.2.4 and 4.2.5): the words of a mention with the text
//! before and after them, or only their position.

use std::iter;
use std::ops::Range;

use anyhow::ensure;
use serde::{Deserialize, Serialize};

use crate::story::link_places::text::Text;

/// Number of characters of context on each side of a mention; more if these are ambiguous.
const CONTEXT: usize = 20;

/// How a link identifies its words.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", deny_unknown_fields)]
pub(super) enum Selector {
    /// The words, verbatim.
    TextQuoteSelector {
        /// The words that are linked.
        exact: String,
        /// The text before them.
        #[serde(default)]
        prefix: String,
        /// The text after them.
        #[serde(default)]
        suffix: String,
    },
    /// The position in characters, for words of an original that are not quoted.
    TextPositionSelector {
        /// The position of the first character.
        start: usize,
        /// The position after the last.
        end: usize,
    },
}

impl Selector {
    /// Returns a quote selector of a range that is unique in the paragraph or excerpt around it.
    pub(super) fn quote(text: &Text, range: &Range<usize>, around: &Range<usize>) -> Self {
        let mut context = CONTEXT;
        loop {
            let from = range.start.saturating_sub(context).max(around.start);
            let to = (range.end + context).min(around.end);
            let all = text.slice(&(from..to));
            if text.find(&all, around).len() <= 1 || (from, to) == (around.start, around.end) {
                let [prefix, exact, suffix] =
                    [from..range.start, range.clone(), range.end..to].map(|part| text.slice(&part));
                return Self::TextQuoteSelector { exact, prefix, suffix };
            }
            context += CONTEXT;
        }
    }

    /// Returns all ranges that are selected within a range.
    pub(super) fn places(&self, text: &Text, within: &Range<usize>) -> Vec<Range<usize>> {
        match self {
            Self::TextPositionSelector { start, end } => iter::once(*start..*end).collect(),
            Self::TextQuoteSelector { exact, prefix, suffix } => {
                let found = text.find(&format!("{prefix}{exact}{suffix}"), within);
                let (before, after) = (prefix.chars().count(), suffix.chars().count());
                found.into_iter().map(|place| place.start + before..place.end - after).collect()
            }
        }
    }

    /// Returns the only range that is selected.
    ///
    /// # Errors
    /// If there is none or more than one.
    pub(super) fn place(&self, text: &Text, within: &Range<usize>) -> anyhow::Result<Range<usize>> {
        let mut places = self.places(text, within);
        ensure!(places.len() == 1, "{self:?} selects {} places", places.len());
        Ok(places.remove(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_context_grows_until_the_words_are_unique() {
        let same = "the islands and the sea around the islands and the sea around ";
        let text = Text::of_original(&format!("{same}{same}{same}end"), &[]);
        let around = text.range();
        let range = text.find("islands", &around).remove(3);
        let selector = Selector::quote(&text, &range, &around);
        assert_eq!(selector.place(&text, &around).unwrap(), range);
    }

    #[test]
    fn the_edges_of_the_text_shorten_the_context() {
        let text = Text::of_original("Iturup lies south.", &[]);
        let selector = Selector::quote(&text, &(0..6), &text.range());
        let expected = ("Iturup".to_owned(), String::new(), " lies south.".to_owned());
        let Selector::TextQuoteSelector { exact, prefix, suffix } = selector else { panic!("no quotation") };
        assert_eq!((exact, prefix, suffix), expected);
    }
}
