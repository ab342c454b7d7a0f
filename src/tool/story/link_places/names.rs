//! The alias table: every spelling under which a text may name a place, and how much it needs beside it.

use std::collections::BTreeMap;

use crate::story::link_places::fold::Glyph;

/// How much the words around a name must say before it counts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Trust {
    /// The name is enough.
    Clear,
    /// The text must speak of this archipelago.
    Doubtful,
    /// The words beside it must say that a place is meant.
    Ambiguous,
}

/// What a name names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// An island or a group of islands: what the map can choose.
    Land,
    /// A sea, a strait or a town: on the map, but not to be chosen.
    Around,
    /// Something else whose name holds the name of a place.
    Elsewhere,
}

/// One spelling of a place's name.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// The letters as they are compared, with whether each must be a capital.
    pub(crate) letters: Vec<(char, bool)>,
    /// Ids of the places that it names.
    pub(crate) targets: Vec<String>,
    /// What it names.
    pub(crate) kind: Kind,
    /// What it needs beside it.
    pub(crate) trust: Trust,
    /// Whether the Japanese word for island was left off.
    pub(crate) is_stem: bool,
}

/// All spellings, found by their first letter, the longest first.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_letter: BTreeMap<char, Vec<Name>>,
}

impl Names {
    /// The longest spelling with which a text goes on.
    pub(crate) fn longest(&self, text: &[Glyph], fits: impl Fn(&Name) -> bool) -> Option<&Name> {
        let first = text.first()?.letter;
        self.by_letter.get(&first)?.iter().find(|name| begins(text, &name.letters) && fits(name))
    }

    /// The spellings with a first letter, to add to.
    pub(super) fn of_letter(&mut self, letter: char) -> &mut Vec<Name> {
        self.by_letter.entry(letter).or_default()
    }

    /// All spellings.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Name> {
        self.by_letter.values().flatten()
    }

    /// Puts the longest first.
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
