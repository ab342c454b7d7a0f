//! The programs of the targets: how they are built and run, and what libFuzzer says of a run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::Context as _;

use crate::dev::toolchain::{apt, cargo};
use crate::log;
use crate::project::Project;
use crate::quality::browser_driver::engine::on_path;
use crate::quality::fuzz::{Target, folder};

/// Packages that run much, and how far they are optimised; all others are as dependencies.
const OPTIMISED: [(&str, u8); 3] = [("kuril-map", 3), ("kuril-fuzz", 3), ("kuril-tool", 1)];
/// The length of an input, bytes: as many choices make a long document, and short inputs run soon.
const LENGTH: u32 = 512;
/// What stops an input: far beyond what any takes, so that no busy machine makes a finding. Seconds, and megabytes.
const MOST: (u32, u32) = (300, 1024);

/// When a run ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    /// After so many seconds.
    Seconds(u64),
    /// After so many inputs.
    Runs(u64),
}

/// What came of a run.
#[derive(Debug)]
pub(super) struct Run {
    /// Inputs that were executed.
    pub(super) executions: u64,
    /// Branches that were reached by the kept inputs and these.
    pub(super) reached: u64,
    /// Branches of the program.
    pub(super) all: u64,
    /// What ended the run early.
    pub(super) finding: Option<Finding>,
}

/// An input that stopped the program.
#[derive(Debug)]
pub(super) struct Finding {
    /// What the program said.
    pub(super) what: String,
    /// The file with the input.
    pub(super) input: PathBuf,
}

/// Builds the programs of all targets.
///
/// # Errors
/// When there is no C++ compiler and none may be installed, or they do not compile.
pub(super) fn build(project: &Project) -> anyhow::Result<()> {
    if std::env::var_os("CXX").is_none() && !on_path("c++") {
        apt::install("a C++ compiler, from which libFuzzer is built for `fuzz`,", &["g++"])?;
    }
    let mut command = cargo::command(project, "build");
    command.args(["--quiet", "--package", "kuril-fuzz", "--features", "libfuzzer", "--bins"]);
    for (package, level) in OPTIMISED {
        command.arg("--config").arg(format!("profile.dev.package.{package}.opt-level={level}"));
    }
    command.env("RUSTC_WORKSPACE_WRAPPER", project.root().join("tests/fuzz/instrumented-rustc"));
    log::step("building the fuzz targets", || cargo::run(&mut command))
}

/// The program of a target.
#[derive(Debug)]
pub(super) struct Program<'a> {
    project: &'a Project,
    target: Target,
}

impl<'a> Program<'a> {
    /// The program of a target, as it was built last.
    pub(super) fn of(project: &'a Project, target: Target) -> Self {
        Self { project, target }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.project.target("debug").join(format!("fuzz-{}", self.target.name())));
        command.current_dir(self.project.root()).env("RUST_BACKTRACE", "1");
        command
    }

    /// The inputs that were kept in the repository.
    fn kept(&self) -> PathBuf {
        self.project.root().join("tests/fuzz/corpus").join(self.target.name())
    }

    /// The inputs that runs on this machine have found.
    fn found(&self) -> anyhow::Result<PathBuf> {
        folder(self.project, &format!("corpus/{}", self.target.name()))
    }

    /// Runs the program up to a limit.
    ///
    /// # Errors
    /// When it cannot be started, or ends in a way that tells nothing.
    pub(super) fn run(&self, limit: Limit) -> anyhow::Result<Run> {
        let findings = folder(self.project, "findings")?;
        let mut command = self.command();
        command.arg(match limit {
            Limit::Seconds(seconds) => format!("-max_total_time={seconds}"),
            Limit::Runs(runs) => format!("-runs={runs}"),
        });
        command.arg(format!("-max_len={LENGTH}"));
        command.args([format!("-timeout={}", MOST.0), format!("-rss_limit_mb={}", MOST.1)]);
        command.args(["-print_final_stats=1", "-reload=0"]);
        command.arg(format!("-dict={}", self.words()?.display()));
        command.arg(format!("-artifact_prefix={}/{}-", findings.display(), self.target.name()));
        let (status, said) = self.listen(command.arg(self.found()?).arg(self.kept()))?;
        outcome(status, &said).with_context(|| format!("{} said:\n{said}", self.target.name()))
    }

    /// Replaces what the fuzzer has kept in the repository by the smallest inputs that reach all that is reached; files
    /// with other names than it gives stay.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub(super) fn keep(&self) -> anyhow::Result<()> {
        let least = folder(self.project, &format!("least/{}", self.target.name()))?;
        fs::remove_dir_all(&least)?;
        fs::create_dir(&least)?;
        let mut command = self.command();
        command.arg("-set_cover_merge=1").arg("-use_counters=0").arg(format!("-max_len={LENGTH}")).args([
            &least,
            &self.kept(),
            &self.found()?,
        ]);
        self.listen(&mut command)?;
        for old in files(&self.kept())?.iter().filter(|file| is_of_fuzzer(file)) {
            fs::remove_file(old)?;
        }
        let sound: Vec<Vec<u8>> = files(&self.kept())?.iter().map(fs::read).collect::<Result<_, _>>()?;
        for new in files(&least)? {
            let name = new.file_name().context("a file without a name")?;
            if !sound.contains(&fs::read(&new)?) {
                fs::copy(&new, self.kept().join(name))?;
            }
        }
        Ok(())
    }

    /// Writes the dictionary of the target, the words of its kept documents, and returns its file.
    fn words(&self) -> anyhow::Result<PathBuf> {
        let mut words = Vec::new();
        for file in files(&self.kept())?.iter().filter(|file| !is_of_fuzzer(file)) {
            let text = fs::read(file)?;
            let text = String::from_utf8_lossy(&text);
            let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
            let found = text.split(|letter| !is_of_word(letter)).filter(|word| (2..24).contains(&word.len()));
            words.extend(found.map(|word| format!("\"{word}\"\n")));
        }
        words.sort();
        words.dedup();
        let path = folder(self.project, "words")?.join(self.target.name());
        fs::write(&path, words.concat()).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Runs a command and returns what it said, which is also kept beside the findings.
    fn listen(&self, command: &mut Command) -> anyhow::Result<(ExitStatus, String)> {
        let line = cargo::line(command);
        let output = command.output().with_context(|| format!("cannot start `{line}`"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        fs::write(folder(self.project, "said")?.join(self.target.name()), &said)?;
        Ok((output.status, said))
    }
}

/// Reads what libFuzzer said; none if it said nothing of executions.
fn outcome(status: ExitStatus, said: &str) -> Option<Run> {
    let finding = if status.success() { None } else { Some(finding(said)?) };
    let executions = number(said.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?)?;
    let reached = said.lines().rev().find_map(|line| number(line.split_once(" cov: ")?.1)).unwrap_or_default();
    let all = said.lines().find_map(|line| number(line.split_once(" modules   (")?.1))?;
    Some(Run { executions, reached, all, finding })
}

fn finding(said: &str) -> Option<Finding> {
    let input = said.lines().rev().find_map(|line| line.split_once("Test unit written to "))?.1;
    let error = || said.lines().find(|line| line.contains("ERROR: libFuzzer"));
    let panic = said.split_once("panicked at ").map(|(_, what)| what.split("\nstack backtrace").next().unwrap_or(what));
    let what = panic.or_else(error).unwrap_or("the program ended");
    Some(Finding { what: what.trim().to_owned(), input: input.trim().into() })
}

/// The number with which a text begins.
fn number(text: &str) -> Option<u64> {
    let text = text.trim_start();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// Whether a file has a name that libFuzzer gives: the SHA-1 of what it holds.
fn is_of_fuzzer(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().as_encoded_bytes();
    name.len() == 40 && name.iter().all(u8::is_ascii_hexdigit)
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt as _;

    const SAID: &str = "INFO: Loaded 1 modules   (16949 inline 8-bit counters): 16949 [0x1, 0x2), \n\
        #4\tINITED cov: 1591 ft: 2340 corp: 3/2049b exec/s: 0 rss: 29Mb\n\
        #95541\tDONE   cov: 3277 ft: 9496 corp: 898/73Kb lim: 256 exec/s: 13648 rss: 32Mb\n\
        stat::number_of_executed_units: 95541\n";

    #[test]
    fn what_a_run_came_to_is_read() {
        let run = outcome(ExitStatus::from_raw(0), SAID).unwrap();
        assert_eq!((run.executions, run.reached, run.all, run.finding.is_none()), (95_541, 3277, 16_949, true));
        assert!(outcome(ExitStatus::from_raw(0), "").is_none());
        assert!(outcome(ExitStatus::from_raw(77 << 8), SAID).is_none(), "a failure must tell its input");
    }

    #[test]
    fn a_finding_is_told_with_its_words_and_its_input() {
        let said = format!(
            "thread '<unnamed>' panicked at sound.rs:1:5:\nNaN on the ground\nstack backtrace:\n   0: x\n{SAID}\
             artifact_prefix='x'; Test unit written to target/fuzz/findings/inputs-crash-01\n"
        );
        let finding = outcome(ExitStatus::from_raw(77 << 8), &said).unwrap().finding.unwrap();
        assert_eq!(finding.what, "sound.rs:1:5:\nNaN on the ground");
        assert_eq!(finding.input, Path::new("target/fuzz/findings/inputs-crash-01"));
    }

    #[test]
    fn what_people_have_kept_is_not_replaced() {
        let of_fuzzer = ["corpus/0a4d55a8d778e5022fab701977c5d840bbc486d0", "plate.geojson", "made"].map(Path::new);
        assert_eq!(of_fuzzer.map(is_of_fuzzer), [true, false, false]);
    }
}
