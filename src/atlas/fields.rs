//! The values of an object, read by name, each complaint naming the field.
//!
//! The parser only cuts an object into the raw texts of its values; which value has which meaning is said by plain
//! calls. One visitor for all objects weighs a small part of what one derived for each of them does.

use super::table::Table;
use super::text::{object, syntax};
use super::texts::Texts;
use crate::error::{Problem, Result};
use crate::space::LonLat;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The values of one object.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// What stands before the name of a field in a complaint.
    path: String,
    entries: Vec<(String, &'a RawValue)>,
}

impl<'a> Fields<'a> {
    /// The values of a text that must be an object; `name` says which in a complaint.
    pub(super) fn of_object(raw: &'a RawValue, name: &str) -> Result<Self> {
        object(name, raw.get())?;
        Self::parsed(raw.get()).map_err(|error| syntax(&error))
    }

    /// The values of a text.
    pub(super) fn parsed(text: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(text).map(|Entries(entries)| Self { path: String::new(), entries })
    }

    /// The same values, their names being told after a path.
    pub(super) fn under(self, path: &str) -> Self {
        Self { path: format!("{path}."), ..self }
    }

    /// The path of a field in a complaint.
    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// All names and values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.entries.iter().map(|(name, raw)| (name.as_str(), *raw))
    }

    /// A value as it stands; null counts as none.
    pub(super) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        let raw = self.iter().find(|(known, _)| *known == name).map(|(_, raw)| raw);
        raw.filter(|raw| raw.get() != "null")
    }

    /// A value as it stands that must be there.
    pub(super) fn required(&self, name: &str, expected: &str) -> Result<&'a RawValue> {
        self.raw(name).ok_or_else(|| Problem::missing(self.path(name), expected))
    }

    /// A complaint about the value of a field.
    fn unexpected(&self, name: &str, expected: &str, raw: &RawValue) -> Problem {
        Problem::unexpected(self.path(name), expected, raw.get())
    }

    /// A text that must be there.
    pub(super) fn text(&self, name: &str, expected: &str) -> Result<String> {
        let raw = self.required(name, expected)?;
        text(raw).ok_or_else(|| self.unexpected(name, expected, raw))
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&self, name: &str) -> Result<Option<String>> {
        self.raw(name).map(|_| self.text(name, "a text")).transpose()
    }

    /// A finite number that may be absent.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>> {
        let Some(raw) = self.raw(name) else { return Ok(None) };
        number(raw).map(Some).ok_or_else(|| self.unexpected(name, "a number", raw))
    }

    /// A whole number, 0 or more, that must be there.
    pub(super) fn count(&self, name: &str) -> Result<u32> {
        const EXPECTED: &str = "a whole number, 0 or more";
        let raw = self.required(name, EXPECTED)?;
        let whole = number(raw).filter(|number| number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number));
        whole.map(|number| number as u32).ok_or_else(|| self.unexpected(name, EXPECTED, raw))
    }

    /// As many numbers as there are in `N`, which must be there.
    pub(super) fn numbers<const N: usize>(&self, name: &str, expected: &str) -> Result<[f64; N]> {
        let raw = self.required(name, expected)?;
        numbers(raw).as_deref().and_then(|all| all.try_into().ok()).ok_or_else(|| self.unexpected(name, expected, raw))
    }

    /// A position `[longitude, latitude]` that may be absent.
    pub(super) fn position(&self, name: &str) -> Result<Option<LonLat>> {
        const EXPECTED: &str = "[longitude, latitude] in degrees";
        let Some(raw) = self.raw(name) else { return Ok(None) };
        let [lon, lat] = self.numbers(name, EXPECTED)?;
        let on_earth = lon.abs() <= 180.0 && lat.abs() <= 90.0;
        if on_earth { Ok(Some(LonLat::new(lon, lat))) } else { Err(self.unexpected(name, EXPECTED, raw)) }
    }

    /// The values of a list as they stand; none where it is absent.
    pub(super) fn list(&self, name: &str) -> Result<Vec<&'a RawValue>> {
        let Some(raw) = self.raw(name) else { return Ok(Vec::new()) };
        list(raw).ok_or_else(|| self.unexpected(name, "a list", raw))
    }

    /// A list of texts; none where it is absent.
    pub(super) fn texts_of(&self, name: &str) -> Result<Vec<String>> {
        let read = |(index, raw): (usize, &'a RawValue)| {
            text(raw).ok_or_else(|| self.unexpected(&format!("{name}[{index}]"), "a text", raw))
        };
        self.list(name)?.into_iter().enumerate().map(read).collect()
    }

    /// A list of objects, each read by the same rule; none where it is absent.
    pub(super) fn objects<T>(&self, name: &str, read: fn(&Fields<'a>) -> Result<T>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        for (index, raw) in self.list(name)?.into_iter().enumerate() {
            all.push(read(&self.nested(&format!("{name}[{index}]"), raw)?)?);
        }
        Ok(all)
    }

    /// An object that may be absent.
    pub(super) fn object(&self, name: &str) -> Result<Option<Fields<'a>>> {
        self.raw(name).map(|raw| self.nested(name, raw)).transpose()
    }

    fn nested(&self, name: &str, raw: &'a RawValue) -> Result<Fields<'a>> {
        let path = self.path(name);
        Ok(Fields::of_object(raw, &path)?.under(&path))
    }

    /// Texts by language that may be absent.
    pub(super) fn texts(&self, name: &str) -> Result<Texts> {
        const EXPECTED: &str = "an object of texts by language, such as {\"en\": \"…\"}";
        match self.raw(name) {
            None => Ok(Texts::default()),
            Some(raw) if !raw.get().starts_with('{') => Err(self.unexpected(name, EXPECTED, raw)),
            Some(raw) => self.nested(name, raw)?.into_texts().map(Texts::from),
        }
    }

    /// Every value as a text.
    pub(super) fn into_texts(self) -> Result<Table<String>> {
        let mut texts = Table::default();
        for (name, raw) in &self.entries {
            let text = text(raw).filter(|text| !text.trim().is_empty());
            texts.insert(name.clone(), text.ok_or_else(|| self.unexpected(name, "a text", raw))?);
        }
        Ok(texts)
    }
}

fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

fn number(raw: &RawValue) -> Option<f64> {
    serde_json::from_str(raw.get()).ok().filter(|number: &f64| number.is_finite())
}

fn list(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

fn numbers(raw: &RawValue) -> Option<Vec<f64>> {
    list(raw)?.into_iter().map(number).collect()
}

/// The values of an object in the order of the text.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(Cutter)
    }
}

/// Cuts an object into its values; a name that stands there twice has no meaning (RFC 8259, section 4).
struct Cutter;

impl<'de> Visitor<'de> for Cutter {
    type Value = Entries<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Entries<'de>, A::Error> {
        let mut entries: Vec<(String, &RawValue)> = Vec::new();
        while let Some((name, raw)) = map.next_entry::<String, &RawValue>()? {
            if entries.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("\"{name}\" stands twice in one object")));
            }
            entries.push((name, raw));
        }
        Ok(Entries(entries))
    }
}
