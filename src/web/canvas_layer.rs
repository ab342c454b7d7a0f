//! Canvases that show finished pictures.
//!
//! A canvas that has been painted on takes time on the browser's main thread for every pixel in each frame in which
//! anything near it moves; one that only shows a transferred picture takes almost none. The pictures are therefore
//! painted on an offscreen canvas and transferred. If a browser has none, they are painted directly.

use crate::geo::space::Size;
use crate::web::canvas::context;
use wasm_bindgen::{JsCast as _, JsError};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext, OffscreenCanvas};

/// A canvas outside the page, for painting pictures.
#[derive(Debug)]
pub(super) struct Offscreen {
    canvas: OffscreenCanvas,
    /// Its context, which has the methods of one on the page.
    context: CanvasRenderingContext2d,
}

impl Offscreen {
    /// Returns a canvas of the page's script with its context, if the browser supports it.
    pub(super) fn new(canvas: OffscreenCanvas) -> Option<Self> {
        let context = on_page(&canvas).get_context("2d").ok().flatten()?.unchecked_into();
        Some(Self { canvas, context })
    }
}

/// Returns the canvas as one on the page, whose methods suffice: importing others would increase the module's size.
fn on_page(board: &OffscreenCanvas) -> &HtmlCanvasElement {
    board.unchecked_ref()
}

fn fit(canvas: &HtmlCanvasElement, (width, height): (u32, u32)) {
    canvas.set_width(width);
    canvas.set_height(height);
}

/// How a picture gets onto a canvas.
#[derive(Debug)]
enum Target {
    /// It is painted there.
    Painted(CanvasRenderingContext2d),
    /// It is transferred.
    Handed(ImageBitmapRenderingContext),
}

/// A canvas on the page.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) canvas: HtmlCanvasElement,
    target: Target,
    /// Its size, device pixels; `None` before the first picture.
    pixels: Option<(u32, u32)>,
}

impl Layer {
    /// Creates a layer that shows pictures from the offscreen canvas, if there is one.
    pub(super) fn new(canvas: HtmlCanvasElement, board: Option<&Offscreen>) -> Result<Self, JsError> {
        let handed = board.and_then(|_| canvas.get_context("bitmaprenderer").ok().flatten());
        let target = match handed {
            Some(context) => Target::Handed(context.unchecked_into()),
            None => Target::Painted(context(&canvas)?),
        };
        Ok(Self { canvas, target, pixels: None })
    }

    /// Paints a new picture of the given size, CSS pixels, on a transparent ground.
    pub(super) fn paint(
        &mut self,
        board: Option<&Offscreen>,
        (size, density): (Size, f64),
        paint: &mut dyn FnMut(&CanvasRenderingContext2d),
    ) {
        let pixels = ((size.width * density).round() as u32, (size.height * density).round() as u32);
        if self.pixels != Some(pixels) {
            self.pixels = Some(pixels);
            fit(&self.canvas, pixels);
        }
        match (&self.target, board) {
            (Target::Handed(shown), Some(board)) => {
                fit(on_page(&board.canvas), pixels);
                paint(&board.context);
                if let Ok(picture) = board.canvas.transfer_to_image_bitmap() {
                    shown.transfer_from_image_bitmap(&picture);
                }
                // Release the memory of the offscreen canvas until the next picture.
                fit(on_page(&board.canvas), (1, 1));
            }
            (Target::Painted(context), _) => {
                let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
                context.clear_rect(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
                paint(context);
            }
            (Target::Handed(_), None) => {}
        }
    }
}
