//! The programs that check scripts and styles: Biome and the TypeScript compiler from the npm registry, which need nothing
//! else to run, and Node, which runs the tests of scripts.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context as _;

use crate::dev::toolchain::apt;
use crate::dev::toolchain::npm::{self, Package};
use crate::project::Project;
use crate::quality::browser_driver::engine::on_path;

/// A program from the npm registry: its path in the package, and the package for each platform.
type Program = (&'static str, [(&'static str, Package); 2]);

/// Formats and lints scripts and styles.
const BIOME: Program = (
    "biome",
    [
        (
            "linux-x86_64",
            (
                "@biomejs/cli-linux-x64",
                "2.6.8",
                "XIk3pLQT56I6Tti+u0DF8FtSNXjCMTPbxVTzfJ9cS2t1ImVKvrqV5b52GuEaJg6/wuiXvz0sjfb5saB4TPRjzA==",
            ),
        ),
        (
            "linux-aarch64",
            (
                "@biomejs/cli-linux-arm64",
                "2.6.8",
                "0Bjim8lKwnrvXUHoI4k3Tb51BjoiLEwDnovCI8nSzkk6wj3dShiuAjrx6+X0Hjf4ejR1sRZgTQiSDHlpy9vB7w==",
            ),
        ),
    ],
);

/// Checks the types that comments give to scripts.
const TSC: Program = (
    "lib/tsc",
    [
        (
            "linux-x86_64",
            (
                "@typescript/typescript-linux-x64",
                "7.0.2",
                "EYdf2cNg7rgCWJnxCdJ+F3V39O8ihb37eHAu1LK8oAFizgTQbPOK7zHHXbPt8rX24COqODXeI3sIf0fCXG7H/A==",
            ),
        ),
        (
            "linux-aarch64",
            (
                "@typescript/typescript-linux-arm64",
                "7.0.2",
                "Qh4eU4/y3yDjnfjjyPYihMj5/ODIlmt+Bzu17OI+fiSRDW57QmU5SiN63exPRNJPKUzcc1INa1NXdrJ+MqHjUQ==",
            ),
        ),
    ],
);

/// Returns the path of Biome.
///
/// # Errors
/// When it cannot be fetched, or is not available for this machine.
pub(crate) fn biome(project: &Project) -> anyhow::Result<PathBuf> {
    program(project, &BIOME)
}

/// Returns the path of the TypeScript compiler.
///
/// # Errors
/// When it cannot be fetched, or is not available for this machine.
pub(crate) fn tsc(project: &Project) -> anyhow::Result<PathBuf> {
    program(project, &TSC)
}

/// Returns a command that runs Node; installs Node first if it is missing.
///
/// # Errors
/// When it is missing and may not be installed.
pub(crate) fn node() -> anyhow::Result<Command> {
    if !on_path("node") {
        apt::install("Node, which runs the tests of scripts,", &["nodejs"])?;
    }
    Ok(Command::new("node"))
}

fn program(project: &Project, (path, packages): &Program) -> anyhow::Result<PathBuf> {
    let machine = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let package = packages.iter().find(|(name, _)| *name == machine);
    let (_, package) = package.with_context(|| format!("{path} is not available for {machine}"))?;
    Ok(npm::fetch(&project.target("web-tools"), *package)?.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    #[test]
    fn every_checksum_has_the_length_of_a_sha_512() {
        for (_, (name, _, checksum)) in [BIOME, TSC].into_iter().flat_map(|(_, packages)| packages) {
            assert_eq!(BASE64_STANDARD.decode(checksum).map(|digest| digest.len()), Ok(64), "{name}");
        }
    }
}
