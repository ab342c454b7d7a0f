//! JSON texts cut into their parts by one visitor.
//!
//! Every kind of target that a parser is asked for weighs some kilobytes on the page, and so do its complaints about
//! values of another kind. Here it is asked for whatever stands there; what is not wanted is told by [`Cut::kind`].

use super::text::{newlines, syntax};
use crate::decimal::shortest;
use crate::error::Problem;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The name and the raw text of a value.
pub(super) type Entry<'a> = (String, &'a RawValue);

/// A value, taken apart as deep as it was asked for.
#[derive(Clone, Debug, Default)]
pub(super) enum Cut<'a> {
    /// Null.
    #[default]
    Null,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list of values as they stand.
    List(Vec<&'a RawValue>),
    /// A list of values that are taken apart themselves.
    Nest(Vec<Self>),
    /// An object with its values as they stand, in the order of the text.
    Object(Vec<Entry<'a>>),
}

impl<'a> Cut<'a> {
    /// A text cut into what it consists of; lists are taken apart down to `depth` levels.
    pub(super) fn of(text: &'a str, depth: usize) -> serde_json::Result<Self> {
        let mut cut = Self::Null;
        read(text, Cutter { into: &mut cut, depth, apart: None })?;
        Ok(cut)
    }

    /// The values of an object; where it is none or cannot be read, the line and what is wrong there.
    pub(super) fn entries(text: &'a str) -> Result<Vec<Entry<'a>>, (usize, Problem)> {
        match Cut::of(text, 0) {
            Ok(Cut::Object(entries)) => unique(text, entries),
            Ok(other) => Err((1, other.unexpected("an object"))),
            Err(error) => Err((error.line(), syntax(&error))),
        }
    }

    /// What it is, in the words of complaints.
    pub(super) fn kind(&self) -> String {
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
    pub(super) fn unexpected(&self, expected: &str) -> Problem {
        Problem::Syntax { message: ["invalid type: ", &self.kind(), ", expected ", expected].concat() }
    }
}

/// The values of an object, and apart from them those of one list in it; what was met before an error stays.
pub(super) struct Apart<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// None where no such list was met.
    pub(super) list: Option<Cut<'a>>,
    pub(super) outcome: serde_json::Result<()>,
}

impl<'a> Apart<'a> {
    /// Cuts a text that begins an object; the list of this name is cut while it is read.
    pub(super) fn of(text: &'a str, name: &'static str) -> Self {
        let (mut whole, mut list) = (Cut::Null, None);
        let outcome = read(text, Cutter { into: &mut whole, depth: 0, apart: Some((name, &mut list)) });
        let entries = if let Cut::Object(entries) = whole { entries } else { Vec::new() };
        Self { entries, list, outcome }
    }

    /// The value under a name, as it stands.
    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, raw)| *raw)
    }
}

fn read<'a>(text: &'a str, cutter: Cutter<'_, 'a>) -> serde_json::Result<()> {
    // As bytes: cutting raw values out of a text drags in the complaints about slices that cut a character.
    let mut deserializer = serde_json::Deserializer::from_slice(text.as_bytes());
    cutter.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// A name that stands twice in an object has no meaning (RFC 8259, section 4).
fn unique<'a>(text: &str, entries: Vec<Entry<'a>>) -> Result<Vec<Entry<'a>>, (usize, Problem)> {
    for (index, (name, raw)) in entries.iter().enumerate() {
        if entries.iter().take(index).any(|(known, _)| known == name) {
            let offset = raw.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
            let line = 1 + newlines(text.as_bytes().get(..offset).unwrap_or_default());
            return Err((line, Problem::Syntax { message: format!("\"{name}\" stands twice in one object") }));
        }
    }
    Ok(entries)
}

/// Cuts a value into a place that keeps what was met before an error.
struct Cutter<'s, 'a> {
    into: &'s mut Cut<'a>,
    depth: usize,
    /// The name of a list that is cut apart, and its place.
    apart: Option<(&'static str, &'s mut Option<Cut<'a>>)>,
}

impl<'de> DeserializeSeed<'de> for Cutter<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cutter<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        *self.into = Cut::Flag(flag);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        *self.into = Cut::Number(number as f64);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        *self.into = Cut::Number(number as f64);
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        *self.into = Cut::Number(number);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.into = Cut::Text(text.to_owned());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.depth == 0 {
            *self.into = Cut::List(Vec::new());
            while let Some(raw) = seq.next_element()? {
                if let Cut::List(parts) = self.into {
                    parts.push(raw);
                }
            }
            return Ok(());
        }
        let mut parts = Vec::new();
        loop {
            let mut part = Cut::Null;
            if seq.next_element_seed(Cutter { into: &mut part, depth: self.depth - 1, apart: None })?.is_none() {
                break;
            }
            parts.push(part);
        }
        *self.into = Cut::Nest(parts);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut apart = self.apart;
        *self.into = Cut::Object(Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            match &mut apart {
                Some((list, place)) if *list == name => {
                    map.next_value_seed(Cutter { into: place.insert(Cut::Null), depth: 0, apart: None })?;
                }
                _ => {
                    let raw = map.next_value()?;
                    if let Cut::Object(entries) = self.into {
                        entries.push((name, raw));
                    }
                }
            }
        }
        Ok(())
    }
}
