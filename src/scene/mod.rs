//! What is seen: the layers of the map, composed from back to front into a display list.
//!
//! [`compose`] is a function of the story, the state of the view and the theme; what is drawn, and in which order, is
//! in the tables of `layers`. The cost depends on what is visible: regions outside the sheet are skipped, the others
//! are drawn at the level of detail that the scale needs, and long outlines are clipped to the sheet.

mod compose;
mod context;
mod figure;
mod ground;
mod labels;
mod layers;
mod marginalia;
mod overlay;
mod page;
mod side;
pub mod theme;

pub use compose::{bare, compose, ground, marks};
pub use context::{Purpose, Sheet};
pub use labels::{LabelId, LabelState, Labelling, Slot};
pub use page::{Page, line_break, printed};
pub use side::Side;
pub use theme::{Ink, Theme};
