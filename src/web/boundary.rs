//! Converts the values of the core to those of scripts.

use crate::geo::space::LonLat;
use crate::story::PlaceId;
use crate::view::{Cursor, Effect, Hint};
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

/// The TypeScript type of effects.
#[wasm_bindgen(typescript_custom_section)]
const EFFECT: &str = r#"
/** One thing that the page must do, and what it is about. */
export type Effect =
  | ["frame", null]
  | ["frame-at", number]
  | ["chosen", string | null]
  | ["dated", string]
  | ["viewed", string]
  | ["signed", null]
  | ["toured", null]
  | ["compared", null]
  | ["point-set", [number, number]]
  | ["hint", "fingers" | "wheel"]
  | ["announce", string]
  | ["cursor", "grab" | "grabbing" | "pointer"];
"#;

#[wasm_bindgen]
extern "C" {
    /// Effects in order.
    #[wasm_bindgen(typescript_type = "Effect[]")]
    pub type Effects;
    /// Texts in order.
    #[wasm_bindgen(typescript_type = "string[]")]
    pub type Strings;
}

impl Effects {
    /// Returns no effects.
    pub(super) fn none() -> Self {
        Array::new().unchecked_into()
    }
}

/// Converts effects to pairs `[type, value]`.
pub(super) fn effects_to_js(effects: Vec<Effect>) -> Effects {
    let all = Array::new();
    for effect in effects {
        all.push(&effect_to_js(effect));
    }
    all.unchecked_into()
}

fn effect_to_js(effect: Effect) -> JsValue {
    let optional = |id: Option<PlaceId>| id.map_or(JsValue::NULL, |id| String::from(id).into());
    let (name, value) = match effect {
        Effect::Frame => ("frame", JsValue::NULL),
        Effect::FrameAt(time) => ("frame-at", time.into()),
        Effect::Chosen(id) => ("chosen", optional(id)),
        Effect::Dated(day) => ("dated", day.iso().into()),
        Effect::Viewed(id) => ("viewed", id.into()),
        Effect::Signed => ("signed", JsValue::NULL),
        Effect::Toured => ("toured", JsValue::NULL),
        Effect::Compared => ("compared", JsValue::NULL),
        Effect::PointSet(LonLat { lon, lat }) => ("point-set", Array::of2(&lon.into(), &lat.into()).into()),
        Effect::Hint(Hint::Fingers) => ("hint", "fingers".into()),
        Effect::Hint(Hint::Wheel) => ("hint", "wheel".into()),
        Effect::Announce(sentence) => ("announce", sentence.into()),
        Effect::Cursor(Cursor::Grab) => ("cursor", "grab".into()),
        Effect::Cursor(Cursor::Grabbing) => ("cursor", "grabbing".into()),
        Effect::Cursor(Cursor::Choose) => ("cursor", "pointer".into()),
    };
    Array::of2(&name.into(), &value).into()
}

/// Converts texts, in order.
pub(super) fn texts_to_js(texts: Vec<String>) -> Strings {
    let all = Array::new();
    for text in texts {
        all.push(&text.into());
    }
    all.unchecked_into()
}
