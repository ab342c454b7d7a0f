//! Drawing: a frame as plain data, and the few operations that a painter must implement.
//!
//! A [`DisplayList`] holds the ground (sea, land, status, lines) in world coordinates and the marks (names, dots,
//! highlights) in screen coordinates. A painter may cache the ground as a bitmap and only move it while the camera
//! pans. Canvas, SVG and transcript are three painters of the same list.

mod color;
mod estimated_metrics;
mod item;
mod svg;
mod transcript;

pub use color::Color;
pub use estimated_metrics::EstimatedMetrics;
pub use item::{
    Align, DisplayList, FURTHER, Fill, GroundItem, GroundPath, HALO, Hatch, InsetItem, Mark, PathKey, Slope, Stroke,
    Text, Type,
};
pub use svg::{Svg, svg_escaped};
pub use transcript::Transcript;

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect};

/// Turns a display list into a picture.
pub trait Painter {
    /// Fills a path of the ground.
    fn fill(&mut self, camera: &Camera, path: &GroundPath<'_>, fill: &Fill);
    /// Strokes a path of the ground.
    fn stroke(&mut self, camera: &Camera, path: &GroundPath<'_>, stroke: &Stroke);
    /// Draws a text.
    fn text(&mut self, text: &Text);
    /// Strokes a line in screen coordinates.
    fn line(&mut self, points: &[Screen], stroke: &Stroke);
    /// Fills and strokes a circle in screen coordinates.
    fn dot(&mut self, centre: Screen, radius: f64, fill: Option<Color>, stroke: Option<&Stroke>);
    /// Fills and strokes an area in screen coordinates.
    fn area(&mut self, rings: &[Vec<Screen>], fill: Option<&Fill>, stroke: Option<&Stroke>);
    /// Enters a box: until [`leave`](Self::leave) everything is drawn relative to its upper left corner and clipped to
    /// it, on a background of one colour.
    fn enter(&mut self, rect: ScreenRect, background: Color);
    /// Returns to the picture that contains the box.
    fn leave(&mut self);
}

/// Measures a text before it is placed.
pub trait Measure {
    /// The width of a text in this font, CSS pixels, without letter spacing.
    fn width(&self, text: &str, face: &Type) -> f64;
}

impl DisplayList<'_> {
    /// Width and height, CSS pixels.
    #[must_use]
    pub fn extent(&self) -> [f64; 2] {
        [self.camera.size.width, self.camera.size.height]
    }

    /// Paints the ground alone.
    pub fn paint_ground(&self, painter: &mut impl Painter) {
        for item in &self.ground {
            match item {
                GroundItem::Fill { path, fill } => painter.fill(&self.camera, path, fill),
                GroundItem::Stroke { path, stroke } => painter.stroke(&self.camera, path, stroke),
            }
        }
    }

    /// Paints a list of marks.
    pub fn paint_marks(marks: &[Mark], painter: &mut impl Painter) {
        for mark in marks {
            match mark {
                Mark::Text(text) => painter.text(text),
                Mark::Line { points, stroke } => painter.line(points, stroke),
                Mark::Dot { centre, radius, fill, stroke } => painter.dot(*centre, *radius, *fill, stroke.as_ref()),
                Mark::Area { rings, fill, stroke } => painter.area(rings, fill.as_ref(), stroke.as_ref()),
            }
        }
    }

    /// Paints what stays in place while the map moves.
    pub fn paint_furniture(&self, painter: &mut impl Painter) {
        for inset in &self.insets {
            painter.enter(inset.rect, inset.list.background);
            inset.list.paint(painter);
            painter.leave();
        }
        Self::paint_marks(&self.furniture, painter);
    }

    /// Paints everything, back to front.
    pub fn paint(&self, painter: &mut impl Painter) {
        self.paint_ground(painter);
        Self::paint_marks(&self.marks, painter);
        self.paint_furniture(painter);
    }
}
