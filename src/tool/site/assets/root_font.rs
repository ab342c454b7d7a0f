//! Sizes in the shadow tree of the map, which follow the letters of the reader and not those of the page.
//!
//! A `rem` is the size of the letters of the page's root, which many sites set for their own arithmetic: to 10 px, or to a
//! hundredth of the screen. It counts where it is larger than the usual 16 px, as for a reader who wants large letters, up
//! to twice that (WCAG 2.2, success criterion 1.4.4).

/// The styles of the shadow tree.
const STYLES: [&str; 3] = ["kuril-map.css", "controls.css", "tools.css"];
/// One `rem` there.
const UNIT: &str = "clamp(16px,1rem,32px)";

/// A minified style, if it is one of the shadow tree, with every `rem` at least as large as usual.
pub(crate) fn held(name: &str, style: String) -> String {
    if !STYLES.contains(&name) {
        return style;
    }
    let (mut held, mut rest) = (String::with_capacity(style.len()), style.as_str());
    while let Some((before, after)) = rest.split_once("rem") {
        rest = after;
        let end = before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        let begin = end.strip_suffix('-').filter(|head| !head.ends_with(char::is_alphanumeric)).unwrap_or(end);
        let is_number = before.ends_with(|letter: char| letter.is_ascii_digit());
        let is_word = end.ends_with(|letter: char| letter.is_alphabetic() || letter == '#');
        if !is_number || is_word || after.starts_with(char::is_alphanumeric) {
            held += before;
            held += "rem";
        } else {
            let number = before.get(begin.len()..).unwrap_or_default();
            held += begin;
            held += &["calc(", number, "*", UNIT, ")"].concat();
        }
    }
    held + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rem_of_the_shadow_tree_is_what_a_reader_may_want() {
        let style =
            "a{margin:-.5rem 1rem 0;font:400 1.4rem/1 serif}@container(max-width:56rem){b{x:calc(100% - 2rem)}}.rem{}";
        let expected = "a{margin:calc(-.5*clamp(16px,1rem,32px)) calc(1*clamp(16px,1rem,32px)) 0;font:400 calc(1.4*clamp(16px,1rem,32px))/1 serif}\
            @container(max-width:calc(56*clamp(16px,1rem,32px))){b{x:calc(100% - calc(2*clamp(16px,1rem,32px)))}}.rem{}";
        assert_eq!(held("controls.css", style.to_owned()), expected);
        assert_eq!(held("page.css", style.to_owned()), style, "a page sets its own letters");
    }
}
