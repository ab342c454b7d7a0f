//! Watches files and folders for changes.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use notify_debouncer_mini::notify::{self, PollWatcher, RecursiveMode};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};

use crate::log;

/// The polling interval, and the time without changes after which they are told.
const PAUSE: Duration = Duration::from_millis(400);

/// Changes of files and folders, from now on.
pub(crate) struct Changes {
    events: Receiver<DebounceEventResult>,
    _watcher: Debouncer<PollWatcher>,
}

impl Changes {
    /// Watches files and folders.
    ///
    /// # Errors
    /// When one of them is not there.
    pub(crate) fn of(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let (sender, events) = mpsc::channel();
        Ok(Self { events, _watcher: watcher(paths, sender)? })
    }

    /// Makes a site again for each change, given the paths that have changed, until the command is interrupted. Where that
    /// fails the last good site remains.
    ///
    /// # Errors
    /// When no more changes can come.
    pub(crate) fn followed(self, mut make: impl FnMut(&[PathBuf]) -> anyhow::Result<()>) -> anyhow::Result<()> {
        loop {
            let events = self.events.recv()?.into_iter().chain(self.events.try_iter().flatten()).flatten();
            let paths: Vec<PathBuf> = events.map(|event| event.path).collect();
            if let Err(error) = make(&paths) {
                log::failure(&error);
                log::note("the last good site remains; waiting for the next change");
            }
        }
    }
}

/// Sends changes of files and folders until it is dropped. It polls, because network file systems send no events, and
/// some systems also report the build's own reads.
fn watcher(paths: &[PathBuf], sender: Sender<DebounceEventResult>) -> notify::Result<Debouncer<PollWatcher>> {
    let polling = notify::Config::default().with_poll_interval(PAUSE);
    let config = Config::default().with_timeout(PAUSE).with_notify_config(polling);
    let mut debouncer = new_debouncer_opt::<_, PollWatcher>(config, sender)?;
    for path in paths {
        debouncer.watcher().watch(path, RecursiveMode::Recursive)?;
    }
    Ok(debouncer)
}
