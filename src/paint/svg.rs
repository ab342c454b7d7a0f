//! The painter of still pictures: SVG 1.1 with presentation attributes only, so that no content security policy
//! blocks it.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, World};
use crate::paint::{Align, Color, DisplayList, Fill, GroundPath, Hatch, Painter, Slope, Stroke, Text};
use path_data::{PathData, digits};
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};
use std::fmt::Write as _;

mod path_data;

/// Font families without and with serifs, and their fallbacks.
const SANS: &str = "system-ui, 'Noto Sans', 'Noto Sans CJK JP', sans-serif";
const SERIF: &str = "Georgia, 'Noto Serif', 'Noto Serif CJK JP', serif";

/// Path data of at least this length, bytes, is written once and referenced from then on.
const SHARED_FROM: usize = 120;

/// Units per pixel in path data: for the ground, and for marks, which may be small.
const TENTHS: f64 = 10.0;
const HUNDREDTHS: f64 = 100.0;

/// A line this far outside the picture is not visible in it, CSS pixels: none is wider.
const MARGIN: f64 = 16.0;

/// Writes a display list as an SVG document.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
    /// Whether areas without a name are rounded to whole pixels.
    is_draft: bool,
    /// Numbers of the regions that have a name.
    named: Vec<u32>,
    /// Prefix of every id, so that one page can hold several pictures.
    prefix: String,
    /// Patterns of the hatches, without their ids, which are consecutive numbers.
    patterns: Vec<String>,
    /// Numbers of the shared paths by their data.
    #[expect(clippy::disallowed_types, reason = "thousands of paths, in the module of the tools")]
    paths: std::collections::BTreeMap<String, usize>,
    /// Attributes of the open group.
    group: Option<String>,
}

impl Svg {
    /// Writes the document of a display list. `title` is its accessible name; `prefix` starts every id in it and must
    /// differ between the pictures on one page.
    #[must_use]
    pub fn document(list: &DisplayList<'_>, title: &str, prefix: &str) -> String {
        Self { prefix: svg_escaped(prefix), ..Self::default() }.finished(list, title)
    }

    /// Writes a smaller document: areas without a name are rounded to whole pixels.
    #[must_use]
    pub fn draft(list: &DisplayList<'_>, title: &str, prefix: &str) -> String {
        Self { prefix: svg_escaped(prefix), is_draft: true, ..Self::default() }.finished(list, title)
    }

    fn finished(self, list: &DisplayList<'_>, title: &str) -> String {
        let mut svg = self;
        list.paint(&mut svg);
        svg.end_group();
        let (width, height) = (digits(list.camera.size.width), digits(list.camera.size.height));
        let mut document = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" \
             fill-rule=\"evenodd\" stroke-linejoin=\"round\" font-family=\"{SANS}\">\n",
            svg_escaped(title)
        );
        for (number, pattern) in svg.patterns.iter().enumerate() {
            let _ = writeln!(document, "<defs><pattern id=\"{}h{number}\" {pattern}</defs>", svg.prefix);
        }
        let _ = writeln!(document, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", list.background);
        document.push_str(&svg.body);
        document.push_str("</svg>\n");
        document
    }

    /// Returns the id of the pattern for a hatch whose lines are aligned with `origin`.
    ///
    /// The tile is not rotated, because rasterisers blur rotated ones. Its lines are areas, because rasterisers draw
    /// thin lines as steps.
    fn pattern(&mut self, hatch: &Hatch, origin: Screen) -> String {
        let Hatch { slope, spacing, .. } = *hatch;
        let mut lines = String::new();
        let (across, length) = (digits(hatch.width * SQRT_2), digits(spacing + 2.0));
        if slope == Slope::Level {
            let line = (origin.y.floor() + 0.25).rem_euclid(spacing);
            for index in [-1.0, 0.0, 1.0] {
                let (from, width) = (digits(line + index * spacing - hatch.width / 2.0), digits(hatch.width));
                let _ = write!(lines, "M-1 {from}h{length}v{width}h-{length}z");
            }
        }
        for (other, sign) in [(Slope::Falling, 1.0), (Slope::Rising, -1.0)] {
            if slope == other || slope == Slope::Level {
                continue;
            }
            // Rising lines have a constant sum of coordinates, falling ones a constant difference. Every line has the
            // same offset within a pixel, so that all are antialiased alike.
            let line = ((origin.x + sign * origin.y).floor() + 0.25).rem_euclid(spacing);
            for index in [-2.0, -1.0, 0.0, 1.0, 2.0] {
                let from = digits(line + index * spacing + sign - hatch.width * FRAC_1_SQRT_2);
                let _ = write!(lines, "M{from}-1h{across}l{} {length}h-{across}z", digits(-sign * (spacing + 2.0)));
            }
        }
        let (step, color) = (digits(spacing), hatch.color);
        let pattern = format!(
            "width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{lines}\" fill=\"{color}\" fill-rule=\"nonzero\"/></pattern>"
        );
        let known = self.patterns.iter().position(|other| *other == pattern);
        if known.is_none() {
            self.patterns.push(pattern);
        }
        format!("{}h{}", self.prefix, known.unwrap_or(self.patterns.len() - 1))
    }

    /// Continues in a group with these attributes.
    fn grouped(&mut self, attributes: String) {
        if self.group.as_ref() != Some(&attributes) {
            self.end_group();
            let _ = writeln!(self.body, "<g{attributes}>");
            self.group = Some(attributes);
        }
    }

    /// Closes the group, if one is open.
    fn end_group(&mut self) {
        if self.group.take().is_some() {
            self.body.push_str("</g>\n");
        }
    }

    /// Opens the element that draws a path; long path data is written once and referenced from then on.
    fn open(&mut self, camera: &Camera, path: &GroundPath<'_>, is_dashed: bool) -> Option<String> {
        let is_named = path.key.is_some_and(|key| self.named.contains(&key.region));
        let resolution = if self.is_draft && !is_named { 10 } else { 1 };
        // The position of a dash depends on the whole line before it.
        let clip = (!is_dashed).then(|| camera.size.rect().grown(MARGIN));
        let mut data = PathData::new(TENTHS, resolution, clip);
        for part in path.geometry.parts() {
            data.add(part.points().iter().map(|point| camera.screen_from_world(*point)), part.is_closed());
        }
        let data = data.into_text();
        if data.len() < SHARED_FROM {
            return (!data.is_empty()).then(|| format!("<path d=\"{data}\""));
        }
        let next = self.paths.len();
        let number = *self.paths.entry(data.clone()).or_insert(next);
        let id = format!("{}c{number}", self.prefix);
        if number == next {
            let _ = writeln!(self.body, "<defs><path id=\"{id}\" d=\"{data}\"/></defs>");
        }
        Some(format!("<use href=\"#{id}\""))
    }
}

impl Painter for Svg {
    fn fill(&mut self, camera: &Camera, path: &GroundPath<'_>, fill: &Fill) {
        if let (Some(_), Some(key)) = (&path.title, path.key) {
            self.named.push(key.region);
        }
        self.end_group();
        let Some(open) = self.open(camera, path, false) else { return };
        let tag = if open.starts_with("<use") { "use" } else { "path" };
        let area = format!("{open} fill=\"{}\"", fill.color);
        let _ = match &path.title {
            Some(title) => writeln!(self.body, "{area}><title>{}</title></{tag}>", svg_escaped(title)),
            None => writeln!(self.body, "{area}/>"),
        };
        if let Some(hatch) = &fill.hatch {
            let id = self.pattern(hatch, camera.screen_from_world(World::new(0.0, 0.0)));
            let _ = writeln!(self.body, "{open} fill=\"url(#{id})\"/>");
        }
    }

    fn stroke(&mut self, camera: &Camera, path: &GroundPath<'_>, stroke: &Stroke) {
        if let Some(open) = self.open(camera, path, stroke.dash.is_some()) {
            self.grouped(line(stroke));
            let _ = writeln!(self.body, "{open}/>");
        }
    }

    fn text(&mut self, text: &Text) {
        self.grouped(style(text));
        let (x, y) = (digits(text.at.x), digits(text.at.y));
        let turn = if text.angle.abs() > 1e-4 {
            format!(" transform=\"rotate({} {x} {y})\"", digits(text.angle.to_degrees()))
        } else {
            String::new()
        };
        let _ = writeln!(self.body, "<text x=\"{x}\" y=\"{y}\"{turn}>{}</text>", svg_escaped(&text.text));
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        self.grouped(line(stroke));
        let mut data = PathData::new(HUNDREDTHS, 1, None);
        data.add(points.iter().copied(), false);
        let _ = writeln!(self.body, "<path d=\"{}\"/>", data.into_text());
    }

    fn dot(&mut self, centre: Screen, radius: f64, fill: Option<Color>, stroke: Option<&Stroke>) {
        self.grouped([interior(fill), outline(stroke)].concat());
        let (x, y, radius) = (digits(centre.x), digits(centre.y), digits(radius));
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    fn area(&mut self, rings: &[Vec<Screen>], fill: Option<&Fill>, stroke: Option<&Stroke>) {
        self.end_group();
        let mut data = PathData::new(HUNDREDTHS, 1, None);
        for ring in rings {
            data.add(ring.iter().copied(), true);
        }
        let data = data.into_text();
        let interior = interior(fill.map(|fill| fill.color));
        let Some(hatch) = fill.and_then(|fill| fill.hatch.as_ref()) else {
            let _ = writeln!(self.body, "<path d=\"{data}\"{interior}{}/>", outline(stroke));
            return;
        };
        // The outline is drawn over the hatch, as on a canvas.
        let id = self.pattern(hatch, Screen::default());
        let _ = writeln!(self.body, "<path d=\"{data}\"{interior}/>");
        let _ = writeln!(self.body, "<path d=\"{data}\" fill=\"url(#{id})\"{}/>", outline(stroke));
    }

    fn enter(&mut self, rect: ScreenRect, background: Color) {
        self.end_group();
        let (x, y) = (digits(rect.min.x), digits(rect.min.y));
        let (width, height) = (digits(rect.width()), digits(rect.height()));
        let _ = writeln!(
            self.body,
            "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{background}\"/>"
        );
    }

    fn leave(&mut self) {
        self.end_group();
        self.body.push_str("</svg>\n");
    }
}

/// The attributes that texts of one style share.
fn style(text: &Text) -> String {
    let Text { face, color, .. } = text;
    let anchor = match text.align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    };
    let (size, lang) = (digits(face.size), svg_escaped(&text.lang));
    let mut style = format!(" fill=\"{color}\" font-size=\"{size}\" text-anchor=\"{anchor}\" xml:lang=\"{lang}\"");
    if face.serif {
        let _ = write!(style, " font-family=\"{SERIF}\"");
    }
    if face.italic {
        style.push_str(" font-style=\"italic\"");
    }
    if face.bold {
        style.push_str(" font-weight=\"600\"");
    }
    if let Some(halo) = text.halo {
        let _ = write!(style, " stroke=\"{halo}\" stroke-width=\"3\" paint-order=\"stroke\"");
    }
    style
}

/// The attribute for the interior of a shape.
fn interior(fill: Option<Color>) -> String {
    fill.map_or_else(|| " fill=\"none\"".to_owned(), |color| format!(" fill=\"{color}\""))
}

/// The attributes of a line.
fn line(stroke: &Stroke) -> String {
    [interior(None), outline(Some(stroke))].concat()
}

/// The attributes for the outline of a shape.
fn outline(stroke: Option<&Stroke>) -> String {
    let Some(stroke) = stroke else { return String::new() };
    let dash = stroke.dash.map(|[dash, gap]| format!(" stroke-dasharray=\"{} {}\"", digits(dash), digits(gap)));
    let width = digits(stroke.width);
    let color = stroke.color;
    format!(" stroke=\"{color}\" stroke-width=\"{width}\"{}", dash.unwrap_or_default())
}

/// Escapes a text for element content and quoted attributes.
#[must_use]
pub fn svg_escaped(text: &str) -> String {
    crate::markup::escaped(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::camera::Zoom;
    use crate::geo::path::{Part, Path};
    use crate::geo::space::Size;
    use crate::paint::PathKey;
    use std::borrow::Cow;

    fn picture(title: Option<&str>) -> DisplayList<'static> {
        let camera = Camera { centre: World::new(0.0, 0.0), zoom: Zoom::from_scale(1.0), size: Size::new(20.0, 20.0) };
        let corners = [(-4.26, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)].map(|(x, y)| World::new(x, y));
        let path: Path = Part::new(corners.to_vec(), true).into_iter().collect();
        let key = Some(PathKey { region: 7, level: 0, coast: false });
        let path = GroundPath { geometry: Cow::Owned(path), key, title: title.map(str::to_owned) };
        let fill = Fill::plain(Color::rgb(0x00ff_0000));
        let ground = vec![crate::paint::GroundItem::Fill { path, fill }];
        DisplayList {
            camera,
            background: Color::rgb(0),
            ground,
            marks: Vec::new(),
            insets: Vec::new(),
            furniture: Vec::new(),
        }
    }

    #[test]
    fn a_draft_draws_what_has_no_name_to_the_pixel() {
        let exact = Svg::document(&picture(None), "t", "p");
        assert!(exact.contains("M5.7 6l8.3 0"), "{exact}");
        assert!(Svg::draft(&picture(None), "t", "p").contains("M6 6l8 0"));
        assert!(Svg::draft(&picture(Some("Isle")), "t", "p").contains("M5.7 6l8.3 0"));
    }

    #[test]
    fn a_name_cannot_become_markup() {
        let svg = Svg::document(&picture(Some("<script>")), "\"><script>", "p");
        assert!(!svg.contains("<script>") && svg.contains("&lt;script&gt;"), "{svg}");
    }
}
