//! What was last seen at the services, kept on this machine: on screen before a service answers, and while none does.
//!
//! Losing it costs nothing but the time to look again, so nothing here fails: what cannot be read was never seen, and
//! what keeps the cache from the disk is told once as [`News::Trouble`]. It is never evidence for the outcome of a
//! change.
//!
//! It is an SQLite file of its own beside the database of journal and labels, which must not suffer with it. The codes
//! of a number are one packed value ([`CodeList`]): a million of them are five hundred rows, and a number is read in
//! less than a millisecond. Several qrdecks can have it open. [`Caching`] stands around the provider of an account and
//! puts in whatever passes.
//!
//! Times are Unix milliseconds.

mod cached_provider;
mod caching;
mod count;
mod disk;
mod known_groups;
mod newest;
mod news;
mod open;
mod overtaken;
mod refused;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, params};

pub use cached_provider::CachedProvider;
pub use caching::Caching;
pub use count::{Count, WHOLE_FOR};
pub use known_groups::KnownGroups;
pub use newest::new_codes;
pub use news::News;

use self::disk::Place;
use self::open::Open;
use self::rows::KnownCodes;
use crate::model::{CodeList, Group, InviteLink, NumberId, NumberKey, PhoneNumber, ProfileName, QrCode, World};

/// Something that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen<T> {
    /// What.
    pub value: T,
    /// When.
    pub at: i64,
}

/// The cache of a run, opened when it is first needed.
#[derive(Debug)]
pub struct Cache {
    /// Where the file is; nowhere for one in memory.
    path: Option<PathBuf>,
    /// What tells the account of a profile from the one that a profile of the same name had before.
    identities: HashMap<ProfileName, String>,
    open: Mutex<Option<Open>>,
    news: Mutex<Vec<News>>,
}

/// The name of the cache of a world in the data directory.
pub fn file_of(world: World) -> &'static str {
    match world {
        World::Live => "cache.db",
        World::Sandbox => "sandbox-cache.db",
    }
}

/// The names of all files that keep what was seen of a world: the cache, and what a watch has reported.
pub fn files_of(world: World) -> [&'static str; 2] {
    [file_of(world), reported_file_of(world)]
}

/// The name of the file in the data directory that keeps what a watch has reported.
pub fn reported_file_of(world: World) -> &'static str {
    match world {
        World::Live => "watch.db",
        World::Sandbox => "sandbox-watch.db",
    }
}

impl Cache {
    /// The cache in the file `path`, or in memory where there is none; `identities` says which account each profile has.
    pub fn new(path: Option<PathBuf>, identities: impl IntoIterator<Item = (ProfileName, String)>) -> Self {
        let identities = identities.into_iter().collect();
        Self { path, identities, open: Mutex::default(), news: Mutex::default() }
    }

    /// Another one of the same accounts, in a file of this name beside it; in memory where this one is.
    #[must_use]
    pub fn beside(&self, file: &str) -> Self {
        let path = self.path.as_ref().map(|path| path.with_file_name(file));
        Self::new(path, self.identities.clone())
    }

    /// Whether what is put in is still there in the next run.
    pub fn is_kept(&self) -> bool {
        self.work(|open| Ok(open.place() == Place::File)).unwrap_or(false)
    }

    /// The numbers of a profile.
    pub fn numbers(&self, profile: &ProfileName) -> Option<Seen<Vec<PhoneNumber>>> {
        let found = self.with(profile, |connection, account| {
            let sql = "SELECT seen, numbers FROM accounts WHERE id = ? AND numbers IS NOT NULL";
            let mut row = connection.prepare(sql)?;
            row.query_row([account], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).optional()
        });
        rows::parsed(found.flatten()?)
    }

    /// When the numbers of a profile were listed.
    pub fn numbers_listed(&self, profile: &ProfileName) -> Option<i64> {
        let found = self.with(profile, |connection, account| {
            let sql = "SELECT seen FROM accounts WHERE id = ? AND numbers IS NOT NULL";
            connection.prepare(sql)?.query_row([account], |row| row.get(0)).optional()
        });
        found.flatten()
    }

    /// These are all numbers of a profile. Codes and groups of others are forgotten.
    pub fn set_numbers(&self, profile: &ProfileName, numbers: &[PhoneNumber], at: i64) {
        let Ok(json) = serde_json::to_vec(numbers) else { return };
        self.with_transaction(profile, |connection, account| {
            connection.execute("UPDATE accounts SET seen = ?, numbers = ? WHERE id = ?", params![at, json, account])?;
            for table in ["codes", "groups"] {
                let mut old = connection.prepare(&format!("SELECT number FROM {table} WHERE account = ?"))?;
                let old = old.query_map([account], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
                for number in old.iter().filter(|id| !numbers.iter().any(|number| number.id.as_str() == id.as_str())) {
                    let sql = format!("DELETE FROM {table} WHERE account = ? AND number = ?");
                    connection.execute(&sql, params![account, number])?;
                }
            }
            refused::retain(connection, account, |id| numbers.iter().any(|number| number.id.as_str() == id))
        });
    }

    /// The codes of a number, in the order of its service.
    pub fn codes(&self, number: &NumberKey) -> Option<Seen<CodeList>> {
        self.with(&number.profile, |connection, account| rows::codes(connection, account, &number.number))
            .flatten()
            .map(|known| known.codes)
    }

    /// These are all codes of a number. Those that were there before and are not are told as [`News::Gone`].
    pub fn set_codes(&self, number: &NumberKey, codes: &[QrCode], at: i64) {
        self.set_codes_of(number, at, || codes.to_vec());
    }

    /// The same, with codes that are made when nobody else changes them any more.
    fn set_codes_of(&self, number: &NumberKey, at: i64, codes: impl FnOnce() -> Vec<QrCode>) {
        self.replace_codes(number, |before| {
            let codes = codes();
            if let Some(before) = before {
                let now: HashSet<_> = codes.iter().map(|code| code.code.as_str()).collect();
                let old = before.codes.value.iter().filter(|old| !now.contains(old.code));
                let gone: Vec<_> = old.map(QrCode::from).collect();
                if !gone.is_empty() {
                    self.tell(News::Gone { number: number.clone(), codes: gone, seen: before.codes.at });
                }
            }
            Some(KnownCodes { codes: Seen { value: CodeList::new(&codes), at }, looked: at })
        });
    }

    /// Changes the codes of a number as a change at the service has changed them; they are as old as before. Nothing
    /// where they were never seen.
    pub fn edit_codes(&self, number: &NumberKey, edit: impl FnOnce(&mut Vec<QrCode>)) {
        self.replace_codes(number, |before| {
            let KnownCodes { codes: Seen { value, at }, looked } = before?;
            let mut codes = value.unpacked();
            edit(&mut codes);
            Some(KnownCodes { codes: Seen { value: CodeList::new(&codes), at }, looked })
        });
    }

    /// `page` gives the newest codes of a number, newest first, when nobody else changes them any more. Where they
    /// continue what is known, as it is known, the others are taken to be there still, and it is noted that the number was
    /// looked at. Returns all of them, and when they were listed; nothing where the page does not continue what is known.
    pub fn merge_newest(
        &self,
        number: &NumberKey,
        looked: i64,
        page: impl FnOnce() -> Option<Vec<QrCode>>,
    ) -> Option<Seen<Vec<QrCode>>> {
        let mut merged = None;
        self.replace_codes(number, |before| {
            let Seen { value, at } = before?.codes;
            let (known, page) = (value.unpacked(), page()?);
            let all: Vec<_> = new_codes(&known, &page)?.iter().chain(&known).cloned().collect();
            let codes = Seen { value: CodeList::new(&all), at };
            merged = Some(Seen { value: all, at });
            Some(KnownCodes { codes, looked })
        });
        merged
    }

    /// Puts codes in the place of those that are known; nobody else changes them meanwhile. Returns whether there were
    /// any to put.
    fn replace_codes(&self, number: &NumberKey, make: impl FnOnce(Option<KnownCodes>) -> Option<KnownCodes>) -> bool {
        let done = self.with_transaction(&number.profile, |connection, account| {
            let Some(known) = make(rows::codes(connection, account, &number.number)?) else { return Ok(None) };
            rows::put_codes(connection, account, &number.number, &known).map(|()| Some(known))
        });
        let Some(known) = done.flatten() else { return false };
        let count = Count { codes: known.codes.value.len(), at: known.codes.at, looked: known.looked };
        self.tell(News::Codes { number: number.clone(), count });
        true
    }

    /// How many codes a number has, where they were listed.
    pub fn count(&self, number: &NumberKey) -> Option<Count> {
        let found = self.with(&number.profile, |connection, account| {
            let sql = "SELECT count, seen, looked FROM codes WHERE account = ? AND number = ?";
            let read = |row: &rusqlite::Row<'_>| rows::count(row, 0);
            connection.prepare(sql)?.query_row(params![account, number.number.as_str()], read).optional()
        });
        found.flatten()
    }

    /// How many codes each number of a profile has, as far as they were listed.
    pub fn counts(&self, profile: &ProfileName) -> HashMap<NumberId, Count> {
        let found = self.with(profile, |connection, account| {
            let mut found = connection.prepare("SELECT number, count, seen, looked FROM codes WHERE account = ?")?;
            let read = |row: &rusqlite::Row<'_>| Ok((NumberId::from(row.get::<_, String>(0)?), rows::count(row, 1)?));
            found.query_map([account], read)?.collect()
        });
        found.unwrap_or_default()
    }

    /// When the groups of each number of a profile were listed, as far as they were.
    pub fn groups_listed(&self, profile: &ProfileName) -> HashMap<NumberId, i64> {
        let found = self.with(profile, |connection, account| {
            let mut rows = connection.prepare("SELECT number, seen FROM groups WHERE account = ?")?;
            let read = |row: &rusqlite::Row<'_>| Ok((NumberId::from(row.get::<_, String>(0)?), row.get(1)?));
            rows.query_map([account], read)?.collect()
        });
        found.unwrap_or_default()
    }

    /// The groups of a number.
    pub fn groups(&self, number: &NumberKey) -> Option<Seen<Vec<Group>>> {
        self.with(&number.profile, |connection, account| rows::groups(connection, account, &number.number)).flatten()
    }

    /// These are all groups of a number. Links that a service does not list are as they were last seen.
    pub fn set_groups(&self, number: &NumberKey, groups: &[Group], at: i64) {
        self.with_transaction(&number.profile, |connection, account| {
            let before = rows::groups(connection, account, &number.number)?.map(|seen| seen.value).unwrap_or_default();
            let mut groups = groups.to_vec();
            for group in groups.iter_mut().filter(|group| group.invite_link == InviteLink::Unknown) {
                if let Some(known) = before.iter().find(|known| known.id == group.id) {
                    group.invite_link = known.invite_link.clone();
                }
            }
            refused::forget(connection, account, number.number.as_str())?;
            rows::put_groups(connection, account, &number.number, &Seen { value: groups, at })
        });
        self.tell(News::Groups(number.clone()));
    }

    /// Changes the groups of a number as [`Cache::edit_codes`] changes codes.
    pub fn edit_groups(&self, number: &NumberKey, edit: impl FnOnce(&mut Vec<Group>)) {
        self.with_transaction(&number.profile, |connection, account| {
            let Some(mut seen) = rows::groups(connection, account, &number.number)? else { return Ok(()) };
            edit(&mut seen.value);
            rows::put_groups(connection, account, &number.number, &seen)
        });
        self.tell(News::Groups(number.clone()));
    }

    /// Something that the app remembers from one run to the next, such as the number that was selected.
    pub fn remembered(&self, key: &str) -> Option<String> {
        let found = self.work(|open| {
            let mut row = open.reading().prepare("SELECT value FROM remembered WHERE key = ?")?;
            row.query_row([key], |row| row.get(0)).optional()
        });
        found.flatten()
    }

    /// Remembers something.
    pub fn remember(&self, key: &str, value: &str) {
        self.work(|open| {
            let sql = "INSERT OR REPLACE INTO remembered (key, value) VALUES (?, ?)";
            open.writing()?.prepare(sql)?.execute([key, value])
        });
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.work(|open| {
            open.forget_accounts();
            open.writing()?.execute_batch(
                "BEGIN; DELETE FROM accounts; DELETE FROM codes; DELETE FROM groups; DELETE FROM remembered; COMMIT;",
            )
        });
    }

    /// Forgets a profile, with all accounts that it ever had.
    pub fn forget(&self, profile: &ProfileName) {
        self.work(|open| {
            open.forget_accounts();
            let connection = open.writing()?;
            let mut accounts = connection.prepare("SELECT id FROM accounts WHERE profile = ?")?;
            for account in accounts.query_map([profile.as_str()], |row| row.get(0))? {
                let account: i64 = account?;
                refused::retain(connection, account, |_| false)?;
                for table in ["codes", "groups"] {
                    connection.execute(&format!("DELETE FROM {table} WHERE account = ?"), [account])?;
                }
            }
            connection.execute("DELETE FROM accounts WHERE profile = ?", [profile.as_str()])
        });
    }

    /// What has happened since this was last asked for.
    pub fn take_news(&self) -> Vec<News> {
        std::mem::take(&mut self.news.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn tell(&self, news: News) {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).push(news);
    }

    /// Reads something of a profile's account. Nothing where the profile is not of this run, or was never seen.
    fn with<T>(&self, profile: &ProfileName, read: impl FnOnce(&Connection, i64) -> rusqlite::Result<T>) -> Option<T> {
        let identity = self.identities.get(profile)?;
        let read = self.work(|open| {
            let Some(account) = open.known_account(profile, identity)? else { return Ok(None) };
            read(open.reading(), account).map(Some)
        });
        read.flatten()
    }

    /// Changes something of a profile's account, as a whole or not at all; no other qrdeck writes meanwhile. Nothing where
    /// the profile is not of this run.
    fn with_transaction<T>(
        &self,
        profile: &ProfileName,
        change: impl FnOnce(&Connection, i64) -> rusqlite::Result<T>,
    ) -> Option<T> {
        let identity = self.identities.get(profile)?;
        self.work(|open| open.change(profile, identity, change))
    }

    /// Does something with the open cache, and opens it before where it is not open yet. What fails is told.
    fn work<T>(&self, work: impl FnOnce(&mut Open) -> rusqlite::Result<T>) -> Option<T> {
        let mut slot = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            let (opened, trouble) = disk::open(self.path.as_deref());
            if let Some(error) = trouble {
                self.tell(News::Trouble(error));
            }
            *slot = opened.map(|(connection, place)| Open::new(connection, place));
        }
        let open = slot.as_mut()?;
        match work(open) {
            Ok(done) => Some(done),
            Err(error) => {
                self.failed(&mut slot, &error);
                None
            }
        }
    }

    /// Something could not be read or written: the run goes on with what can be kept in memory.
    fn failed(&self, slot: &mut Option<Open>, error: &rusqlite::Error) {
        tracing::warn!(%error, "the cache failed");
        let place = slot.as_ref().map_or(Place::Memory, Open::place);
        let Some(path) = self.path.as_deref().filter(|_| place != Place::Memory) else { return };
        if place == Place::File && disk::is_damaged(error) && disk::remove(path) {
            self.tell(News::Trouble(disk::damaged(path)));
            *slot = None;
        } else {
            self.tell(News::Trouble(disk::trouble(path, error)));
            *slot = disk::in_memory().ok().map(|connection| Open::new(connection, Place::Memory));
        }
    }
}
