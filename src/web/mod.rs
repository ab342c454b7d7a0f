//! The browser.
use wasm_bindgen::prelude::*;
/// The map as the page's script sees it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct KurilMap {}
#[wasm_bindgen]
impl KurilMap {
    /// A new map.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }
}
