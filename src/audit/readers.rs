//! The threads that read files, and what becomes of those that do not come back.
//!
//! A call of a library cannot be interrupted. A reader that has not asked for its time for too long is left behind: its
//! file counts as not looked at, and another reader takes its place. It ends when the call does. Few may be left behind
//! at a time, because each takes a processor and memory.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use super::time_limit::{Clock, TimeLimit};
use super::{Read, ScanMonitor, unread};

/// The time for a file.
pub(super) const FOR_A_FILE: Duration = Duration::from_mins(1);
/// The time for all files.
const FOR_ALL: Duration = Duration::from_hours(2);
/// The time in which a reader asks for its time at least once.
const FOR_A_STEP: Duration = Duration::from_secs(30);
/// Most readers that are left behind at a time.
const MOST_LEFT: usize = 3;
/// How often to see who has to be left behind.
const TICK: Duration = Duration::from_millis(50);
/// What readers have for what they call in themselves, in bytes; it is taken only as it is used.
const STACK: usize = 64 << 20;

/// Reads a file within its time.
pub(super) type Reader = dyn Fn(&Path, &TimeLimit) -> Read + Send + Sync;

enum Event {
    /// A reader has begun with a file.
    Begun { reader: usize, file: usize, limit: Arc<TimeLimit> },
    /// It has come to its end.
    Ended { reader: usize, file: usize, read: Read },
}

struct Shared {
    files: Vec<PathBuf>,
    next: AtomicUsize,
    read: Box<Reader>,
    clock: Clock,
    end: Duration,
}

/// Reads files with so many readers at a time; tells what each holds, in no order.
pub(super) fn read_all(
    files: Vec<PathBuf>,
    readers: usize,
    read: Box<Reader>,
    clock: Clock,
    monitor: &ScanMonitor,
) -> Vec<(PathBuf, Read)> {
    let (tell, events) = mpsc::channel();
    let end = clock() + FOR_ALL;
    let shared = Arc::new(Shared { files, next: AtomicUsize::new(0), read, clock, end });
    let total = shared.files.len();
    let mut busy: HashMap<usize, (usize, Arc<TimeLimit>)> = HashMap::new();
    let (mut done, mut spawned, mut alive, mut left) = (Vec::with_capacity(total), 0, 0, 0);
    while done.len() < total && !monitor.is_stopped() {
        while alive < readers && left <= MOST_LEFT && shared.next.load(Relaxed) < total {
            if let Err(error) = spawn(&shared, spawned, tell.clone()) {
                tracing::warn!(%error, "no thread could be started to read files");
                break;
            }
            (spawned, alive) = (spawned + 1, alive + 1);
        }
        if alive == 0 {
            done.extend(rest(&shared).map(|file| (file, unread("all readers are held up by other files"))));
            break;
        }
        let first = events.recv_timeout(TICK).ok();
        // Who has come to the end by now has told so, and is not silent.
        let silent: Vec<usize> =
            busy.iter().filter(|(_, (_, limit))| limit.silence() > FOR_A_STEP).map(|(reader, _)| *reader).collect();
        for event in first.into_iter().chain(events.try_iter()) {
            match event {
                Event::Begun { reader, file, limit } => {
                    busy.insert(reader, (file, limit));
                }
                Event::Ended { reader, file, read } if busy.remove(&reader).is_some() => {
                    monitor.read(read.links.len());
                    done.push((file, read));
                }
                // One that was left behind has come back, and ends.
                Event::Ended { .. } => left -= 1,
            }
        }
        for reader in silent {
            if let Some((file, limit)) = busy.get(&reader).cloned()
                && limit.silence() > FOR_A_STEP
            {
                busy.remove(&reader);
                limit.stop();
                monitor.read(0);
                let seconds = FOR_A_STEP.as_secs();
                done.push((file, unread(format!("part of it takes more than {seconds} s to read"))));
                (alive, left) = (alive - 1, left + 1);
            }
        }
        if (shared.clock)() >= shared.end {
            let hours = FOR_ALL.as_secs() / 3_600;
            done.extend(rest(&shared).map(|file| (file, unread(format!("the audit takes more than {hours} hours")))));
        }
    }
    for (_, limit) in busy.values() {
        limit.stop();
    }
    shared.next.store(total, Relaxed);
    done.into_iter().filter_map(|(file, read)| Some((shared.files.get(file)?.clone(), read))).collect()
}

/// The files that nobody has begun with, and now nobody will.
fn rest(shared: &Shared) -> std::ops::Range<usize> {
    let total = shared.files.len();
    shared.next.swap(total, Relaxed).min(total)..total
}

fn spawn(shared: &Arc<Shared>, reader: usize, tell: Sender<Event>) -> io::Result<()> {
    let shared = Arc::clone(shared);
    let work = move || {
        while let file = shared.next.fetch_add(1, Relaxed)
            && let Some(path) = shared.files.get(file)
        {
            let end = shared.end.min((shared.clock)() + FOR_A_FILE);
            let limit = Arc::new(TimeLimit::until(end, Arc::clone(&shared.clock)));
            let begun = Event::Begun { reader, file, limit: Arc::clone(&limit) };
            if tell.send(begun).is_err() {
                break;
            }
            let read = (shared.read)(path, &limit);
            if tell.send(Event::Ended { reader, file, read }).is_err() || limit.is_stopped() {
                break;
            }
        }
    };
    thread::Builder::new().name(format!("audit {reader}")).stack_size(STACK).spawn(work).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::AtomicU64;
    use std::sync::mpsc::Receiver;

    use super::*;

    /// A clock that is set by hand.
    fn clock() -> (Arc<AtomicU64>, Clock) {
        let now = Arc::new(AtomicU64::new(0));
        let set = Arc::clone(&now);
        (now, Arc::new(move || Duration::from_secs(set.load(Relaxed))))
    }

    /// Reads files, of which some hold up their reader until they are released; each of those takes an hour at first
    /// sight.
    fn read(names: &[&str], held: Receiver<()>, hour: u64) -> HashMap<String, Option<String>> {
        let (now, clock) = clock();
        let held = Mutex::new(held);
        let reader = move |path: &Path, _: &TimeLimit| {
            if path.starts_with("held") {
                now.fetch_add(hour, Relaxed);
                let _ = held.lock().unwrap().recv();
            }
            Read::default()
        };
        let files = names.iter().map(PathBuf::from).collect();
        let done = read_all(files, 1, Box::new(reader), clock, &ScanMonitor::default());
        done.into_iter().map(|(path, read)| (path.display().to_string(), read.note)).collect()
    }

    #[test]
    fn a_file_that_holds_up_its_reader_is_left_and_all_others_are_read() {
        let (release, held) = mpsc::channel();
        let notes = read(&["a", "held/1", "b", "held/2", "c"], held, 60);
        drop(release);
        let wanted = [("a", false), ("b", false), ("c", false), ("held/1", true), ("held/2", true)];
        let mut found: Vec<_> = notes.iter().map(|(name, note)| (name.as_str(), note.is_some())).collect();
        found.sort_unstable();
        assert_eq!(found, wanted, "{notes:?}");
    }

    #[test]
    fn few_are_left_behind_at_a_time() {
        let (release, held) = mpsc::channel();
        let names: Vec<String> = (0..9).map(|at| format!("held/{at}")).chain(["a".to_owned()]).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let notes = read(&names, held, 60);
        drop(release);
        let count = |part: &str| notes.values().flatten().filter(|note| note.contains(part)).count();
        assert_eq!((count("more than 30 s"), count("are held up")), (MOST_LEFT + 1, 9 - MOST_LEFT), "{notes:?}");
    }

    #[test]
    fn an_audit_as_a_whole_comes_to_an_end() {
        let (release, held) = mpsc::channel();
        let notes = read(&["held/1", "a", "b"], held, 3 * 60 * 60);
        drop(release);
        assert_eq!(notes.len(), 3);
        assert!(notes["a"].as_ref().is_some_and(|note| note.contains("2 hours")), "{notes:?}");
    }
}
