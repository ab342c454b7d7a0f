//! The items of a frame.

use crate::geo::camera::Camera;
use crate::geo::path::Path;
use crate::geo::space::{Screen, ScreenRect};
use crate::paint::Color;
use std::borrow::Cow;

/// Identifies a path that does not change between frames, so that a painter can cache it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathKey {
    /// Number of the region.
    pub region: u32,
    /// Level of detail.
    pub level: u8,
    /// Whether it is the coastline rather than the filled outline.
    pub coast: bool,
}

/// The direction of the lines of a hatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slope {
    /// Rising to the right.
    Rising,
    /// Falling to the right.
    Falling,
    /// Both.
    Crossed,
    /// Level.
    Level,
}

/// Parallel lines over a fill, in CSS pixels at every zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// Direction of the lines.
    pub slope: Slope,
    /// Colour of the lines.
    pub color: Color,
    /// Distance between two lines, measured along x, of level ones along y.
    pub spacing: f64,
    /// Width of a line.
    pub width: f64,
    /// Distance of the lines from where they would be, measured as their spacing.
    pub shift: f64,
    /// Colours of further lines, thinner ones, evenly between two of the first colour.
    pub further: [Option<Color>; FURTHER],
}

/// So many further colours a hatch can have.
pub const FURTHER: usize = 2;
/// The width of further lines, as a share of that of the first.
const THINNER: f64 = 0.6;

impl Hatch {
    /// Returns hatches of one colour each, which together are this one.
    #[must_use]
    pub fn each(self) -> Vec<Self> {
        let mut all = vec![Self { further: [None; FURTHER], ..self }];
        for color in self.further.into_iter().flatten() {
            all.push(Self { color, width: self.width * THINNER, further: [None; FURTHER], ..self });
        }
        let step = self.spacing / all.len() as f64;
        let mut shift = 0.0;
        for hatch in &mut all {
            hatch.shift = shift;
            shift += step;
        }
        all
    }

    /// Returns the ends of the lines that cross a box. The lines are aligned to a point, so that they stay in place when
    /// the box moves, and all have the same offset within a pixel, so that they are smoothed alike.
    #[must_use]
    pub fn lines(&self, within: ScreenRect, origin: Screen) -> Vec<[Screen; 2]> {
        let ScreenRect { min, max } = within;
        let first = |from: f64, phase: f64| {
            let phase = phase + self.shift;
            ((from - phase) / self.spacing).floor() * self.spacing + phase
        };
        let mut lines = Vec::new();
        if self.slope == Slope::Level {
            let mut y = first(min.y, origin.y.floor() + 0.25);
            while y <= max.y {
                lines.push([Screen::new(min.x, y), Screen::new(max.x, y)]);
                y += self.spacing;
            }
        }
        for (slope, sign) in [(Slope::Falling, 1.0), (Slope::Rising, -1.0)] {
            if self.slope == slope || self.slope == Slope::Level {
                continue;
            }
            // Along rising lines the sum of the coordinates is constant, along falling ones the difference.
            let phase = (origin.x + sign * origin.y).floor() + 0.25;
            let (low, high) = if sign > 0.0 { (min.y, max.y) } else { (-max.y, -min.y) };
            let mut sum = first(min.x + low, phase);
            while sum <= max.x + high {
                lines.push([min.y, max.y].map(|y| Screen::new(sum - sign * y, y)));
                sum += self.spacing;
            }
        }
        lines
    }
}

/// How an area is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Colour of the whole area.
    pub color: Color,
    /// Hatch over it, if any.
    pub hatch: Option<Hatch>,
}

impl Fill {
    /// A fill without a hatch.
    #[must_use]
    pub const fn plain(color: Color) -> Self {
        Self { color, hatch: None }
    }
}

/// How a line or outline is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width, CSS pixels.
    pub width: f64,
    /// Lengths of dash and gap, CSS pixels, if it is dashed.
    pub dash: Option<[f64; 2]>,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None }
    }
}

/// A path of the ground, in world coordinates, with its identity.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundPath<'a> {
    /// The geometry; filled by the even-odd rule.
    pub geometry: Cow<'a, Path>,
    /// Identifies the path if it is complete, that is, not clipped.
    pub key: Option<PathKey>,
    /// The region's name, for painters that can output it.
    pub title: Option<String>,
}

/// An area or line of the ground, in world coordinates.
#[derive(Clone, Debug, PartialEq)]
pub enum GroundItem<'a> {
    /// An area.
    Fill {
        /// Its outline.
        path: GroundPath<'a>,
        /// How it is filled.
        fill: Fill,
    },
    /// A line.
    Stroke {
        /// Its path.
        path: GroundPath<'a>,
        /// How it is drawn.
        stroke: Stroke,
    },
}

/// Which point of a text lies at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The start.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// Width of the line around the letters of a text with a halo, of which half is outside of them, CSS pixels.
pub const HALO: f64 = 3.0;

/// The font in which a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Font size, CSS pixels.
    pub size: f64,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether it is semi-bold.
    pub bold: bool,
    /// Whether it has serifs: names of waters do, names of land do not.
    pub serif: bool,
}

/// A line of text in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Its language (BCP 47), which selects the regional form of Han characters.
    pub lang: String,
    /// Position of the anchor on the baseline.
    pub at: Screen,
    /// Which point of the text the anchor is.
    pub align: Align,
    /// Rotation about the anchor, radians clockwise.
    pub angle: f64,
    /// The font.
    pub face: Type,
    /// Colour of the letters.
    pub color: Color,
    /// Colour of the halo around the letters, if any.
    pub halo: Option<Color>,
}

/// An item in screen coordinates.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A text.
    Text(Text),
    /// A line.
    Line {
        /// Its points.
        points: Vec<Screen>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A circle.
    Dot {
        /// Its centre.
        centre: Screen,
        /// Its radius, CSS pixels.
        radius: f64,
        /// Colour of its interior, if filled.
        fill: Option<Color>,
        /// Its outline, if drawn.
        stroke: Option<Stroke>,
    },
    /// An area.
    Area {
        /// Its closed rings; filled by the even-odd rule.
        rings: Vec<Vec<Screen>>,
        /// Its interior, if filled.
        fill: Option<Fill>,
        /// Its outline, if drawn.
        stroke: Option<Stroke>,
    },
}

impl Mark {
    /// A box.
    #[must_use]
    pub fn boxed(rect: ScreenRect, fill: Option<Fill>, stroke: Option<Stroke>) -> Self {
        let ScreenRect { min, max } = rect;
        let ring = vec![min, Screen::new(max.x, min.y), max, Screen::new(min.x, max.y)];
        Self::Area { rings: vec![ring], fill, stroke }
    }
}

/// A map inside the map, with a camera of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct InsetItem<'a> {
    /// Its box, to which it is clipped.
    pub rect: ScreenRect,
    /// What it shows, in its own coordinates.
    pub list: DisplayList<'a>,
}

/// Everything that a frame draws.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplayList<'a> {
    /// The camera for ground and marks.
    pub camera: Camera,
    /// Colour behind everything.
    pub background: Color,
    /// Areas and lines in world coordinates, back to front.
    pub ground: Vec<GroundItem<'a>>,
    /// Names and highlights in screen coordinates, back to front; they move with the ground.
    pub marks: Vec<Mark>,
    /// Insets, above the marks; they stay in place while the map moves.
    pub insets: Vec<InsetItem<'a>>,
    /// What else stays in place while the map moves: scale bar, degrees at the edge.
    pub furniture: Vec<Mark>,
}
