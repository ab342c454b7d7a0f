//! The development server, and the compilers and packages that the build needs.

pub(crate) mod changes;
pub(crate) mod release;
pub(crate) mod serve;
pub mod server;
pub(crate) mod toolchain;
