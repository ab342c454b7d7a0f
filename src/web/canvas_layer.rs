//! Canvases that are handed finished pictures.
//!
//! A canvas that was painted on costs the browser's main thread time for every pixel in each frame in which anything
//! near it moves; one that only shows a picture that was painted elsewhere costs next to nothing. The pictures are
//! therefore painted on a board outside the page and handed over. Where a browser has no such board, they are painted on
//! the canvases themselves.

use crate::geo::space::Size;
use crate::web::canvas::context;
use wasm_bindgen::{JsCast as _, JsError};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext, OffscreenCanvas};

/// A canvas outside the page, on which pictures are painted.
#[derive(Debug)]
pub(super) struct Offscreen {
    canvas: OffscreenCanvas,
    /// Its context; of the same methods as that of a canvas on the page.
    context: CanvasRenderingContext2d,
}

impl Offscreen {
    /// A board, where the browser has one.
    pub(super) fn new() -> Option<Self> {
        let canvas = OffscreenCanvas::new(1, 1).ok()?;
        let context = on_page(&canvas).get_context("2d").ok().flatten()?.unchecked_into();
        Some(Self { canvas, context })
    }
}

/// The board by the methods that it has in common with a canvas of the page: every further method that is named weighs.
fn on_page(board: &OffscreenCanvas) -> &HtmlCanvasElement {
    board.unchecked_ref()
}

fn fit(canvas: &HtmlCanvasElement, (width, height): (u32, u32)) {
    canvas.set_width(width);
    canvas.set_height(height);
}

/// How a canvas comes by its picture.
#[derive(Debug)]
enum Target {
    /// It is painted on.
    Painted(CanvasRenderingContext2d),
    /// It is handed pictures.
    Handed(ImageBitmapRenderingContext),
}

/// A canvas of the page.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) canvas: HtmlCanvasElement,
    target: Target,
    /// Its extent, device pixels; none before the first picture.
    pixels: Option<(u32, u32)>,
}

impl Layer {
    /// A canvas that is handed what is painted on the board, where there is one.
    pub(super) fn new(canvas: HtmlCanvasElement, board: Option<&Offscreen>) -> Result<Self, JsError> {
        let handed = board.and_then(|_| canvas.get_context("bitmaprenderer").ok().flatten());
        let target = match handed {
            Some(context) => Target::Handed(context.unchecked_into()),
            None => Target::Painted(context(&canvas)?),
        };
        Ok(Self { canvas, target, pixels: None })
    }

    /// Lets something paint a new picture of a size, CSS pixels, on an empty ground.
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
                // The board's own pixels are given back until the next picture.
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
