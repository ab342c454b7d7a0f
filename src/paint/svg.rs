//! The painter of still pictures: SVG 1.1 with presentation attributes only, so that no policy blocks it.

use super::{Align, Color, DisplayList, Fill, Hatch, Painter, Stroke, Text, Trace};
use crate::camera::Camera;
use crate::path::Path;
use crate::space::{Screen, ScreenRect};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Font families without and with serifs, and their fall-backs.
const FAMILIES: [&str; 2] =
    ["system-ui, 'Noto Sans', 'Noto Sans CJK JP', sans-serif", "Georgia, 'Noto Serif', 'Noto Serif CJK JP', serif"];

/// Writes a display list as an SVG document.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
    hatches: BTreeMap<String, String>,
}

impl Svg {
    /// The document of a display list; `title` names the picture for those who do not see it.
    #[must_use]
    pub fn document(list: &DisplayList<'_>, title: &str) -> String {
        let mut svg = Self::default();
        list.paint(&mut svg);
        let (width, height) = (digits(list.camera.size.width), digits(list.camera.size.height));
        let mut document = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">\n",
            svg_escaped(title)
        );
        let patterns: String = svg.hatches.values().map(String::as_str).collect();
        if !patterns.is_empty() {
            let _ = writeln!(document, "<defs>{patterns}</defs>");
        }
        let _ = writeln!(document, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", list.background);
        document.push_str(&svg.body);
        document.push_str("</svg>\n");
        document
    }

    /// The address of the pattern for a hatch.
    fn pattern(&mut self, hatch: &Hatch) -> String {
        let id = format!("hatch-{}", self.hatches.len());
        let key = format!("{hatch:?}");
        if let Some(known) = self.hatches.keys().position(|other| *other == key) {
            return format!("hatch-{known}");
        }
        let step = digits(hatch.spacing / std::f64::consts::SQRT_2);
        let pattern = format!(
            "<pattern id=\"{id}\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"{}\" height=\"{step}\" fill=\"{}\"/></pattern>",
            digits(hatch.width),
            hatch.color
        );
        self.hatches.insert(key, pattern);
        id
    }
}

impl Painter for Svg {
    fn fill(&mut self, camera: &Camera, trace: &Trace<'_>, fill: &Fill) {
        let steps = steps(camera, &trace.path);
        if steps.is_empty() {
            return;
        }
        let name = trace.title.as_ref().map_or(String::new(), |title| format!("<title>{}</title>", svg_escaped(title)));
        let open = format!("<path fill-rule=\"evenodd\" d=\"{steps}\" fill=\"{}\"", fill.color);
        let _ =
            if name.is_empty() { writeln!(self.body, "{open}/>") } else { writeln!(self.body, "{open}>{name}</path>") };
        if let Some(hatch) = &fill.hatch {
            let id = self.pattern(hatch);
            let _ = writeln!(self.body, "<path fill-rule=\"evenodd\" d=\"{steps}\" fill=\"url(#{id})\"/>");
        }
    }

    fn stroke(&mut self, camera: &Camera, trace: &Trace<'_>, stroke: &Stroke) {
        let steps = steps(camera, &trace.path);
        if !steps.is_empty() {
            let _ = writeln!(self.body, "<path d=\"{steps}\" fill=\"none\"{}/>", rim(Some(stroke)));
        }
    }

    fn text(&mut self, text: &Text) {
        let Text { at, face, .. } = text;
        let anchor = match text.align {
            Align::Start => "start",
            Align::Middle => "middle",
            Align::End => "end",
        };
        let (x, y) = (digits(at.x), digits(at.y));
        let mut more = String::new();
        if text.angle.abs() > 1e-4 {
            let _ = write!(more, " transform=\"rotate({} {x} {y})\"", digits(text.angle.to_degrees()));
        }
        if face.italic {
            more.push_str(" font-style=\"italic\"");
        }
        if face.bold {
            more.push_str(" font-weight=\"600\"");
        }
        if let Some(halo) = text.halo {
            let _ =
                write!(more, " stroke=\"{halo}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        let family = FAMILIES[usize::from(face.serif)];
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-size=\"{}\" \
             fill=\"{}\" xml:lang=\"{}\"{more}>{}</text>",
            digits(face.size),
            text.color,
            svg_escaped(&text.lang),
            svg_escaped(&text.text)
        );
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        let list: Vec<String> = points.iter().map(|point| format!("{},{}", digits(point.x), digits(point.y))).collect();
        let _ = writeln!(self.body, "<polyline points=\"{}\" fill=\"none\"{}/>", list.join(" "), rim(Some(stroke)));
    }

    fn dot(&mut self, centre: Screen, radius: f64, fill: Option<Color>, stroke: Option<&Stroke>) {
        let (x, y, radius) = (digits(centre.x), digits(centre.y), digits(radius));
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{}{}/>", inside(fill), rim(stroke));
    }

    fn rect(&mut self, rect: ScreenRect, fill: Option<Color>, stroke: Option<&Stroke>) {
        let (x, y) = (digits(rect.min.x), digits(rect.min.y));
        let (width, height) = (digits(rect.width()), digits(rect.height()));
        let size = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        let _ = writeln!(self.body, "<rect {size}{}{}/>", inside(fill), rim(stroke));
    }
}

/// The attribute for the inside of a shape.
fn inside(fill: Option<Color>) -> String {
    fill.map_or_else(|| " fill=\"none\"".to_owned(), |color| format!(" fill=\"{color}\""))
}

/// The attributes for the rim of a shape.
fn rim(stroke: Option<&Stroke>) -> String {
    let Some(stroke) = stroke else { return String::new() };
    let dash = stroke.dash.map(|[dash, gap]| format!(" stroke-dasharray=\"{} {}\"", digits(dash), digits(gap)));
    let width = digits(stroke.width);
    let color = stroke.color;
    format!(" stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{}", dash.unwrap_or_default())
}

/// The path's steps in the picture, one decimal, each part relative to its own beginning.
fn steps(camera: &Camera, path: &Path) -> String {
    let mut steps = String::new();
    for part in path.parts() {
        let mut last: Option<(i64, i64)> = None;
        for point in part.points() {
            let at = camera.screen_from_world(*point);
            let (x, y) = ((at.x * 10.0).round() as i64, (at.y * 10.0).round() as i64);
            match last {
                None => {
                    let _ = write!(steps, "M{},{}l", tenths(x), tenths(y));
                }
                Some(before) if before == (x, y) => continue,
                Some((before_x, before_y)) => {
                    let _ = write!(steps, "{},{} ", tenths(x - before_x), tenths(y - before_y));
                }
            }
            last = Some((x, y));
        }
        let trimmed = steps.trim_end_matches([' ', 'l']).len();
        steps.truncate(trimmed);
        if part.is_closed() {
            steps.push('z');
        }
    }
    steps
}

fn tenths(value: i64) -> String {
    digits(value as f64 / 10.0)
}

/// A number with at most two decimals and no idle zeros.
fn digits(value: f64) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// A text that cannot become markup, for elements and quoted attributes.
#[must_use]
pub fn svg_escaped(text: &str) -> String {
    crate::markup::escaped(text)
}
