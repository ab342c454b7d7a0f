//! The report: what was left out, mended or guessed, once a kind, with how many features and the first few of them.

use std::fmt::Write as _;

/// How many features a note names.
const NAMED: usize = 5;
/// The most characters of a text from the file that a note repeats.
const SHOWN: usize = 60;

/// What became of the features that a note is about.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Concern {
    /// The features were left out.
    LeftOut,
    /// The features are there without a part of them.
    Part,
    /// Something that is not as RFC 7946 wants it was put right.
    Mended,
    /// Something that the file does not say was taken to be so.
    Guessed,
}

/// Where a feature stands in its file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Place {
    /// Its number among all features of the file, counted from 1.
    pub ordinal: usize,
    /// Its id or name as the file has it.
    pub label: Option<String>,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

/// A feature that a note names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub place: Place,
    /// What was found there, shortened to fit a line; empty where the note says all.
    pub found: String,
}

/// One kind of thing that was left out, mended or guessed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// What became of the features.
    pub concern: Concern,
    /// What it is, in words that fit one feature as well as many.
    pub message: String,
    /// The number of features; 0 where the note is about the whole file.
    pub count: usize,
    /// The first few of them.
    pub first: Vec<Mention>,
    /// For a note about the whole file: the line, where one line is meant.
    pub line: Option<usize>,
}

impl Note {
    /// Returns the note in words, beginning with the name of the file as the findings of a story do.
    #[must_use]
    pub fn told(&self, file: &str) -> String {
        match (self.count, self.first.as_slice()) {
            (1, [one]) => format!("{file}, line {}, feature {}: {}", one.place.line, one.named(), self.of_one(one)),
            (0, _) => match self.line {
                Some(line) => format!("{file}, line {line}: {}", self.message),
                None => format!("{file}: {}", self.message),
            },
            (count, first) => {
                let mut told = format!("{file}: {count} features: {}: ", self.message);
                told.push_str(&first.iter().map(Mention::told).collect::<Vec<_>>().join(", "));
                if count > first.len() {
                    let _ = write!(told, " and {} more", count - first.len());
                }
                told
            }
        }
    }

    fn of_one(&self, mention: &Mention) -> String {
        match mention.found.as_str() {
            "" => self.message.clone(),
            found => format!("{}, found {found}", self.message),
        }
    }
}

impl Mention {
    fn named(&self) -> String {
        match &self.place.label {
            Some(label) => format!("#{} \"{label}\"", self.place.ordinal),
            None => format!("#{}", self.place.ordinal),
        }
    }

    fn told(&self) -> String {
        match self.found.as_str() {
            "" => format!("{} (line {})", self.named(), self.place.line),
            found => format!("{} (line {}, found {found})", self.named(), self.place.line),
        }
    }
}

/// The notes while a file is read.
#[derive(Debug, Default)]
pub(crate) struct Report {
    notes: Vec<Note>,
    /// Of each note the feature that it counted last.
    last: Vec<usize>,
}

impl Report {
    /// A report that begins with some notes.
    pub(crate) fn of(notes: Vec<Note>) -> Self {
        let last = vec![0; notes.len()];
        Self { notes, last }
    }

    /// Notes something about a feature; each feature counts once a kind.
    pub(crate) fn note(&mut self, concern: Concern, message: &str, (place, found): (&Place, &str)) {
        let at = self.index(concern, message);
        let (Some(note), Some(last)) = (self.notes.get_mut(at), self.last.get_mut(at)) else { return };
        if std::mem::replace(last, place.ordinal) == place.ordinal {
            return;
        }
        note.count += 1;
        if note.first.len() < NAMED {
            note.first.push(Mention { place: place.clone(), found: shortened(found) });
        }
    }

    /// Notes something about the whole file, once.
    pub(crate) fn note_file(&mut self, concern: Concern, message: &str, line: Option<usize>) {
        let at = self.index(concern, message);
        if let Some(note) = self.notes.get_mut(at) {
            note.line = note.line.or(line);
        }
    }

    /// The index of the note of a kind, which is made if there is none.
    fn index(&mut self, concern: Concern, message: &str) -> usize {
        let is_it = |note: &Note| note.concern == concern && note.message == message;
        self.notes.iter().position(is_it).unwrap_or_else(|| {
            self.notes.push(Note::new(concern, message));
            self.last.push(0);
            self.notes.len() - 1
        })
    }

    /// Returns the notes, losses first.
    pub(crate) fn notes(mut self) -> Vec<Note> {
        self.notes.sort_by_key(|note| note.concern);
        self.notes
    }
}

impl Note {
    fn new(concern: Concern, message: &str) -> Self {
        Self { concern, message: message.to_owned(), count: 0, first: Vec::new(), line: None }
    }
}

/// The first characters of a text from the file, on one line.
pub(crate) fn shortened(text: &str) -> String {
    let line = || text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    if line().nth(SHOWN).is_none() { line().collect() } else { line().take(SHOWN).chain(['…']).collect() }
}
