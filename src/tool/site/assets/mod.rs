//! Processing of the site's assets: fingerprinting, bundling, compression.

pub(crate) mod bundle_js;
pub(crate) mod compress;
pub(crate) mod fingerprint;
pub(crate) mod flatten;
pub(crate) mod integrity;
pub(crate) mod languages;
pub(crate) mod references;
pub(crate) mod root;
pub(crate) mod root_font;
