//! The command `release`: the program with the code of the site inside, which needs no checkout and no compiler.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::dev::toolchain::cargo;
use crate::dev::toolchain::paths::Paths;
use crate::log;
use crate::project::Project;
use crate::site::code::Code;

/// The folder of the program, below `target`.
const FOLDER: &str = "program";
/// The variable with the path of the archive, for the compiler.
const VARIABLE: &str = "KURIL_CODE";

/// How the program is compiled.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Profile {
    /// As this one is while it is worked on: most of it is compiled already. The program names folders of this machine.
    Dev,
    /// As it is published.
    Release,
}

/// Writes the program and returns its path.
///
/// # Errors
/// When something does not compile, or cannot be written.
pub(crate) fn program(project: &Project, profile: Profile) -> anyhow::Result<PathBuf> {
    let folder = project.target(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot write {}", folder.display()))?;
    let (archive, packed) = (folder.join("code.tar.gz"), Code::of(project)?.packed()?);
    // Where it is the same the compiler has nothing to do.
    if fs::read(&archive).ok().as_ref() != Some(&packed) {
        fs::write(&archive, packed).with_context(|| format!("cannot write {}", archive.display()))?;
    }
    let mut command = cargo::command(project, "build");
    command.args(["--package", "kuril-tool", "--bin", "kuril", "--features", "released", "--target-dir"]);
    command.arg(project.target("")).env(VARIABLE, &archive);
    let made_in = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            command.arg("--release");
            Paths::of(project).hide(&mut command);
            "release"
        }
    };
    log::step("compiling the program", || cargo::run(&mut command))?;
    let name = ["kuril", std::env::consts::EXE_SUFFIX].concat();
    let program = folder.join(&name);
    fs::copy(project.target(made_in).join(&name), &program)
        .with_context(|| format!("cannot write {}", program.display()))?;
    Ok(program)
}

/// Writes the program as it is published, and tells where it is.
///
/// # Errors
/// As [`program`].
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    let program = program(project, Profile::Release)?;
    log::note(&format!("{} makes sites on its own: put it anywhere", program.display()));
    Ok(())
}
