//! The core's values as the script's values.

use crate::geo::space::LonLat;
use crate::story::PlaceId;
use crate::view::{Cursor, Effect, Hint};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// Each effect as `[type, value]`.
pub(super) fn effects_to_js(effects: Vec<Effect>) -> Array {
    let all = Array::new();
    for effect in effects {
        all.push(&effect_to_js(effect));
    }
    all
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

/// Texts in their order.
pub(super) fn texts_to_js(texts: Vec<String>) -> Array {
    let all = Array::new();
    for text in texts {
        all.push(&text.into());
    }
    all
}
