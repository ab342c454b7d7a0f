//! Which runs of text say that they are in another language than the words around them.

use crate::support::coarse_story;
use kuril_map::markup::{Element, el, html};
use kuril_map::panel;

/// What a text of an element becomes where readers have a language.
fn marked(lang: &str, tree: Element) -> String {
    html(&panel::marked(&coarse_story(), lang, tree))
}

#[test]
fn a_run_in_another_script_says_its_language() {
    let quoted = el("p").text("Enomoto wrote 「現今所領「クリル」群島」, in 1875; «Правда», № 294, did not.");
    let expected = "<p>Enomoto wrote <span lang=\"ja\">「現今所領「クリル」群島」</span>, in 1875; \
                    «<span lang=\"ru\">Правда</span>», № 294, did not.</p>";
    assert_eq!(marked("en", quoted), expected);
    let publisher = || el("p").text("《歴史》 1990, 2: Краеведческий бюллетень, 1990, № 2, с. 133");
    let russian = "Краеведческий бюллетень, 1990, № 2, с";
    assert_eq!(marked("ja", publisher()), format!("<p>《歴史》 1990, 2: <span lang=\"ru\">{russian}</span>. 133</p>"));
    assert_eq!(marked("ru", publisher()), format!("<p><span lang=\"ja\">《歴史》</span> 1990, 2: {russian}. 133</p>"));
}

#[test]
fn a_run_says_its_language_within_words_of_a_language_that_the_story_lacks() {
    let french = el("p").child(el("span").attr("lang", "fr").text("www.example.jp (資料)"));
    let expected = "<p><span lang=\"fr\">www.example.jp (<span lang=\"ja\">資料</span>)</span></p>";
    assert_eq!(marked("en", french), expected);
    let chinese = || el("p").attr("lang", "zh").text("千岛群岛");
    assert_eq!(marked("en", chinese()), html(&chinese()), "a language is taken to write as its text begins");
}

#[test]
fn latin_letters_and_the_readers_own_script_say_nothing() {
    for (lang, text) in [("ja", "米国のCSIS、2021年"), ("ru", "«Bal» и «Бал», 120 км"), ("en", "Čapek, 1921 – 5 m")]
    {
        let tree = || el("p").text(text);
        assert_eq!(marked(lang, tree()), html(&tree()));
    }
}
