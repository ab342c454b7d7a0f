//! The names on the map, and what is said at its lines: which of them are shown, and where, so that none hides another.
//!
//! 1. [`candidates`] gathers all that may be labelled, each with its [`order::Priority`], and notes coasts and islands in
//!    the index of [`collision`].
//! 2. In this order each candidate looks for a place by the rules of its kind ([`island`], [`point`], [`line`]), first of
//!    all where it was in the last frame ([`state`]).
//! 3. What is placed is taken from the free room, and its marks are drawn.

mod attempt;
mod candidates;
mod collision;
mod compose;
mod curved;
mod island;
mod label;
mod line;
mod order;
mod placement;
mod point;
mod state;

pub use compose::Labelling;
pub(super) use compose::compose;
pub(super) use label::Line;
pub use state::{LabelId, LabelState, Slot};
