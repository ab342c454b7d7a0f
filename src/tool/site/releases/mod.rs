//! The forms in which the map is published: versions, a package, one file.

pub(crate) mod npm_package;
pub(crate) mod past;
pub(crate) mod single_file;
pub(crate) mod version;
