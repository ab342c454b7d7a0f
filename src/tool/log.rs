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
    eprintln!("kuril: {line}");
}

/// An error with everything that led to it, one cause a line.
pub(crate) fn failure(error: &anyhow::Error) {
    eprintln!("kuril: error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}
