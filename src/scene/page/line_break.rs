//! Breaks running text into lines, and a title into its two parts.
//!
//! The tool breaks the few large words of a social card by the rules of Unicode. The rules here are simpler, because
//! every reader who opens the tools downloads them.

use crate::lean::find::find;

/// Joins the pieces of a text, each with its trailing space, into lines that are each as wide as possible, at most
/// `width` pixels. A wider piece has its own line.
pub fn greedy_lines<'t>(
    pieces: impl IntoIterator<Item = &'t str>,
    width: f64,
    measure: &dyn Fn(&str) -> f64,
) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces {
        let Some(line) = lines.last_mut() else { continue };
        let longer = [line.as_str(), piece].concat();
        if line.is_empty() || measure(longer.trim_end()) <= width {
            *line = longer;
        } else {
            lines.push(piece.to_owned());
        }
    }
    lines.retain_mut(|line| {
        line.truncate(line.trim_end().len());
        !line.is_empty()
    });
    lines
}

/// Splits a title at its colon or dash; the second part is empty if there is none.
#[must_use]
pub fn split_title(title: &str) -> (&str, &str) {
    for mark in [": ", "――"] {
        let halves = find(title, mark, 0).and_then(|at| Some((title.get(..at)?, title.get(at + mark.len()..)?)));
        if let Some(halves) = halves {
            return halves;
        }
    }
    (title, "")
}

/// Breaks a text into lines of at most `width` pixels, at spaces and between any two characters of scripts without
/// spaces.
pub(super) fn wrapped(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    greedy_lines(words(text), width, measure)
}

/// The unbreakable pieces of a text; a closing mark stays with the character before it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let next = letters.peek().map(|(_, next)| *next);
        let is_wide = |letter: char| ('\u{2e80}'..='\u{ffef}').contains(&letter);
        let is_closing = |letter: char| "、。，．）」』〉》・：；？！ー）".contains(letter);
        let breaks = next.is_some_and(|next| !is_closing(next) && (is_wide(letter) || is_wide(next)));
        if letter == ' ' || breaks || next.is_none() {
            words.extend(text.get(start..end));
            start = end;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f64) -> Vec<String> {
        wrapped(text, width, &|line| line.chars().count() as f64)
    }

    #[test]
    fn lines_end_at_spaces_and_between_han_characters_but_not_before_a_closing_mark() {
        assert_eq!(broken("one two three", 8.0), ["one two", "three"]);
        assert_eq!(broken("unbreakable", 4.0), ["unbreakable"]);
        assert_eq!(broken("千島列島、北方", 4.0), ["千島列", "島、北方"]);
        assert_eq!(broken("", 4.0), Vec::<String>::new());
    }

    #[test]
    fn a_title_ends_at_its_colon_or_dash() {
        assert_eq!(split_title("Isles: who, when"), ("Isles", "who, when"));
        assert_eq!(split_title("列島――誰が"), ("列島", "誰が"));
        assert_eq!(split_title("Isles"), ("Isles", ""));
    }
}
