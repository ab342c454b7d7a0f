//! Folds a text for comparison: spellings that readers take as the same become equal; letters keep their positions.
//!
//! Case, accents, `ё`, the width of letters, old forms of characters, the two kana and all kinds of spaces, hyphens and
//! quotation marks are folded; soft hyphens and combining marks are left out. A name found in the folded text is cut
//! from the original by the positions of its first and last letter.

/// A letter of the folded text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Glyph {
    /// The folded letter.
    pub(crate) letter: char,
    /// The letter of the original.
    pub(crate) raw: char,
    /// Its position in the original, in characters.
    pub(crate) start: usize,
    /// The position after it and after the marks that belong to it.
    pub(crate) end: usize,
}

impl Glyph {
    /// Whether it is a capital letter.
    pub(crate) fn is_capital(self) -> bool {
        self.raw.is_uppercase()
    }

    /// Whether it is part of a word in a script that separates words by spaces.
    pub(crate) fn is_spaced_letter(self) -> bool {
        self.raw.is_alphanumeric() && !self.is_kanji() && !self.is_kana()
    }

    /// Whether it is a Chinese character.
    pub(crate) fn is_kanji(self) -> bool {
        matches!(self.raw, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々')
    }

    /// Whether it is a letter of katakana, in which foreign names are written.
    pub(crate) fn is_katakana(self) -> bool {
        matches!(self.raw, '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9d}')
    }

    fn is_kana(self) -> bool {
        self.is_katakana() || matches!(self.raw, '\u{3041}'..='\u{309f}')
    }
}

/// Letters with diacritics and old forms of characters, with their plain forms.
const PLAIN: [(&str, char); 14] = [
    ("āáàâäãå", 'a'),
    ("ēéèêë", 'e'),
    ("īíìîï", 'i'),
    ("ōóòôöõ", 'o'),
    ("ūúùûü", 'u'),
    ("ç", 'c'),
    ("ñ", 'n'),
    ("ё", 'е'),
    ("й", 'и'),
    ("擇", '択'),
    ("國", '国'),
    ("齒", '歯'),
    ("嶋嶌", '島'),
    ("發", '発'),
];

/// The half-width kana, in the order of their code points from U+FF66.
const HALF_WIDTH: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// Folds a text.
pub(crate) fn folded(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    for (at, raw) in text.chars().enumerate() {
        let last = glyphs.last_mut();
        if is_mark(raw) {
            if let Some(glyph) = last {
                glyph.letter = voiced(glyph.letter, raw);
                glyph.end = at + 1;
            }
            continue;
        }
        if matches!(raw, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') {
            continue;
        }
        let letter = plain(raw);
        match last {
            Some(glyph) if letter == ' ' && glyph.raw.is_whitespace() && raw.is_whitespace() => glyph.end = at + 1,
            _ => glyphs.push(Glyph { letter, raw, start: at, end: at + 1 }),
        }
    }
    glyphs
}

/// Returns the folded letters of a name, each with whether it is a capital.
pub(crate) fn pattern(name: &str) -> Vec<(char, bool)> {
    folded(name).into_iter().map(|glyph| (glyph.letter, glyph.is_capital())).collect()
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}')
}

/// Returns the kana with a sound mark; in Unicode, voiced kana follow their plain forms.
fn voiced(letter: char, mark: char) -> char {
    let step = match mark {
        '\u{3099}' | '\u{ff9e}' => 1,
        '\u{309a}' | '\u{ff9f}' => 2,
        _ => 0,
    };
    char::from_u32(u32::from(letter) + step).unwrap_or(letter)
}

fn plain(raw: char) -> char {
    let narrow = match raw {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(raw) - 0xfee0).unwrap_or(raw),
        '\u{ff66}'..='\u{ff9d}' => HALF_WIDTH.chars().nth((u32::from(raw) - 0xff66) as usize).unwrap_or(raw),
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(raw) + 0x60).unwrap_or(raw),
        _ => raw,
    };
    let small = narrow.to_lowercase().next().unwrap_or(narrow);
    match small {
        _ if small.is_whitespace() => ' ',
        '-' | '‐' | '‑' | '‒' | '–' | '−' => ' ',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '’' | '‘' | 'ʼ' => '\'',
        _ => PLAIN.iter().find(|(letters, _)| letters.contains(small)).map_or(small, |(_, plain)| *plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        folded(text).iter().map(|glyph| glyph.letter).collect()
    }

    #[test]
    fn spaces_hyphens_and_soft_hyphens_do_not_part_spellings() {
        assert_eq!(letters("Kuril\u{a0}Islands"), letters("Kuril\u{2009}Is\u{ad}lands"));
        assert_eq!(letters("Южно\u{2011}Курильск"), letters("Южно-Курильск"));
        assert_eq!(letters("Kuril \n Islands"), "kuril islands");
    }

    #[test]
    fn accents_and_their_precomposed_forms_are_the_same() {
        assert_eq!(letters("Ю\u{301}рий"), letters("Юрии\u{306}"));
        assert_eq!(letters("Зелёный"), letters("Зеленый"));
        assert_eq!(letters("Suishō"), letters("Suisho"));
    }

    #[test]
    fn kana_of_every_kind_and_old_characters_are_the_same() {
        assert_eq!(letters("ｸﾅｼﾘ"), letters("くなしり"));
        assert_eq!(letters("ﾊﾞｽ"), letters("ハ\u{3099}ス"));
        assert_eq!(letters("ハ\u{3099}ス"), "バス");
        assert_eq!(letters("擇捉島"), "択捉島");
        assert_eq!(letters("４島ＩＴＵＲＵＰ"), "4島iturup");
    }

    #[test]
    fn a_glyph_knows_its_place_with_the_marks_that_belong_to_it() {
        let glyphs = folded("а\u{301}\u{ad}б");
        assert_eq!((glyphs[0].start, glyphs[0].end), (0, 2));
        assert_eq!((glyphs[1].start, glyphs[1].end), (3, 4));
    }
}
