//! What the page must be told after an input.

use crate::story::{Day, PlaceId};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask for an animation frame and pass it on as a tick.
    Frame,
    /// Another place is chosen, or none.
    Chosen(Option<PlaceId>),
    /// Another place is lit up, or none.
    Pointed(Option<PlaceId>),
    /// The map stands for another day.
    Dated(Day),
    /// The map is looked at from another side, by its id.
    Viewed(String),
    /// Another sign of the legend is pointed out, or none.
    Signed,
    /// The guided tour has moved.
    Toured,
    /// Say a sentence to those who do not see the map.
    Announce(String),
    /// Show another pointer.
    Cursor(Cursor),
}
