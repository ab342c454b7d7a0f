//! The alias table: every spelling of a place's name in texts, and how much evidence it needs.

use std::collections::BTreeMap;

use crate::story::link_places::fold::Glyph;

/// The evidence that a name needs from the words around it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Trust {
    /// None.
    Clear,
    /// The text must be about this archipelago.
    Doubtful,
    /// The words beside it must indicate a place.
    Ambiguous,
}

/// What a name refers to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// An island or a group of islands, which can be selected on the map.
    Land,
    /// A sea, a strait or a town: on the map, but not selectable.
    Around,
    /// Something else whose name contains the name of a place.
    Elsewhere,
}

/// A spelling of a place's name.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// The folded letters, each with whether it must be a capital.
    pub(crate) letters: Vec<(char, bool)>,
    /// Ids of the places that it refers to.
    pub(crate) targets: Vec<String>,
    /// What it refers to.
    pub(crate) kind: Kind,
    /// The evidence that it needs.
    pub(crate) trust: Trust,
    /// Whether it lacks the Japanese word for island.
    pub(crate) is_stem: bool,
}

/// All spellings by their first letter, the longest first.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_letter: BTreeMap<char, Vec<Name>>,
}

impl Names {
    /// Returns the longest accepted spelling at the start of a text.
    pub(crate) fn longest(&self, text: &[Glyph], fits: impl Fn(&Name) -> bool) -> Option<&Name> {
        let first = text.first()?.letter;
        self.by_letter.get(&first)?.iter().find(|name| begins(text, &name.letters) && fits(name))
    }

    /// Returns the spellings with a given first letter.
    pub(super) fn of_letter(&mut self, letter: char) -> &mut Vec<Name> {
        self.by_letter.entry(letter).or_default()
    }

    /// Iterates over all spellings.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Name> {
        self.by_letter.values().flatten()
    }

    /// Sorts the spellings by length, the longest first.
    pub(super) fn sort(&mut self) {
        for names in self.by_letter.values_mut() {
            names.sort_by_key(|name| (usize::MAX - name.letters.len(), name.trust));
        }
    }
}

fn begins(text: &[Glyph], letters: &[(char, bool)]) -> bool {
    let fits = |(glyph, (letter, capital)): (&Glyph, &(char, bool))| {
        glyph.letter == *letter && (!capital || glyph.is_capital())
    };
    text.len() >= letters.len() && text.iter().zip(letters).all(fits)
}
