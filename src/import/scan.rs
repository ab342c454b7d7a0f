//! Where the values of a JSON text begin and end, found without reading them.
//!
//! A parser stops at the first slip, and one number that is `NaN` would cost a file of ten thousand features. So brackets
//! and strings are followed here, and each part is given to the parser alone. What is not well formed between the parts,
//! such as a comma too many, is passed over; a text that ends too early gives the parts that are whole.

use std::borrow::Cow;
use std::ops::Range;

/// The members of an object or the items of a list, and whether the text goes on to its end.
#[derive(Clone, Debug)]
pub(crate) struct Parts<T> {
    pub(crate) parts: Vec<T>,
    pub(crate) is_whole: bool,
}

/// A member of an object: its key and where its value stands.
pub(crate) type Member<'a> = (Cow<'a, str>, Range<usize>);

/// Returns where a value ends that begins at an offset; none if it is not closed.
pub(crate) fn value_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'"' => string_end(bytes, at),
        b'{' | b'[' => block_end(bytes, at),
        _ => {
            let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b':' | b'\x1e') || byte.is_ascii_whitespace();
            let rest = bytes.get(at..)?;
            // A lone bracket or colon is passed over as a value of its own, so that every search goes on.
            Some(at + rest.iter().position(is_end).unwrap_or(rest.len()).max(1))
        }
    }
}

/// Where a list or object ends; none also where a bracket closes one of the other kind.
fn block_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open = Vec::new();
    loop {
        let byte = *bytes.get(at)?;
        match byte {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' if open.pop() != Some(byte) => return None,
            _ => {}
        }
        at += 1;
        if open.is_empty() {
            return Some(at);
        }
    }
}

fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Returns the first offset, from one on, that is neither white space nor one of some marks.
pub(crate) fn skip(text: &str, at: usize, marks: &[u8]) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || marks.contains(byte);
    at + rest.iter().position(|byte| !is_blank(byte)).unwrap_or(rest.len())
}

/// Returns the items of the list that begins at an offset.
pub(crate) fn items(text: &str, start: usize) -> Parts<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = skip(text, start + 1, b",");
    while let Some(byte) = text.as_bytes().get(at) {
        if matches!(byte, b']' | b'}') {
            return Parts { parts, is_whole: true };
        }
        let Some(end) = value_end(text, at) else { break };
        parts.push(at..end);
        at = skip(text, end, b",");
    }
    Parts { parts, is_whole: false }
}

/// Returns the members of the object that begins at an offset. A value that is not closed is the last one, up to the end
/// of the text.
pub(crate) fn members(text: &str, start: usize) -> Parts<Member<'_>> {
    let mut parts = Vec::new();
    let mut at = skip(text, start + 1, b",");
    let is_whole = loop {
        match text.as_bytes().get(at) {
            Some(b'}') => break true,
            Some(b'"') => {}
            _ => break false,
        }
        let Some(key_end) = value_end(text, at) else { break false };
        let value = skip(text, skip(text, key_end, b""), b":");
        let key = key(text.get(at..key_end).unwrap_or_default());
        if value >= text.len() {
            break false;
        }
        let Some(end) = value_end(text, value) else {
            parts.push((key, value..text.len()));
            break false;
        };
        parts.push((key, value..end));
        at = skip(text, end, b",");
    };
    Parts { parts, is_whole }
}

fn key(quoted: &str) -> Cow<'_, str> {
    if quoted.contains('\\') {
        return Cow::Owned(serde_json::from_str(quoted).unwrap_or_default());
    }
    Cow::Borrowed(quoted.trim_matches('"'))
}

/// Counts the lines of a text on from one place to the next: from the top for each would take quadratic time.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// Returns the line of an offset, counted from 1.
    pub(crate) fn at(&mut self, offset: usize) -> usize {
        if offset < self.at {
            *self = Self::new(self.text);
        }
        let between = self.text.get(self.at..offset).unwrap_or_default();
        self.line += between.bytes().filter(|byte| *byte == b'\n').count();
        self.at = offset.max(self.at);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item_texts(text: &str) -> (Vec<&str>, bool) {
        let found = items(text, 0);
        (found.parts.into_iter().map(|range| &text[range]).collect(), found.is_whole)
    }

    #[test]
    fn brackets_and_quotation_marks_inside_strings_end_nothing() {
        assert_eq!(item_texts(r#"[{"a":"]}\"["}, "\\", 7]"#), (vec![r#"{"a":"]}\"["}"#, r#""\\""#, "7"], true));
    }

    #[test]
    fn a_text_that_ends_too_early_gives_its_whole_parts() {
        assert_eq!(item_texts(r#"[{"a":1},{"b":[1,2"#), (vec![r#"{"a":1}"#], false));
        let found = members(r#"{"type":"FeatureCollection","features":[{},{"#, 0);
        assert!(!found.is_whole);
        assert_eq!(found.parts[1], ("features".into(), 39..44));
    }

    #[test]
    fn a_comma_too_many_or_too_few_costs_nothing() {
        assert_eq!(item_texts("[,1,,2 3,]"), (vec!["1", "2", "3"], true));
    }

    #[test]
    fn keys_are_read_with_their_escapes() {
        let found = members(r#"{ "t\u0079pe" : null }"#, 0);
        assert_eq!(found.parts, [("type".into(), 16..20)]);
    }

    #[test]
    fn lines_are_counted_forwards_and_back() {
        let mut lines = Lines::new("a\nb\nc");
        assert_eq!([lines.at(4), lines.at(0), lines.at(2), lines.at(99)], [3, 1, 2, 2]);
    }
}
