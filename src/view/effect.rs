//! The effects of an input, which the page carries out.

use crate::geo::space::LonLat;
use crate::story::{Day, PlaceId};
use crate::view::gesture::Hint;

/// The shape of the pointer over the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The map can be dragged.
    Grab,
    /// The map is being dragged.
    Grabbing,
    /// There is a place to choose.
    Choose,
}

/// One effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Request an animation frame and send a tick.
    Frame,
    /// Send a tick no earlier than a time, milliseconds on the clock of the inputs.
    FrameAt(f64),
    /// Another place has been chosen, or none.
    Chosen(Option<PlaceId>),
    /// The map shows another day.
    Dated(Day),
    /// The map shows another perspective; contains its id.
    Viewed(String),
    /// Another entry of the legend is highlighted, or none.
    Signed,
    /// The state of the guided tour has changed.
    Toured,
    /// There is another map beside this one, or none.
    Compared,
    /// The reader has set a point to measure.
    PointSet(LonLat),
    /// Show a hint about scrolling.
    Hint(Hint),
    /// Announce a sentence to screen readers.
    Announce(String),
    /// Change the shape of the pointer.
    Cursor(Cursor),
}
