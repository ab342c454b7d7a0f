//! Language tags for runs of text: a run in a script of another language is marked with it, for screen readers and
//! fonts (WCAG 2.2, success criterion 3.1.2).
//!
//! The titles of the story determine which language uses which script. Runs in Latin letters are not marked, because
//! Latin names occur in every language.

use crate::markup::{Element, Node, el};
use crate::story::{Manifest, Story};

/// The first and last letter of each script that identifies a language, including punctuation that only it has.
const SCRIPTS: [(char, char); 7] = [
    ('\u{370}', '\u{3ff}'),
    ('\u{400}', '\u{52f}'),
    ('\u{590}', '\u{5ff}'),
    ('\u{600}', '\u{6ff}'),
    ('\u{e00}', '\u{e7f}'),
    ('\u{3001}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7a3}'),
];

/// Returns the index of a letter's script; for Latin letters one past the last, for digits, signs and spaces `None`.
fn script(letter: char) -> Option<usize> {
    let is_latin = letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter);
    if is_latin {
        return Some(SCRIPTS.len());
    }
    SCRIPTS.iter().position(|(first, last)| (*first..=*last).contains(&letter))
}

/// Marks the runs in a tree whose language is `lang`.
#[must_use]
pub fn marked(story: &Story, lang: &str, mut tree: Element) -> Element {
    mark(story.manifest(), lang, &mut tree);
    tree
}

fn mark(manifest: &Manifest, around: &str, element: &mut Element) {
    let own = element.attributes.iter().find(|(name, _)| *name == "lang").map(|(_, lang)| lang.clone());
    let lang = own.as_deref().unwrap_or(around);
    let mut children = Vec::new();
    for child in std::mem::take(&mut element.children) {
        match child {
            Node::Element(mut child) => {
                mark(manifest, lang, &mut child);
                children.push(Node::Element(child));
            }
            Node::Text(text) if text.is_ascii() => children.push(Node::Text(text)),
            Node::Text(text) => split(manifest, lang, &text, &mut children),
        }
    }
    element.children = children;
}

/// Splits a text in a language at its runs in scripts of other languages.
fn split(manifest: &Manifest, lang: &str, text: &str, into: &mut Vec<Node>) {
    let native = manifest.title.exact(lang).unwrap_or(text).chars().find_map(script);
    let mut done = 0;
    for run in runs(text).into_iter().filter(|run| Some(run.script) != native) {
        let Some(other) = language(manifest, run.script) else { continue };
        if run.from > done {
            into.push(Node::Text(text.get(done..run.from).unwrap_or_default().to_owned()));
        }
        let words = text.get(run.from..run.to).unwrap_or_default();
        into.push(Node::Element(el("span").attr("lang", other).text(words)));
        done = run.to;
    }
    if done < text.len() {
        into.push(Node::Text(text.get(done..).unwrap_or_default().to_owned()));
    }
}

/// Returns the first language of the story that uses a script; `None` for Latin.
fn language(manifest: &Manifest, of: usize) -> Option<&str> {
    let writes =
        |lang: &&String| manifest.title.exact(lang).and_then(|title| title.chars().find_map(script)) == Some(of);
    manifest.languages.iter().filter(|_| of < SCRIPTS.len()).find(writes).map(String::as_str)
}

/// Letters of one script and what is between them, in bytes of the text.
struct Run {
    script: usize,
    from: usize,
    to: usize,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, letter) in text.char_indices() {
        let Some(script) = script(letter) else { continue };
        let to = at + letter.len_utf8();
        match runs.last_mut() {
            Some(run) if run.script == script => run.to = to,
            _ => runs.push(Run { script, from: at, to }),
        }
    }
    runs
}
