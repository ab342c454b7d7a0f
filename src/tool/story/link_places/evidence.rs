//! Decides whether a name found in a text refers to the place: ships, persons and other features of the same name are
//! rejected, and a name that is also an ordinary word needs words beside it that indicate a place.

use crate::story::link_places::fold::Glyph;
use crate::story::link_places::names::{Kind, Trust};
use crate::story::link_places::scan::Found;
use crate::story::link_places::words;

/// Returns for each name found whether it is accepted. Members of a list depend on their neighbours, so the decision
/// is repeated until nothing changes.
pub(super) fn accepted(glyphs: &[Glyph], found: &[Found<'_>]) -> Vec<bool> {
    let scene = Scene { glyphs, found };
    let refused: Vec<bool> = (0..found.len()).map(|at| scene.is_refused(at)).collect();
    let clear = |at: usize, one: &Found<'_>| one.name.trust == Trust::Clear && refused.get(at) == Some(&false);
    let mut accepted: Vec<bool> = found.iter().enumerate().map(|(at, one)| clear(at, one)).collect();
    loop {
        let counts = |at: usize| {
            let has_counted = accepted.get(at) == Some(&true);
            has_counted || (refused.get(at) == Some(&false) && scene.is_borne_out(at, &accepted))
        };
        let next: Vec<bool> = (0..found.len()).map(counts).collect();
        if next == accepted {
            return accepted;
        }
        accepted = next;
    }
}

struct Scene<'a> {
    glyphs: &'a [Glyph],
    found: &'a [Found<'a>],
}

/// A word beside a name.
#[derive(Default)]
struct Word {
    /// Its folded letters.
    letters: String,
    /// Whether it begins with a capital.
    is_capital: bool,
    /// The text between it and the name.
    gap: String,
    /// The index of its first glyph.
    start: usize,
}

impl Word {
    /// Whether only a space separates it from the name.
    fn touches(&self) -> bool {
        !self.letters.is_empty() && self.gap == " "
    }

    fn is_among(&self, words: &[&str]) -> bool {
        words.contains(&self.letters.as_str())
    }
}

impl Scene<'_> {
    fn one(&self, at: usize) -> Option<&Found<'_>> {
        self.found.get(at)
    }

    /// Whether the words beside a name show that something else is called so.
    fn is_refused(&self, at: usize) -> bool {
        let Some(one) = self.one(at) else { return true };
        let (before, behind) = (self.before(one.glyphs.0), self.behind(one.glyphs.1));
        let quoted = before.gap.trim().is_empty() || before.gap.trim() == "\"";
        let ship = before.is_among(&words::VESSELS) && quoted;
        let ship = ship || (before.is_among(&["the"]) && self.is_ship_in_apposition(&before));
        let feature = behind.touches() && behind.is_capital && behind.is_among(&words::FEATURES);
        let feature = feature || (before.touches() && before.is_among(&words::RUSSIAN_FEATURES));
        let japanese = self.japanese_behind(one.glyphs.1) && (one.name.is_stem || one.name.trust != Trust::Clear);
        ship || feature || japanese || (one.name.trust == Trust::Ambiguous && self.is_person(one, &before, &behind))
    }

    /// "A fishing boat, the Name".
    fn is_ship_in_apposition(&self, article: &Word) -> bool {
        let noun = self.before(article.start);
        noun.is_among(&words::VESSELS) && noun.gap.starts_with(',')
    }

    fn japanese_behind(&self, end: usize) -> bool {
        let rest: String = self.glyphs.iter().skip(end).take(3).map(|glyph| glyph.letter).collect();
        words::JAPANESE_BEHIND.iter().any(|word| rest.starts_with(word))
    }

    /// Whether a given name, surname, initial or title precedes or follows the name.
    fn is_person(&self, one: &Found<'_>, before: &Word, behind: &Word) -> bool {
        let plain = |word: &Word| {
            let place = word.is_among(&words::ISLANDS) || word.is_among(&words::ON) || word.is_among(&words::IN);
            word.is_capital && !place && !word.is_among(&words::JOINTS)
        };
        let initial = before.is_capital && before.letters.chars().count() == 1 && before.gap == ". ";
        let is_name = |end: usize| self.found.iter().any(|other| other.glyphs.1 == end);
        let named = before.touches() && plain(before) && !is_name(one.glyphs.0 - 1);
        let is_place = |start: usize| self.found.iter().any(|other| other.glyphs.0 == start);
        initial || named || (behind.touches() && plain(behind) && !is_place(behind.start))
    }

    /// Whether the words around a name show that the place is meant.
    fn is_borne_out(&self, at: usize, accepted: &[bool]) -> bool {
        let Some(one) = self.one(at) else { return false };
        let near = |other: usize| accepted.get(other) == Some(&true) && self.listed(at, other);
        let in_list = at.checked_sub(1).is_some_and(near) || near(at + 1);
        let spoken_of =
            self.found.iter().zip(accepted).any(|(other, accepted)| *accepted && other.name.kind == Kind::Land);
        let loose = one.name.trust == Trust::Doubtful && spoken_of && !self.runs_into_kanji(one);
        loose || in_list || self.has_place_word(at, spoken_of)
    }

    fn runs_into_kanji(&self, one: &Found<'_>) -> bool {
        one.name.is_stem && self.glyphs.get(one.glyphs.1).is_some_and(|glyph| glyph.is_kanji())
    }

    /// Whether two names are neighbours in a list: only commas, colons, brackets and conjunctions are between them.
    fn listed(&self, at: usize, other: usize) -> bool {
        let (first, second) = (at.min(other), at.max(other));
        let (Some(first), Some(second)) = (self.one(first), self.one(second)) else { return false };
        let between = self.glyphs.get(first.glyphs.1..second.glyphs.0).unwrap_or_default();
        let letters: String = between.iter().map(|glyph| glyph.letter).collect();
        let marks = [' ', ',', ':', '(', ')', '、', '・', '，', '（', '）', '"'];
        let words = letters.split(marks).filter(|word| !word.is_empty());
        let japanese = |word: &str| word.chars().count() <= 3 && words::JOINTS.contains(&word);
        let mut count = 0;
        words.inspect(|_| count += 1).all(|word| japanese(word) || words::JOINTS.contains(&word))
            && count <= 2
            && between.len() <= 12
    }

    /// Whether a word for an island is beside the name or its list, or a preposition that only places have.
    fn has_place_word(&self, at: usize, spoken_of: bool) -> bool {
        let Some(one) = self.one(at) else { return false };
        let before = self.before(one.glyphs.0);
        let behind = self.behind(one.glyphs.1);
        let island_of = before.is_among(&["of"]) && self.before(before.start).is_among(&words::ISLANDS);
        let abbreviated = before.letters == "о" && before.gap.trim() == ".";
        let islands = |word: &Word| word.touches() && word.letters != "о" && word.is_among(&words::ISLANDS);
        let apposed = behind.gap == ", " && self.apposition(one.glyphs.1);
        let prepositions: &[&str] = if one.name.kind == Kind::Around { &words::IN } else { &words::ON };
        let placed = spoken_of && before.touches() && before.is_among(prepositions);
        let kanji = self.japanese_island(one.glyphs.1);
        let next_in_list = self.one(at + 1).is_some_and(|_| self.listed(at, at + 1));
        let later = next_in_list && self.has_island_word_behind(at + 1);
        island_of || abbreviated || islands(&before) || islands(&behind) || apposed || placed || kanji || later
    }

    /// ", самый дальний остров": whether an apposition has a word for an island among its first few words.
    fn apposition(&self, end: usize) -> bool {
        let mut word = self.behind(end);
        for _ in 0..4 {
            if word.is_among(&words::ISLANDS) {
                return true;
            }
            word = self.behind(word.start + word.letters.chars().count());
            if word.gap != " " {
                return false;
            }
        }
        false
    }

    /// Whether the list that continues after a name is followed by a word for islands.
    fn has_island_word_behind(&self, mut at: usize) -> bool {
        while self.one(at + 1).is_some() && self.listed(at, at + 1) {
            at += 1;
        }
        let Some(one) = self.one(at) else { return false };
        let behind = self.behind(one.glyphs.1);
        (behind.touches() && behind.is_among(&words::ISLANDS)) || self.japanese_island(one.glyphs.1)
    }

    fn japanese_island(&self, end: usize) -> bool {
        let rest: String = self.glyphs.iter().skip(end).take(3).map(|glyph| glyph.letter).collect();
        let words = words::ISLANDS.iter().filter(|word| word.ends_with(['島', '岩']));
        words.into_iter().any(|word| rest.starts_with(*word))
            || rest.trim_start_matches(['ノ', '3', '4', '2']).starts_with('島')
    }

    fn before(&self, start: usize) -> Word {
        let all = self.glyphs.get(..start).unwrap_or_default();
        let gap = all.iter().rev().take_while(|glyph| !glyph.is_spaced_letter()).count();
        let end = start - gap;
        let letters = all.iter().take(end).rev().take_while(|glyph| glyph.is_spaced_letter()).count();
        self.word(end - letters, end, (end, start))
    }

    fn behind(&self, end: usize) -> Word {
        let rest = self.glyphs.get(end..).unwrap_or_default();
        let gap = rest.iter().take_while(|glyph| !glyph.is_spaced_letter()).count();
        let letters = rest.iter().skip(gap).take_while(|glyph| glyph.is_spaced_letter()).count();
        self.word(end + gap, end + gap + letters, (end, end + gap))
    }

    fn word(&self, start: usize, end: usize, gap: (usize, usize)) -> Word {
        let letters = |from: usize, to: usize| {
            self.glyphs.get(from..to).unwrap_or_default().iter().map(|glyph| glyph.letter).collect::<String>()
        };
        let is_capital = self.glyphs.get(start).is_some_and(|glyph| glyph.is_capital());
        Word { letters: letters(start, end), is_capital, gap: letters(gap.0, gap.1), start }
    }
}
