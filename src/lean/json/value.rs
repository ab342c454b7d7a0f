//! JSON values, parsed only as deep as the caller asks.

use crate::error::Problem;
use crate::lean::decimal::shortest;
use crate::lean::json::newlines;
use crate::lean::json::reader::{Fault, Reader};
use crate::lean::sorted::order;
use crate::limits::OBJECT_FIELDS;

/// The name of an object's member and the raw text of its value.
pub(crate) type Member<'a> = (String, &'a str);

/// A JSON value whose parts may still be raw text.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string, unescaped.
    String(String),
    /// An array of raw values.
    Array(Vec<&'a str>),
    /// An object of raw values, in the order of the text.
    Object(Vec<Member<'a>>),
}

impl<'a> Value<'a> {
    /// Parses a text; the parts of arrays and objects are left raw.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Fault> {
        let mut reader = Reader::new(text);
        let value = Self::next(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    /// Parses the next value of a text, as [`parse`](Self::parse) does it.
    pub(crate) fn next(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        Ok(match reader.peek() {
            Some(b'[') => {
                let mut parts = Vec::new();
                reader.list(&mut parts)?;
                Self::Array(parts)
            }
            Some(b'{') => {
                let mut members = Vec::new();
                reader.open();
                while let Some(name) = reader.name()? {
                    members.push((name, reader.raw()?));
                }
                Self::Object(members)
            }
            Some(b'"') => Self::String(reader.text()?),
            _ => match reader.number()? {
                Some(number) => Self::Number(number),
                None => match reader.raw()? {
                    "true" => Self::Bool(true),
                    "false" => Self::Bool(false),
                    _ => Self::Null,
                },
            },
        })
    }

    /// Returns the members of an object; otherwise the line and the problem there.
    pub(crate) fn members(text: &'a str) -> Result<Vec<Member<'a>>, (usize, Problem)> {
        match Value::parse(text) {
            Ok(Value::Object(members)) => unique(text, members),
            Ok(other) => Err((1, Problem::unexpected("the value", "an object", other.found()))),
            Err(fault) => Err((fault.line, fault.problem())),
        }
    }

    /// Describes the value, for the end of "expected ..., found ...".
    pub(crate) fn found(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(flag) => if *flag { "true" } else { "false" }.to_owned(),
            Self::Number(number) => shortest(*number),
            Self::String(text) => ["\"", text, "\""].concat(),
            Self::Array(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}

/// The valid beginning of an object, with the elements of one array separate from its other members.
pub(crate) struct Partial<'a> {
    /// The other members that were read.
    pub(crate) members: Vec<Member<'a>>,
    /// The array; `None` if it was not reached.
    pub(crate) list: Option<Value<'a>>,
    /// The fault that ended the reading early, if any.
    pub(crate) outcome: Result<(), Fault>,
}

impl<'a> Partial<'a> {
    /// Reads a text that begins with `{`; `list` names the array.
    pub(crate) fn of(text: &'a str, list: &str) -> Self {
        let mut partial = Self { members: Vec::new(), list: None, outcome: Ok(()) };
        partial.outcome = partial.read(text, list);
        partial
    }

    fn read(&mut self, text: &'a str, list: &str) -> Result<(), Fault> {
        let mut reader = Reader::new(text);
        reader.peek();
        reader.open();
        while let Some(name) = reader.name()? {
            if name != list {
                self.members.push((name, reader.raw()?));
            } else if reader.peek() == Some(b'[') {
                let mut parts = Vec::new();
                let outcome = reader.list(&mut parts);
                self.list = Some(Value::Array(parts));
                outcome?;
            } else {
                self.list = Some(Value::next(&mut reader)?);
            }
        }
        reader.end()
    }

    /// Returns the raw text of a member.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.members.iter().find(|(known, _)| known == name).map(|(_, raw)| *raw)
    }
}

/// Rejects an object with two members of the same name, whose meaning is undefined (RFC 8259, section 4).
fn unique<'a>(text: &str, members: Vec<Member<'a>>) -> Result<Vec<Member<'a>>, (usize, Problem)> {
    OBJECT_FIELDS.check("the value", members.len()).map_err(|problem| (1, problem))?;
    let member = |number: u32| members.get(number as usize);
    let name = |number: u32| member(number).map(|(name, _)| name);
    // The order is stable, so what stands beside a like name comes again after it; the first such one is reported.
    let sorted = order(members.len(), &|a, b| name(a) > name(b));
    let again = sorted.windows(2).filter(|pair| matches!(pair, [a, b] if name(*a) == name(*b)));
    let Some((name, raw)) = again.filter_map(|pair| pair.last().copied()).min().and_then(member) else {
        return Ok(members);
    };
    let offset = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let line = 1 + newlines(text.as_bytes().get(..offset).unwrap_or_default());
    Err((line, Problem::Syntax { message: format!("the field \"{name}\" appears twice in one object") }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};
    use serde_json::Value as Theirs;
    use std::fs;
    use std::path::PathBuf;

    /// Parses a text completely.
    fn whole(text: &str) -> Option<Theirs> {
        Some(match Value::parse(text).ok()? {
            Value::Null => Theirs::Null,
            Value::Bool(flag) => Theirs::from(flag),
            Value::Number(number) => figure(number),
            Value::String(text) => Theirs::from(text),
            Value::Array(parts) => parts.into_iter().map(whole).collect::<Option<_>>()?,
            Value::Object(entries) => {
                entries.into_iter().map(|(name, raw)| Some((name, whole(raw)?))).collect::<Option<_>>()?
            }
        })
    }

    /// Returns a number; if it is not parsed exactly, its first thirteen digits.
    fn figure(number: f64) -> Theirs {
        if number.abs() < 1e22 { Theirs::from(number) } else { Theirs::from(format!("{number:.12e}")) }
    }

    /// Returns the result of `serde_json`, with all numbers as `f64`.
    fn expected(text: &str) -> Option<Theirs> {
        fn fractions(value: Theirs) -> Theirs {
            match value {
                Theirs::Number(number) => number.as_f64().map_or(Theirs::Null, figure),
                Theirs::Array(all) => all.into_iter().map(fractions).collect(),
                Theirs::Object(all) => all.into_iter().map(|(name, value)| (name, fractions(value))).collect(),
                other => other,
            }
        }
        serde_json::from_str(text).ok().map(fractions)
    }

    const NUMBERS: [&str; 26] = [
        "0",
        "-0",
        "-0.0",
        "7",
        "01",
        "-",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "1E+2",
        "2e-3",
        "147.12345",
        "-43.98765",
        "0e999",
        "1e999",
        "-1e999",
        "1e-999",
        "1e22",
        "123456789012345678",
        "18446744073709551615",
        "0.00001",
        "1.0e5",
        "1 2",
        "0x1",
    ];
    const TEXTS: [&str; 18] = [
        r#""""#,
        r#""a\"b""#,
        r#""\\\/\b\f\n\r\t""#,
        r#""\u0041\u00e9""#,
        r#""\ud83d\ude00!""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ud83d\u0041""#,
        r#""\ude00""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\u12""#,
        r#""\q""#,
        r#""\島""#,
        "\"Итуруп 択捉島\"",
        "\"a\nb\"",
        "\"\u{7f}\"",
        "\"\\",
    ];

    /// Returns the JSON files below a folder of the repository.
    fn files(folder: &str) -> Vec<String> {
        let mut open = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder)];
        let mut texts = Vec::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|extension| extension == "json" || extension == "geojson") {
                // Bytes that are not UTF-8 are not a text for either parser.
                texts.extend(fs::read_to_string(path).ok());
            }
        }
        texts
    }

    #[test]
    fn every_file_of_ours_and_every_bad_one_is_read_as_serde_json_reads_it() {
        let texts = [files("geodata"), files("tests/fixtures/bad")].concat();
        assert!(texts.len() > 80, "only {} files", texts.len());
        for text in texts {
            // `serde_json` gives up at a depth of 128, this parser later.
            let is_too_deep = |error: serde_json::Error| error.to_string().starts_with("recursion limit");
            if !serde_json::from_str::<Theirs>(&text).is_err_and(is_too_deep) {
                assert!(whole(&text) == expected(&text), "{}", text.get(..400).unwrap_or(&text));
            }
        }
    }

    proptest! {
        #![proptest_config(crate::lean::cases())]

        #[test]
        fn anything_that_looks_like_json_is_read_as_serde_json_reads_it(text in r#"([\[\]{}:, ]|"[a\\u"d80島]{0,4}"|-?[0-9.eE+-]{1,6}|true|null){0,12}"#) {
            prop_assert_eq!(whole(&text), expected(&text));
        }
    }

    #[test]
    fn values_are_read_as_serde_json_reads_them() {
        let others =
            ["null", "nul", "nulll", "true", "false", "[]", "{}", "[1,]", "[,1]", "[1 2]", "{\"a\":1,}", "{1:2}"];
        let more =
            ["{\"a\" 1}", "{\"a\":}", "[[1,[2]],{\"b\":[3]}]", " [ 1 , { } ] \n", "[1]]", "{\"a\":[1}", "\u{a0}1", ""];
        for text in NUMBERS.iter().chain(&TEXTS).chain(&others).chain(&more) {
            assert_eq!(whole(text), expected(text), "{text}");
            let list = format!("[{text}]");
            assert_eq!(whole(&list), expected(&list), "{list}");
        }
    }

    #[test]
    fn a_text_with_any_letter_changed_or_the_rest_cut_off_is_judged_as_serde_json_judges_it() {
        let sound = r#"{"a": [1.5e3, -0, "é\u00e9\n", {}], "b": {"c": [[true], null]}, "d": ""}"#;
        assert!(whole(sound).is_some());
        for (at, c) in sound.char_indices() {
            let (before, after) = (&sound[..at], &sound[at + c.len_utf8()..]);
            assert_eq!(whole(before), expected(before), "{before}");
            for other in ["", "\"", "\\", "[", "]", "{", "}", ",", ":", "0", ".", "e", "-", " ", "\n", "u", "é"] {
                let text = [before, other, after].concat();
                assert_eq!(whole(&text), expected(&text), "{text}");
            }
        }
    }
}
