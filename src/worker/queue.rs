//! Who may start: priorities, the number of requests at once, and what must not run at the same time.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::app::effect::{Read, Request, Write};
use crate::app::{LocalTask, ProfileRequest, RequestId};
use crate::model::{CodeKey, GroupKey, NumberKey, Priority, ProfileName, limits};

/// What only one running request can hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    /// One read.
    Read(Read),
    /// The making of codes for a number: two at a time could not be told apart if their answers got lost.
    Making(NumberKey),
    /// A code.
    Code(CodeKey),
    /// The invite link of a group.
    Link(GroupKey),
    /// The handing over of a link or a file to another program.
    Opening(String),
    /// The audit: two at a time would only be slower.
    Auditing,
    /// The completion of a path.
    Completing,
    /// The look for a keyring.
    Probing,
    /// The writing of files: two at a time could mean the same one.
    Saving,
    /// The database of this machine: what is asked of it is done in its order.
    Database,
    /// The cache, in the same way.
    Cache,
    /// The search: a newer one replaces it.
    Searching,
    /// The rows of a file.
    ReadingRows,
    /// The import: a second one would find what the first has not created yet.
    Importing,
    /// The sync of a profile.
    Syncing(ProfileName),
    /// The list of profiles.
    Listing,
    /// The check of a profile.
    Checking(ProfileName),
    /// The theme in config.toml.
    Settings,
    /// The removal of a profile.
    Removing,
    /// The connecting of an account.
    Connecting,
    /// The look at open changes: two at a time would look at the same ones.
    Recovering,
}

impl Key {
    /// What a request holds while it runs.
    fn of(request: &Request) -> Self {
        match request {
            Request::Read(read) => Self::Read(read.clone()),
            Request::Write(Write::Create { number, .. }) => Self::Making(number.clone()),
            Request::Write(Write::Update { key, .. } | Write::Delete { key, .. }) => Self::Code(key.clone()),
            Request::Write(Write::ResetLink { key, .. } | Write::RemoveLink { key, .. }) => Self::Link(key.clone()),
            Request::Local(LocalTask::Save(_)) => Self::Saving,
            Request::Local(LocalTask::Audit(_)) => Self::Auditing,
            Request::Local(LocalTask::Complete(_)) => Self::Completing,
            Request::Local(LocalTask::ReadRows(_)) => Self::ReadingRows,
            Request::Local(LocalTask::ProbeKeyring) => Self::Probing,
            Request::Local(LocalTask::KeepTheme(_) | LocalTask::KeepKey(_)) => Self::Settings,
            Request::Local(LocalTask::Open(link)) => Self::Opening(link.clone()),
            Request::Local(LocalTask::OpenFile(path)) => Self::Opening(path.display().to_string()),
            Request::Database(_) => Self::Database,
            Request::Cache(_) => Self::Cache,
            Request::Search(_) => Self::Searching,
            Request::Sync(profile) => Self::Syncing(profile.clone()),
            Request::Import(_) => Self::Importing,
            Request::Profiles(ProfileRequest::List) => Self::Listing,
            Request::Profiles(ProfileRequest::Check(profile)) => Self::Checking(profile.clone()),
            Request::Profiles(ProfileRequest::Remove(_)) => Self::Removing,
            Request::Connect(_) => Self::Connecting,
            Request::Recover { .. } => Self::Recovering,
        }
    }
}

/// A request that waits.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Its name.
    pub(super) id: RequestId,
    /// What is asked.
    pub(super) request: Request,
    /// How urgent it is.
    pub(super) priority: Priority,
}

/// A request that runs.
#[derive(Debug)]
struct Running {
    key: Key,
    /// The profile whose service it asks.
    profile: Option<ProfileName>,
    priority: Priority,
}

/// The place of a waiting request: first its priority, then the order of asking.
type Place = (Priority, u64);

/// All requests that have not ended.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: BTreeMap<Place, Waiting>,
    running: HashMap<RequestId, Running>,
    asked: u64,
}

/// The older read that a new, equal one replaces, or the older search.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Replaced {
    /// It waited and is out of the queue.
    Waiting(RequestId),
    /// It runs; the new one starts when it has stopped.
    Running(RequestId),
}

impl Queue {
    /// Lines up a request. Returns the equal read, or the search, that it replaces; that one's place in the line becomes its own.
    pub(super) fn push(&mut self, id: RequestId, request: Request, priority: Priority) -> Option<Replaced> {
        let mut place = (priority, self.asked);
        self.asked += 1;
        let mut replaced = None;
        if matches!(request, Request::Read(_) | Request::Search(_)) {
            let key = Key::of(&request);
            let older = self.waiting.iter().find(|(_, older)| Key::of(&older.request) == key).map(|(place, _)| *place);
            if let Some((older_place, older)) = older.and_then(|place| Some((place, self.waiting.remove(&place)?))) {
                place = (priority.min(older_place.0), older_place.1);
                replaced = Some(Replaced::Waiting(older.id));
            } else {
                let older = self.running.iter().find(|(_, running)| running.key == key);
                replaced = older.map(|(id, _)| Replaced::Running(*id));
            }
        }
        self.waiting.insert(place, Waiting { id, request, priority: place.0 });
        replaced
    }

    /// Takes the first request that may start now, and counts it as running from here on.
    pub(super) fn start(&mut self) -> Option<Waiting> {
        // What a change waits for, the changes behind it wait for too, whatever their priorities say.
        let mut held: HashSet<Key> = self.running.values().map(|running| running.key.clone()).collect();
        let place = self.waiting.iter().find_map(|(place, waiting)| {
            let free = held.insert(Key::of(&waiting.request));
            (free && self.has_room(waiting)).then_some(*place)
        })?;
        let waiting = self.waiting.remove(&place)?;
        let running = Running {
            key: Key::of(&waiting.request),
            profile: waiting.request.profile().cloned(),
            priority: waiting.priority,
        };
        self.running.insert(waiting.id, running);
        Some(waiting)
    }

    /// Whether the profile of a waiting request may run one more of its priority. This machine always may, and what reads,
    /// be it a list of eighty pages, takes no place from a change.
    fn has_room(&self, waiting: &Waiting) -> bool {
        let Some(profile) = waiting.request.profile() else { return true };
        let is_change = matches!(waiting.request, Request::Write(_));
        let running = || {
            let of_profile = self.running.values().filter(|running| running.profile.as_ref() == Some(profile));
            of_profile.filter(|running| !is_change || !matches!(running.key, Key::Read(_)))
        };
        running().count() < limits::REQUESTS
            && (waiting.priority == Priority::Foreground
                || running().filter(|running| running.priority == Priority::Background).count()
                    < limits::BACKGROUND_REQUESTS)
    }

    /// A running request has ended.
    pub(super) fn ended(&mut self, id: RequestId) {
        self.running.remove(&id);
    }

    /// Takes a waiting request out of the line. Nothing where none of that name waits.
    pub(super) fn withdraw(&mut self, id: RequestId) -> Option<Waiting> {
        let place = self.waiting.iter().find(|(_, waiting)| waiting.id == id).map(|(place, _)| *place);
        place.and_then(|place| self.waiting.remove(&place))
    }

    /// Takes everything that waits out of the line, but for what is to be kept.
    pub(super) fn withdraw_all(&mut self, keep: impl Fn(&Request) -> bool) -> Vec<Waiting> {
        self.waiting.extract_if(.., |_, waiting| !keep(&waiting.request)).map(|(_, waiting)| waiting).collect()
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::fake::draft;

    fn number(profile: &str) -> NumberKey {
        NumberKey { profile: profile.into(), number: "1".into() }
    }

    fn picture(id: &str) -> Request {
        Request::Read(Read::Picture(CodeKey { number: number("p"), code: id.into() }))
    }

    fn delete(id: &str) -> Request {
        Request::Write(Write::Delete { key: CodeKey { number: number("p"), code: id.into() }, seen: String::new() })
    }

    fn started(queue: &mut Queue) -> Vec<u64> {
        std::iter::from_fn(|| queue.start()).map(|waiting| waiting.id.0).collect()
    }

    #[test]
    fn a_person_overtakes_the_background() {
        let mut queue = Queue::default();
        for id in 0..10 {
            queue.push(RequestId(id), picture(&id.to_string()), Priority::Background);
        }
        for id in 10..20 {
            queue.push(RequestId(id), picture(&id.to_string()), Priority::Foreground);
        }
        assert_eq!(started(&mut queue), [10, 11, 12, 13, 14, 15]);
        queue.ended(RequestId(12));
        assert_eq!(started(&mut queue), [16]);
    }

    #[test]
    fn the_background_leaves_room() {
        let mut queue = Queue::default();
        for id in 0..10 {
            queue.push(RequestId(id), picture(&id.to_string()), Priority::Background);
        }
        assert_eq!(started(&mut queue), [0, 1, 2, 3]);
        queue.push(RequestId(10), picture("x"), Priority::Foreground);
        assert_eq!(started(&mut queue), [10]);
    }

    #[test]
    fn reads_leave_room_for_changes() {
        let mut queue = Queue::default();
        for id in 0..10 {
            queue.push(RequestId(id), picture(&id.to_string()), Priority::Foreground);
        }
        assert_eq!(started(&mut queue), [0, 1, 2, 3, 4, 5]);
        for id in 10..20 {
            queue.push(RequestId(id), delete(&id.to_string()), Priority::Foreground);
        }
        assert_eq!(started(&mut queue), [10, 11, 12, 13, 14, 15]);
    }

    #[test]
    fn profiles_do_not_wait_for_each_other() {
        let mut queue = Queue::default();
        for id in 0..10 {
            queue.push(RequestId(id), picture(&id.to_string()), Priority::Foreground);
        }
        queue.push(RequestId(10), Request::Read(Read::Codes(number("other"))), Priority::Foreground);
        assert_eq!(started(&mut queue), [0, 1, 2, 3, 4, 5, 10]);
    }

    #[test]
    fn changes_of_one_object_keep_their_order() {
        let mut queue = Queue::default();
        let key = CodeKey { number: number("p"), code: "A".into() };
        let update = Request::Write(Write::Update { key, draft: draft("x"), seen: String::new() });
        queue.push(RequestId(0), update, Priority::Foreground);
        queue.push(RequestId(1), delete("A"), Priority::Foreground);
        queue.push(RequestId(2), delete("B"), Priority::Foreground);
        assert_eq!(started(&mut queue), [0, 2]);
        queue.ended(RequestId(0));
        assert_eq!(started(&mut queue), [1]);
    }

    #[test]
    fn a_replaced_read_leaves_its_place() {
        let mut queue = Queue::default();
        for id in 0..6 {
            queue.push(RequestId(id), picture(&id.to_string()), Priority::Foreground);
        }
        assert_eq!(started(&mut queue).len(), 6);
        queue.push(RequestId(6), picture("a"), Priority::Foreground);
        queue.push(RequestId(7), picture("b"), Priority::Foreground);
        let replaced = queue.push(RequestId(8), picture("a"), Priority::Background);
        assert_eq!(replaced, Some(Replaced::Waiting(RequestId(6))));
        assert_eq!(queue.push(RequestId(9), picture("3"), Priority::Foreground), Some(Replaced::Running(RequestId(3))));
        queue.ended(RequestId(0));
        assert_eq!(started(&mut queue), [8]);
        queue.ended(RequestId(1));
        assert_eq!(started(&mut queue), [7]);
        // 3 runs: the read that replaces it waits, though there is room.
        queue.ended(RequestId(2));
        assert_eq!(started(&mut queue), [] as [u64; 0]);
        queue.ended(RequestId(3));
        assert_eq!(started(&mut queue), [9]);
    }
}
