//! Packages of the npm registry, verified by checksum.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha512};

use crate::dev::toolchain::apt;
use crate::dev::toolchain::cargo;
use crate::log;
use crate::quality::browser_driver::engine::on_path;

/// A package: name, version and the SHA-512 of its archive in base64, as in npm lock files.
pub(crate) type Package = (&'static str, &'static str, &'static str);

/// Ensures that a package is unpacked in `node_modules` in a folder, and returns its path. It is fetched by npm, whose
/// configuration knows the registry; if npm is missing or fails, by curl from the public registry.
///
/// # Errors
/// When it cannot be fetched, or its checksum does not match.
pub(crate) fn fetch(folder: &Path, (name, version, checksum): Package) -> anyhow::Result<PathBuf> {
    let unpacked = folder.join("node_modules").join(name);
    let stamp = unpacked.join(".checksum");
    if fs::read_to_string(&stamp).is_ok_and(|known| known == checksum) {
        return Ok(unpacked);
    }
    fs::create_dir_all(&unpacked)?;
    let file = folder.join(format!("{}-{version}.tgz", name.trim_start_matches('@').replace('/', "-")));
    log::step(&format!("fetching {name} {version} from the npm registry"), || download(folder, &file, name, version))?;
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    if BASE64_STANDARD.encode(Sha512::digest(&bytes)) != checksum {
        bail!("the checksum of {name} {version} does not match: {}", file.display());
    }
    cargo::run(Command::new("tar").arg("xzf").arg(&file).arg("-C").arg(&unpacked).arg("--strip-components=1"))?;
    fs::write(&stamp, checksum).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(unpacked)
}

fn download(folder: &Path, file: &Path, name: &str, version: &str) -> anyhow::Result<()> {
    if on_path("npm") {
        let mut npm = Command::new("npm");
        npm.args(["pack", "--silent", &format!("{name}@{version}"), "--pack-destination"]).arg(folder);
        match cargo::run(npm.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())) {
            Ok(()) => return Ok(()),
            Err(error) => log::note(&format!("{error}; downloading from the registry without npm")),
        }
    }
    if !on_path("curl") {
        apt::install("a program that fetches files", &["curl", "ca-certificates"])?;
    }
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location", "--max-time", "120", "--output"]).arg(file);
    cargo::run(curl.arg(address(name, version))).with_context(|| format!("cannot fetch {name} {version}"))
}

/// The address of a package's archive in the registry.
fn address(name: &str, version: &str) -> String {
    let short = name.rsplit_once('/').map_or(name, |(_, short)| short);
    format!("https://registry.npmjs.org/{name}/-/{short}-{version}.tgz")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_archive_of_a_scoped_package_has_its_short_name() {
        let found = super::address("@esbuild/linux-x64", "0.28.2");
        assert_eq!(found, "https://registry.npmjs.org/@esbuild/linux-x64/-/linux-x64-0.28.2.tgz");
        assert!(super::address("ol", "10.11.0").ends_with("/ol/-/ol-10.11.0.tgz"));
    }
}
