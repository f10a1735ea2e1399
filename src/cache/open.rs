//! The open cache: what is read from it, and where what is written goes.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::disk::{self, Place};
use crate::model::ProfileName;

/// A cache that is open.
#[derive(Debug)]
pub(super) struct Open {
    connection: Connection,
    place: Place,
    /// The row of each profile's account.
    accounts: HashMap<ProfileName, i64>,
}

impl Open {
    pub(super) fn new(connection: Connection, place: Place) -> Self {
        Self { connection, place, accounts: HashMap::new() }
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// For reading only.
    pub(super) fn reading(&self) -> &Connection {
        &self.connection
    }

    /// For writing. What is in a file that takes nothing goes on in memory.
    pub(super) fn writing(&mut self) -> rusqlite::Result<&Connection> {
        if self.place == Place::ReadOnlyFile {
            self.connection = disk::copied_into_memory(&self.connection)?;
            self.place = Place::Memory;
        }
        Ok(&self.connection)
    }

    /// Changes something of an account, as a whole or not at all; no other qrdeck writes meanwhile.
    pub(super) fn change<T>(
        &mut self,
        profile: &ProfileName,
        identity: &str,
        change: impl FnOnce(&Connection, i64) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.writing()?;
        let account = match self.known_account(profile, identity)? {
            Some(account) => account,
            None => disk::made_account(&self.connection, profile, identity)?,
        };
        self.accounts.insert(profile.clone(), account);
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let done = change(&transaction, account)?;
        transaction.commit().map(|()| done)
    }

    /// The row of an account, where it was ever seen.
    pub(super) fn known_account(&mut self, profile: &ProfileName, identity: &str) -> rusqlite::Result<Option<i64>> {
        if let Some(account) = self.accounts.get(profile) {
            return Ok(Some(*account));
        }
        let account = disk::account(&self.connection, profile, identity)?;
        if let Some(account) = account {
            self.accounts.insert(profile.clone(), account);
        }
        Ok(account)
    }

    /// Rows of accounts are about to go.
    pub(super) fn forget_accounts(&mut self) {
        self.accounts.clear();
    }
}
