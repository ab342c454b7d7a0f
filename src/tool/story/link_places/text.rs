//! A text divided into paragraphs, with positions counted in characters.

use std::ops::Range;

/// A text with known paragraphs.
#[derive(Clone, Debug)]
pub(super) struct Text {
    letters: Vec<char>,
    /// The number and range of each paragraph.
    pub(super) paragraphs: Vec<(u32, Range<usize>)>,
}

impl Text {
    /// Returns an original: paragraphs are separated by blank lines, or by line breaks if there are none. The blocks of
    /// `furniture` (titles, captions; counted from 1) do not count as paragraphs.
    pub(super) fn of_original(text: &str, furniture: &[usize]) -> Self {
        let blocks = blocks(text).into_iter().enumerate();
        let counted = blocks.filter(|(index, _)| !furniture.contains(&(index + 1))).map(|(_, block)| block);
        Self { letters: text.chars().collect(), paragraphs: (1..).zip(counted).collect() }
    }

    /// Returns a substitute for an unavailable original: its excerpts by the numbers of their paragraphs.
    pub(super) fn of_excerpts<'a>(excerpts: impl Iterator<Item = (u32, &'a str)>) -> Self {
        let mut whole = Self { letters: Vec::new(), paragraphs: Vec::new() };
        for (number, text) in excerpts {
            let start = whole.letters.len();
            whole.letters.extend(text.chars());
            whole.paragraphs.push((number, start..whole.letters.len()));
            whole.letters.extend(['\n', '\n']);
        }
        whole
    }

    /// Returns the whole text.
    pub(super) fn whole(&self) -> String {
        self.letters.iter().collect()
    }

    /// Returns the text of a range.
    pub(super) fn slice(&self, range: &Range<usize>) -> String {
        self.letters.get(range.clone()).unwrap_or_default().iter().collect()
    }

    /// Returns all occurrences of the words within a range.
    pub(super) fn find(&self, words: &str, within: &Range<usize>) -> Vec<Range<usize>> {
        let words: Vec<char> = words.chars().collect();
        let text = self.letters.get(within.clone()).unwrap_or_default();
        let places = text.windows(words.len().max(1)).enumerate().filter(|(_, window)| *window == words);
        places.map(|(at, _)| within.start + at..within.start + at + words.len()).collect()
    }

    /// Returns the range of the whole text.
    pub(super) fn range(&self) -> Range<usize> {
        0..self.letters.len()
    }
}

/// Returns the ranges of the blocks without surrounding white space.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let length = line.chars().count();
        let lead = line.chars().take_while(|letter| letter.is_whitespace()).count();
        let words = line.trim().chars().count();
        lines.push(at + lead.min(length)..at + (lead + words).min(length));
        at += length;
    }
    let has_blank = lines.iter().skip_while(|line| line.is_empty()).any(Range::is_empty);
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for line in lines {
        match blocks.last_mut() {
            Some(block) if is_open && has_blank && !line.is_empty() => block.end = line.end,
            _ if !line.is_empty() => blocks.push(line.clone()),
            _ => {}
        }
        is_open = !line.is_empty();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str, furniture: &[usize]) -> Vec<(u32, String)> {
        let text = Text::of_original(text, furniture);
        text.paragraphs.iter().map(|(number, range)| (*number, text.slice(range))).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_and_furniture_is_not_counted() {
        let found = paragraphs("Title\n\nOne\nand more.\n \nTwo.\n", &[1]);
        assert_eq!(found, [(1, "One\nand more.".to_owned()), (2, "Two.".to_owned())]);
    }

    #[test]
    fn lines_are_paragraphs_where_none_is_blank() {
        assert_eq!(paragraphs("Итуруп.\nУруп.", &[]), [(1, "Итуруп.".to_owned()), (2, "Уруп.".to_owned())]);
    }
}
