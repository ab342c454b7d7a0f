//! Quality assurance: the stages of the tests, browser drivers, fuzzing, benchmarks, and reference pictures.

pub(crate) mod bench;
pub(crate) mod bless;
pub mod browser_driver;
pub mod fuzz;
pub(crate) mod soak;
pub(crate) mod stages;
