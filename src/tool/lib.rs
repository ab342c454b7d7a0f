//! The tool as a library: everything that is done to the map outside a browser.

pub mod cli;
pub mod dev;
mod log;
pub mod project;
pub mod quality;
pub mod render;
pub mod site;
pub mod story;
