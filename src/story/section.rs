//! The sections of a story: the same in the files that authors write and in the bundles that the page fetches.

use crate::error::Finding;
use crate::story::Story;
use crate::story::globe::Globe;
use crate::story::manifest::words;
use crate::story::source::Source;
use crate::story::status::StatusHistory;

/// What a file of a story holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// One or more sections under their names, such as a list of sources, or all that a page reads after the first picture.
    Named,
    /// Who administers and claims what, when.
    Status,
    /// One article.
    Article,
    /// Features whose properties tell facts and further names.
    Facts,
    /// The globe that shows where on Earth the map is.
    Globe,
}

impl Story {
    /// Takes in a file of the story besides the story's own and the shapes. What cannot be read is a finding with its line
    /// and stays out.
    pub fn read(&mut self, section: Section, file: &str, bytes: &[u8]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let read = match section {
            Section::Named => self.take_named(file, bytes, &mut findings),
            Section::Facts => return self.reading.take_facts(file, bytes),
            Section::Status | Section::Article | Section::Globe => {
                Source::new(file, bytes).and_then(|source| self.take_whole(section, &source, &mut findings))
            }
        };
        findings.extend(read.err());
        findings
    }

    /// Takes in a text that is one section.
    fn take_whole(
        &mut self,
        section: Section,
        source: &Source<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Finding> {
        match section {
            Section::Article => self.reading.take_article(source, findings)?,
            Section::Globe => self.reading.globe = Some(source.part(source.text, "globe", Globe::read)?),
            _ => self.status = StatusHistory::read(source, source.text, findings),
        }
        Ok(())
    }

    /// Takes in the sections that stand under their names in the object that a text is.
    pub(super) fn take_named(&mut self, file: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Result<(), Finding> {
        let source = Source::new(file, bytes)?;
        let parts = source.fields()?;
        if let Some(raw) = parts.raw("status") {
            self.status = StatusHistory::read(&source, raw, findings);
        }
        if let Some(words) = parts.object("words", words) {
            self.manifest.further = words;
        }
        self.reading.take(&source, &parts, findings);
        parts.checked(()).map_err(|problem| Finding::of_file(file, problem))
    }
}
