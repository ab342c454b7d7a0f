//! What the command tells the person at the terminal: one line when a step begins, one when it has taken long.

use std::time::{Duration, Instant};

/// Steps shorter than this are not worth a second line.
const WORTH_TELLING: Duration = Duration::from_millis(1500);

/// Announces a step, does it, and tells how long it took when that was noticeable.
///
/// # Errors
/// Those of the step.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    note(&format!("{what} ..."));
    let start = Instant::now();
    let done = work()?;
    let spent = start.elapsed();
    if spent >= WORTH_TELLING {
        note(&format!("{what}: {:.1} s", spent.as_secs_f64()));
    }
    Ok(done)
}

/// One line of progress.
pub(crate) fn note(line: &str) {
    eprintln!("kuril: {}", printable(line));
}

/// A text from a file as a terminal may show it: what would move its cursor, clear it or turn letters round is written as
/// an escape sequence.
pub(crate) fn printable(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |letter: char| {
        let is_control = letter.is_control() && letter != '\n';
        if is_control || turns(letter) { letter.escape_unicode().to_string() } else { letter.to_string() }
    };
    text.chars().map(shown).collect()
}

/// An error with everything that led to it, one cause a line.
pub(crate) fn failure(error: &anyhow::Error) {
    eprintln!("kuril: error: {}", printable(&error.to_string()));
    for cause in error.chain().skip(1) {
        eprintln!("  because: {}", printable(&cause.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_file_commands_the_terminal() {
        assert_eq!(printable("a\u{1b}[2J\u{7}\u{9b}\u{202e}b\r"), "a\\u{1b}[2J\\u{7}\\u{9b}\\u{202e}b\\u{d}");
        assert_eq!(printable("択捉島\nИтуруп"), "択捉島\nИтуруп");
    }
}
