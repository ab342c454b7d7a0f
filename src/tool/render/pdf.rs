//! Writes a picture as a PDF of one page: lines, areas and text, with the fonts in it.
//!
//! A third painter of the display list rather than a converter of the SVG document, because halos are drawn as outlines
//! here: a text is in the file once, so that it can be found, copied and edited. Fonts are those of a PNG, of which the
//! file has only the characters that it uses.

use std::collections::BTreeSet;

use anyhow::{Context as _, anyhow, ensure};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::{Page, PageSettings};
use krilla::paint::{FillRule, LineJoin, StrokeDash};
use krilla::surface::Surface;
use krilla::text::Font;
use krilla::{Document, paint};
use kuril_map::geo::camera::Camera;
use kuril_map::geo::space::{Screen, ScreenRect, World};
use kuril_map::paint::{Align, Color, DisplayList, Fill, GroundPath, HALO, Hatch, Painter, Stroke, Text};

use crate::render::fonts::further::Face;
use crate::render::fonts::{Choice, FILES, FontKind, Fonts, Run};
use crate::render::raster::{LACKING, REMEDY};

/// Points of the format (1/72 inch) in a CSS pixel (1/96 inch).
const POINTS: f64 = 0.75;
/// Points of the format in a millimetre.
const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;
/// Points of a path that are closer to each other than this are one, CSS pixels.
const NEAR: f64 = 0.02;
/// Length of the handles of a quarter of a circle, in radii.
const HANDLE: f64 = 0.552_285;
/// What a document says about itself.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Its title.
    pub title: String,
    /// What it shows, who made it, and under which licence.
    pub description: String,
    /// Its language (BCP 47).
    pub lang: String,
}

/// Writes a picture as a document; a sheet of paper has its size to a tenth of a millimetre.
///
/// # Errors
/// When a font is invalid or lacks a character, or the picture has no extent.
pub fn document(list: &DisplayList<'_>, fonts: &Fonts, about: About, is_paper: bool) -> anyhow::Result<Vec<u8>> {
    let length = |pixels: f64| {
        let points = pixels * POINTS;
        let tenths = points / POINTS_PER_MILLIMETRE * 10.0;
        (if is_paper { tenths.round() / 10.0 * POINTS_PER_MILLIMETRE } else { points }) as f32
    };
    let [width, height] = list.extent().map(length);
    let mut document = Document::new();
    let settings = PageSettings::from_wh(width, height).context("the picture has no extent")?;
    let mut page = document.start_page_with(settings);
    let missing = painted(&mut page, list, fonts)?;
    page.finish();
    ensure!(missing.is_empty(), "{LACKING} \"{missing}\": {REMEDY}");
    let About { title, description, lang } = about;
    let metadata = Metadata::new().title(title).description(description).language(lang).creator("Kuril Map".to_owned());
    document.set_metadata(metadata);
    document.finish().map_err(|error| anyhow!("the picture cannot be written as PDF: {error:?}"))
}

/// Paints a picture on a page. Returns the characters that the fonts lack.
fn painted(page: &mut Page<'_>, list: &DisplayList<'_>, fonts: &Fonts) -> anyhow::Result<String> {
    let face = |face: Face| Font::new(face.data.into(), face.index).context("a font cannot be read");
    let further = fonts.further().map(face).collect::<anyhow::Result<_>>()?;
    let faces = faces()?;
    let whole = list.camera.size.rect();
    let mut pdf = Pdf { surface: page.surface(), fonts, faces, further, boxes: vec![whole], missing: BTreeSet::new() };
    pdf.surface.push_transform(&Transform::from_scale(POINTS as f32, POINTS as f32));
    pdf.flood(whole, list.background);
    list.paint(&mut pdf);
    pdf.surface.pop();
    Ok(std::mem::take(&mut pdf.missing).into_iter().collect())
}

/// The fonts as the format takes them, western and Japanese by kind.
fn faces() -> anyhow::Result<Vec<[Font; 2]>> {
    let face = |file: &'static [u8]| Font::new(file.into(), 0).context("an embedded font cannot be read");
    FILES.into_iter().map(|[western, eastern]| Ok([face(western)?, face(eastern)?])).collect()
}

/// The page as it is painted.
struct Pdf<'a> {
    surface: Surface<'a>,
    fonts: &'a Fonts,
    faces: Vec<[Font; 2]>,
    further: Vec<Font>,
    /// What can be seen, from the page inwards.
    boxes: Vec<ScreenRect>,
    /// Characters that the fonts lack.
    missing: BTreeSet<char>,
}

impl Pdf<'_> {
    fn seen(&self) -> ScreenRect {
        self.boxes.last().copied().unwrap_or(ScreenRect { min: Screen::default(), max: Screen::default() })
    }

    /// Fills a box with one colour.
    fn flood(&mut self, rect: ScreenRect, color: Color) {
        if let Some(path) = boxed(rect) {
            self.draw(&path, Some(filled(color)), None);
        }
    }

    fn draw(&mut self, path: &Path, fill: Option<paint::Fill>, stroke: Option<paint::Stroke>) {
        if fill.is_some() || stroke.is_some() {
            self.surface.set_fill(fill);
            self.surface.set_stroke(stroke);
            self.surface.draw_path(path);
        }
    }

    /// Draws lines over an area: lines rather than a pattern, which programs and presses show with seams.
    fn hatch(&mut self, area: &Path, bounds: ScreenRect, hatch: &Hatch, origin: Screen) {
        for hatch in hatch.each() {
            let mut lines = PathBuilder::new();
            for [from, to] in hatch.lines(bounds, origin) {
                lines.move_to(from.x as f32, from.y as f32);
                lines.line_to(to.x as f32, to.y as f32);
            }
            if let Some(lines) = lines.finish() {
                self.surface.push_clip_path(area, &FillRule::EvenOdd);
                self.draw(&lines, None, Some(stroked(&Stroke::solid(hatch.color, hatch.width))));
                self.surface.pop();
            }
        }
    }

    /// Draws the letters of a text from `start` on.
    fn letters(&mut self, runs: &[Run<'_>], (kind, size): (FontKind, f64), start: Screen, is_outlined: bool) {
        let mut x = start.x;
        for run in runs {
            let pair = self.faces.get(kind as usize);
            let face = match run.choice {
                Choice::Western => pair.map(|[western, _]| western),
                Choice::Eastern => pair.map(|[_, eastern]| eastern),
                Choice::Further(number) => self.further.get(number),
            };
            let Some(face) = face.cloned() else { continue };
            let at = Point::from_xy(x as f32, start.y as f32);
            self.surface.draw_glyphs(at, &run.glyphs, face, run.text, size as f32, is_outlined);
            x += run.advance * size;
        }
    }
}

impl Painter for Pdf<'_> {
    fn fill(&mut self, camera: &Camera, path: &GroundPath<'_>, fill: &Fill) {
        let Some((area, bounds)) = ground(camera, path) else { return };
        self.draw(&area, Some(filled(fill.color)), None);
        if let (Some(hatch), Some(bounds)) = (&fill.hatch, bounds.common(self.seen())) {
            self.hatch(&area, bounds, hatch, camera.screen_from_world(World::new(0.0, 0.0)));
        }
    }

    fn stroke(&mut self, camera: &Camera, path: &GroundPath<'_>, stroke: &Stroke) {
        if let Some((path, _)) = ground(camera, path) {
            self.draw(&path, None, Some(stroked(stroke)));
        }
    }

    fn text(&mut self, text: &Text) {
        let face = text.face;
        let kind = FontKind::of(face.serif, face.bold, face.italic);
        self.missing.extend(self.fonts.missing(&text.text, kind));
        let runs = self.fonts.runs(&text.text, kind);
        let width: f64 = runs.iter().map(|run| run.advance).sum::<f64>() * face.size;
        let before = match text.align {
            Align::Start => 0.0,
            Align::Middle => width / 2.0,
            Align::End => width,
        };
        let start = text.at - Screen::new(before, 0.0);
        let (degrees, at) = (text.angle.to_degrees() as f32, [text.at.x as f32, text.at.y as f32]);
        self.surface.push_transform(&Transform::from_rotate_at(degrees, at[0], at[1]));
        if let Some(halo) = text.halo {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(stroked(&Stroke::solid(halo, HALO))));
            self.letters(&runs, (kind, face.size), start, true);
        }
        self.surface.set_fill(Some(paint::Fill { rule: FillRule::NonZero, ..filled(text.color) }));
        self.surface.set_stroke(None);
        self.letters(&runs, (kind, face.size), start, false);
        self.surface.pop();
    }

    fn line(&mut self, points: &[Screen], stroke: &Stroke) {
        let mut path = PathBuilder::new();
        add(&mut path, points.iter().copied(), false);
        if let Some(path) = path.finish() {
            self.draw(&path, None, Some(stroked(stroke)));
        }
    }

    fn dot(&mut self, centre: Screen, radius: f64, fill: Option<Color>, stroke: Option<&Stroke>) {
        if let Some(path) = circle(centre, radius) {
            self.draw(&path, fill.map(filled), stroke.map(stroked));
        }
    }

    fn area(&mut self, rings: &[Vec<Screen>], fill: Option<&Fill>, stroke: Option<&Stroke>) {
        let mut path = PathBuilder::new();
        for ring in rings {
            add(&mut path, ring.iter().copied(), true);
        }
        let Some(path) = path.finish() else { return };
        self.draw(&path, fill.map(|fill| filled(fill.color)), None);
        let bounds = ScreenRect::around(&rings.concat()).and_then(|bounds| bounds.common(self.seen()));
        if let (Some(hatch), Some(bounds)) = (fill.and_then(|fill| fill.hatch), bounds) {
            self.hatch(&path, bounds, &hatch, Screen::default());
        }
        // The outline is drawn over the hatch, as on a canvas.
        self.draw(&path, None, stroke.map(stroked));
    }

    fn enter(&mut self, rect: ScreenRect, background: Color) {
        self.surface.push_transform(&Transform::from_translate(rect.min.x as f32, rect.min.y as f32));
        let inner = ScreenRect::new(Screen::default(), rect.max - rect.min);
        self.boxes.push(inner);
        // A box without an extent has nothing in it that is seen.
        let clip = boxed(inner).or_else(|| boxed(ScreenRect::new(Screen::new(-1.0, -1.0), Screen::default())));
        if let Some(clip) = clip {
            self.surface.push_clip_path(&clip, &FillRule::NonZero);
        }
        self.flood(inner, background);
    }

    fn leave(&mut self) {
        self.boxes.pop();
        self.surface.pop();
        self.surface.pop();
    }
}

/// A path of the ground on the page, and what it covers.
fn ground(camera: &Camera, path: &GroundPath<'_>) -> Option<(Path, ScreenRect)> {
    let mut builder = PathBuilder::new();
    let mut all = Vec::new();
    for part in path.geometry.parts() {
        let points: Vec<Screen> = part.points().iter().map(|point| camera.screen_from_world(*point)).collect();
        all.extend_from_slice(&points);
        add(&mut builder, points.into_iter(), part.is_closed());
    }
    Some((builder.finish()?, ScreenRect::around(&all)?))
}

/// Adds a part to a path.
fn add(path: &mut PathBuilder, points: impl Iterator<Item = Screen>, is_closed: bool) {
    let mut last: Option<Screen> = None;
    for point in points {
        let (x, y) = (point.x as f32, point.y as f32);
        match last {
            None => path.move_to(x, y),
            Some(before) if before.distance(point) < NEAR => continue,
            Some(_) => path.line_to(x, y),
        }
        last = Some(point);
    }
    if is_closed && last.is_some() {
        path.close();
    }
}

fn boxed(rect: ScreenRect) -> Option<Path> {
    let mut path = PathBuilder::new();
    let [left, top, right, bottom] = [rect.min.x, rect.min.y, rect.max.x, rect.max.y].map(|length| length as f32);
    path.push_rect(Rect::from_ltrb(left, top, right, bottom)?);
    path.finish()
}

fn circle(centre: Screen, radius: f64) -> Option<Path> {
    let mut path = PathBuilder::new();
    let at = |x: f64, y: f64| ((centre.x + x * radius) as f32, (centre.y + y * radius) as f32);
    let (x, y) = at(1.0, 0.0);
    path.move_to(x, y);
    for (cos, sin) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
        let (x1, y1) = at(cos - sin * HANDLE, sin + cos * HANDLE);
        let (x2, y2) = at(-sin + cos * HANDLE, cos + sin * HANDLE);
        let (x, y) = at(-sin, cos);
        path.cubic_to(x1, y1, x2, y2, x, y);
    }
    path.close();
    path.finish()
}

fn opacity(color: Color) -> NormalizedF32 {
    NormalizedF32::new(color.opacity() as f32).unwrap_or(NormalizedF32::ONE)
}

fn ink(color: Color) -> paint::Paint {
    let [red, green, blue] = color.channels();
    rgb::Color::new(red, green, blue).into()
}

fn filled(color: Color) -> paint::Fill {
    paint::Fill { paint: ink(color), opacity: opacity(color), rule: FillRule::EvenOdd }
}

fn stroked(stroke: &Stroke) -> paint::Stroke {
    paint::Stroke {
        paint: ink(stroke.color),
        width: stroke.width as f32,
        line_join: LineJoin::Round,
        opacity: opacity(stroke.color),
        dash: stroke
            .dash
            .map(|lengths| StrokeDash { array: lengths.map(|length| length as f32).to_vec(), offset: 0.0 }),
        ..paint::Stroke::default()
    }
}
