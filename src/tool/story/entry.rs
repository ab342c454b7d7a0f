//! The files of a story as written by their authors, and their entries with their locations.
//!
//! Each entry is read alone, so that a wrong one does not cost the others. Unknown keys are reported with the nearest
//! known key: otherwise a misspelt optional key would be lost silently.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::rc::Rc;

use kuril_map::error::{Finding, Problem};
use kuril_map::limits::FINDINGS;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};

use crate::story::format::{self, SCHEMA};

/// An unknown key counts as misspelt if its similarity to a known one is above this; 1 is identical.
const ALIKE: f64 = 0.7;

/// A file whose text is one JSON object.
#[derive(Clone, Debug, Default)]
pub(crate) struct File {
    name: Rc<str>,
    text: String,
    /// The values of the object by key, as ranges of the text.
    parts: BTreeMap<String, Range<usize>>,
    slips: RefCell<Slips>,
}

/// The location of an entry.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Origin {
    file: Rc<str>,
    /// The line, counted from 1; 0 for the whole file.
    line: usize,
    /// The key of the list with the entry; empty if the entry is the file itself.
    pub(crate) list: &'static str,
    /// The name of the entry in findings.
    pub(crate) name: String,
}

/// An entry of a file.
#[derive(Clone, Debug)]
pub(crate) struct Entry<T> {
    /// Its location.
    pub(crate) origin: Origin,
    /// Its text as written.
    pub(crate) raw: Box<RawValue>,
    value: T,
}

impl<T> Deref for Entry<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Entry<T> {
    /// Returns the whole entry, including unknown keys.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.raw.get()).unwrap_or_default()
    }
}

impl Origin {
    /// Returns the location of something that is not an entry of a list.
    pub(crate) fn new(file: &str, line: usize, name: &str) -> Self {
        Self { file: file.into(), line, list: "", name: name.to_owned() }
    }

    /// Returns a finding at this origin.
    pub(crate) fn finding(&self, problem: Problem) -> Finding {
        let feature = (!self.name.is_empty()).then(|| self.name.clone());
        Finding { file: self.file.to_string(), line: (self.line > 0).then_some(self.line), feature, problem }
    }

    /// Returns the name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Returns the id of the entry; empty if it has none.
    pub(crate) fn id(&self) -> &str {
        self.name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or_default()
    }
}

/// The fields that name an entry.
#[derive(Deserialize)]
struct Label {
    id: Option<Value>,
}

impl File {
    /// Parses the text of a file.
    ///
    /// # Errors
    /// If it is not UTF-8 or not a JSON object.
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Result<Self, Finding> {
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let valid_up_to = error.utf8_error().valid_up_to();
            Finding::of_file(name, Problem::Encoding { valid_up_to })
        })?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let keyed: BTreeMap<String, &RawValue> =
            serde_json::from_str(&text).map_err(|error| syntax(name, (1, &error)))?;
        let range = |raw: &RawValue| {
            let start = raw.get().as_ptr().addr() - text.as_ptr().addr();
            start..start + raw.get().len()
        };
        let parts = keyed.into_iter().map(|(key, raw)| (key, range(raw))).collect();
        Ok(Self { name: name.into(), text, parts, slips: RefCell::default() })
    }

    /// Returns its path in the folder of the story.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns its text without a byte order mark.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the offset and text of a value; none if it is missing or null.
    fn part(&self, key: &str) -> Option<(usize, &str)> {
        let range = self.parts.get(key)?.clone();
        let part = self.text.get(range.clone()).filter(|part| *part != "null")?;
        Some((range.start, part))
    }

    /// Returns the member that names its schema to editors, and a comma; empty if it names none.
    pub(crate) fn schema(&self) -> String {
        self.part(SCHEMA).map(|(_, name)| format!("\"{SCHEMA}\":{name},")).unwrap_or_default()
    }

    /// Returns its text with a number in place of another one; none if the key has no number, or this one.
    pub(crate) fn with_number(&self, key: &str, number: u32) -> Option<String> {
        let (start, part) = self.part(key)?;
        let end = start + part.len();
        let is_other = part.parse::<u32>().is_ok_and(|found| found != number);
        is_other.then(|| {
            [self.text.get(..start), Some(&number.to_string()), self.text.get(end..)].into_iter().flatten().collect()
        })
    }

    /// Returns the location of the value of a key.
    pub(crate) fn origin(&self, key: &str) -> Origin {
        let line = self.part(key).map_or(0, |(start, _)| self.line_at(start));
        Origin { file: self.name.clone(), line, list: "", name: key.to_owned() }
    }

    /// Returns the line of a byte offset, counted from 1.
    fn line_at(&self, offset: usize) -> usize {
        1 + newlines(self.text.get(..offset).unwrap_or_default())
    }

    /// Returns the entries of a list; empty if it is missing. Entries that cannot be read become findings.
    pub(crate) fn list<T: DeserializeOwned>(&self, key: &'static str, findings: &mut Vec<Finding>) -> Vec<Entry<T>> {
        let Some((start, part)) = self.part(key) else { return Vec::new() };
        let raws: Vec<&RawValue> = match serde_json::from_str(part) {
            Ok(raws) => raws,
            Err(error) => {
                findings.push(syntax(&self.name, (self.line_at(start), &error)));
                return Vec::new();
            }
        };
        let offset = |raw: &RawValue| raw.get().as_ptr().addr() - part.as_ptr().addr();
        // Lines are counted on from entry to entry: starting at the top for each would take quadratic time.
        let (mut at, mut line) = (0, self.line_at(start));
        let entries = raws.iter().enumerate().filter_map(|(index, raw)| {
            line += newlines(part.get(at..offset(raw)).unwrap_or_default());
            at = offset(raw);
            let label = label(raw.get()).unwrap_or_else(|| format!("{key}[{index}]"));
            let origin = Origin { file: self.name.clone(), line, list: key, name: label };
            entry(origin, (*raw).to_owned(), (findings, &mut self.slips.borrow_mut()))
        });
        entries.collect()
    }

    /// Returns the values of the file except the given lists, as one entry.
    pub(crate) fn head<T: DeserializeOwned>(&self, lists: &[&str], findings: &mut Vec<Finding>) -> Option<Entry<T>> {
        let kept = self.parts.iter().filter(|(key, _)| !lists.contains(&key.as_str()));
        let texts = kept.filter_map(|(key, range)| {
            Some(format!("{}:{}", Value::from(key.as_str()), self.text.get(range.clone())?))
        });
        let raw = RawValue::from_string(format!("{{{}}}", texts.collect::<Vec<_>>().join(","))).ok()?;
        let origin = Origin { file: self.name.clone(), line: 1, list: "", name: String::new() };
        entry(origin, raw, (findings, &mut self.slips.borrow_mut()))
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Unknown keys, each with the known key that it is a misspelling of, if any.
type Slips = BTreeMap<String, Option<&'static str>>;

/// Reads one entry; if that fails, or for every misspelt key, adds a finding.
fn entry<T: DeserializeOwned>(
    origin: Origin,
    raw: Box<RawValue>,
    (findings, slips): (&mut Vec<Finding>, &mut Slips),
) -> Option<Entry<T>> {
    let mut unread = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| {
        if unread.len() < FINDINGS.most {
            unread.push(path.to_string());
        }
    };
    let read = serde_ignored::deserialize(&mut Deserializer::from_str(raw.get()), &mut note);
    findings.extend(unread.iter().filter_map(|path| Some(origin.finding(slip(path, slips)?))));
    match read {
        Ok(value) => Some(Entry { origin, raw, value }),
        Err(error) => {
            let Finding { line, problem, .. } = syntax(&origin.file, (origin.line, &error));
            findings.push(Finding { line, ..origin.finding(problem) });
            None
        }
    }
}

/// Returns the name of an entry: its id.
fn label(raw: &str) -> Option<String> {
    let label: Label = serde_json::from_str(raw).ok()?;
    label.id.map(|id| id.to_string())
}

/// Returns the problem with an unknown key if it resembles a known one; authors may have keys of their own.
fn slip(path: &str, slips: &mut Slips) -> Option<Problem> {
    let key = path.rsplit('.').next().unwrap_or(path);
    let known = match slips.get(key) {
        Some(known) => *known,
        None => *slips.entry(key.to_owned()).or_insert(nearest(key, format::KEYS.split(' '))),
    };
    let known = known.filter(|known| *known != key)?;
    Some(Problem::unexpected(path, format!("\"{known}\""), "a key that nothing reads"))
}

/// Returns the known word that is most similar to a word, if any is similar enough.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |known: &&str| strsim::normalized_damerau_levenshtein(known, word);
    // Words of very different lengths are not similar, so most need not be compared.
    let length = word.chars().count() as f64;
    let may_be_alike = |known: &&str| (ALIKE..=1.0 / ALIKE).contains(&(known.chars().count() as f64 / length));
    known
        .filter(may_be_alike)
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|known| likeness(known) > ALIKE)
}

/// Returns the finding for a syntax error; `line` is the line on which the text begins.
fn syntax(file: &str, (line, error): (usize, &serde_json::Error)) -> Finding {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_owned();
    let line = Some(line + error.line().max(1) - 1);
    Finding { file: file.to_owned(), line, feature: None, problem: Problem::Syntax { message } }
}
