//! The outermost layer of a collection, cut into the raw texts of its features.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The parts of a collection, borrowed from its text; what was met before an error stays.
#[derive(Default)]
pub(super) struct Outline<'a> {
    /// Whether it says that it is a collection.
    pub(super) typed: bool,
    /// The raw texts of its features.
    pub(super) features: Option<Vec<&'a RawValue>>,
    /// The level of detail.
    pub(super) level: Option<&'a RawValue>,
}

impl<'de> DeserializeSeed<'de> for &mut Outline<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Outline<'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a GeoJSON FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => {
                    let name: String = map.next_value()?;
                    if name != "FeatureCollection" {
                        return Err(A::Error::custom(format!("type: expected FeatureCollection, found {name}")));
                    }
                    self.typed = true;
                }
                "features" => map.next_value_seed(Features(self.features.insert(Vec::new())))?,
                "level" => self.level = Some(map.next_value()?),
                _ => {
                    map.next_value::<&RawValue>()?;
                }
            }
        }
        Ok(())
    }
}

/// Pushes the raw features of an array, keeping those before an error.
struct Features<'a, 'de>(&'a mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Features<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of GeoJSON features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element()? {
            self.0.push(raw);
        }
        Ok(())
    }
}
