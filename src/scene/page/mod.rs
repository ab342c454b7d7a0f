//! A picture that can travel alone: the map with title, day, side, legend, credits and disclaimer around it.

mod column;
mod layout;
mod legend;
pub mod line_break;

pub use layout::{Page, printed};
