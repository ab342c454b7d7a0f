//! The inputs of the map: plain values, with positions in CSS pixels from the corner of the map's box.

use crate::geo::space::{LonLat, Screen, ScreenRect, Size};
use crate::story::{Day, PlaceId};
use crate::view::figures::count;
use crate::view::pointer::{Mode, PointerEvent, Policy, WheelEvent};
use crate::view::state::{Settings, Theme, View, ViewState};

/// A key, by its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Choose the next island of the chain.
    Next,
    /// Choose the previous island.
    Previous,
    /// Choose the first island of the chain.
    First,
    /// Choose the last island of the chain.
    Last,
    /// Choose the island that is pointed at.
    Enter,
    /// Clear the choice.
    Escape,
    /// Zoom in.
    ZoomIn,
    /// Zoom out.
    ZoomOut,
    /// Return to the first view.
    Home,
}

/// The surroundings in which the picture is viewed; each has its palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorScheme {
    /// Light surroundings.
    #[default]
    Day,
    /// Dark surroundings.
    Night,
    /// Paper.
    Paper,
    /// Light surroundings, for readers who prefer more contrast or few colours.
    Strong,
    /// Dark surroundings, for the same readers.
    StrongNight,
}

impl ColorScheme {
    /// Returns the scheme with a name; `Day` for an unknown name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let others = [Self::Night, Self::Paper, Self::Strong, Self::StrongNight];
        others.into_iter().find(|color_scheme| color_scheme.name() == name).unwrap_or_default()
    }

    /// Returns the variant of this scheme for a theme; `Paper` stays `Paper`.
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

    /// Returns the scheme in which a page is printed for the same reader.
    #[must_use]
    pub fn on_paper(self) -> Self {
        if matches!(self, Self::Strong | Self::StrongNight) { Self::Strong } else { Self::Paper }
    }

    /// Returns the name that pages use.
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

/// A movement on the guided tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourMove {
    /// Start it, or resume it where it was left.
    Enter,
    /// Go to the next step, or end the tour after the last one.
    Next,
    /// Go to the previous step.
    Back,
    /// Leave it; it can be resumed.
    Leave,
    /// Go to a step, counted from 0, or leave the tour.
    To(Option<usize>),
}

/// A line drawn over the map, such as one that is being measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    /// Its course.
    pub course: Vec<LonLat>,
    /// The points on it that are marked by dots.
    pub points: Vec<LonLat>,
    /// The label at the last of them.
    pub label: String,
}

/// One input to the map.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The map's box has a new size or pixel density.
    Resize {
        /// The size, CSS pixels.
        size: Size,
        /// Device pixels per CSS pixel.
        density: f64,
    },
    /// A pointer event, under a policy for gestures.
    Pointer(PointerEvent, Policy),
    /// A turn of the wheel, under a policy for gestures.
    Wheel(WheelEvent, Policy),
    /// A pinch on a trackpad, in browsers that report it by events of its own.
    Magnify {
        /// The position of the pointer.
        at: Screen,
        /// The factor since the previous event.
        by: f64,
    },
    /// Put another map beside this one, or take it away.
    ToggleCompare,
    /// Set the purpose of a press.
    Mode(Mode),
    /// Zoom about a point.
    Zoom {
        /// The point that stays in place.
        at: Screen,
        /// Doublings; positive is in.
        steps: f64,
    },
    /// A key that controls the map.
    Key(Key),
    /// The page's controls cover these parts of the picture, CSS pixels; labels avoid them.
    Covered(Vec<ScreenRect>),
    /// Pan the picture by this vector, CSS pixels.
    Pan(Screen),
    /// Set the view at once, or return to the first view.
    View(Option<View>),
    /// Restore a state.
    Restore(Box<ViewState>),
    /// Set the line drawn over the map; an empty one removes it.
    Trail(Box<Trail>),
    /// Choose a place by its id and show it, or clear the choice.
    Choose(Option<PlaceId>),
    /// Mark a place as pointed at, by its id, or none.
    Point(Option<PlaceId>),
    /// Highlight an entry of the legend, by its index in [`legend`](crate::view::Session::legend), or none.
    Sign(Option<usize>),
    /// Show a day, or the latest one.
    Date(Option<Day>),
    /// The status of other days has been loaded.
    History,
    /// Show the next or previous day on which the status changed.
    Step {
        /// Whether to go to a later day.
        later: bool,
    },
    /// Move on the guided tour.
    Tour(TourMove),
    /// Show the ranges of a deployment, by its id, or none.
    Ranges(Option<String>),
    /// Show a perspective, by its id.
    Perspective(String),
    /// Set the language of the interface (BCP 47).
    Language(String),
    /// Set the settings.
    Settings(Settings),
    /// Set the colour scheme.
    ColorScheme(ColorScheme),
    /// Set whether the reader prefers reduced motion.
    ReducedMotion(bool),
    /// An animation frame is due.
    Tick,
}

impl Input {
    /// Returns the input of a verb that is not a field of the state: `point` (id of a place, or none), `step` (`later`,
    /// else earlier), `guide` (`enter`, `next`, `back`, else leave), `ranges` (id of a deployment, or none), `sign`
    /// (index in the legend), `light` (name of a scheme), `measure` (any value if presses set points, or none) and
    /// `calm` (`true` to reduce motion). Returns `None` for an unknown verb.
    #[must_use]
    pub fn asked(verb: &str, about: Option<String>) -> Option<Self> {
        Some(match (verb, about) {
            ("point", id) => Self::Point(id.map(PlaceId::from)),
            ("step", Some(way)) => Self::Step { later: way == "later" },
            ("guide", Some(step)) => Self::Tour(match step.as_str() {
                "enter" => TourMove::Enter,
                "next" => TourMove::Next,
                "back" => TourMove::Back,
                _ => TourMove::Leave,
            }),
            ("ranges", id) => Self::Ranges(id),
            ("sign", Some(number)) => Self::Sign(count(&number)),
            ("light", Some(name)) => Self::ColorScheme(ColorScheme::named(&name)),
            ("toggle-compare", _) => Self::ToggleCompare,
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
