//! Labels along a line, placed letter by letter.

use crate::geo::camera::Camera;
use crate::geo::path::Part;
use crate::geo::space::{Screen, ScreenRect};
use crate::lean::trig::sin_cos;
use crate::paint::{Align, Mark, Measure, Text};
use crate::scene::labels::label::Line;

/// Distance between the samples of a line, CSS pixels.
const SAMPLE: f64 = 6.0;

/// Least distance between two letters on a bend, relative to their distance on a straight line.
const NEAREST: f64 = 0.7;

/// A letter, the middle of its baseline, and its rotation, radians.
type Letter = (char, Screen, f64);

/// The position of a label along its line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Position {
    /// With this share of the free length before the label.
    Share(f64),
    /// With its middle as close as possible to a point.
    About(Screen),
}

/// How a label is set along its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Letter spacing, CSS pixels.
    pub(super) tracking: f64,
    /// Distance of the label above the line, CSS pixels.
    pub(super) rise: f64,
    /// The position along the line.
    pub(super) position: Position,
}

/// A label along a line in the picture.
#[derive(Debug)]
pub(super) struct CurvedLabel<'a> {
    line: &'a Line,
    letters: Vec<Letter>,
    /// The point of the line at the middle of the label.
    pub(super) middle: Screen,
}

impl<'a> CurvedLabel<'a> {
    /// Returns a label along a line; none if the line is too short or so bent that letters would collide.
    pub(super) fn new(line: &'a Line, points: &[Screen], setting: Setting, measure: &dyn Measure) -> Option<Self> {
        let (Line { text, face, .. }, Setting { tracking, rise, position }) = (line, setting);
        let width = |letter: char| measure.width(letter.encode_utf8(&mut [0; 4]), face) + tracking;
        let widths: Vec<f64> = text.chars().map(width).collect();
        let (length, needed) = (length(points), widths.iter().sum::<f64>() - tracking);
        let mut along = match position {
            Position::Share(share) => (length - needed) * share,
            Position::About(middle) => nearest(points, middle) - needed / 2.0,
        };
        if along < 0.0 || along + needed > length {
            return None;
        }
        let middle = at(points, along + needed / 2.0)?;
        let mut letters: Vec<Letter> = Vec::new();
        let mut room = f64::NEG_INFINITY;
        for (letter, width) in text.chars().zip(&widths) {
            let advance = width - tracking;
            let (before, after) = (at(points, along)?, at(points, along + advance)?);
            let angle = (after.y - before.y).atan2(after.x - before.x);
            let (sin, cos) = sin_cos(angle);
            let raised = before.lerp(after, 0.5) + Screen::new(sin * rise, -cos * rise);
            if letters.last().is_some_and(|(_, last, _)| last.distance(raised) < (room + width / 2.0) * NEAREST) {
                return None;
            }
            letters.push((letter, raised, angle));
            (along, room) = (along + width, width / 2.0);
        }
        Some(Self { line, letters, middle })
    }

    /// Returns the boxes of the letters.
    pub(super) fn boxes(&self) -> Vec<ScreenRect> {
        let half = self.line.face.size * 0.55;
        let seen = self.letters.iter().filter(|(letter, ..)| !letter.is_whitespace());
        seen.map(|(_, at, _)| ScreenRect::new(*at, *at).grown(half)).collect()
    }

    /// Returns the letters as marks.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let Line { lang, face, color, .. } = self.line;
        let drop = face.size * 0.32;
        let mut marks = Vec::new();
        for (letter, at, angle) in self.letters.iter().filter(|(letter, ..)| !letter.is_whitespace()) {
            let (sin, cos) = sin_cos(*angle);
            marks.push(Mark::Text(Text {
                text: letter.to_string(),
                lang: lang.clone(),
                at: *at + Screen::new(-sin * drop, cos * drop),
                align: Align::Middle,
                angle: *angle,
                face: *face,
                color: *color,
                halo: None,
            }));
        }
        marks
    }
}

/// Returns the longest visible stretch of a line, from left to right.
pub(super) fn stretch(part: &Part, camera: &Camera, in_sight: ScreenRect) -> Vec<Screen> {
    let points: Vec<Screen> = part.points().iter().map(|point| camera.screen_from_world(*point)).collect();
    let total = length(&points);
    let samples = (total / SAMPLE).clamp(2.0, 4096.0) as usize;
    let (mut longest, mut stretch): (Vec<Screen>, Vec<Screen>) = (Vec::new(), Vec::new());
    for sample in 0..=samples {
        let point = at(&points, total * sample as f64 / samples as f64).filter(|point| in_sight.contains(*point));
        stretch.extend(point);
        // Of two stretches of the same length, the later one counts.
        if (point.is_none() || sample == samples) && !stretch.is_empty() {
            if stretch.len() >= longest.len() {
                longest = stretch;
            }
            stretch = Vec::new();
        }
    }
    if longest.first().map(|point| point.x) > longest.last().map(|point| point.x) {
        longest.reverse();
    }
    longest
}

pub(super) fn length(points: &[Screen]) -> f64 {
    let mut length = 0.0;
    let mut last = points.first();
    for b in points {
        length += last.map_or(0.0, |a| a.distance(*b));
        last = Some(b);
    }
    length
}

/// Returns the distance along a line to its closest point to `to`, pixels.
fn nearest(points: &[Screen], to: Screen) -> f64 {
    let (mut least, mut found, mut along) = (f64::INFINITY, 0.0, 0.0);
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let (step, from, way) = (a.distance(*b), to - *a, *b - *a);
        let share = ((from.x * way.x + from.y * way.y) / (step * step).max(1e-9)).clamp(0.0, 1.0);
        let distance = to.distance(a.lerp(*b, share));
        if distance < least {
            (least, found) = (distance, along + step * share);
        }
        along += step;
    }
    found
}

/// Returns the point at a distance along a line.
pub(super) fn at(points: &[Screen], mut along: f64) -> Option<Screen> {
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let step = a.distance(*b);
        if along <= step && step > 0.0 {
            return Some(a.lerp(*b, along / step));
        }
        along -= step;
    }
    points.last().copied()
}
