//! JSON texts cut into their parts.
//!
//! Whatever stands there is taken; what is not wanted is told by [`Cut::kind`].

use crate::error::Problem;
use crate::lean::decimal::shortest;
use crate::lean::json::newlines;
use crate::lean::json::reader::{Fault, Reader, number};

/// The name and the raw text of a value.
pub(crate) type Entry<'a> = (String, &'a str);

/// A value, taken apart as deep as it was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Cut<'a> {
    /// Null.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list of values as they stand.
    List(Vec<&'a str>),
    /// A list of values that are taken apart themselves.
    Nest(Vec<Self>),
    /// An object with its values as they stand, in the order of the text.
    Object(Vec<Entry<'a>>),
}

impl<'a> Cut<'a> {
    /// A text cut into what it consists of; lists are taken apart down to `depth` levels.
    pub(crate) fn of(text: &'a str, depth: usize) -> Result<Self, Fault> {
        let mut reader = Reader::new(text);
        let cut = Self::next(&mut reader, depth)?;
        reader.end()?;
        Ok(cut)
    }

    fn next(reader: &mut Reader<'a>, depth: usize) -> Result<Self, Fault> {
        Ok(match reader.peek() {
            Some(b'[') if depth == 0 => {
                let mut parts = Vec::new();
                reader.list(&mut parts)?;
                Self::List(parts)
            }
            Some(b'[') => {
                let mut parts = Vec::new();
                reader.open();
                while reader.has_part(b']')? {
                    parts.push(Self::next(reader, depth - 1)?);
                }
                Self::Nest(parts)
            }
            Some(b'{') => {
                let mut entries = Vec::new();
                reader.open();
                while let Some(name) = reader.name()? {
                    entries.push((name, reader.raw()?));
                }
                Self::Object(entries)
            }
            Some(b'"') => Self::Text(reader.text()?),
            _ => match reader.raw()? {
                "null" => Self::Null,
                "true" => Self::Flag(true),
                "false" => Self::Flag(false),
                digits => match number(digits) {
                    Some(number) => Self::Number(number),
                    None => return reader.fault("expected a number within 1.7e308"),
                },
            },
        })
    }

    /// The values of an object; where it is none or cannot be read, the line and what is wrong there.
    pub(crate) fn entries(text: &'a str) -> Result<Vec<Entry<'a>>, (usize, Problem)> {
        match Cut::of(text, 0) {
            Ok(Cut::Object(entries)) => unique(text, entries),
            Ok(other) => Err((1, other.unexpected("an object"))),
            Err(fault) => Err((fault.line, fault.problem())),
        }
    }

    /// What it is, in the words of complaints.
    pub(crate) fn kind(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Flag(flag) => if *flag { "boolean `true`" } else { "boolean `false`" }.to_owned(),
            Self::Number(number) => {
                let kind = if number.fract() == 0.0 { "integer `" } else { "floating point `" };
                [kind, &shortest(*number), "`"].concat()
            }
            Self::Text(text) => ["string \"", text, "\""].concat(),
            Self::List(_) | Self::Nest(_) => "sequence".to_owned(),
            Self::Object(_) => "map".to_owned(),
        }
    }

    /// The complaint that something else was expected.
    pub(crate) fn unexpected(&self, expected: &str) -> Problem {
        Problem::Syntax { message: ["invalid type: ", &self.kind(), ", expected ", expected].concat() }
    }
}

/// The values of an object, and apart from them those of one list in it; what was met before an error stays.
pub(crate) struct Apart<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    /// None where no such list was met.
    pub(crate) list: Option<Cut<'a>>,
    pub(crate) outcome: Result<(), Fault>,
}

impl<'a> Apart<'a> {
    /// Cuts a text that begins an object; the list of this name is cut while it is read.
    pub(crate) fn of(text: &'a str, name: &str) -> Self {
        let mut apart = Self { entries: Vec::new(), list: None, outcome: Ok(()) };
        apart.outcome = apart.read(text, name);
        apart
    }

    fn read(&mut self, text: &'a str, list: &str) -> Result<(), Fault> {
        let mut reader = Reader::new(text);
        reader.peek();
        reader.open();
        while let Some(name) = reader.name()? {
            if name != list {
                self.entries.push((name, reader.raw()?));
            } else if reader.peek() == Some(b'[') {
                let mut parts = Vec::new();
                let outcome = reader.list(&mut parts);
                self.list = Some(Cut::List(parts));
                outcome?;
            } else {
                self.list = Some(Cut::next(&mut reader, 0)?);
            }
        }
        reader.end()
    }

    /// The value under a name, as it stands.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, raw)| *raw)
    }
}

/// A name that stands twice in an object has no meaning (RFC 8259, section 4).
fn unique<'a>(text: &str, entries: Vec<Entry<'a>>) -> Result<Vec<Entry<'a>>, (usize, Problem)> {
    for (index, (name, raw)) in entries.iter().enumerate() {
        if entries.iter().take(index).any(|(known, _)| known == name) {
            let offset = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr());
            let line = 1 + newlines(text.as_bytes().get(..offset).unwrap_or_default());
            return Err((line, Problem::Syntax { message: format!("\"{name}\" stands twice in one object") }));
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// A text read to its last part.
    fn whole(text: &str) -> Option<Value> {
        Some(match Cut::of(text, 1).ok()? {
            Cut::Null => Value::Null,
            Cut::Flag(flag) => Value::from(flag),
            Cut::Number(number) => Value::from(number),
            Cut::Text(text) => Value::from(text),
            Cut::List(parts) => parts.into_iter().map(whole).collect::<Option<_>>()?,
            Cut::Nest(parts) => {
                assert_eq!(parts.len(), Cut::of(text, 0).map(list).unwrap().len(), "{text}");
                Cut::of(text, 0).map(list).ok()?.into_iter().map(whole).collect::<Option<_>>()?
            }
            Cut::Object(entries) => {
                entries.into_iter().map(|(name, raw)| Some((name, whole(raw)?))).collect::<Option<_>>()?
            }
        })
    }

    fn list(cut: Cut<'_>) -> Vec<&str> {
        if let Cut::List(parts) = cut { parts } else { panic!("no list") }
    }

    /// The same with the parser of the native tool, all its numbers being fractions.
    fn expected(text: &str) -> Option<Value> {
        fn fractions(value: Value) -> Value {
            match value {
                Value::Number(number) => Value::from(number.as_f64()),
                Value::Array(all) => all.into_iter().map(fractions).collect(),
                Value::Object(all) => all.into_iter().map(|(name, value)| (name, fractions(value))).collect(),
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

    #[test]
    fn values_are_read_as_another_parser_reads_them() {
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
    fn a_text_with_any_letter_changed_or_the_rest_cut_off_is_judged_as_another_parser_judges_it() {
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
