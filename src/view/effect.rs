//! What the page must be told after an input.

use crate::geo::space::LonLat;
use crate::story::{Day, PlaceId};
use crate::view::gesture::Hint;

/// The shape of the pointer over the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The map can be dragged.
    Grab,
    /// It is being dragged.
    Grabbing,
    /// There is something to choose.
    Choose,
}

/// One thing that the page must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask for an animation frame and pass it on as a tick.
    Frame,
    /// Ask for a frame at a time, milliseconds on the clock of the inputs, and pass on a tick that is no earlier.
    FrameAt(f64),
    /// Another place is chosen, or none.
    Chosen(Option<PlaceId>),
    /// The map stands for another day.
    Dated(Day),
    /// The map is looked at from another side, by its id.
    Viewed(String),
    /// Another sign of the legend is pointed out, or none.
    Signed,
    /// The guided tour has moved.
    Toured,
    /// The reader has set a point to measure.
    PointSet(LonLat),
    /// Tell how the page keeps its scroll.
    Hint(Hint),
    /// Say a sentence to those who do not see the map.
    Announce(String),
    /// Show another pointer.
    Cursor(Cursor),
}
