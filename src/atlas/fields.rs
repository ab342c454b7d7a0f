//! The properties of a feature, read by name, each complaint naming the field.

use super::texts::Texts;
use crate::error::{Problem, Result};
use crate::space::LonLat;
use serde_json::{Map, Value as JsonValue};

/// The properties of one feature.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(pub(super) &'a Map<String, JsonValue>);

impl<'a> Fields<'a> {
    /// A text that must be there.
    pub(super) fn text(self, name: &str, expected: &str) -> Result<&'a str> {
        match self.0.get(name) {
            Some(JsonValue::String(text)) => Ok(text),
            Some(other) => Err(Problem::unexpected(field(name), expected, other)),
            None => Err(Problem::missing(field(name), expected)),
        }
    }

    /// A text that may be absent.
    pub(super) fn optional_text(self, name: &str) -> Result<Option<&'a str>> {
        self.0.contains_key(name).then(|| self.text(name, "a text")).transpose()
    }

    /// A finite number that may be absent.
    pub(super) fn number(self, name: &str) -> Result<Option<f64>> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        match value.as_f64().filter(|number| number.is_finite()) {
            Some(number) => Ok(Some(number)),
            None => Err(Problem::unexpected(field(name), "a number", value)),
        }
    }

    /// Texts by language that may be absent.
    pub(super) fn texts(self, name: &str) -> Result<Texts> {
        const EXPECTED: &str = "an object of texts by language, such as {\"en\": \"…\"}";
        let entries = match self.0.get(name) {
            None => return Ok(Texts::default()),
            Some(JsonValue::Object(entries)) => entries,
            Some(other) => return Err(Problem::unexpected(field(name), EXPECTED, other)),
        };
        let texts = entries.iter().map(|(lang, value)| match value {
            JsonValue::String(text) if !text.trim().is_empty() => Ok((lang.as_str(), text.as_str())),
            other => Err(Problem::unexpected(format!("{}.{lang}", field(name)), "a text", other)),
        });
        texts.collect()
    }

    /// A position `[longitude, latitude]` that may be absent.
    pub(super) fn position(self, name: &str) -> Result<Option<LonLat>> {
        const EXPECTED: &str = "[longitude, latitude] in degrees";
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let numbers = value.as_array().map(|pair| pair.iter().filter_map(JsonValue::as_f64).collect::<Vec<_>>());
        match numbers.as_deref() {
            Some(&[lon, lat]) if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok(Some(LonLat::new(lon, lat))),
            _ => Err(Problem::unexpected(field(name), EXPECTED, value)),
        }
    }
}

fn field(name: &str) -> String {
    format!("properties.{name}")
}
