//! The painter of the page: a 2D canvas.

use crate::atlas::Table;
use crate::camera::Camera;
use crate::decimal::shortest;
use crate::paint::{Align, Color, Fill, Hatch, Measure, Painter, PathKey, Stroke, Text, Trace, Type};
use crate::space::{Screen, ScreenRect, World};
use js_sys::Array;
use std::cell::RefCell;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, Path2d};

/// Paths that were drawn whole before, ready to be drawn again, in the order of their keys.
pub(super) type Paths = Vec<(PathKey, Path2d)>;

/// Paints on one context.
#[derive(Debug)]
pub(super) struct Canvas<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    pub(super) paths: &'a mut Paths,
    /// Device pixels of the canvas per CSS pixel.
    pub(super) density: f64,
    /// Extent of the sheet, CSS pixels.
    pub(super) sheet: ScreenRect,
}

impl Canvas<'_> {
    /// From here on coordinates are those of the plane.
    fn enter_world(&self, camera: &Camera) {
        let scale = camera.zoom.scale() * self.density;
        let origin = camera.screen_from_world(World::new(0.0, 0.0)) * self.density;
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, origin.x, origin.y);
    }

    /// From here on coordinates are CSS pixels.
    pub(super) fn enter_screen(&self) {
        let _ = self.context.set_transform(self.density, 0.0, 0.0, self.density, 0.0, 0.0);
    }

    fn path(&mut self, trace: &Trace<'_>) -> Option<Path2d> {
        let place = trace.key.map(|key| (key, self.paths.binary_search_by(|(known, _)| known.cmp(&key))));
        if let Some((_, Ok(at))) = place {
            return self.paths.get(at).map(|(_, known)| known.clone());
        }
        let made = Path2d::new().ok()?;
        for part in trace.path.parts() {
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

    fn hatch(&self, camera: &Camera, path: &Path2d, bounds: Option<ScreenRect>, hatch: &Hatch) {
        let Some(bounds) = bounds else { return };
        self.context.save();
        self.enter_world(camera);
        self.context.clip_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
        self.enter_screen();
        let area = ScreenRect {
            min: Screen::new(bounds.min.x.max(self.sheet.min.x), bounds.min.y.max(self.sheet.min.y)),
            max: Screen::new(bounds.max.x.min(self.sheet.max.x), bounds.max.y.min(self.sheet.max.y)),
        };
        // The lines hang on the plane's origin, so that they stay where they are when the sheet is painted anew.
        let origin = camera.screen_from_world(World::new(0.0, 0.0));
        let phase = origin.x + origin.y;
        let mut sum = ((area.min.x + area.min.y - phase) / hatch.spacing).floor() * hatch.spacing + phase;
        if let Ok(lines) = Path2d::new() {
            while sum <= area.max.x + area.max.y {
                lines.move_to(sum - area.min.y, area.min.y);
                lines.line_to(sum - area.max.y, area.max.y);
                sum += hatch.spacing;
            }
            self.pen(&Stroke::solid(hatch.color, hatch.width), 1.0);
            self.context.stroke_with_path(&lines);
        }
        self.context.restore();
    }

    /// Sets colour, width and dash; `scale` is the number of CSS pixels in a unit.
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
    fn fill(&mut self, camera: &Camera, trace: &Trace<'_>, fill: &Fill) {
        let bounds = trace.path.bounds().map(|bounds| camera.screen_rect(bounds));
        let Some(made) = self.path(trace) else { return };
        self.enter_world(camera);
        self.context.set_fill_style_str(&fill.color.to_string());
        self.context.fill_with_path_2d_and_winding(&made, CanvasWindingRule::Evenodd);
        if let Some(hatch) = &fill.hatch {
            self.hatch(camera, &made, bounds, hatch);
        }
    }

    fn stroke(&mut self, camera: &Camera, trace: &Trace<'_>, stroke: &Stroke) {
        let Some(made) = self.path(trace) else { return };
        self.enter_world(camera);
        self.pen(stroke, camera.zoom.scale());
        self.context.stroke_with_path(&made);
    }

    fn text(&mut self, text: &Text) {
        let context = self.context;
        // The text's own place is the origin.
        let at = text.at * self.density;
        let _ = context.set_transform(self.density, 0.0, 0.0, self.density, at.x, at.y);
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
            self.pen(&Stroke::solid(halo, 3.0), 1.0);
            let _ = context.stroke_text(&text.text, 0.0, 0.0);
        }
        context.set_fill_style_str(&text.color.to_string());
        let _ = context.fill_text(&text.text, 0.0, 0.0);
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        let Ok(path) = Path2d::new() else { return };
        // The first line leads to where a path without points begins: to the point itself.
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

    fn rect(&mut self, rect: ScreenRect, fill: Option<Color>, stroke: Option<&Stroke>) {
        let Ok(path) = Path2d::new() else { return };
        path.rect(rect.min.x, rect.min.y, rect.width(), rect.height());
        self.finish(&path, fill, stroke);
    }
}

impl Canvas<'_> {
    /// Fills and strokes a path of the picture.
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

/// The face as a CSS font, with the system's faces for the language first.
fn font(face: &Type, lang: &str) -> String {
    let style = if face.italic { "italic " } else { "" };
    let weight = if face.bold { "600 " } else { "" };
    let families = match (lang, face.serif) {
        ("ja", false) => "'Hiragino Sans','Noto Sans CJK JP','Noto Sans JP','Yu Gothic',Meiryo,sans-serif",
        ("ja", true) => "'Hiragino Mincho ProN','Noto Serif CJK JP','Noto Serif JP','Yu Mincho',serif",
        (_, false) => "system-ui,'Noto Sans','Noto Sans CJK JP',sans-serif",
        (_, true) => "Georgia,'Noto Serif','Noto Serif CJK JP',serif",
    };
    [style, weight, &shortest(face.size), "px ", families].concat()
}

/// Measures with a context, remembering widths: a name is measured once for a face.
#[derive(Debug)]
pub(super) struct Ruler<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    pub(super) lang: &'a str,
    pub(super) widths: &'a RefCell<Table<f64>>,
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
