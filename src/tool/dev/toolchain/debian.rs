//! The Debian compiler, with a standard library for wasm built once from Debian's source and kept per user.
//!
//! Debian ships the source of the standard library, not the library itself. Building it in each target folder would
//! cost 50 s of CPU each time; built once into a sysroot it costs nothing afterwards. Its source compiles with the
//! compiler of the same version only, which is why a compiler from rustup is no help here.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, process};

use anyhow::{Context as _, bail};

use crate::dev::toolchain::apt;
use crate::dev::toolchain::cargo;
use crate::dev::toolchain::{TARGET, has_target};
use crate::log;

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const CLIPPY: &str = "/usr/bin/cargo-clippy";
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// The smallest crate that makes cargo build the standard library.
const EMPTY_CRATE: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
    [profile.release]\nopt-level = 3\npanic = \"abort\"\n";

/// The folder that an earlier run has made for the compiler that is installed now.
pub(super) fn earlier() -> Option<PathBuf> {
    let sysroot = Compiler::ask().and_then(|compiler| compiler.sysroot()).ok()?;
    has_target(sysroot.join("bin/rustc")).then_some(sysroot)
}

/// Makes the folder whose `bin/rustc` compiles for wasm.
///
/// # Errors
/// When packages are missing and may not be installed, or when the library does not build.
pub(super) fn sysroot() -> anyhow::Result<PathBuf> {
    if !usable() {
        apt::install("a Rust compiler for wasm", &PACKAGES)?;
    }
    let compiler = Compiler::ask()?;
    let sysroot = compiler.sysroot()?;
    let what = format!("building the standard library for {TARGET} once, about a minute");
    log::step(&what, || make(&sysroot, &compiler))?;
    if !has_target(sysroot.join("bin/rustc")) {
        bail!("{} was built and still has no {TARGET}", sysroot.display());
    }
    Ok(sysroot)
}

/// The lint command of the Debian compiler, with the arguments and settings of the usual one.
///
/// # Errors
/// When the lints are missing and may not be installed.
pub(super) fn clippy(sysroot: &Path, usual: &Command) -> anyhow::Result<Command> {
    if !Path::new(CLIPPY).is_file() {
        apt::install("the lints of the Debian compiler", &["rust-web-clippy"])?;
    }
    let mut command = Command::new(CLIPPY);
    command.args(usual.get_args()).env("SYSROOT", sysroot).env("CARGO", CARGO).env("RUSTC", sysroot.join("bin/rustc"));
    if let Some(folder) = usual.get_current_dir() {
        command.current_dir(folder);
    }
    Ok(command)
}

fn usable() -> bool {
    [RUSTC, CARGO, SOURCE].iter().all(|path| Path::new(path).is_file()) && linker().is_some()
}

/// Debian's name for the wasm linker carries its version; the compiler looks for one of these.
fn linker() -> Option<PathBuf> {
    ["/usr/bin/wasm-ld", "/usr/bin/wasm-ld-22", "/usr/bin/rust-lld"]
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.exists())
}

/// What the Debian compiler says about itself.
struct Compiler {
    release: String,
    host: String,
}

impl Compiler {
    fn ask() -> anyhow::Result<Self> {
        let output = Command::new(RUSTC).arg("-vV").output().with_context(|| format!("cannot run {RUSTC}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
        match (value("release: "), value("host: ")) {
            (Some(release), Some(host)) => Ok(Self { release, host }),
            _ => bail!("{RUSTC} -vV did not tell its release and host"),
        }
    }

    /// Where the standard library for this release is kept.
    fn sysroot(&self) -> anyhow::Result<PathBuf> {
        Ok(cache()?.join(format!("wasm-rustc-{}", self.release)))
    }
}

/// The folder for things that are made once per user.
fn cache() -> anyhow::Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set, so there is no place to keep the standard library")?;
    Ok(base.join("kuril-map"))
}

/// Builds the standard library beside its final place and moves it there, so that an interrupted build leaves nothing.
fn make(sysroot: &Path, compiler: &Compiler) -> anyhow::Result<()> {
    let workshop = sysroot.with_extension(format!("making-{}", process::id()));
    fs::create_dir_all(workshop.join("src"))?;
    fs::write(workshop.join("src/lib.rs"), "")?;
    fs::write(workshop.join("Cargo.toml"), EMPTY_CRATE)?;
    let mut build = Command::new(CARGO);
    build
        .current_dir(&workshop)
        .args(["build", "-q", "-Zbuild-std=std,panic_abort,test", "--release", "--target", TARGET, "--target-dir", "t"])
        // Without bitcode in the libraries link-time optimisation of the map fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env_remove("RUSTUP_TOOLCHAIN");
    cargo::run(&mut build)?;
    let tree = workshop.join("sysroot");
    furnish(&tree, sysroot, &workshop.join("t").join(TARGET).join("release/deps"), &compiler.host)?;
    if sysroot.exists() {
        fs::remove_dir_all(sysroot)?;
    }
    fs::rename(&tree, sysroot).with_context(|| format!("cannot put {} in place", sysroot.display()))?;
    fs::remove_dir_all(&workshop)?;
    Ok(())
}

/// Fills a sysroot that will stand at `place`: the built libraries, the host's own by link, and a compiler that uses it.
fn furnish(tree: &Path, place: &Path, built: &Path, host: &str) -> anyhow::Result<()> {
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
    let wrapper = format!("#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n", place.display());
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
