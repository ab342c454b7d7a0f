//! What is seen: the layers composed back to front into a display list.
//!
//! [`compose`] is a function of the atlas, the state of the view and the theme. What it costs depends on what can be
//! seen: regions outside the sheet are skipped, the others give the outline of the level of detail that the scale
//! needs, and of a long outline only the runs on the sheet.

mod compose;
mod context;
mod ground;
mod labels;
mod layers;
mod marginalia;
mod overlay;
mod page;
mod side;
pub mod theme;

pub use compose::{compose, ground, marks};
pub use context::{Purpose, Sheet};
pub use labels::{LabelId, LabelState, Labelling, Slot};
pub use page::{Page, line_break, printed};
pub use side::Side;
pub use theme::Theme;
