//! Ids as a story has them: small letters a to z, digits and hyphens, each once.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

/// The most characters of an id.
const LENGTH: usize = 64;
/// Letters of Latin scripts that do not come apart into a letter and a mark.
const LETTERS: [(char, &str); 16] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŋ', "n"),
    ('ə', "e"),
    ('ŧ', "t"),
    ('ĸ', "k"),
    ('ĳ', "ij"),
    ('ƙ', "k"),
];

/// Returns an id made of a text; none if a letter of the text is of another script than Latin, or there is none.
#[must_use]
pub fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for letter in text.trim().nfkd().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if let Some((_, letters)) = LETTERS.iter().find(|(other, _)| *other == letter) {
            slug.push_str(letters);
        } else if letter.is_alphabetic() && !is_modifier(letter) {
            return None;
        } else if !is_mark(letter) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LENGTH {
            break;
        }
    }
    slug.truncate(LENGTH);
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// Marks and apostrophes, which leave no gap: `Malokuril'skoye`.
fn is_mark(letter: char) -> bool {
    is_modifier(letter) || matches!(letter, '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | '`')
}

/// Letters such as the ʻokina.
fn is_modifier(letter: char) -> bool {
    matches!(letter, '\u{2b0}'..='\u{2ff}')
}

/// The ids that were given so far.
#[derive(Debug, Default)]
pub(crate) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// Returns an id, with a number where it was given before, and whether it was.
    pub(crate) fn unique(&mut self, id: String) -> (String, bool) {
        let Some(mut number) = self.0.get(&id).copied() else {
            self.0.insert(id.clone(), 1);
            return (id, false);
        };
        let free = loop {
            number += 1;
            let end = format!("-{number}");
            let begin: String = id.chars().take(LENGTH - end.len()).collect();
            let other = [begin, end].concat();
            if !self.0.contains_key(&other) {
                break other;
            }
        };
        self.0.insert(id, number);
        self.0.insert(free.clone(), 1);
        (free, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_latin_letters_become_ids() {
        let told = [
            ("East Falkland / Isla Soledad", "east-falkland-isla-soledad"),
            ("Åland", "aland"),
            ("Malokuril'skoye", "malokurilskoye"),
            ("Fårö", "faro"),
            ("Łódź ", "lodz"),
            ("Hawaiʻi", "hawaii"),
            ("way/123", "way-123"),
            ("Straße № 7", "strasse-no-7"),
        ];
        for (name, id) in told {
            assert_eq!(slug(name).as_deref(), Some(id), "{name}");
        }
    }

    #[test]
    fn names_of_other_scripts_do_not() {
        for name in ["択捉島", "Итуруп", "Остров 7", "", " - "] {
            assert_eq!(slug(name), None, "{name}");
        }
    }

    #[test]
    fn an_id_is_given_once() {
        let mut ids = Ids::default();
        let given = ["a", "a", "a-2", "a"].map(|id| ids.unique(id.to_owned()).0);
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3"]);
        let long = "x".repeat(LENGTH);
        assert_eq!(ids.unique(long.clone()).0.len(), LENGTH);
        assert_eq!(ids.unique(long).0.len(), LENGTH);
    }
}
