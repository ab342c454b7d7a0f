//! Texts broken into lines by the rules of Unicode (UAX #14), with more care for names.
//!
//! A picture that goes ahead of a link has few words, and large ones: their lines are made alike, and names are parted
//! where they may be. Printed pages have small running text, which [`kuril_map::scene`] sets in full lines by the few
//! rules that a browser need load.

use unicode_linebreak::{BreakClass, break_property, linebreaks};

/// What no line of ours begins with, although Unicode lets it: marks between two names.
const JOINTS: [char; 2] = ['·', '／'];
/// Lines are made alike by narrowing the room in steps of this share of it, down to the least.
const STEP: f64 = 0.03;
const LEAST_SHARE: f64 = 0.5;
/// The first character of the scripts that are written without spaces.
const EASTERN_FROM: char = '\u{2e80}';

/// What may be parted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Grain {
    /// Running text: Japanese is broken wherever its rules allow.
    Fine,
    /// Names: Japanese is broken beside brackets and slashes only, as if these were spaces.
    Coarse,
}

/// The lines of a text within `room`, as few as can be and of like width; a word that is wider has a line of its own.
pub(crate) fn broken(text: &str, room: f64, grain: Grain, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = filled(text, room, grain, &width);
    let mut narrower = room;
    while narrower > room * LEAST_SHARE {
        narrower -= room * STEP;
        let even = filled(text, narrower, grain, &width);
        if even.len() > lines.len() || even.iter().any(|line| width(line) > narrower) {
            break;
        }
        lines = even;
    }
    lines
}

/// The lines of a text, each as wide as it can be.
fn filled(text: &str, room: f64, grain: Grain, width: &impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for unit in units(text, grain) {
        let longer = format!("{line}{unit}");
        if !line.is_empty() && width(longer.trim_end()) > room {
            lines.push(line.trim_end().to_owned());
            unit.clone_into(&mut line);
        } else {
            line = longer;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// A title and what follows its colon or dash; nothing follows where there is none.
pub(crate) fn parted(title: &str) -> (&str, &str) {
    [": ", "――"].into_iter().find_map(|mark| title.split_once(mark)).unwrap_or((title, ""))
}

/// The least pieces of a text that stay together, each with the space after it.
fn units(text: &str, grain: Grain) -> Vec<&str> {
    let mut start = 0;
    let ends = linebreaks(text).map(|(end, _)| end).filter(|end| can_break(text, *end, grain));
    ends.map(|end| text.get(std::mem::replace(&mut start, end)..end).unwrap_or_default()).collect()
}

/// Whether a line may end at a place where Unicode lets it.
fn can_break(text: &str, at: usize, grain: Grain) -> bool {
    let (before, after) = text.split_at(at);
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return true };
    let is_eastern = |letter: char| letter >= EASTERN_FROM;
    let is_sound = match grain {
        // A number stays with what it counts.
        Grain::Fine => !(before.is_ascii_digit() && is_eastern(after)),
        Grain::Coarse => {
            let opens = break_property(after.into()) == BreakClass::OpenPunctuation;
            before == ' ' || before == '／' || opens && is_eastern(before)
        }
    };
    is_sound && !JOINTS.contains(&after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, letters: usize, grain: Grain) -> Vec<String> {
        broken(text, letters as f64, grain, |line| line.chars().count() as f64)
    }

    #[test]
    fn words_stay_whole() {
        let title = "Kuril Islands / Northern Territories";
        assert_eq!(lines(title, 15, Grain::Fine), ["Kuril Islands /", "Northern", "Territories"]);
        assert_eq!(lines("Территория", 4, Grain::Fine), ["Территория"]);
    }

    #[test]
    fn lines_are_of_like_width() {
        assert_eq!(lines("aa bb cc dd", 8, Grain::Fine), ["aa bb", "cc dd"]);
    }

    #[test]
    fn no_line_begins_with_a_full_stop_or_ends_with_a_bracket() {
        assert_eq!(lines("統治する。", 4, Grain::Fine), ["統治す", "る。"]);
        assert_eq!(lines("国は（ソ連）", 3, Grain::Fine), ["国は", "（ソ", "連）"]);
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        assert_eq!(lines("は1945年", 5, Grain::Fine), ["は", "1945年"]);
    }

    #[test]
    fn a_name_is_broken_beside_brackets_and_slashes_only() {
        assert_eq!(lines("南クリル／北方領土", 7, Grain::Coarse), ["南クリル／", "北方領土"]);
        assert_eq!(lines("列島（色丹と歯舞）", 7, Grain::Coarse), ["列島", "（色丹と歯舞）"]);
    }

    #[test]
    fn a_title_ends_at_its_colon_or_dash() {
        assert_eq!(parted("Isles: who, when"), ("Isles", "who, when"));
        assert_eq!(parted("列島――誰が"), ("列島", "誰が"));
        assert_eq!(parted("Isles"), ("Isles", ""));
    }
}
