//! Text search by plain comparison at every byte: the texts are short.

/// Returns the byte offset of the first occurrence at or after `from`; `None` for an empty search text.
#[must_use]
pub fn find(text: &str, words: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..).filter(|_| !words.is_empty())?;
    let at = rest.windows(words.len()).position(|window| window == words.as_bytes())?;
    Some(from + at)
}

/// Replaces every occurrence.
#[must_use]
pub fn replaced(text: &str, words: &str, by: &str) -> String {
    let (mut out, mut done) = (String::new(), 0);
    while let Some(at) = find(text, words, done) {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(by);
        done = at + words.len();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    proptest! {
        #![proptest_config(crate::lean::cases())]

        #[test]
        fn words_are_found_and_replaced_as_the_standard_library_does_it(text in "[abИ島]{0,12}", words in "[abИ島]{1,2}", from in 0..12_usize) {
            let rest = text.get(from..).map(|rest| rest.find(&words).map(|at| from + at));
            prop_assert_eq!(rest.unwrap_or(find(&text, &words, from)), find(&text, &words, from));
            prop_assert_eq!(replaced(&text, &words, "*"), text.replace(&words, "*"));
        }
    }

    #[test]
    fn words_are_replaced_wherever_they_stand() {
        for (text, words, by) in
            [("{n} of {n}", "{n}", "島"), ("aaa", "aa", "b"), ("Ито", "т", ""), ("", "x", "y"), ("x", "xy", "z")]
        {
            assert_eq!(replaced(text, words, by), text.replace(words, by));
        }
    }

    #[test]
    fn nothing_is_found_nowhere() {
        assert_eq!((find("abcabc", "bc", 2), find("abc", "", 0), find("abc", "c", 9)), (Some(4), None, None));
    }
}
