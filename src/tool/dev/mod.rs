//! Serving the site while it is worked on, and the compilers and packages that making it needs.

pub(crate) mod serve;
pub mod server;
pub(crate) mod toolchain;
