//! What happens to the terminal when something panics.

use std::panic;
use std::thread;

use super::taken::Taken;

/// Makes a panic of this thread give the terminal back before it is reported, so that the report can be read and
/// the shell be used. A panic of another thread is a failed request: the worker reports it on screen, and here it
/// only goes to the log.
pub(super) fn restore_first(taken: Taken) {
    let ui = thread::current().id();
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == ui {
            taken.restore();
            report(info);
        } else {
            tracing::error!(location = ?info.location(), "a task panicked");
        }
    }));
}
