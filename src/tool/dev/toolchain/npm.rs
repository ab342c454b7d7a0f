//! Packages of the npm registry, each held to its checksum.

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

/// A package: name, version and the SHA-512 of its file, as lock files of npm write it.
pub(crate) type Package = (&'static str, &'static str, &'static str);

/// Makes sure that a package is unpacked in `node_modules` below a folder, and returns where. It is fetched by npm, whose
/// settings know the registry; where there is no npm, or it has none, by curl from the registry itself.
///
/// # Errors
/// When it cannot be fetched, or is not the file whose checksum is known.
pub(crate) fn fetch(folder: &Path, (name, version, checksum): Package) -> anyhow::Result<PathBuf> {
    let place = folder.join("node_modules").join(name);
    let stamp = place.join(".checksum");
    if fs::read_to_string(&stamp).is_ok_and(|known| known == checksum) {
        return Ok(place);
    }
    fs::create_dir_all(&place)?;
    let file = folder.join(format!("{}-{version}.tgz", name.trim_start_matches('@').replace('/', "-")));
    log::step(&format!("fetching {name} {version} from the npm registry"), || download(folder, &file, name, version))?;
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    if BASE64_STANDARD.encode(Sha512::digest(&bytes)) != checksum {
        bail!("{name} {version} is not the file whose checksum is known: {}", file.display());
    }
    cargo::run(Command::new("tar").arg("xzf").arg(&file).arg("-C").arg(&place).arg("--strip-components=1"))?;
    fs::write(&stamp, checksum).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(place)
}

fn download(folder: &Path, file: &Path, name: &str, version: &str) -> anyhow::Result<()> {
    if on_path("npm") {
        let mut npm = Command::new("npm");
        npm.args(["pack", "--silent", &format!("{name}@{version}"), "--pack-destination"]).arg(folder);
        match cargo::run(npm.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())) {
            Ok(()) => return Ok(()),
            Err(error) => log::note(&format!("{error}; asking the registry without npm")),
        }
    }
    if !on_path("curl") {
        apt::install("a program that fetches files", &["curl", "ca-certificates"])?;
    }
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location", "--max-time", "120", "--output"]).arg(file);
    cargo::run(curl.arg(address(name, version))).with_context(|| format!("cannot fetch {name} {version}"))
}

/// Where the registry keeps the file of a package.
fn address(name: &str, version: &str) -> String {
    let short = name.rsplit_once('/').map_or(name, |(_, short)| short);
    format!("https://registry.npmjs.org/{name}/-/{short}-{version}.tgz")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_of_a_scoped_package_bears_its_short_name() {
        let found = super::address("@esbuild/linux-x64", "0.28.2");
        assert_eq!(found, "https://registry.npmjs.org/@esbuild/linux-x64/-/linux-x64-0.28.2.tgz");
        assert!(super::address("ol", "10.11.0").ends_with("/ol/-/ol-10.11.0.tgz"));
    }
}
