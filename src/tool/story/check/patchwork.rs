//! A text put together from parts of files, which knows what line of which file each of its lines is.

use kuril_map::error::{Finding, Problem};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A file of the story, as an author has it.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its name, counted from the folder of the story.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
}

impl File {
    /// The whole file as a value.
    pub(super) fn parsed<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Finding> {
        serde_json::from_str(&self.text).map_err(|error| {
            let text = error.to_string();
            let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_owned();
            let line = Some(error.line().max(1));
            Finding { file: self.name.clone(), line, feature: None, problem: Problem::Syntax { message } }
        })
    }

    /// The line, counted from 1, on which a value borrowed from the text begins.
    fn line_of(&self, raw: &RawValue) -> usize {
        let offset = raw.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        1 + newlines(self.text.get(..offset).unwrap_or_default())
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// One object made of parts of files.
#[derive(Debug)]
pub(super) struct Patchwork {
    text: String,
    patches: Vec<Patch>,
}

#[derive(Debug)]
struct Patch {
    /// Where it begins in the whole text, lines counted from 1.
    line: usize,
    file: String,
    /// Where it begins in its file.
    from: usize,
}

impl Patchwork {
    /// An object without parts.
    pub(super) fn new() -> Self {
        Self { text: "{".to_owned(), patches: Vec::new() }
    }

    /// Adds a key.
    pub(super) fn key(&mut self, key: &str) {
        self.separate();
        self.text += &serde_json::Value::from(key).to_string();
        self.text.push(':');
    }

    /// Adds a bracket that opens or closes.
    pub(super) fn bracket(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// Adds a whole file as the value of the last key, or as the next of a list.
    pub(super) fn file(&mut self, file: &File) {
        self.patch(file, 1, &file.text);
    }

    /// Adds a value of a file likewise.
    pub(super) fn value(&mut self, file: &File, raw: &RawValue) {
        self.patch(file, file.line_of(raw), raw.get());
    }

    fn patch(&mut self, file: &File, from: usize, text: &str) {
        self.separate();
        self.text.push('\n');
        self.patches.push(Patch { line: 1 + newlines(&self.text), file: file.name.clone(), from });
        self.text += text.trim_start_matches('\u{feff}');
        self.text.push('\n');
    }

    fn separate(&mut self) {
        if !self.text.trim_end().ends_with(['{', '[', ':']) {
            self.text.push(',');
        }
    }

    /// The whole text.
    pub(super) fn finished(&self) -> String {
        format!("{}}}", self.text)
    }

    /// A finding about the whole text as one about its file; one without a line belongs to the file `whole`.
    pub(super) fn traced(&self, finding: Finding, whole: &str) -> Finding {
        let patch = finding.line.and_then(|line| self.patches.iter().rev().find(|patch| patch.line <= line));
        match (patch, finding.line) {
            (Some(patch), Some(line)) => {
                Finding { file: patch.file.clone(), line: Some(line - patch.line + patch.from), ..finding }
            }
            _ => Finding { file: whole.to_owned(), line: None, ..finding },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_finding_in_a_patchwork_names_the_file_and_line_that_its_author_knows() {
        let one = File { name: "one.json".into(), text: "{\n\"a\": 1\n}\n".into() };
        let two = File { name: "two.json".into(), text: "{ \"skipped\": 0,\n\n \"kept\":\n  [7,\n8]}".into() };
        let kept: BTreeMap<String, &RawValue> = two.parsed().unwrap();
        let mut whole = Patchwork::new();
        whole.key("one");
        whole.file(&one);
        whole.key("two");
        whole.value(&two, kept["kept"]);
        let text = whole.finished();
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let traced = |needle: &str| {
            let line = 1 + newlines(&text[..text.find(needle).unwrap()]);
            let finding = Finding { line: Some(line), ..Finding::of_file("whole", Problem::missing("x", "y")) };
            let found = whole.traced(finding, "one.json");
            (found.file, found.line.unwrap())
        };
        assert_eq!(traced("\"a\""), ("one.json".to_owned(), 2));
        assert_eq!(traced("[7"), ("two.json".to_owned(), 4));
        assert_eq!(traced("8]"), ("two.json".to_owned(), 5));
    }
}
