//! What reaches the map from outside: plain values, positions in CSS pixels of the map's own box.

use crate::geo::space::{LonLat, Screen, ScreenRect, Size};
use crate::story::{Day, PlaceId};
use crate::view::figures::count;
use crate::view::pointer::{Mode, PointerEvent, Policy, WheelEvent};
use crate::view::state::{Settings, Theme, View, ViewState};

/// A key by what it means to the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The next island along the chain.
    Next,
    /// The island before.
    Previous,
    /// The first island of the chain.
    First,
    /// The last island of the chain.
    Last,
    /// Choose the island that is pointed at.
    Enter,
    /// Let go of what is chosen.
    Escape,
    /// Nearer.
    ZoomIn,
    /// Farther.
    ZoomOut,
    /// The first view.
    Home,
}

/// What the picture is looked at in or on; each has its palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorScheme {
    /// Light surroundings.
    #[default]
    Day,
    /// Dark surroundings.
    Night,
    /// Paper.
    Paper,
    /// Light surroundings, for readers who ask for more contrast or for few colours.
    Strong,
    /// Dark surroundings, for the same readers.
    StrongNight,
}

impl ColorScheme {
    /// The light of a name; day for any other word.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let others = [Self::Night, Self::Paper, Self::Strong, Self::StrongNight];
        others.into_iter().find(|color_scheme| color_scheme.name() == name).unwrap_or_default()
    }

    /// Returns the same with the colours of a theme; paper stays paper.
    #[must_use]
    pub fn themed(self, theme: Theme) -> Self {
        match (self, theme) {
            (Self::Day | Self::Night, Theme::Light) => Self::Day,
            (Self::Day | Self::Night, Theme::Dark) => Self::Night,
            (Self::Strong | Self::StrongNight, Theme::Light) => Self::Strong,
            (Self::Strong | Self::StrongNight, Theme::Dark) => Self::StrongNight,
            (Self::Paper, _) => Self::Paper,
        }
    }

    /// Returns the light in which a sheet of paper is printed for the same reader.
    #[must_use]
    pub fn on_paper(self) -> Self {
        if matches!(self, Self::Strong | Self::StrongNight) { Self::Strong } else { Self::Paper }
    }

    /// Its name, by which the page asks for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "light",
            Self::Night => "dark",
            Self::Paper => "paper",
            Self::Strong => "strong-light",
            Self::StrongNight => "strong-dark",
        }
    }
}

/// What the reader does with the guided tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourMove {
    /// Begin it, or go on where it was left.
    Enter,
    /// The next step; after the last one the tour is over.
    Next,
    /// The step before.
    Back,
    /// Leave it; it can be resumed.
    Leave,
    /// Be at a step, from 0, without going where it leads; nowhere on the tour where there is none.
    At(Option<usize>),
}

/// A line that is laid over the map, such as one that the reader measures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    /// Its course.
    pub course: Vec<LonLat>,
    /// The places on it that are marked by dots.
    pub points: Vec<LonLat>,
    /// What is said at the last of them.
    pub label: String,
}

/// One thing that happens to the map.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The map's box has a new size or pixel density.
    Resize {
        /// Its extent.
        size: Size,
        /// Device pixels per CSS pixel.
        density: f64,
    },
    /// A pointer does something over a map with this policy.
    Pointer(PointerEvent, Policy),
    /// The wheel turns over a map with this policy.
    Wheel(WheelEvent, Policy),
    /// Two fingers on a trackpad magnify, where the browser tells of that by itself and not by the wheel.
    Magnify {
        /// Where the pointer is.
        at: Screen,
        /// The factor since the last time.
        by: f64,
    },
    /// What a press on the map is for from now on.
    Mode(Mode),
    /// Zoom about a point; `steps` doublings nearer where positive.
    Zoom {
        /// The point that keeps its place.
        at: Screen,
        /// How far.
        steps: f64,
    },
    /// A key that means something to the map.
    Key(Key),
    /// The page's own controls cover these boxes of the picture, CSS pixels: names keep out of them.
    Covered(Vec<ScreenRect>),
    /// Carry the picture along, CSS pixels.
    Pan(Screen),
    /// Look at once where a view says, or go to the first view.
    View(Option<View>),
    /// Show all that a state says.
    Restore(Box<ViewState>),
    /// Another line is laid over the map; an empty one takes it away.
    Trail(Box<Trail>),
    /// Choose a place by its id and show it, or let go of what is chosen.
    Choose(Option<PlaceId>),
    /// Light up a place by its id, as if pointed at, or nothing.
    Point(Option<PlaceId>),
    /// Point out all areas or lines of an entry of the legend, by its number in [`legend`](crate::view::Session::legend), or none.
    Sign(Option<usize>),
    /// The map as it was on a day, or on the latest one.
    Date(Option<Day>),
    /// The status of other days than the latest one is known from now on.
    History,
    /// The map as it was when the status changed next after the present day, or before it.
    Step {
        /// Whether later and not earlier.
        later: bool,
    },
    /// A step of the guided tour.
    Tour(TourMove),
    /// Show the ranges of a deployment, by its id, or none.
    Ranges(Option<String>),
    /// The map from another side, by its id.
    Perspective(String),
    /// Words and names in another language (BCP 47).
    Language(String),
    /// What is kept as the page or the reader sets it.
    Settings(Settings),
    /// Other surroundings.
    ColorScheme(ColorScheme),
    /// Whether the reader wants no motion.
    ReducedMotion(bool),
    /// A frame is due.
    Tick,
}

impl Input {
    /// Returns the input of a verb that is no field of the state: `point` (the id of a place, or none), `step` (`later`,
    /// else earlier), `tour` (`enter`, `next`, `back`, else leave), `ranges` (the id of a deployment, or none), `sign`
    /// (number in the legend), `light` (the name of one), `measure` (anything where a press sets points, or none) and
    /// `calm` (`true` where the reader wants no motion).
    #[must_use]
    pub fn asked(verb: &str, about: Option<String>) -> Option<Self> {
        Some(match (verb, about) {
            ("point", id) => Self::Point(id.map(PlaceId::from)),
            ("step", Some(way)) => Self::Step { later: way == "later" },
            ("tour", Some(step)) => Self::Tour(match step.as_str() {
                "enter" => TourMove::Enter,
                "next" => TourMove::Next,
                "back" => TourMove::Back,
                _ => TourMove::Leave,
            }),
            ("ranges", id) => Self::Ranges(id),
            ("sign", Some(number)) => Self::Sign(count(&number)),
            ("light", Some(name)) => Self::ColorScheme(ColorScheme::named(&name)),
            ("measure", measures) => Self::Mode(if measures.is_some() { Mode::Measure } else { Mode::Browse }),
            ("calm", Some(calm)) => Self::ReducedMotion(calm == "true"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_of_a_number_in_the_legend_counts() {
        let sign = |number: &str| Input::asked("sign", Some(number.to_owned()));
        assert_eq!(sign("10"), Some(Input::Sign(Some(10))));
        assert_eq!((sign("0"), sign("none")), (Some(Input::Sign(Some(0))), Some(Input::Sign(None))));
    }
}
