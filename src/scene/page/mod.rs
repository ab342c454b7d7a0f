//! Pages: the map with title, date, perspective, legend, credits and disclaimer around it, for use on its own.

mod column;
mod layout;
mod legend;
pub mod line_break;

pub use layout::{Page, printed};
