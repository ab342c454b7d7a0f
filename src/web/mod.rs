//! The browser.
use wasm_bindgen::prelude::*;

/// The map as the page's script sees it.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct KurilMap {}

#[wasm_bindgen]
impl KurilMap {
    /// A new map.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }

    /// Paints one square.
    pub fn paint(&self, context: &web_sys::CanvasRenderingContext2d) {
        context.set_fill_style_str("#204060");
        context.fill_rect(10.0, 10.0, 100.0, 100.0);
    }
}
