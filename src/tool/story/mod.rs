//! What is done to a story's folder.

pub(crate) mod bundle;
pub(crate) mod check;
pub(crate) mod derive;
pub(crate) mod export;
pub(crate) mod link_places;
pub(crate) mod words;
