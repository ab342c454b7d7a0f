//! The stage `fmt`.

use crate::dev::toolchain;
use crate::dev::toolchain::cargo;
use crate::project::Project;

/// Checks that `cargo fmt` would change nothing.
///
/// # Errors
/// When it would; cargo has shown what.
pub(super) fn check(project: &Project) -> anyhow::Result<()> {
    toolchain::component(project, "fmt", "rustfmt")?;
    cargo::run(cargo::command(project, "fmt").arg("--check"))
}
