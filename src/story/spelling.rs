//! The syntax of ids and language tags: safe in addresses, file names, attributes and commands alike.

use crate::limits;

/// What an id must be, for findings.
pub const ID: &str = "an id of at most 64 small letters a to z, digits and hyphens, no hyphen first";
/// What a language must be, for findings.
pub const LANGUAGE: &str = "a language tag such as \"en\" or \"sr-Latn\"";

/// Whether a text is a valid id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let is_part = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    !text.is_empty() && text.len() <= limits::ID.most && !text.starts_with('-') && text.bytes().all(is_part)
}

/// Whether a text is formed like a language tag (BCP 47: RFC 5646, section 2.1), judged by the lengths of its parts.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = tag.bytes().take_while(u8::is_ascii_alphabetic).count();
    let begins = (2..=8).contains(&first) && matches!(tag.as_bytes().get(first), None | Some(b'-'));
    begins && tag.len() <= 35 && tag.split('-').all(is_part)
}

/// A way of writing with Han characters, which are not set in italics and whose shapes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Han {
    /// The characters of Japan, with kana.
    Japanese,
    /// The simplified characters of Chinese.
    Simplified,
    /// The traditional characters of Chinese.
    Traditional,
}

/// Returns how a language is written with Han characters; none if it is not. The tag of Chinese names the script or a
/// country, which implies one (CLDR, `likelySubtags.xml`).
#[must_use]
pub fn han(tag: &str) -> Option<Han> {
    let mut parts = tag.split('-');
    match parts.next()? {
        "ja" => Some(Han::Japanese),
        "zh" => parts.find_map(script).or(Some(Han::Simplified)),
        _ => None,
    }
}

/// Returns the script that a part of a tag of Chinese says.
fn script(part: &str) -> Option<Han> {
    let is_one_of = |tags: &[&str]| tags.iter().any(|tag| tag.eq_ignore_ascii_case(part));
    if is_one_of(&["Hant", "TW", "HK", "MO"]) {
        return Some(Han::Traditional);
    }
    is_one_of(&["Hans"]).then_some(Han::Simplified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_nothing_else_in_an_address_a_file_name_or_markup() {
        for id in ["iturup", "7", "a-b", "1956-09-07-aide-memoire", &"a".repeat(64)] {
            assert!(is_id(id), "{id}");
        }
        let others =
            ["", "-a", "A", "a b", "a/b", "..", "a.b", "a_b", "k\"><img>", "..\\x", "\u{1b}[2J", "é", &"a".repeat(65)];
        for other in others {
            assert!(!is_id(other), "{other}");
        }
    }

    #[test]
    fn a_language_has_a_tag() {
        for tag in ["en", "ja", "sr-Latn", "zh-Hant-TW", "de-1996", "ain"] {
            assert!(is_language(tag), "{tag}");
        }
        for other in ["", "e", "en_US", "en-", "-en", "12", "en--us", "../x", ".\"><meta>", "en-abcdefghi", "x1"] {
            assert!(!is_language(other), "{other}");
        }
    }

    #[test]
    fn chinese_has_the_script_that_its_tag_names_or_that_its_country_reads() {
        for tag in ["zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK", "zh-hans-cn"] {
            assert_eq!(han(tag), Some(Han::Simplified), "{tag}");
        }
        for tag in ["zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-Hant-CN", "zh-tw"] {
            assert_eq!(han(tag), Some(Han::Traditional), "{tag}");
        }
        assert_eq!(["ja", "ja-JP"].map(han), [Some(Han::Japanese); 2]);
        assert_eq!(["en", "ko", "jam", "zha", ""].map(han), [None; 5]);
    }
}
