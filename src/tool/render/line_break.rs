//! Breaks text into lines by the rules of Unicode (UAX #14), with additional rules for names.
//!
//! A social card has few, large words: its lines are balanced, and names are broken only at suitable positions. Printed
//! pages have small running text, for which [`kuril_map::scene`] has simpler rules that add less code to the browser's
//! download.

use kuril_map::scene::line_break::greedy_lines;
use unicode_linebreak::{BreakClass, break_property, linebreaks};

/// Separators between two names, at which no line starts, although Unicode allows it.
const SEPARATORS: [char; 2] = ['·', '／'];
/// Lines are balanced by narrowing the available width in steps of this share of it, down to the least share.
const STEP: f64 = 0.03;
const LEAST_SHARE: f64 = 0.5;
/// The first character of the scripts written without spaces.
const EASTERN_FROM: char = '\u{2e80}';

/// The rules for breaking.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum BreakRule {
    /// Running text: Japanese may be broken wherever Unicode allows.
    Prose,
    /// Names: Japanese may be broken only at brackets and slashes, as if these were spaces.
    Names,
}

/// Breaks a text into as few lines of at most `max_width` as possible, balanced; a wider word has its own line.
pub(crate) fn balanced_lines(text: &str, max_width: f64, rule: BreakRule, width: impl Fn(&str) -> f64) -> Vec<String> {
    let segments = segments(text, rule);
    let mut lines = greedy_lines(segments.iter().copied(), max_width, &width);
    let mut narrower = max_width;
    while narrower > max_width * LEAST_SHARE {
        narrower -= max_width * STEP;
        let balanced = greedy_lines(segments.iter().copied(), narrower, &width);
        if balanced.len() > lines.len() || balanced.iter().any(|line| width(line) > narrower) {
            break;
        }
        lines = balanced;
    }
    lines
}

/// The unbreakable segments of a text, each with its trailing space.
fn segments(text: &str, rule: BreakRule) -> Vec<&str> {
    let mut start = 0;
    let ends = linebreaks(text).map(|(end, _)| end).filter(|end| can_break(text, *end, rule));
    ends.map(|end| text.get(std::mem::replace(&mut start, end)..end).unwrap_or_default()).collect()
}

/// Whether a line may end at a position where Unicode allows it.
fn can_break(text: &str, at: usize, rule: BreakRule) -> bool {
    let (before, after) = text.split_at(at);
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return true };
    let is_eastern = |letter: char| letter >= EASTERN_FROM;
    let is_allowed = match rule {
        // A number is not separated from its unit.
        BreakRule::Prose => !(before.is_ascii_digit() && is_eastern(after)),
        BreakRule::Names => {
            let opens = break_property(after.into()) == BreakClass::OpenPunctuation;
            before == ' ' || before == '／' || opens && is_eastern(before)
        }
    };
    is_allowed && !SEPARATORS.contains(&after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, letters: usize, rule: BreakRule) -> Vec<String> {
        balanced_lines(text, letters as f64, rule, |line| line.chars().count() as f64)
    }

    #[test]
    fn words_stay_whole() {
        let title = "Kuril Islands / Northern Territories";
        assert_eq!(lines(title, 15, BreakRule::Prose), ["Kuril Islands /", "Northern", "Territories"]);
        assert_eq!(lines("Территория", 4, BreakRule::Prose), ["Территория"]);
    }

    #[test]
    fn lines_are_of_like_width() {
        assert_eq!(lines("aa bb cc dd", 8, BreakRule::Prose), ["aa bb", "cc dd"]);
    }

    #[test]
    fn no_line_begins_with_a_full_stop_or_ends_with_a_bracket() {
        assert_eq!(lines("統治する。", 4, BreakRule::Prose), ["統治す", "る。"]);
        assert_eq!(lines("国は（ソ連）", 3, BreakRule::Prose), ["国は", "（ソ", "連）"]);
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        assert_eq!(lines("は1945年", 5, BreakRule::Prose), ["は", "1945年"]);
    }

    #[test]
    fn a_name_is_broken_beside_brackets_and_slashes_only() {
        assert_eq!(lines("南クリル／北方領土", 7, BreakRule::Names), ["南クリル／", "北方領土"]);
        assert_eq!(lines("列島（色丹と歯舞）", 7, BreakRule::Names), ["列島", "（色丹と歯舞）"]);
    }
}
