//! Documents that are sound but for a few places, made from others by choices.
//!
//! A choice is one byte. With 0, and where no choices are left, a value is copied as it is; so the empty choice gives a
//! part of a sound document, and each byte that the fuzzer adds damages one place of it.

use serde_json::Value;
use std::borrow::Cow;

/// The first byte of an input that consists of choices; no text begins with it.
pub const MADE: u8 = 1;
/// The length at which a document is cut off, bytes.
const MOST: usize = 16_384;
/// What a reader may not expect in place of a value.
const HOSTILE: [&str; 24] = [
    "null",
    "true",
    "\"\"",
    "0",
    "-1",
    "1e308",
    "-1e-320",
    "1e999",
    "9007199254740993",
    "4294967296",
    "65536",
    "256",
    "[]",
    "{}",
    "[[]]",
    "\"*\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"0000-00-00\"",
    "\"9999-12-31\"",
    "\"https://x\"",
    "\"\u{202e}島\"",
    "[null]",
    "{\"\":0}",
];

/// Sound documents, and what they consist of.
#[derive(Debug)]
pub(crate) struct Documents {
    sound: Vec<Value>,
    /// Texts and keys that occur in them.
    words: Vec<String>,
}

impl Documents {
    /// The documents of some texts.
    pub(crate) fn of(texts: &[&str]) -> Self {
        let sound: Vec<Value> =
            texts.iter().map(|text| serde_json::from_str(text).expect("a sound document")).collect();
        let mut words = Vec::new();
        for value in &sound {
            collect(value, &mut words);
        }
        words.sort();
        words.dedup();
        Self { sound, words }
    }

    /// The bytes that a target reads.
    pub(crate) fn bytes<'a>(&self, data: &'a [u8]) -> Cow<'a, [u8]> {
        match data.split_first() {
            Some((&MADE, choices)) => Cow::Owned(self.made(choices)),
            _ => Cow::Borrowed(data),
        }
    }

    fn made(&self, choices: &[u8]) -> Vec<u8> {
        let mut choices = Choices(choices);
        let mut out = Vec::new();
        if let Some(document) = choices.of(&self.sound) {
            match (document.as_object(), choices.next()) {
                (Some(fields), part @ 1..) if usize::from(part) <= fields.len() => {
                    let (key, value) =
                        fields.iter().nth(usize::from(part) - 1).expect("as many fields as were counted");
                    out.extend_from_slice(format!("{{\"{key}\":").as_bytes());
                    self.write(value, &mut choices, &mut out);
                    out.push(b'}');
                }
                _ => self.write(document, &mut choices, &mut out),
            }
        }
        out.truncate(MOST);
        out
    }

    fn write(&self, value: &Value, choices: &mut Choices<'_>, out: &mut Vec<u8>) {
        if out.len() > MOST {
            return;
        }
        match choices.next() {
            0..=207 => self.copy(value, choices, out),
            208..=223 => out.extend_from_slice(choices.of(&HOSTILE).map_or("null", |text| text).as_bytes()),
            224..=231 => out.extend_from_slice(choices.number().to_string().as_bytes()),
            232..=239 => quote(choices.of(&self.words).map_or("", String::as_str), out),
            240..=243 => {
                out.push(b'[');
                self.copy(value, choices, out);
                out.push(b']');
            }
            244..=247 => {
                let length = usize::from(choices.next() & 15);
                out.extend_from_slice(choices.take(length));
            }
            248..=251 => {
                self.copy(value, choices, out);
                out.pop();
            }
            _ => {}
        }
    }

    fn copy(&self, value: &Value, choices: &mut Choices<'_>, out: &mut Vec<u8>) {
        match value {
            Value::Object(fields) => {
                out.push(b'{');
                for (key, value) in fields {
                    self.field(key, value, choices, out);
                }
                close(b'}', out);
            }
            Value::Array(values) => {
                out.push(b'[');
                for value in picked(values, choices) {
                    self.entry(value, choices, out);
                }
                close(b']', out);
            }
            Value::String(text) => quote(text, out),
            scalar => out.extend_from_slice(scalar.to_string().as_bytes()),
        }
    }

    fn field(&self, key: &str, value: &Value, choices: &mut Choices<'_>, out: &mut Vec<u8>) {
        let (key, times) = match choices.next() {
            0..=223 => (key, 1),
            224..=239 => (key, 0),
            240..=247 => (key, 2),
            _ => (choices.of(&self.words).map_or("", String::as_str), 1),
        };
        for _ in 0..times {
            quote(key, out);
            out.push(b':');
            self.write(value, choices, out);
            out.push(b',');
        }
    }

    fn entry(&self, value: &Value, choices: &mut Choices<'_>, out: &mut Vec<u8>) {
        let times = match choices.next() {
            0..=231 => 1,
            232..=239 => 0,
            240..=253 => 2,
            _ => 20,
        };
        for _ in 0..times {
            self.write(value, choices, out);
            out.push(b',');
        }
    }
}

/// The entries of a list that are taken: mostly one of several objects, so that a document is small and soon read.
fn picked<'v>(values: &'v [Value], choices: &mut Choices<'_>) -> &'v [Value] {
    if values.len() < 2 || !values.iter().all(Value::is_object) {
        return values;
    }
    match usize::from(choices.next()) {
        choice @ 0..=223 => values.get(choice % values.len()..).and_then(|left| left.get(..1)).unwrap_or(values),
        _ => values,
    }
}

/// Ends an object or list whose last value is followed by a comma.
fn close(end: u8, out: &mut Vec<u8>) {
    if out.last() == Some(&b',') {
        out.pop();
    }
    out.push(end);
}

fn quote(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(Value::from(text).to_string().as_bytes());
}

/// Collects the texts and keys of a value.
fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            words.push(key.clone());
            collect(value, words);
        }),
        Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
        Value::String(text) => words.push(text.clone()),
        _ => {}
    }
}

/// Choices that are left.
#[derive(Debug)]
pub(crate) struct Choices<'a>(pub(crate) &'a [u8]);

impl<'a> Choices<'a> {
    /// The next choice; 0 where none is left.
    pub(crate) fn next(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// The next choices, as many as are left.
    pub(crate) fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, left) = self.0.split_at(count.min(self.0.len()));
        self.0 = left;
        taken
    }

    /// One of several, by two choices.
    pub(crate) fn of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let number = usize::from(self.next()) | usize::from(self.next()) << 8;
        all.get(number % all.len().max(1))
    }

    /// Any number, finite or not.
    pub(crate) fn number(&mut self) -> f64 {
        let mut bits = [0; 8];
        let taken = self.take(8);
        bits.iter_mut().zip(taken).for_each(|(bit, taken)| *bit = *taken);
        f64::from_le_bytes(bits)
    }
}
