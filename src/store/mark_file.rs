//! The high-water mark: how far a database had come, kept in a file of its own.
//!
//! All of a database can be in its write-ahead log, and SQLite silently leaves out what it finds damaged there: the
//! journal is empty then, and its numbers begin at 1 again. The mark is written after each commit, so that a database
//! which shows less than its mark has lost something. One that shows more is in order: a crash came between the two.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _};

use crate::config::{bounded, private};

/// The most that is read of a mark, in bytes; one has about 100.
const MOST: u64 = 4 << 10;
/// How often, and after which pause, the lock of the file is tried: each holds it for microseconds.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(1);

/// How far a database has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HighWater {
    /// Counts what was ever written into the journal and the labels, row by row.
    pub revision: i64,
    /// The highest number that an entry of the journal ever had.
    pub entry: i64,
}

impl HighWater {
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get(0)).optional();
        let revision = number("SELECT number FROM revision")?.unwrap_or_default();
        let entry = number("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")?.unwrap_or_default();
        Ok(Self { revision, entry })
    }

    /// The higher of both, number by number.
    #[must_use]
    pub(super) fn highest(self, other: Self) -> Self {
        Self { revision: self.revision.max(other.revision), entry: self.entry.max(other.entry) }
    }

    /// Whether nothing of `other` is missing.
    pub(super) fn reaches(self, other: Self) -> bool {
        self.highest(other) == self
    }
}

/// The file of a mark.
#[derive(Debug, Clone)]
pub(super) struct MarkFile(PathBuf);

impl MarkFile {
    /// That of a database: `qrdeck.db.mark` beside `qrdeck.db`.
    pub(super) fn of(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push(".mark");
        Self(name.into())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Reads it; `None` where there is none, or where whoever made it came no further.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] for a file that is none.
    pub(super) fn read(&self) -> io::Result<Option<HighWater>> {
        let found = self.look();
        if !found.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return found;
        }
        // It may have been read in the middle of being written.
        let (file, _) = bounded::open(&self.0)?;
        lock(&file, File::try_lock_shared)?;
        self.look()
    }

    /// Raises it; it never sinks. Several qrdecks may do so at once.
    pub(super) fn raise(&self, to: HighWater) -> io::Result<()> {
        self.write(|found| Ok(found?.map_or(to, |found| found.highest(to))))
    }

    /// Sets it to what a person has accepted, whatever is in it.
    pub(super) fn put(&self, to: HighWater) -> io::Result<()> {
        self.write(|_| Ok(to))
    }

    /// Makes it last: until then the system may not have it on the disk.
    pub(super) fn flush(&self) -> io::Result<()> {
        match OpenOptions::new().write(true).open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            file => file?.sync_data(),
        }
    }

    fn look(&self) -> io::Result<Option<HighWater>> {
        match bounded::read(&self.0, MOST) {
            Ok(bytes) if bytes.is_empty() => Ok(None),
            Ok(bytes) => parse(&bytes)
                .map(Some)
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it is damaged, or no mark of a database")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes what `next` makes of what is there, in place and as long as before: no crash of a process leaves half of
    /// it.
    fn write(&self, next: impl FnOnce(io::Result<Option<HighWater>>) -> io::Result<HighWater>) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        private::mode(&mut options);
        let mut file = options.open(&self.0)?;
        lock(&file, File::try_lock)?;
        let found = self.look();
        let known = found.as_ref().ok().copied().flatten();
        let next = next(found)?;
        if known == Some(next) {
            return Ok(());
        }
        let text = format(next);
        file.rewind()?;
        file.write_all(text.as_bytes())?;
        file.set_len(u64::try_from(text.len()).unwrap_or_default())
    }
}

/// Takes a lock, and does not wait for a process that was stopped while it held it.
fn lock(file: &File, take: impl Fn(&File) -> Result<(), std::fs::TryLockError>) -> io::Result<()> {
    for _ in 1..TRIES {
        match take(file) {
            Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            done => return done.map_err(io::Error::from),
        }
    }
    take(file).map_err(io::Error::from)
}

/// Two equal lines of a fixed length: one that was half written is known as such.
fn format(HighWater { revision, entry }: HighWater) -> String {
    let line = format!("qrdeck mark 1: revision {revision:020}, entry {entry:020}\n");
    line.repeat(2)
}

fn parse(bytes: &[u8]) -> Option<HighWater> {
    let text = std::str::from_utf8(bytes).ok()?;
    let rest = text.lines().next()?.strip_prefix("qrdeck mark 1: revision ")?;
    let (revision, entry) = rest.split_once(", entry ")?;
    let found = HighWater { revision: revision.parse().ok()?, entry: entry.parse().ok()? };
    (format(found) == text).then_some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn water(revision: i64, entry: i64) -> HighWater {
        HighWater { revision, entry }
    }

    #[test]
    fn it_rises_and_never_sinks() {
        let dir = tempfile::tempdir().unwrap();
        let mark = MarkFile::of(&dir.path().join("a.db"));
        assert_eq!(mark.read().unwrap(), None);
        for (to, is) in [(water(3, 1), water(3, 1)), (water(2, 2), water(3, 2)), (water(9, 0), water(9, 2))] {
            mark.raise(to).unwrap();
            assert_eq!(mark.read().unwrap(), Some(is));
        }
        mark.put(water(1, 1)).unwrap();
        assert_eq!(mark.read().unwrap(), Some(water(1, 1)));
        mark.flush().unwrap();
    }

    #[test]
    fn many_raise_it_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let mark = MarkFile::of(&dir.path().join("a.db"));
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let mark = &mark;
                scope.spawn(move || {
                    for step in 0..25 {
                        // Who does not get the lock in time leaves it to the next commit.
                        let _ = mark.raise(water(step * 4 + thread, step));
                    }
                });
            }
        });
        mark.raise(water(0, 0)).unwrap();
        let found = mark.read().unwrap().unwrap();
        assert!(found.revision <= 99 && found.entry <= 24, "{found:?}");
        mark.raise(water(100, 25)).unwrap();
        assert_eq!(mark.read().unwrap(), Some(water(100, 25)));
    }

    #[test]
    fn an_empty_one_says_nothing_and_a_damaged_one_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let mark = MarkFile::of(&dir.path().join("a.db"));
        std::fs::write(mark.path(), "").unwrap();
        assert_eq!(mark.read().unwrap(), None);
        for text in ["what", "qrdeck mark 1: revision 1, entry 1\n", &format(water(1, 1))[1..]] {
            std::fs::write(mark.path(), text).unwrap();
            assert_eq!(mark.read().unwrap_err().kind(), io::ErrorKind::InvalidData);
            assert!(mark.raise(water(1, 1)).is_err(), "what is not understood is not overwritten");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_half_of_it_is_not(
            revision in 0..i64::MAX, entry in 0..i64::MAX, cut in 1..132_usize
        ) {
            let text = format(water(revision, entry));
            prop_assert_eq!(parse(text.as_bytes()), Some(water(revision, entry)));
            prop_assert_eq!(parse(text.as_bytes().get(..cut.min(text.len() - 1)).unwrap()), None);
            // The new one came up to some byte only; what is behind it is the old one's.
            let old = format(water(0, 0));
            let torn = [&text.as_bytes()[..cut.min(text.len())], &old.as_bytes()[cut.min(text.len())..]].concat();
            let read = parse(&torn);
            prop_assert!(
                [None, Some(water(0, 0)), Some(water(revision, entry))].contains(&read), "{:?}", read
            );
        }
    }
}
