//! To the clipboard.

use super::notices;
use crate::app::{Clipboard, Effect, Level, NotCopied, Pane, State};
use crate::export::symbol::Symbol;
use crate::export::{Print, TextStyle, txt};
use crate::model::clean;

/// Copies the link that is shown, on one line whatever the service put into it.
pub(crate) fn link(state: &State, fx: &mut Vec<Effect>) {
    if let Some(link) = state.link().map(|link| clean::line(link).into_owned()) {
        fx.push(Effect::Copy { what: format!("The link {link}"), text: link });
    }
}

/// Copies the message of the selected code, without what no person writes.
pub(crate) fn message(state: &State, fx: &mut Vec<Effect>) {
    if let Some((_, code)) = state.code().filter(|_| state.focus != Pane::Groups) {
        fx.push(Effect::Copy { what: format!("The message of {}", code.code), text: clean::input(&code.message) });
    }
}

/// Copies the QR of the link that is shown, drawn in characters.
pub(crate) fn picture(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(link) = state.link() else { return };
    match Symbol::new(link, Print::default()) {
        Ok(symbol) => {
            let what = "The QR as characters, for dark text on a light background,".to_owned();
            fx.push(Effect::Copy { what, text: txt::write(&symbol, TextStyle::Blocks) });
        }
        Err(error) => notices::toast(state, Level::Warning, error.message, fx),
    }
}

/// Says what came of it. Terminals do not tell whether they took it, so "sent" is all that is known.
pub(crate) fn done(state: &mut State, what: &str, outcome: Result<Clipboard, NotCopied>, fx: &mut Vec<Effect>) {
    match outcome {
        Ok(place) => notices::toast(state, Level::Good, format!("{what} was sent to {}.", place.name()), fx),
        Err(reason) => notices::toast(state, Level::Warning, format!("{what} was not copied: {reason}."), fx),
    }
}
