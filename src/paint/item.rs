//! The items of a frame.

use crate::geo::camera::Camera;
use crate::geo::path::Path;
use crate::geo::space::{Screen, ScreenRect};
use crate::paint::Color;
use std::borrow::Cow;

/// Names a path that stays the same between frames, so that a painter may keep what it made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathKey {
    /// Number of the region.
    pub region: u32,
    /// Level of detail.
    pub level: u8,
    /// Whether it is the coast and not the filled outline.
    pub coast: bool,
}

/// How the lines of a hatch run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slope {
    /// Up to the right.
    Rising,
    /// Down to the right.
    Falling,
    /// Both.
    Crossed,
}

/// Parallel lines over a fill, in CSS pixels whatever the zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// How the lines run.
    pub slope: Slope,
    /// Colour of the lines.
    pub color: Color,
    /// Distance between two lines, measured along x.
    pub spacing: f64,
    /// Width of a line.
    pub width: f64,
}

/// How an area is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Colour of the whole area.
    pub color: Color,
    /// Lines over it.
    pub hatch: Option<Hatch>,
}

impl Fill {
    /// A fill without lines.
    #[must_use]
    pub const fn plain(color: Color) -> Self {
        Self { color, hatch: None }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width, CSS pixels.
    pub width: f64,
    /// Length of dash and gap, CSS pixels, where it is dashed.
    pub dash: Option<[f64; 2]>,
}

impl Stroke {
    /// A line without gaps.
    #[must_use]
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None }
    }
}

/// A course in world coordinates and what names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace<'a> {
    /// The course; filled by the even-odd rule.
    pub path: Cow<'a, Path>,
    /// Names the path where it is whole.
    pub key: Option<PathKey>,
    /// The region's name, for painters that can keep it.
    pub title: Option<String>,
}

/// A fill or line in world coordinates.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground<'a> {
    /// An area.
    Fill {
        /// Its outline.
        trace: Trace<'a>,
        /// How it is filled.
        fill: Fill,
    },
    /// A line.
    Stroke {
        /// Its course.
        trace: Trace<'a>,
        /// How it is drawn.
        stroke: Stroke,
    },
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// The type in which a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Size of the face, CSS pixels.
    pub size: f64,
    /// Whether it leans.
    pub italic: bool,
    /// Whether it is semi-bold.
    pub bold: bool,
    /// Whether it has serifs: waters have, land has none.
    pub serif: bool,
}

/// A line of text in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The words.
    pub text: String,
    /// Their language (BCP 47), which chooses the right form of Han characters.
    pub lang: String,
    /// Where the chosen point of the baseline stands.
    pub at: Screen,
    /// Which point that is.
    pub align: Align,
    /// Turn about that point, radians, clockwise.
    pub angle: f64,
    /// The type.
    pub face: Type,
    /// Colour of the letters.
    pub color: Color,
    /// Colour of the rim that keeps the letters readable, where they need one.
    pub halo: Option<Color>,
}

/// Something in screen coordinates.
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
        /// Colour of its inside.
        fill: Option<Color>,
        /// Its rim.
        stroke: Option<Stroke>,
    },
    /// An area.
    Area {
        /// Its closed rings; filled by the even-odd rule.
        rings: Vec<Vec<Screen>>,
        /// Its inside.
        fill: Option<Fill>,
        /// Its rim.
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

/// A picture in the picture, with a camera of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset<'a> {
    /// Where it lies; nothing of it is drawn outside.
    pub rect: ScreenRect,
    /// What it shows, in coordinates of its own.
    pub list: DisplayList<'a>,
}

/// A frame.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplayList<'a> {
    /// The view in which ground and marks are drawn.
    pub camera: Camera,
    /// Colour behind everything.
    pub background: Color,
    /// Areas and lines in world coordinates, back to front.
    pub ground: Vec<Ground<'a>>,
    /// Names and highlights in screen coordinates, back to front; they move with the ground.
    pub marks: Vec<Mark>,
    /// Pictures in the picture, above the marks; they keep their place while the map moves.
    pub insets: Vec<Inset<'a>>,
    /// What else keeps its place in the picture while the map moves: scale bar, degrees at the edge.
    pub furniture: Vec<Mark>,
}
