//! To the clipboard.

use super::notices;
use crate::app::{Clipboard, Effect, Level, NotCopied, Pane, State};
use crate::export::symbol::Symbol;
use crate::export::{Print, TextStyle, txt};
use crate::model::{CodeKey, QrCode, clean};

/// Copies the link that is shown, or those of the marked codes, each on one line whatever the service put into it.
pub(crate) fn link(state: &State, fx: &mut Vec<Effect>) {
    if let Some(codes) = marked(state) {
        let links: Vec<_> = codes.iter().map(|(_, code)| clean::line(&code.link).into_owned()).collect();
        return fx.push(Effect::Copy { what: format!("A list of {} links", links.len()), text: links.join("\n") });
    }
    if let Some(link) = state.link().map(|link| clean::line(link).into_owned()) {
        fx.push(Effect::Copy { what: format!("The link {link}"), text: link });
    }
}

/// Copies the message of the selected code, or those of the marked ones, without what no person writes.
pub(crate) fn message(state: &State, fx: &mut Vec<Effect>) {
    if let Some(codes) = marked(state) {
        let messages: Vec<_> = codes.iter().map(|(_, code)| clean::input(&code.message)).collect();
        return fx
            .push(Effect::Copy { what: format!("A list of {} messages", messages.len()), text: messages.join("\n") });
    }
    if let Some((_, code)) = state.subject().filter(|_| state.is_searching() || state.focus != Pane::Groups) {
        fx.push(Effect::Copy { what: format!("The message of {}", code.code), text: clean::input(&code.message) });
    }
}

/// The marked codes, where an act is about them.
fn marked(state: &State) -> Option<Vec<(CodeKey, QrCode)>> {
    state.acts_on_marked().then(|| state.targets())
}

/// Copies the QR of the link that is shown, drawn in characters.
pub(crate) fn picture(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(link) = state.link() else { return };
    match Symbol::new(link, Print::default()) {
        Ok(symbol) => {
            let what = format!("The QR of {}, as characters for dark text on light ground,", clean::line(link));
            fx.push(Effect::Copy { what, text: txt::write(&symbol, TextStyle::Blocks) });
        }
        Err(error) => notices::toast(state, Level::Warning, error.message, fx),
    }
}

/// Says what came of it. Terminals do not tell whether they took it, so "sent" is all that is known.
pub(crate) fn done(state: &mut State, what: &str, outcome: Result<Clipboard, NotCopied>, fx: &mut Vec<Effect>) {
    match outcome {
        Ok(place) => {
            let sent = format!("{what} was sent to {}.", place.name());
            // What is cut off at the end of the line is what everybody knows.
            match place.doubt() {
                Some(doubt) => notices::toast(state, Level::Warning, format!("{doubt} {sent}"), fx),
                None => notices::toast(state, Level::Good, sent, fx),
            }
        }
        Err(reason) => notices::toast(state, Level::Warning, format!("{what} was not copied: {reason}."), fx),
    }
}
