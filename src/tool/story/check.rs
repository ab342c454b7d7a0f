//! The command `check`: reports the problems in a story's files, found by the map's readers and by the rules.
//!
//! The files are read as the author wrote them, not as bundled for the site, so that each finding names the file and
//! the line to correct.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{bail, ensure};
use kuril_import::Refusal;
use kuril_map::error::{Finding, Problem};
use kuril_map::limits::FINDINGS;
use kuril_map::story::{Section, Story};

use crate::log::{self, printable};
use crate::story::entry::Origin;
use crate::story::folder::{GLOBE, PLATES, SHAPES, StoryFolder, is_unreadable};
use crate::story::rules::{self, Subject};
use crate::story::words::{self, Vocabulary};

/// Prints the findings in a folder.
///
/// # Errors
/// If there is no such folder, or there is a finding.
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    match print_findings(folder)? {
        0 => Ok(()),
        1 => bail!("1 finding in {}", folder.display()),
        count => bail!("{count} findings in {}", folder.display()),
    }
}

/// Prints what was read in a folder and every finding, one per line. Returns the number of findings.
///
/// # Errors
/// If there is no such folder, or a file exists and cannot be read.
#[expect(clippy::print_stdout, reason = "the findings are the command's result")]
pub(crate) fn print_findings(folder: &Path) -> anyhow::Result<usize> {
    let findings = log::step("checking the story", || findings(folder))?;
    for finding in findings.iter().take(FINDINGS.most) {
        println!("{}", printable(&folder.join(finding.to_string()).to_string_lossy()));
    }
    if findings.len() > FINDINGS.most {
        println!("and {} more", findings.len() - FINDINGS.most);
    }
    let files: BTreeSet<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    match (findings.len(), files.len()) {
        (0, _) => log::note("nothing is wrong in the story's files"),
        (1, _) => log::note("1 finding"),
        (count, 1) => log::note(&format!("{count} findings in one file")),
        (count, files) => log::note(&format!("{count} findings in {files} files")),
    }
    Ok(findings.len())
}

/// Returns all findings in a folder: what cannot be read, then what breaks a rule.
///
/// # Errors
/// If there is no such folder, or a file exists and cannot be read.
pub fn findings(path: &Path) -> anyhow::Result<Vec<Finding>> {
    ensure!(path.is_dir(), "there is no folder {}", path.display());
    let folder = StoryFolder::open(path)?;
    let (story, mut findings) = folder.story();
    let Some(mut story) = story else { return Ok(merged(folder.findings, findings)) };
    findings.extend(foreign_crs(&folder));
    findings.extend(derived(&story, &folder)?);
    for file in SHAPES.iter().filter_map(|name| folder.file(name)) {
        findings.extend(story.read_features(file.name(), file.text().as_bytes()));
    }
    let vocabulary = Vocabulary::of(&folder, &story)?;
    for lang in folder.languages().iter().filter(|lang| words::is_lent(&folder, lang)) {
        log::note(&format!(
            "the program has no words in \"{lang}\": English ones stand in until words/{lang}.json has them"
        ));
    }
    let broken = rules::findings(&Subject { folder: &folder, story: &story, vocabulary: &vocabulary });
    log::note(&contents(&folder, &story));
    let (unread, slips): (Vec<_>, Vec<_>) = folder.findings.into_iter().partition(is_unreadable);
    Ok(merged(merged(findings, unread), slips.into_iter().chain(broken).collect()))
}

/// Returns what is wrong with the coordinate reference systems of the shapes: the map takes every position to be of WGS 84.
fn foreign_crs(folder: &StoryFolder) -> Vec<Finding> {
    let files = SHAPES.iter().filter_map(|name| folder.file(name));
    let foreign = files.filter_map(|file| {
        let Refusal::Crs { line, found } = kuril_import::foreign_crs(file.text())? else { return None };
        let expected = "WGS 84 (RFC 7946, section 4), as `ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES` writes it";
        let problem = Problem::unexpected("crs", expected, found);
        Some(Origin::new(file.name(), line, "").finding(problem))
    });
    foreign.collect()
}

/// Returns the map's findings in the derived files; whole shapes share their ids and would count as levels of them.
fn derived(story: &Story, folder: &StoryFolder) -> anyhow::Result<Vec<Finding>> {
    let (mut story, mut findings) = (story.clone(), Vec::new());
    for name in PLATES {
        match folder.derived(name)? {
            Some(bytes) => findings.extend(story.read_features(name, &bytes)),
            None => log::note(&format!("{name} is not there yet")),
        }
    }
    if let Some(globe) = folder.derived(GLOBE)? {
        findings.extend(story.read(Section::Globe, GLOBE, &globe));
    }
    Ok(findings)
}

/// Merges findings about the same files; a line with a finding that it cannot be read gets no others.
fn merged(findings: Vec<Finding>, others: Vec<Finding>) -> Vec<Finding> {
    let print_findings: BTreeSet<_> = findings.iter().map(|finding| (&finding.file, finding.line)).collect();
    let is_told = |other: &Finding| other.line.is_some() && print_findings.contains(&(&other.file, other.line));
    let new: Vec<Finding> = others.into_iter().filter(|other| !is_told(other)).collect();
    findings.into_iter().chain(new).collect()
}

/// Returns a summary of a story's contents in one line.
fn contents(folder: &StoryFolder, story: &Story) -> String {
    let excerpts: usize = folder.articles.iter().map(|article| article.excerpts.len()).sum();
    format!(
        "features: {}, islands among them: {}, statuses: {}, sources: {}, articles: {}, excerpts: {excerpts}",
        story.regions().count(),
        story.chain_order().len(),
        folder.statuses.len(),
        folder.sources.len(),
        folder.articles.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;
    use std::fs;

    /// Copies the files of a folder, those in English as Spanish ones, those in Japanese as Chinese ones.
    fn translated(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for path in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
            let beside = to.join(path.file_name().unwrap().to_str().unwrap().replace("en.json", "es.json"));
            if path.is_dir() {
                translated(&path, &beside);
            } else {
                let text = fs::read_to_string(path).unwrap();
                fs::write(beside, text.replace("\"en\"", "\"es\"").replace("\"ja\"", "\"zh-TW\"")).unwrap();
            }
        }
    }

    #[test]
    fn a_story_in_spanish_and_chinese_needs_no_words_of_its_own() {
        let place = tempfile::tempdir().unwrap();
        translated(&checkout().join("tests/fixtures/stories/sound"), place.path());
        assert_eq!(findings(place.path()).unwrap(), []);
    }
}
