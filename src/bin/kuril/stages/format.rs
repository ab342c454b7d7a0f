//! The stage `fmt`.

use crate::project::Project;
use crate::{cargo, toolchain};

/// Checks that `cargo fmt` would change nothing.
///
/// # Errors
/// When it would; it has shown what.
pub(super) fn check(project: &Project) -> anyhow::Result<()> {
    toolchain::component(project, "fmt", "rustfmt")?;
    cargo::run(cargo::command(project, "fmt").arg("--check"))
}
