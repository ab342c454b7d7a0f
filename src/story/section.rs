//! The sections of a story: the same in authored files and in the bundles that the page fetches.

use crate::error::Finding;
use crate::story::Story;
use crate::story::globe::Globe;
use crate::story::manifest::words;
use crate::story::source::Source;
use crate::story::status::StatusHistory;

/// The content of a file of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Named sections, such as a list of sources, or all that a page reads after the first picture.
    Named,
    /// Who administers and claims what, by date.
    Status,
    /// An article.
    Article,
    /// Features with facts and further names in their properties.
    Facts,
    /// The globe that shows where on Earth the map is.
    Globe,
}

impl Story {
    /// Reads a file of the story other than the story's own and the shapes. Returns the findings, each with its line;
    /// what cannot be read is skipped.
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

    /// Reads a text that is a single section.
    fn take_whole(
        &mut self,
        section: Section,
        source: &Source<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Finding> {
        match section {
            Section::Article => self.reading.take_article(source, findings)?,
            Section::Globe => self.reading.globe = source.part(source.text, "globe", Globe::read)?,
            _ => self.status = StatusHistory::read(source, source.text, findings),
        }
        Ok(())
    }

    /// Reads a text that is an object of named sections.
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
