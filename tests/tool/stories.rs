//! What the command `check` finds in bad stories.
//!
//! `tests/fixtures/stories/sound` is a small story that keeps every rule. Every other folder there holds the files in which
//! a bad story differs from it, and its findings in `expected`, one a line. After a wording has changed, `BLESS=1 cargo
//! test` writes them anew; the difference is then to be read by eye.

use kuril_tool::project::checkout;
use kuril_tool::story::{check, rules};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The file with the findings of a story.
const EXPECTED: &str = "expected";

fn folder() -> PathBuf {
    checkout().join("tests/fixtures/stories")
}

fn bad_stories() -> Vec<PathBuf> {
    let mut stories: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.retain(|path| !path.ends_with("sound"));
    stories.sort();
    assert!(stories.len() > 20, "only {} bad stories", stories.len());
    stories
}

/// Lays the files of a folder over those of another one.
fn lay_over(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let beside = to.join(path.file_name().unwrap());
        if path.is_dir() {
            lay_over(&path, &beside);
        } else if !path.ends_with(EXPECTED) {
            fs::copy(path, beside).unwrap();
        }
    }
}

/// The findings in the sound story with the files of another one laid over it.
fn findings(story: &Path) -> String {
    let name = story.file_name().unwrap();
    let whole = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stories").join(name);
    drop(fs::remove_dir_all(&whole));
    lay_over(&folder().join("sound"), &whole);
    lay_over(story, &whole);
    check::findings(&whole).unwrap().iter().fold(String::new(), |text, finding| text + &finding.to_string() + "\n")
}

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1") && std::env::var_os("CI").is_none()
}

#[test]
fn every_slip_of_a_bad_story_is_told_with_its_file_and_line() {
    let mut wrong = String::new();
    for story in bad_stories() {
        let found = findings(&story);
        if blessing() {
            fs::write(story.join(EXPECTED), &found).unwrap();
        }
        let expected = fs::read_to_string(story.join(EXPECTED)).unwrap_or_default();
        if found != expected || found.is_empty() {
            writeln!(wrong, "{}\nexpected:\n{expected}found:\n{found}", story.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_sound_story_and_that_of_this_project_break_no_rule() {
    for story in [folder().join("sound"), checkout().join("geodata")] {
        assert_eq!(check::findings(&story).unwrap(), [], "{}", story.display());
    }
}

#[test]
fn every_rule_is_broken_by_some_story() {
    let all: String = bad_stories().iter().map(|story| fs::read_to_string(story.join(EXPECTED)).unwrap()).collect();
    let kept: Vec<&str> = rules::names().filter(|name| !all.contains(&format!(": {name}: expected "))).collect();
    assert!(kept.is_empty(), "no story breaks {kept:?}");
}

#[test]
fn a_folder_without_a_story_has_one_finding() {
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-story");
    fs::create_dir_all(&empty).unwrap();
    let findings: Vec<String> = check::findings(&empty).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(findings, ["story.json: the file is missing: expected title and languages"]);
}

/// What a link leads to is not read, and a build does not begin.
#[cfg(unix)]
#[test]
fn a_symbolic_link_in_a_story_is_a_finding_and_is_not_followed() {
    let (story, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    lay_over(&folder().join("sound"), story.path());
    for (name, target) in [("events.json", "events.json"), ("articles/news.json", "news.json")] {
        let (link, target) = (story.path().join(name), outside.path().join(target));
        fs::rename(&link, &target).unwrap();
        std::os::unix::fs::symlink(target, link).unwrap();
    }
    let found =
        check::findings(story.path()).unwrap().iter().fold(String::new(), |text, one| text + &one.to_string() + "\n");
    for name in ["events.json", "articles/news.json"] {
        assert!(found.contains(&format!("{name}: a symbolic link is not followed")), "{found}");
    }
}
