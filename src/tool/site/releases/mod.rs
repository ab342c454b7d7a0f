//! The forms in which the map is released: pinned versions, an npm package, a single file; and what they are made of.

pub(crate) mod bill_of_materials;
pub(crate) mod frozen;
pub(crate) mod npm_package;
pub(crate) mod past;
pub(crate) mod single_file;
pub(crate) mod version;
