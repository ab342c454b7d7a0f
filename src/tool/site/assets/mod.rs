//! Files of the site as they travel: named by their content, joined, packed.

pub(crate) mod bundle_js;
pub(crate) mod compress;
pub(crate) mod fingerprint;
pub(crate) mod flatten;
pub(crate) mod integrity;
pub(crate) mod references;
