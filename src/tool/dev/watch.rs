//! Noticing that something has changed, by looking at the times of files.
//!
//! Looking twice a second costs next to nothing at this size and works on every file system, networked ones included.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(400);

/// The state of all watched files.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Snapshot {
    files: BTreeMap<PathBuf, (Option<SystemTime>, u64)>,
}

impl Snapshot {
    /// The state of files and folders, with all below them, now.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        let mut snapshot = Self::default();
        for path in paths {
            snapshot.add(path);
        }
        snapshot
    }

    /// Waits until something differs from this state and nothing has moved for one pause; then the new state, and the
    /// path of one file that differs.
    pub(crate) fn changed(&self, paths: &[PathBuf]) -> (Self, PathBuf) {
        let mut last = self.clone();
        loop {
            thread::sleep(PAUSE);
            let now = Self::of(paths);
            if now == last
                && let Some(path) = now.difference(self)
            {
                return (now, path);
            }
            last = now;
        }
    }

    fn difference(&self, other: &Self) -> Option<PathBuf> {
        let differs = |path: &&PathBuf| self.files.get(*path) != other.files.get(*path);
        self.files.keys().chain(other.files.keys()).find(differs).cloned()
    }

    fn add(&mut self, path: &Path) {
        // What vanishes between two looks counts as gone.
        let Ok(metadata) = fs::metadata(path) else { return };
        if metadata.is_dir() {
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                self.add(&entry.path());
            }
        } else {
            self.files.insert(path.to_owned(), (metadata.modified().ok(), metadata.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_new_and_a_removed_file_are_noticed() {
        let folder = std::env::temp_dir().join(format!("kuril-watch-{}", std::process::id()));
        fs::create_dir_all(folder.join("deep")).unwrap();
        let (one, two) = (folder.join("one"), folder.join("deep/two"));
        fs::write(&one, "1").unwrap();
        let paths = [folder.clone()];
        let start = Snapshot::of(&paths);
        fs::write(&two, "2").unwrap();
        assert_eq!(Snapshot::of(&paths).difference(&start), Some(two.clone()));
        fs::remove_file(&two).unwrap();
        fs::write(&one, "longer").unwrap();
        assert_eq!(Snapshot::of(&paths).difference(&start), Some(one));
        fs::remove_dir_all(&folder).unwrap();
    }
}
