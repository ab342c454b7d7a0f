//! Errors in a story's files, worded so that an editor can fix them.
//!
//! Data is never rejected as a whole: every reader returns what is valid together with a list of [`Finding`]s, each
//! naming the file, the line, and the feature or field at fault, what was expected and what was found.

use std::fmt;

/// An error at one place in a file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The bytes are not UTF-8.
    #[error("the text is not UTF-8 after byte {valid_up_to}: save the file as UTF-8")]
    Encoding {
        /// The number of valid bytes before the error.
        valid_up_to: usize,
    },
    /// The text is not JSON, or ends too early.
    #[error("{message}")]
    Syntax {
        /// The parser's message.
        message: String,
    },
    /// A value has the wrong type or is out of range.
    #[error("{field}: expected {expected}, found {found}")]
    Unexpected {
        /// Path of the field inside the feature or file, such as `geometry.coordinates`.
        field: String,
        /// What the field must be.
        expected: String,
        /// What was found instead, shortened.
        found: String,
    },
    /// A required value is absent.
    #[error("{field} is missing: expected {expected}")]
    Missing {
        /// Path of the field.
        field: String,
        /// What it must hold.
        expected: String,
    },
    /// An id was used before.
    #[error("id: \"{id}\" was already used on line {first_line}")]
    Duplicate {
        /// The id in question.
        id: String,
        /// Line of its first use, counted from 1.
        first_line: usize,
    },
}

/// The result of reading one value.
pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    /// A value of the wrong type; `found` is shortened to fit a line.
    #[must_use]
    pub fn unexpected(field: impl AsRef<str>, expected: impl AsRef<str>, found: impl fmt::Display) -> Self {
        Self::unexpected_value(field.as_ref(), expected.as_ref(), &found)
    }

    /// The part of [`Self::unexpected`] that is not generic, so that it is compiled once.
    fn unexpected_value(field: &str, expected: &str, found: &dyn fmt::Display) -> Self {
        let found = shortened(&found.to_string());
        Self::Unexpected { field: field.to_owned(), expected: expected.to_owned(), found }
    }

    /// A missing value.
    #[must_use]
    pub fn missing(field: impl AsRef<str>, expected: &str) -> Self {
        Self::Missing { field: field.as_ref().to_owned(), expected: expected.to_owned() }
    }
}

/// A problem and its location.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the file, as it was requested.
    pub file: String,
    /// Line in the file, counted from 1, if known.
    pub line: Option<usize>,
    /// Id of the feature, or its number in the collection (`#3`), if the problem concerns one.
    pub feature: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl Finding {
    /// A problem of a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), line: None, feature: None, problem }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        if let Some(feature) = &self.feature {
            write!(out, ", feature {feature}")?;
        }
        write!(out, ": {}", self.problem)
    }
}

/// The first 60 characters of a text from outside, on one line.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(61).collect();
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
