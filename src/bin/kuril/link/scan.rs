//! The search for names in a folded text: the longest at each place, with borders where the script has them.

use super::evidence;
use super::fold::{Glyph, folded};
use super::names::{Kind, Name, Names};

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// The first glyph, and the one behind the last.
    pub(crate) glyphs: (usize, usize),
    /// Its place in the text, counted in characters.
    pub(crate) start: usize,
    /// The place behind it.
    pub(crate) end: usize,
    /// The spelling.
    pub(crate) name: &'a Name,
}

/// The mentions of places in a text, in its order; names that the words around them do not bear out are left off.
pub(crate) fn mentions<'a>(names: &'a Names, text: &str) -> Vec<Found<'a>> {
    let glyphs = folded(text);
    let found = candidates(names, &glyphs);
    let accepted = evidence::accepted(&glyphs, &found);
    let chosen =
        found.into_iter().zip(accepted).filter(|(found, accepted)| *accepted && found.name.kind != Kind::Elsewhere);
    chosen.map(|(found, _)| found).collect()
}

/// The longest name at every place, none inside another.
fn candidates<'a>(names: &'a Names, glyphs: &[Glyph]) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = glyphs.get(at..).filter(|rest| !rest.is_empty()) {
        let joined = found.last().is_some_and(|last| last.glyphs.1 == at);
        let fits = |name: &Name| bordered(glyphs, (at, at + name.letters.len()), joined, name);
        match names.longest(rest, fits) {
            Some(name) => {
                let next = at + name.letters.len();
                let end = glyphs.get(next - 1).map_or(0, |glyph| glyph.end);
                let start = rest.first().map_or(0, |glyph| glyph.start);
                found.push(Found { glyphs: (at, next), start, end, name });
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a name has its borders: no letter of a spaced script on either side, no katakana beside katakana, no
/// kanji before a stem.
fn bordered(glyphs: &[Glyph], (start, end): (usize, usize), joined: bool, name: &Name) -> bool {
    let before = start.checked_sub(1).and_then(|at| glyphs.get(at));
    let behind = glyphs.get(end);
    let (Some(first), Some(last)) = (glyphs.get(start), glyphs.get(end - 1)) else { return false };
    let runs_on = |inner: &Glyph, outer: Option<&Glyph>| {
        outer.is_some_and(|outer| {
            let spaced = inner.is_spaced_letter() && outer.is_spaced_letter();
            let foreign = inner.is_katakana() && (outer.is_katakana() || matches!(outer.raw, '＝' | '='));
            spaced || foreign
        })
    };
    let inside = name.is_stem && !joined && before.is_some_and(|before| before.is_kanji());
    !runs_on(first, before) && !runs_on(last, behind) && !inside
}
