//! The Debian compiler, with a standard library for wasm built once per user from Debian's source.
//!
//! Debian ships the source of the standard library for wasm, not the compiled library. Building it in each target
//! folder would take 50 s of CPU time; built once into a sysroot it costs nothing afterwards. The source only compiles
//! with the compiler of the same version, so a compiler from rustup does not help.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, process};

use anyhow::{Context as _, bail};

use crate::dev::toolchain::apt;
use crate::dev::toolchain::cargo;
use crate::dev::toolchain::{TARGET, has_target};
use crate::log;
use crate::project::cache;

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const CLIPPY: &str = "/usr/bin/cargo-clippy";
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// The smallest crate that makes cargo build the standard library.
const EMPTY_CRATE: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
    [profile.release]\nopt-level = 3\npanic = \"abort\"\n";

/// The sysroot that an earlier run has built for the installed compiler.
pub(super) fn existing_sysroot() -> Option<PathBuf> {
    let sysroot = Compiler::query().and_then(|compiler| compiler.sysroot()).ok()?;
    has_target(sysroot.join("bin/rustc")).then_some(sysroot)
}

/// Builds the sysroot, whose `bin/rustc` compiles for wasm.
///
/// # Errors
/// When packages are missing and may not be installed, or when the library does not build.
pub(super) fn build_sysroot() -> anyhow::Result<PathBuf> {
    if !is_installed() {
        apt::install("a Rust compiler for wasm", &PACKAGES)?;
    }
    let compiler = Compiler::query()?;
    let sysroot = compiler.sysroot()?;
    let what = format!("building the standard library for {TARGET} once, about a minute");
    log::step(&what, || build(&sysroot, &compiler))?;
    if !has_target(sysroot.join("bin/rustc")) {
        bail!("{} was built and still has no {TARGET}", sysroot.display());
    }
    Ok(sysroot)
}

/// Clippy of the Debian compiler, with the arguments and the working directory of a `cargo clippy` command.
///
/// # Errors
/// When the lints are missing and may not be installed.
pub(super) fn clippy(sysroot: &Path, base: &Command) -> anyhow::Result<Command> {
    if !Path::new(CLIPPY).is_file() {
        apt::install("the lints of the Debian compiler", &["rust-web-clippy"])?;
    }
    let mut command = Command::new(CLIPPY);
    command.args(base.get_args()).env("SYSROOT", sysroot).env("CARGO", CARGO).env("RUSTC", sysroot.join("bin/rustc"));
    if let Some(folder) = base.get_current_dir() {
        command.current_dir(folder);
    }
    Ok(command)
}

fn is_installed() -> bool {
    [RUSTC, CARGO, SOURCE].iter().all(|path| Path::new(path).is_file()) && linker().is_some()
}

/// The wasm linker, whose name in Debian contains its version; the compiler looks for these names.
fn linker() -> Option<PathBuf> {
    ["/usr/bin/wasm-ld", "/usr/bin/wasm-ld-22", "/usr/bin/rust-lld"]
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.exists())
}

/// Version information of the Debian compiler.
struct Compiler {
    release: String,
    host: String,
}

impl Compiler {
    fn query() -> anyhow::Result<Self> {
        let output = Command::new(RUSTC).arg("-vV").output().with_context(|| format!("cannot run {RUSTC}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
        match (value("release: "), value("host: ")) {
            (Some(release), Some(host)) => Ok(Self { release, host }),
            _ => bail!("{RUSTC} -vV did not print its release and host"),
        }
    }

    /// The folder of the sysroot for this release.
    fn sysroot(&self) -> anyhow::Result<PathBuf> {
        Ok(cache()?.join(format!("wasm-rustc-{}", self.release)))
    }
}

/// Builds the standard library in a temporary folder and then renames it, so that an interrupted build leaves no
/// incomplete sysroot.
fn build(sysroot: &Path, compiler: &Compiler) -> anyhow::Result<()> {
    let build_folder = sysroot.with_extension(format!("making-{}", process::id()));
    fs::create_dir_all(build_folder.join("src"))?;
    fs::write(build_folder.join("src/lib.rs"), "")?;
    fs::write(build_folder.join("Cargo.toml"), EMPTY_CRATE)?;
    let mut command = Command::new(CARGO);
    command
        .current_dir(&build_folder)
        .args(["build", "-q", "-Zbuild-std=std,panic_abort,test", "--release", "--target", TARGET, "--target-dir", "t"])
        // Link-time optimisation of the map needs bitcode in the libraries.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env_remove("RUSTUP_TOOLCHAIN");
    cargo::run(&mut command)?;
    let tree = build_folder.join("sysroot");
    populate(&tree, sysroot, &build_folder.join("t").join(TARGET).join("release/deps"), &compiler.host)?;
    if sysroot.exists() {
        fs::remove_dir_all(sysroot)?;
    }
    fs::rename(&tree, sysroot).with_context(|| format!("cannot put {} in place", sysroot.display()))?;
    fs::remove_dir_all(&build_folder)?;
    Ok(())
}

/// Fills a sysroot that will be moved to `sysroot`: the built libraries, links to the host's own, and a compiler
/// wrapper.
fn populate(tree: &Path, sysroot: &Path, built: &Path, host: &str) -> anyhow::Result<()> {
    let libraries = tree.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&libraries)?;
    fs::create_dir_all(tree.join("bin"))?;
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let library = entry.path().extension().is_some_and(|extension| extension == "rlib" || extension == "rmeta");
        if library && name.starts_with("lib") && !name.starts_with("libempty") {
            fs::copy(entry.path(), libraries.join(&name))?;
        }
    }
    link(&Path::new("/usr/lib/rustlib").join(host), &tree.join("lib/rustlib").join(host))?;
    link(Path::new(CARGO), &tree.join("bin/cargo"))?;
    link(Path::new("/usr/bin/rustdoc"), &tree.join("bin/rustdoc"))?;
    let wrapper = format!("#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n", sysroot.display());
    write_executable(&tree.join("bin/rustc"), &wrapper)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::os::unix::fs::symlink(from, to).with_context(|| format!("cannot link {}", to.display()))
}

#[cfg(unix)]
fn write_executable(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

#[cfg(not(unix))]
fn link(_from: &Path, _to: &Path) -> anyhow::Result<()> {
    bail!("Debian packages are for Debian; install the target with `rustup target add {TARGET}`")
}

#[cfg(not(unix))]
fn write_executable(_path: &Path, _text: &str) -> anyhow::Result<()> {
    bail!("Debian packages are for Debian; install the target with `rustup target add {TARGET}`")
}
