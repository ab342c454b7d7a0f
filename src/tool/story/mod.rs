//! Commands on the folder of a story.

pub(crate) mod bundle;
pub mod check;
pub(crate) mod derive;
pub(crate) mod entry;
pub(crate) mod export;
pub(crate) mod folder;
pub(crate) mod format;
pub(crate) mod inside;
pub mod link_places;
pub mod rules;
pub(crate) mod words;
