//! The stage `supply`: what others have made and the project uses, held to the list of licences in `deny.toml`.
//!
//! Advisories need a database from the network, which `cargo-deny` fetches: where it is installed it is run, elsewhere
//! the stage says that they were not asked for.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::dev::toolchain::{cargo, crates};
use crate::log;
use crate::project::Project;
use crate::quality::browser_driver::engine::on_path;
use crate::quality::stages::Tally;

/// The folders below `target` into which npm packages are unpacked.
const UNPACKED: [&str; 2] = ["npm", "web-tools"];

#[derive(Debug, Deserialize)]
struct Rules {
    licenses: Licences,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
}

/// What states a licence.
#[derive(Debug)]
struct Stated {
    name: String,
    licence: Option<String>,
}

/// Checks the licences of all crates and npm packages, and advisories where that is possible.
///
/// # Errors
/// When the crates or the list cannot be read.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    let text = fs::read_to_string(project.root().join("deny.toml")).context("cannot read deny.toml")?;
    let rules: Rules = toml::from_str(&text).context("deny.toml")?;
    let crates = crates::all(project)?.into_iter();
    let mut used: Vec<Stated> =
        crates.map(|one| Stated { name: format!("{} {}", one.name, one.version), licence: one.licence }).collect();
    let crates = used.len();
    for folder in UNPACKED {
        used.extend(npm_packages(&project.target(folder).join("node_modules"))?);
    }
    log::note(&format!("licences of {crates} crates and {} npm packages", used.len() - crates));
    let refused: Vec<&Stated> = used.iter().filter(|one| !is_allowed(one, &rules.licenses.allow)).collect();
    for Stated { name, licence } in &refused {
        log::note(&format!(
            "{name} is under {}, which deny.toml does not list",
            licence.as_deref().unwrap_or("nothing")
        ));
    }
    let licences = if refused.is_empty() { Tally::ONE } else { Tally::NONE };
    Ok(licences.and(advisories(project)))
}

/// Asks for advisories, if `cargo-deny` is there.
fn advisories(project: &Project) -> Tally {
    if !on_path("cargo-deny") {
        log::note("cargo-deny is not installed: no advisories were asked for");
        return Tally::default();
    }
    match cargo::run(Command::new("cargo-deny").current_dir(project.root()).args(["check", "advisories"])) {
        Ok(()) => Tally::ONE,
        Err(error) => {
            log::failure(&error);
            Tally::NONE
        }
    }
}

/// Whether a licence, or one of those that can be chosen, is on the list.
fn is_allowed(used: &Stated, allowed: &[String]) -> bool {
    let is_listed = |licence: &LicenseReq| allowed.contains(&licence.to_string());
    let parsed = used.licence.as_deref().map(|licence| Expression::parse_mode(licence, ParseMode::LAX));
    parsed.and_then(Result::ok).is_some_and(|licence| licence.evaluate(is_listed))
}

/// The packages in a folder of npm, if it is there; those of a scope lie one folder deeper.
fn npm_packages(folder: &Path) -> anyhow::Result<Vec<Stated>> {
    #[derive(Deserialize)]
    struct Manifest {
        name: String,
        version: String,
        license: Option<String>,
    }
    let mut packages = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(packages) };
    for entry in entries {
        let path = entry?.path();
        let is_scope = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"@"));
        if is_scope {
            packages.extend(npm_packages(&path)?);
        } else if let Ok(text) = fs::read_to_string(path.join("package.json")) {
            let manifest: Manifest = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
            let name = format!("{} {}", manifest.name, manifest.version);
            packages.push(Stated { name, licence: manifest.license });
        }
    }
    Ok(packages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_licences_must_be_listed_and_all_that_hold_together() {
        let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        let is_allowed =
            |licence: &str| is_allowed(&Stated { name: String::new(), licence: Some(licence.to_owned()) }, &allowed);
        for licence in ["MIT", "MIT/GPL-3.0", "GPL-2.0-only OR Apache-2.0", "Apache-2.0 WITH LLVM-exception AND MIT"] {
            assert!(is_allowed(licence), "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Unlicense", "", "SEE LICENSE IN FILE"] {
            assert!(!is_allowed(licence), "{licence}");
        }
        assert!(!super::is_allowed(&Stated { name: String::new(), licence: None }, &allowed));
    }

    #[test]
    fn npm_packages_with_and_without_a_scope_are_found() {
        let root = tempfile::tempdir().unwrap();
        for (folder, licence) in [("one", "\"MIT\""), ("@scope/two", "null")] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
            let text = format!(r#"{{"name":"{folder}","version":"1.0.0","license":{licence}}}"#);
            fs::write(root.path().join(folder).join("package.json"), text).unwrap();
        }
        let mut found: Vec<_> =
            npm_packages(root.path()).unwrap().into_iter().map(|one| (one.name, one.licence)).collect();
        found.sort();
        let expected = [("@scope/two 1.0.0".to_owned(), None), ("one 1.0.0".to_owned(), Some("MIT".to_owned()))];
        assert_eq!(found, expected);
        assert!(npm_packages(&root.path().join("none")).unwrap().is_empty());
    }
}
