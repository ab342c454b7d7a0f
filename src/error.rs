//! What can be wrong with a story's files, said so that an editor can mend it.
//!
//! Data is never refused whole: every reader returns what is sound together with a list of [`Finding`]s, each naming
//! the file, the line and the feature or field at fault, what was expected and what was found.

use std::fmt;

/// What is wrong at one place of a file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The bytes are no UTF-8 text.
    #[error("the text is not UTF-8 after byte {valid_up_to}: save the file as UTF-8")]
    Encoding {
        /// Number of bytes that are sound.
        valid_up_to: usize,
    },
    /// The text is no JSON, or stops too early.
    #[error("{message}")]
    Syntax {
        /// What the parser expected, in its words.
        message: String,
    },
    /// A value is of the wrong kind or out of bounds.
    #[error("{field}: expected {expected}, found {found}")]
    Unexpected {
        /// Path of the field inside the feature or file, such as `geometry.coordinates`.
        field: String,
        /// What the field must be.
        expected: String,
        /// What stands there, shortened.
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
    /// A reference leads nowhere.
    #[error("{field}: \"{id}\" is not known; expected the id of {expected}")]
    Unknown {
        /// Path of the field that refers.
        field: String,
        /// The id that was not found.
        id: String,
        /// What kind of thing it must name.
        expected: String,
    },
}

/// The outcome of reading one value.
pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    /// A value of the wrong kind; `found` is shortened to a length that fits a line.
    #[must_use]
    pub fn unexpected(field: impl AsRef<str>, expected: impl AsRef<str>, found: impl fmt::Display) -> Self {
        Self::contrary(field.as_ref(), expected.as_ref(), &found)
    }

    /// One body for all kinds of arguments.
    fn contrary(field: &str, expected: &str, found: &dyn fmt::Display) -> Self {
        let found = shortened(&found.to_string());
        Self::Unexpected { field: field.to_owned(), expected: expected.to_owned(), found }
    }

    /// An absent value.
    #[must_use]
    pub fn missing(field: impl AsRef<str>, expected: &str) -> Self {
        Self::Missing { field: field.as_ref().to_owned(), expected: expected.to_owned() }
    }
}

/// A problem and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the file, as it was asked for.
    pub file: String,
    /// Line in the file, counted from 1, where one can be named.
    pub line: Option<usize>,
    /// Id of the feature, or its place in the collection (`#3`), where there is one.
    pub feature: Option<String>,
    /// What is wrong there.
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

/// At most 60 characters of a text that came from outside, on one line.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(61).collect();
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
