//! The worker: one task that carries out all that takes time, and tells the app its outcome.
//!
//! Calls to the services, this machine's files and database, the profiles and their secrets, changes without an outcome:
//! each is a request with an id and a priority. Requests come in by [`WorkerHandle`], events go out by a channel; neither
//! side ever waits for the other. What the worker promises:
//!
//! - Each request ends with exactly one [`WorkerEvent::Ended`], whatever happens: an answer, a failure, a
//!   cancellation, a panic of a provider, the end of the app.
//! - Of equal reads one runs at a time, and the newest wins: the older one ends as cancelled.
//! - Changes of the same object run one after the other, in the order they were asked for; so does what is asked of the
//!   database.
//! - The requests of a profile that run at once are limited, those in the background more than the others
//!   ([`limits`]), and what a person waits for starts before what nobody waits for.
//! - What is used of an account's limits is told when it changes, and once more when the last of it has run out.
//!   Beyond that nothing wakes up while nothing is asked.
//! - What stopping does to a request, and how long it is waited for when the app leaves, is said in one place, for all
//!   kinds of requests (`ending`).
//!
//! `queue` decides what runs when and knows no task; `task` runs it; `job` is one request, which it hands to whoever
//! does it; [`Services`] is what that takes; `quota_monitor` watches the limits.
//!
//! [`limits`]: crate::model::limits
//! [`WorkerEvent::Ended`]: crate::app::effect::WorkerEvent::Ended

mod audit;
mod cache;
mod command;
mod connect;
mod database;
mod ending;
mod handle;
mod import;
mod job;
mod last_seen;
mod local_task;
mod local_time;
mod picture;
mod profiles;
mod progress;
mod provider;
mod queue;
mod quota_monitor;
mod recover;
mod rows;
mod search;
mod secret_prompter;
mod services;
mod sync;
mod task;
#[cfg(test)]
mod tests;

pub use ending::{GRACE, LAST_WAIT};
pub use handle::{Worker, WorkerHandle};
pub use last_seen::LastSeen;
pub use local_task::open_link;
pub use local_time::now as local_now;
pub use picture::{SeenPicture, look as look_at_picture};
pub use profiles::profile_rows;
pub use search::SearchIndex;
pub use secret_prompter::SecretPrompter;
pub use services::Services;
