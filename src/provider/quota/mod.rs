//! Staying inside what the services allow, before they have to say so.
//!
//! CAMS gives each operation of an account five calls a second: [`Limiter`]. Graph gives an account a budget for
//! the rolling hour and tells with its answers how much of it is used, and how long to stay away: [`HourlyBudget`].
//! What either shows at a moment is a [`Reading`].
//!
//! What either counts is shared with the other processes of this machine that use the account: [`Shared`].
//!
//! Neither is built on `governor`. Its GCRA with a burst of five lets ten calls through in the first second (five
//! at once, and one more every 200 ms), which a service that counts the calls of the last second throttles;
//! without a burst, five quick actions of a person take 0.8 s for nothing. It also counts from when a call is sent
//! and knows neither when the service had it nor which of the waiting calls a person waits for.

mod budget;
pub(crate) mod clock;
mod limiter;
mod reading;
mod shared;
#[cfg(test)]
mod sharing_tests;
mod wait_queue;
pub(crate) mod waits;

pub use budget::HourlyBudget;
pub use limiter::{Limiter, Permit};
pub use reading::Reading;
pub use shared::Shared;
pub use waits::Waits;
