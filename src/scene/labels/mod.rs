//! The labels of the map: which are shown, and where, so that they do not overlap.
//!
//! 1. [`candidates`] collects everything that may be labelled, each with its [`order::Priority`], and records coasts
//!    and islands in the index of [`collision`].
//! 2. In this order, each candidate is placed by the rules of its kind ([`island`], [`point`], [`line`]), preferably
//!    where it was in the last frame ([`state`]).
//! 3. The space of a placed label is reserved, and its marks are drawn.

mod attempt;
mod buckets;
mod callout;
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
