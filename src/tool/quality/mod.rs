//! What guards the project: the stages of the tests, browsers, measurements, and pictures to compare with.

pub(crate) mod bench;
pub(crate) mod bless;
pub mod browser_driver;
pub(crate) mod stages;
