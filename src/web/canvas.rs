//! A painter on a 2D canvas.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size, World};
use crate::lean::decimal::shortest;
use crate::paint::{Align, Color, Fill, GroundPath, HALO, Hatch, Measure, Painter, PathKey, Stroke, Text, Type};
use crate::story::SortedMap;
use crate::story::spelling::{Han, han};
use js_sys::Array;
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsError};
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, Path2d};

/// The greatest number of pixels of a canvas: the limit on phones.
pub(super) const MOST_PIXELS: f64 = 16_700_000.0;

/// Paths drawn before, for reuse, sorted by their keys.
pub(super) type Paths = Vec<(PathKey, Path2d)>;

/// Returns the 2D context of a canvas.
pub(super) fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsError> {
    match canvas.get_context("2d").ok().flatten() {
        Some(context) => Ok(context.unchecked_into()),
        None => Err(JsError::new("this browser gives no 2D canvas")),
    }
}

/// Paints on a context.
#[derive(Debug)]
pub(super) struct Canvas<'a> {
    context: &'a CanvasRenderingContext2d,
    paths: &'a mut Paths,
    /// Device pixels of the canvas per CSS pixel.
    density: f64,
    /// The extent of the current picture, in its own CSS pixels.
    sheet: ScreenRect,
    /// Its origin on the canvas, CSS pixels.
    origin: Screen,
    /// Origin and extent of the enclosing pictures, outermost first.
    around: Vec<(Screen, ScreenRect)>,
}

impl<'a> Canvas<'a> {
    /// Creates a painter for a picture of the given size, CSS pixels, and canvas pixels per CSS pixel.
    pub(super) fn new(context: &'a CanvasRenderingContext2d, paths: &'a mut Paths, size: Size, density: f64) -> Self {
        Self { context, paths, density, sheet: size.rect(), origin: Screen::default(), around: Vec::new() }
    }

    /// Sets the coordinates to those of the plane.
    fn enter_world(&self, camera: &Camera) {
        let scale = camera.zoom.scale() * self.density;
        let origin = (self.origin + camera.screen_from_world(World::new(0.0, 0.0))) * self.density;
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, origin.x, origin.y);
    }

    /// Sets the coordinates to CSS pixels.
    pub(super) fn enter_screen(&self) {
        self.enter_at(Screen::default());
    }

    /// Fills the picture with a colour, and a pixel more, lest an edge that is cut through stay clear.
    pub(super) fn fill(&self, color: Color) {
        self.enter_screen();
        self.context.set_fill_style_str(&color.to_string());
        let size = self.sheet.max - self.sheet.min;
        self.context.fill_rect(0.0, 0.0, size.x + 1.0, size.y + 1.0);
    }

    /// Sets the coordinates to CSS pixels right of and below a point.
    fn enter_at(&self, at: Screen) {
        let at = (self.origin + at) * self.density;
        let _ = self.context.set_transform(self.density, 0.0, 0.0, self.density, at.x, at.y);
    }

    fn path(&mut self, path: &GroundPath<'_>) -> Option<Path2d> {
        let place = path.key.map(|key| (key, self.paths.binary_search_by(|(known, _)| known.cmp(&key))));
        if let Some((_, Ok(at))) = place {
            return self.paths.get(at).map(|(_, known)| known.clone());
        }
        let made = Path2d::new().ok()?;
        for part in path.geometry.parts() {
            for (index, point) in part.points().iter().enumerate() {
                if index == 0 { made.move_to(point.x, point.y) } else { made.line_to(point.x, point.y) }
            }
            if part.is_closed() {
                made.close_path();
            }
        }
        if let Some((key, Err(at))) = place {
            self.paths.insert(at, (key, made.clone()));
        }
        Some(made)
    }

    /// Draws hatching within the clip path.
    fn hatch(&self, bounds: ScreenRect, hatch: &Hatch, origin: Screen) {
        self.enter_screen();
        let Some(seen) = bounds.common(self.sheet) else { return };
        for hatch in hatch.each() {
            let Ok(lines) = Path2d::new() else { return };
            for [from, to] in hatch.lines(seen, origin) {
                lines.move_to(from.x, from.y);
                lines.line_to(to.x, to.y);
            }
            self.pen(&Stroke::solid(hatch.color, hatch.width), 1.0);
            self.context.stroke_with_path(&lines);
        }
    }

    /// Sets colour, width and dash; `scale` is the number of CSS pixels per unit.
    fn pen(&self, stroke: &Stroke, scale: f64) {
        self.context.set_stroke_style_str(&stroke.color.to_string());
        self.context.set_line_width(stroke.width / scale);
        self.context.set_line_join("round");
        let dash = Array::new();
        for length in stroke.dash.iter().flatten() {
            dash.push(&(length / scale).into());
        }
        let _ = self.context.set_line_dash(&dash);
    }
}

impl Painter for Canvas<'_> {
    fn fill(&mut self, camera: &Camera, path: &GroundPath<'_>, fill: &Fill) {
        let bounds = path.geometry.bounds().map(|bounds| camera.screen_rect(bounds));
        let Some(made) = self.path(path) else { return };
        self.enter_world(camera);
        self.context.set_fill_style_str(&fill.color.to_string());
        self.context.fill_with_path_2d_and_winding(&made, CanvasWindingRule::Evenodd);
        if let (Some(hatch), Some(bounds)) = (&fill.hatch, bounds) {
            self.context.save();
            self.context.clip_with_path_2d_and_winding(&made, CanvasWindingRule::Evenodd);
            self.hatch(bounds, hatch, camera.screen_from_world(World::new(0.0, 0.0)));
            self.context.restore();
        }
    }

    fn stroke(&mut self, camera: &Camera, path: &GroundPath<'_>, stroke: &Stroke) {
        let Some(made) = self.path(path) else { return };
        self.enter_world(camera);
        self.pen(stroke, camera.zoom.scale());
        self.context.stroke_with_path(&made);
    }

    fn text(&mut self, text: &Text) {
        let context = self.context;
        // The origin is the position of the text.
        self.enter_at(text.at);
        if text.angle.abs() > 1e-4 {
            let _ = context.rotate(text.angle);
        }
        context.set_font(&font(&text.face, &text.lang));
        context.set_text_align(match text.align {
            Align::Start => "left",
            Align::Middle => "center",
            Align::End => "right",
        });
        if let Some(halo) = text.halo {
            self.pen(&Stroke::solid(halo, HALO), 1.0);
            let _ = context.stroke_text(&text.text, 0.0, 0.0);
        }
        context.set_fill_style_str(&text.color.to_string());
        let _ = context.fill_text(&text.text, 0.0, 0.0);
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        let Ok(path) = Path2d::new() else { return };
        // `line_to` on an empty path only moves to the point.
        for point in points {
            path.line_to(point.x, point.y);
        }
        self.finish(&path, None, Some(stroke));
    }

    fn dot(&mut self, centre: Screen, radius: f64, fill: Option<Color>, stroke: Option<&Stroke>) {
        let Ok(path) = Path2d::new() else { return };
        let _ = path.arc(centre.x, centre.y, radius, 0.0, std::f64::consts::TAU);
        self.finish(&path, fill, stroke);
    }

    fn area(&mut self, rings: &[Vec<Screen>], fill: Option<&Fill>, stroke: Option<&Stroke>) {
        let Ok(path) = Path2d::new() else { return };
        let mut bounds: Option<ScreenRect> = None;
        for ring in rings {
            for (index, point) in ring.iter().enumerate() {
                if index == 0 { path.move_to(point.x, point.y) } else { path.line_to(point.x, point.y) }
            }
            path.close_path();
            let ring = ScreenRect::around(ring);
            bounds = bounds.zip(ring).map(|(a, b)| a.union(b)).or(ring);
        }
        self.finish(&path, fill.map(|fill| fill.color), None);
        if let Some((hatch, bounds)) = fill.and_then(|fill| fill.hatch.as_ref()).zip(bounds) {
            self.context.save();
            self.context.clip_with_path_2d_and_winding(&path, CanvasWindingRule::Evenodd);
            self.hatch(bounds, hatch, Screen::default());
            self.context.restore();
        }
        self.finish(&path, None, stroke);
    }

    fn enter(&mut self, rect: ScreenRect, background: Color) {
        self.context.save();
        self.around.push((self.origin, self.sheet));
        self.origin = self.origin + rect.min;
        self.sheet = ScreenRect { min: Screen::default(), max: rect.max - rect.min };
        if let Ok(path) = Path2d::new() {
            path.rect(0.0, 0.0, rect.width(), rect.height());
            self.finish(&path, Some(background), None);
            self.context.clip_with_path_2d_and_winding(&path, CanvasWindingRule::Evenodd);
        }
    }

    fn leave(&mut self) {
        self.context.restore();
        if let Some((origin, sheet)) = self.around.pop() {
            (self.origin, self.sheet) = (origin, sheet);
        }
    }
}

impl Canvas<'_> {
    /// Fills and strokes a path in CSS pixels.
    fn finish(&self, path: &Path2d, fill: Option<Color>, stroke: Option<&Stroke>) {
        self.enter_screen();
        if let Some(color) = fill {
            self.context.set_fill_style_str(&color.to_string());
            self.context.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
        }
        if let Some(stroke) = stroke {
            self.pen(stroke, 1.0);
            self.context.stroke_with_path(path);
        }
    }
}

/// Returns a CSS font, with the system's fonts for the language first.
fn font(face: &Type, lang: &str) -> String {
    let style = if face.italic { "italic " } else { "" };
    let weight = if face.bold { "600 " } else { "" };
    let families = match (han(lang), face.serif) {
        (Some(Han::Japanese), false) => {
            "'Hiragino Sans','Noto Sans CJK JP','Noto Sans JP','Yu Gothic',Meiryo,sans-serif"
        }
        (Some(Han::Japanese), true) => "'Hiragino Mincho ProN','Noto Serif CJK JP','Noto Serif JP','Yu Mincho',serif",
        (Some(Han::Simplified), false) => {
            "'PingFang SC','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei',sans-serif"
        }
        (Some(Han::Simplified), true) => "'Songti SC','Noto Serif CJK SC','Noto Serif SC',SimSun,serif",
        (Some(Han::Traditional), false) => {
            "'PingFang TC','Noto Sans CJK TC','Noto Sans TC','Microsoft JhengHei',sans-serif"
        }
        (Some(Han::Traditional), true) => "'Songti TC','Noto Serif CJK TC','Noto Serif TC',PMingLiU,serif",
        (_, false) => "system-ui,'Noto Sans','Noto Sans CJK JP',sans-serif",
        (_, true) => "Georgia,'Noto Serif','Noto Serif CJK JP',serif",
    };
    [style, weight, &shortest(face.size), "px ", families].concat()
}

/// Measures text with a context, and caches the width of each text in each font.
#[derive(Debug)]
pub(super) struct Ruler<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    pub(super) lang: &'a str,
    pub(super) widths: &'a RefCell<SortedMap<f64>>,
}

impl Measure for Ruler<'_> {
    fn width(&self, text: &str, face: &Type) -> f64 {
        let font = font(face, self.lang);
        let key = [&font, "\n", text].concat();
        let known = self.widths.try_borrow().ok().and_then(|widths| widths.get(&key).copied());
        if let Some(width) = known {
            return width;
        }
        self.context.set_font(&font);
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        if let Ok(mut widths) = self.widths.try_borrow_mut() {
            widths.insert(key, width);
        }
        width
    }
}
