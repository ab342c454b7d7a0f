//! Paths of the machine that builds: they do not get into what is built.
//!
//! Messages of panics name source files. With a builder's own paths they would tell who built it and where, and nobody
//! else could build the same bytes.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::ensure;

use crate::project::Project;

/// What parts one flag from the next in the variable.
const BETWEEN: &str = "\u{1f}";
const VARIABLE: &str = "CARGO_ENCODED_RUSTFLAGS";

/// Folders of this machine and what stands for them, the inner ones last: of several that fit the last one counts.
#[derive(Debug)]
pub(crate) struct Paths(Vec<(PathBuf, &'static str)>);

impl Paths {
    /// Returns the folders that files are compiled from.
    pub(crate) fn of(project: &Project) -> Self {
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
        let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home.as_ref()?.join(".cargo")));
        let mut registries: Vec<PathBuf> = cargo
            .iter()
            .filter_map(|cargo| fs::read_dir(cargo.join("registry/src")).ok())
            .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
            .collect();
        registries.sort();
        let folders =
            home.into_iter().map(|home| (home, "/home")).chain(cargo.into_iter().map(|cargo| (cargo, "/cargo")));
        let folders = folders.chain(registries.into_iter().map(|registry| (registry, "/crates")));
        Self(folders.chain([(project.root().to_owned(), "/kuril")]).filter(|(folder, _)| is_telling(folder)).collect())
    }

    /// Makes a cargo command write what stands for the folders; flags from outside are kept.
    pub(crate) fn hide(&self, command: &mut Command) {
        let given = env::var_os(VARIABLE).or_else(|| Some(spaced(&env::var_os("RUSTFLAGS")?)));
        let mut flags: Vec<OsString> = given.into_iter().filter(|flags| !flags.is_empty()).collect();
        flags.extend(self.0.iter().map(|(folder, name)| {
            [OsStr::new("--remap-path-prefix="), folder.as_os_str(), OsStr::new("="), OsStr::new(name)]
                .into_iter()
                .collect()
        }));
        command.env(VARIABLE, flags.join(OsStr::new(BETWEEN)));
    }

    /// Checks that no folder is named in a file.
    ///
    /// # Errors
    /// Where one is.
    pub(crate) fn ensure_hidden(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        for (folder, _) in &self.0 {
            let needle = folder.as_os_str().as_encoded_bytes();
            let is_named = bytes.windows(needle.len()).any(|part| part == needle);
            ensure!(!is_named, "{name} names {}, a folder of this machine", folder.display());
        }
        Ok(())
    }
}

/// Whether a folder is one that only this machine has: not the root, which is in every path.
fn is_telling(folder: &Path) -> bool {
    folder.is_absolute() && folder.parent().is_some()
}

/// Flags that stand apart by spaces, as cargo reads them, in the form in which they may hold spaces.
fn spaced(flags: &OsStr) -> OsString {
    flags.to_string_lossy().split_whitespace().collect::<Vec<_>>().join(BETWEEN).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;

    #[test]
    fn a_command_hides_all_folders_and_a_file_that_names_one_is_refused() {
        let paths = Paths(vec![(checkout().to_owned(), "/kuril"), (PathBuf::from("/home/me/a b"), "/home")]);
        let mut command = Command::new("cargo");
        paths.hide(&mut command);
        let flags = command.get_envs().find(|(name, _)| *name == VARIABLE).unwrap().1.unwrap().to_string_lossy();
        assert!(flags.split(BETWEEN).any(|flag| flag == "--remap-path-prefix=/home/me/a b=/home"), "{flags}");
        paths.ensure_hidden("map.wasm", b"/crates/js-sys/src/lib.rs").unwrap();
        let told =
            paths.ensure_hidden("map.wasm", b"\0/home/me/a b/.cargo/js-sys/src/lib.rs\0").unwrap_err().to_string();
        assert!(told.contains("map.wasm") && told.contains("/home/me/a b"), "{told}");
    }

    #[test]
    fn the_root_of_a_machine_tells_nothing() {
        assert!(!is_telling(Path::new("/")) && !is_telling(Path::new("x")) && is_telling(Path::new("/root")));
    }
}
