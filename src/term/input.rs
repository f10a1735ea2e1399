//! Everything from outside as messages.

use std::io::{self, IsTerminal as _};

use futures_util::stream::{self, Stream};

use super::{Asked, events, hangup, signals};
use crate::app::Msg;

/// Whether both ends are a terminal.
pub fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether the terminal says that it cannot place its cursor, as the shell of an editor does. One that says nothing of
/// itself is taken for one that can.
pub fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Everything that comes from outside: keys, pastes, sizes, answers of the terminal, and the system's wish that the process ends, which is
/// what a terminal that goes away comes to as well.
///
/// # Errors
/// Where signals cannot be listened to.
///
/// # Panics
/// Outside of a tokio runtime.
pub fn messages(asked: Asked) -> io::Result<impl Stream<Item = Msg> + Unpin> {
    let endings = stream::select(signals::terminations()?, hangup::hangup());
    let sleep = stream::select(Box::pin(signals::suspensions()?), signals::awakenings()?);
    let system = stream::select(stream::select(endings, sleep), Box::pin(signals::resizes()?));
    Ok(stream::select(events::events(asked), Box::pin(system)))
}
