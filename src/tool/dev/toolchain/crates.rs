//! The crates that the project is made of, as cargo resolves them from the lock file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context as _;
use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};
use serde::{Deserialize, Serialize};

use crate::dev::toolchain::TARGET;
use crate::project::Project;

/// The library of which the wasm modules are built.
const LIBRARY: &str = "kuril-map";

/// A crate in one version.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(crate) struct Crate {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its licence, an SPDX expression; none if it states none.
    pub(crate) licence: Option<String>,
    /// The SHA-256 of its archive in the registry; none for the project's own.
    pub(crate) checksum: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Debug, Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// Returns all crates, of every system and purpose, in the order of their names.
///
/// # Errors
/// When cargo fails, or the lock file cannot be read.
pub(crate) fn all(project: &Project) -> anyhow::Result<Vec<Crate>> {
    let metadata = metadata(project, false)?;
    listed(project, metadata.packages.iter())
}

/// Returns the crates whose code is in the wasm modules, in the order of their names: not those that only build them.
///
/// # Errors
/// When cargo fails, or the lock file cannot be read.
pub(crate) fn shipped(project: &Project) -> anyhow::Result<Vec<Crate>> {
    let metadata = metadata(project, true)?;
    let ids = reached(&metadata);
    listed(project, metadata.packages.iter().filter(|package| ids.contains(&package.id)))
}

fn metadata(project: &Project, of_wasm: bool) -> anyhow::Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.current_dir(project.root()).features(CargoOpt::AllFeatures);
    let mut options = vec!["--locked".to_owned()];
    if of_wasm {
        options.extend(["--filter-platform".to_owned(), TARGET.to_owned()]);
    }
    command.other_options(options).exec().context("cargo cannot tell the crates")
}

/// The packages that the library reaches by dependencies whose code it contains.
fn reached(metadata: &Metadata) -> BTreeSet<&PackageId> {
    let packages: BTreeMap<&PackageId, &Package> = metadata.packages.iter().map(|one| (&one.id, one)).collect();
    let runs_in_compiler =
        |package: &Package| package.targets.iter().any(|target| target.kind.contains(&TargetKind::ProcMacro));
    let nodes: BTreeMap<_, _> =
        metadata.resolve.iter().flat_map(|all| &all.nodes).map(|node| (&node.id, node)).collect();
    let mut pending: Vec<&PackageId> =
        metadata.packages.iter().filter(|package| *package.name == LIBRARY).map(|package| &package.id).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = pending.pop() {
        let is_of_compiler = packages.get(id).is_none_or(|package| runs_in_compiler(package));
        if is_of_compiler || !seen.insert(id) {
            continue;
        }
        let normal = nodes
            .get(id)
            .into_iter()
            .flat_map(|node| &node.deps)
            .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        pending.extend(normal.map(|dependency| &dependency.pkg));
    }
    seen
}

/// Packages with the checksums of the lock file.
fn listed<'a>(project: &Project, packages: impl Iterator<Item = &'a Package>) -> anyhow::Result<Vec<Crate>> {
    let text = fs::read_to_string(project.root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let lock: Lock = toml::from_str(&text).context("Cargo.lock")?;
    let checksum = |name: &str, version: &str| {
        let locked = lock.package.iter().find(|locked| locked.name == name && locked.version == version);
        locked.and_then(|locked| locked.checksum.clone())
    };
    let mut crates: Vec<Crate> = packages
        .map(|package| {
            let (name, version) = (package.name.to_string(), package.version.to_string());
            Crate { checksum: checksum(&name, &version), licence: package.license.clone(), name, version }
        })
        .collect();
    crates.sort();
    Ok(crates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_told_from_what_only_builds_it() {
        let project = Project::find().unwrap();
        let shipped = shipped(&project).unwrap();
        let names: Vec<&str> = shipped.iter().map(|one| one.name.as_str()).collect();
        assert!(
            ["js-sys", "kuril-map", "wasm-bindgen", "web-sys"].iter().all(|name| names.contains(name)),
            "{names:?}"
        );
        assert!(!["syn", "thiserror-impl", "proptest", "axum", "kuril-tool"].iter().any(|name| names.contains(name)));
        let own = |one: &Crate| one.name.starts_with("kuril-");
        assert!(shipped.iter().all(|one| one.checksum.is_some() != own(one)), "{shipped:?}");
    }
}
