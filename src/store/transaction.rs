//! How the database is written.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// A transaction that writes: it waits for others before it reads.
pub(super) fn immediate(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}
