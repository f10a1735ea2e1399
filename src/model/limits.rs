//! How much goes on at once. One machine shares the limits of an account among all that asks it, so the numbers belong
//! together: CAMS lets five calls a second pass, Meta counts by the hour. Whatever is sent beyond that waits in
//! `provider::quota`; these keep what waits there short.

/// Requests of a profile in the app. Six fill the five calls a second of CAMS up to an answer time of more than a
/// second.
pub const REQUESTS: usize = 6;
/// Those of them that nobody waits for: a person's next request finds room at once.
pub const BACKGROUND_REQUESTS: usize = 4;
/// Changes of a batch in the app: enough for the quota at a slow service, few enough that a stop comes in time. One less
/// than [`REQUESTS`], so that a change beside the batch finds room.
pub const BATCH_CHANGES: usize = 5;
/// Numbers that a sync lists at once: enough for the five calls a second of CAMS up to an answer time of more than a
/// second. What a person asks for goes before them in the quota.
pub const SYNCED_NUMBERS: usize = 6;
/// Deletions of a command: nothing else is asked beside them, so they take all that [`REQUESTS`] allows.
pub const DELETIONS: usize = REQUESTS;
/// Creations of a command, as many as [`DELETIONS`] and for the same reason.
pub const CREATIONS: usize = REQUESTS;
/// Listings of a command or an audit, over all its accounts: these are several as a rule, and a person waits for the sum.
pub const LISTINGS: usize = 8;
/// Creations and updates of a deck that is applied: as [`DELETIONS`], and each is written into the file when it ends.
pub const APPLIED: usize = REQUESTS;
