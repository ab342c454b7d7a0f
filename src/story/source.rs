//! The text of a file, and the lines in it that findings name.

use crate::error::{Finding, Problem};
use crate::lean::json::newlines;
use crate::story::fields::{Fields, object};
use std::cell::Cell;

/// A file as UTF-8 text without a byte order mark.
#[derive(Clone, Debug)]
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    /// The place whose line was asked for last, and the line: places are asked for in about their order.
    last: Cell<(usize, usize)>,
}

impl<'a> Source<'a> {
    /// Decodes the bytes and skips a byte order mark, as RFC 8259, section 8.1, allows.
    pub(super) fn new(file: &'a str, bytes: &'a [u8]) -> Result<Self, Finding> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let valid_up_to = error.valid_up_to();
            let line = 1 + bytes.iter().take(valid_up_to).filter(|byte| **byte == b'\n').count();
            let problem = Problem::Encoding { valid_up_to };
            Finding { file: file.to_owned(), line: Some(line), feature: None, problem }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            let empty = Problem::unexpected("the file", "JSON", "nothing");
            return Err(Finding::of_file(file, empty));
        }
        Ok(Self { file, text, last: Cell::new((0, 1)) })
    }

    /// Returns the line, counted from 1, on which a value borrowed from this text begins.
    pub(super) fn line_of(&self, raw: &str) -> usize {
        let offset = raw.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let (from, line) = Some(self.last.get()).filter(|(from, _)| *from <= offset).unwrap_or((0, 1));
        let line = line + newlines(self.text.as_bytes().get(from..offset).unwrap_or_default());
        self.last.set((offset, line));
        line
    }

    /// Returns a finding on a line of this file; 0 for no line.
    pub(super) fn finding_at(&self, line: usize, feature: Option<String>, problem: Problem) -> Finding {
        Finding { file: self.file.to_owned(), line: (line > 0).then_some(line), feature, problem }
    }

    /// Returns the fields of the whole text, an object.
    pub(super) fn fields(&self) -> Result<Fields<'a>, Finding> {
        object("the file", self.text).map_err(|problem| self.finding_at(1, None, problem))?;
        Fields::parsed(self.text).map_err(|(line, problem)| self.finding_at(line, None, problem))
    }

    /// Reads an object in the text; `name` identifies it in a finding.
    pub(super) fn part<T>(&self, raw: &'a str, name: &str, read: impl FnOnce(&Fields<'a>) -> T) -> Result<T, Finding> {
        let fields = self.opened(raw, name)?;
        let part = read(&fields);
        self.closed(raw, name, &fields)?;
        Ok(part)
    }

    fn opened(&self, raw: &'a str, name: &str) -> Result<Fields<'a>, Finding> {
        Fields::of_object(raw, "the entry").map_err(|problem| self.finding_in(raw, name, problem))
    }

    /// Returns the first problem with an object as a finding.
    fn closed(&self, raw: &str, name: &str, fields: &Fields<'_>) -> Result<(), Finding> {
        fields.checked(()).map_err(|problem| self.finding_in(raw, name, problem))
    }

    fn finding_in(&self, raw: &str, name: &str, problem: Problem) -> Finding {
        self.finding_at(self.line_of(raw), Some(name.to_owned()), problem)
    }

    /// Reads the objects of a list one by one; one that cannot be read becomes a finding and is skipped.
    pub(super) fn list<T>(
        &self,
        fields: &Fields<'a>,
        name: &str,
        findings: &mut Vec<Finding>,
        read: fn(&Fields<'a>) -> T,
    ) -> Vec<T> {
        let mut all = Vec::new();
        self.each(fields, name, findings, &mut |fields| {
            let part = read(fields);
            if fields.is_sound() {
                all.push(part);
            }
        });
        all
    }

    /// Not generic, so that it is compiled once.
    fn each(&self, fields: &Fields<'a>, name: &str, findings: &mut Vec<Finding>, read: &mut dyn FnMut(&Fields<'a>)) {
        for (name, raw) in self.named(fields, name, findings) {
            if let Err(finding) = self.part(raw, &name, &mut *read) {
                findings.push(finding);
            }
        }
    }

    /// Returns the values of a list, each with its name in findings.
    fn named(&self, fields: &Fields<'a>, name: &str, findings: &mut Vec<Finding>) -> Vec<(String, &'a str)> {
        let dot = name.bytes().rposition(|byte| byte == b'.').map_or(0, |dot| dot + 1);
        let last = name.get(dot..).unwrap_or(name);
        let list = fields.list(last).into_iter().enumerate();
        let all = list.map(|(index, raw)| (format!("{name}[{index}]"), raw)).collect();
        if let Err(problem) = fields.checked(()) {
            findings.push(self.finding_at(0, None, problem));
        }
        all
    }
}
