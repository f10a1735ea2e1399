//! Many new codes: each is created once, also by a run that was killed and begun again.
//!
//! What a service has of a number, and what the journal of this machine says of it, is [`KnownCodes`]: it recognises
//! which of the wanted codes are there already, and which are still in doubt. [`create()`] makes the others, several at a
//! time and those with the same message one after the other; it leaves the rest alone where a service has stopped
//! answering or a person stops it, and looks up what became of those without an answer.

mod create;
mod halt;
mod known;
mod record;

pub use create::{Creator, Ended, Order, Target};
pub use known::{KnownCodes, LISTED_WITHIN, Recognised, Scope, look};
pub use record::{Recorder, create};
