//! The painter of still pictures: SVG 1.1 with presentation attributes only, so that no content security policy
//! blocks it and every program of a graphics desk reads it.
//!
//! Desk programs read neither the colours with alpha nor the order of painting nor the plain references of later
//! specifications. `attributes` and `pattern` write what they read; a draft, which only browsers read, is shorter.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, World};
use crate::lean::decimal::decimal;
use crate::paint::{Color, DisplayList, Fill, GroundPath, Hatch, Painter, Stroke, Text};
use path_data::{PathData, digits};
use std::fmt::Write as _;

mod attributes;
mod path_data;
mod pattern;

/// Those who must be able to read a document.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Readers {
    /// Every program that reads SVG 1.1.
    #[default]
    All,
    /// Browsers alone: the document is shorter, and areas without a name are rounded to whole pixels.
    Browsers,
}

/// Millimetres of a CSS pixel on paper (CSS Values 4, section 6.2).
const MILLIMETRES: f64 = 25.4 / 96.0;

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
    readers: Readers,
    /// Numbers of the regions that have a name.
    named: Vec<u32>,
    /// Prefix of every id, so that one page can hold several pictures.
    prefix: String,
    /// Patterns of the hatches, without their ids, which are consecutive numbers.
    patterns: Vec<String>,
    /// Numbers of the shared paths by their data.
    #[expect(clippy::disallowed_types, reason = "thousands of paths, in the module of the tools")]
    paths: std::collections::BTreeMap<String, usize>,
    /// The number of boxes to which something is clipped.
    boxes: usize,
    /// Attributes of the open group.
    group: Option<String>,
    /// The letters that follow the open group, which has their halos, and their attributes.
    letters: Option<(String, String)>,
}

impl Svg {
    /// Writes the document of a display list. `title` is its accessible name; `prefix` starts every id in it and must
    /// differ between the pictures on one page.
    #[must_use]
    pub fn document(list: &DisplayList<'_>, title: &str, prefix: &str) -> String {
        let [width, height] = list.extent().map(digits);
        Self::open(prefix, Readers::All).finished(list, title, [width, height])
    }

    /// Writes the document of a sheet of paper, which has the extent of the sheet in every program.
    #[must_use]
    pub fn sheet(list: &DisplayList<'_>, title: &str, prefix: &str) -> String {
        let length = |pixels| decimal(pixels * MILLIMETRES, 1) + "mm";
        Self::open(prefix, Readers::All).finished(list, title, list.extent().map(length))
    }

    /// Writes a smaller document, for browsers alone.
    #[must_use]
    pub fn draft(list: &DisplayList<'_>, title: &str, prefix: &str) -> String {
        Self::open(prefix, Readers::Browsers).finished(list, title, list.extent().map(digits))
    }

    /// Whether only browsers read the document. None is written in a browser, whose module is smaller without.
    const fn is_draft(&self) -> bool {
        cfg!(not(target_arch = "wasm32")) && matches!(self.readers, Readers::Browsers)
    }

    fn open(prefix: &str, readers: Readers) -> Self {
        Self { prefix: svg_escaped(prefix), readers, ..Self::default() }
    }

    fn finished(mut self, list: &DisplayList<'_>, title: &str, [wide, high]: [String; 2]) -> String {
        list.paint(&mut self);
        self.end_group();
        let [width, height] = list.extent().map(digits);
        let (title, sans) = (svg_escaped(title), self.sans());
        let xmlns = "xmlns=\"http://www.w3.org/2000/svg\"";
        let shared = format!(
            "viewBox=\"0 0 {width} {height}\" fill-rule=\"evenodd\" stroke-linejoin=\"round\" font-family=\"{sans}\""
        );
        let mut document = if self.is_draft() {
            format!("<svg {xmlns} role=\"img\" aria-label=\"{title}\" {shared}>\n")
        } else {
            format!(
                "<svg width=\"{wide}\" height=\"{high}\" {xmlns} xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                 version=\"1.1\" {shared}>\n<title>{title}</title>\n"
            )
        };
        for (number, pattern) in self.patterns.iter().enumerate() {
            let _ = writeln!(document, "<defs><pattern id=\"{}h{number}\" {pattern}</defs>", self.prefix);
        }
        let background = self.interior(Some(list.background));
        let _ = writeln!(document, "<rect width=\"{width}\" height=\"{height}\"{background}/>");
        document.push_str(&self.body);
        document.push_str("</svg>\n");
        document
    }

    /// Continues in a group with these attributes.
    fn grouped(&mut self, attributes: String) {
        if self.group.as_ref() != Some(&attributes) {
            self.end_group();
            let _ = writeln!(self.body, "<g{attributes}>");
            self.group = Some(attributes);
        }
    }

    /// Closes the group, if one is open, and writes the letters above its halos.
    fn end_group(&mut self) {
        if self.group.take().is_some() {
            self.body.push_str("</g>\n");
        }
        if let Some((attributes, letters)) = self.letters.take() {
            let _ = write!(self.body, "<g{attributes}>\n{letters}</g>\n");
        }
    }

    /// Opens the element that draws a path; long path data is written once and referenced from then on.
    fn drawn(&mut self, camera: &Camera, path: &GroundPath<'_>, is_dashed: bool) -> Option<String> {
        let is_named = path.key.is_some_and(|key| self.named.contains(&key.region));
        let resolution = if self.is_draft() && !is_named { 10 } else { 1 };
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
        Some(format!("<use {}=\"#{id}\"", self.reference()))
    }
}

impl Painter for Svg {
    fn fill(&mut self, camera: &Camera, path: &GroundPath<'_>, fill: &Fill) {
        if let (Some(_), Some(key)) = (&path.title, path.key) {
            self.named.push(key.region);
        }
        self.end_group();
        let Some(open) = self.drawn(camera, path, false) else { return };
        let tag = if open.starts_with("<use") { "use" } else { "path" };
        let area = open.clone() + &self.interior(Some(fill.color));
        let _ = match &path.title {
            Some(title) => writeln!(self.body, "{area}><title>{}</title></{tag}>", svg_escaped(title)),
            None => writeln!(self.body, "{area}/>"),
        };
        for hatch in fill.hatch.into_iter().flat_map(Hatch::each) {
            let id = self.pattern(&hatch, camera.screen_from_world(World::new(0.0, 0.0)));
            let _ = writeln!(self.body, "{open} fill=\"url(#{id})\"/>");
        }
    }

    fn stroke(&mut self, camera: &Camera, path: &GroundPath<'_>, stroke: &Stroke) {
        if let Some(open) = self.drawn(camera, path, stroke.dash.is_some()) {
            self.grouped(self.line_of(stroke));
            let _ = writeln!(self.body, "{open}/>");
        }
    }

    fn text(&mut self, text: &Text) {
        let (x, y) = (digits(text.at.x), digits(text.at.y));
        let turn = if text.angle.abs() > 1e-4 {
            format!(" transform=\"rotate({} {x} {y})\"", digits(text.angle.to_degrees()))
        } else {
            String::new()
        };
        let element = format!("<text x=\"{x}\" y=\"{y}\"{turn}>{}</text>\n", svg_escaped(&text.text));
        let letters = self.style(text);
        match text.halo.filter(|_| !self.is_draft()) {
            None => self.grouped(letters),
            Some(halo) => {
                if self.letters.as_ref().is_some_and(|(attributes, _)| *attributes != letters) {
                    self.end_group();
                }
                self.grouped(self.halo(text, halo));
                self.letters.get_or_insert((letters, String::new())).1.push_str(&element);
            }
        }
        self.body.push_str(&element);
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        self.grouped(self.line_of(stroke));
        let mut data = PathData::new(HUNDREDTHS, 1, None);
        data.add(points.iter().copied(), false);
        let _ = writeln!(self.body, "<path d=\"{}\"/>", data.into_text());
    }

    fn dot(&mut self, centre: Screen, radius: f64, fill: Option<Color>, stroke: Option<&Stroke>) {
        self.grouped([self.interior(fill), self.outline(stroke)].concat());
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
        let (interior, outline) = (self.interior(fill.map(|fill| fill.color)), self.outline(stroke));
        let Some(hatch) = fill.and_then(|fill| fill.hatch) else {
            let _ = writeln!(self.body, "<path d=\"{data}\"{interior}{outline}/>");
            return;
        };
        // The outline is drawn over the hatch, as on a canvas.
        let _ = writeln!(self.body, "<path d=\"{data}\"{interior}/>");
        let hatches = hatch.each();
        for (number, hatch) in hatches.iter().enumerate() {
            let id = self.pattern(hatch, Screen::default());
            let outline = if number + 1 == hatches.len() { outline.as_str() } else { "" };
            let _ = writeln!(self.body, "<path d=\"{data}\" fill=\"url(#{id})\"{outline}/>");
        }
    }

    fn enter(&mut self, rect: ScreenRect, background: Color) {
        self.end_group();
        let (x, y) = (digits(rect.min.x), digits(rect.min.y));
        let (width, height) = (digits(rect.width()), digits(rect.height()));
        let _ = if self.is_draft() {
            writeln!(
                self.body,
                "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
            )
        } else {
            let id = format!("{}b{}", self.prefix, self.boxes);
            self.boxes += 1;
            writeln!(
                self.body,
                "<defs><clipPath id=\"{id}\"><rect width=\"{width}\" height=\"{height}\"/></clipPath></defs>\n\
                 <g transform=\"translate({x} {y})\" clip-path=\"url(#{id})\">"
            )
        };
        let background = self.interior(Some(background));
        let _ = writeln!(self.body, "<rect width=\"{width}\" height=\"{height}\"{background}/>");
    }

    fn leave(&mut self) {
        self.end_group();
        self.body.push_str(if self.is_draft() { "</svg>\n" } else { "</g>\n" });
    }
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
