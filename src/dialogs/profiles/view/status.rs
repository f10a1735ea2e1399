//! What there is to say of a profile: in a word or two for the list, in sentences below it.

use ratatui::style::Style;

use crate::app::{ProfileRow, ProfileStatus, Remote};
use crate::view::Screen;

/// In few words, and in which style.
pub(crate) fn word(screen: Screen<'_>, row: &ProfileRow) -> (String, Style) {
    let (state, theme) = (screen.state, screen.theme);
    let name = &row.profile.name;
    match row.status {
        ProfileStatus::New => return ("new in config.toml".to_owned(), theme.accent),
        ProfileStatus::Gone => return ("not in config.toml".to_owned(), theme.warning),
        ProfileStatus::Here | ProfileStatus::Changed => {}
    }
    if state.profile(name).is_none() {
        return ("hidden".to_owned(), theme.dim);
    }
    if state.is_asked_for(name) {
        return ("waits for its secret".to_owned(), theme.dim);
    }
    if state.secrets.declined.contains(name) {
        return ("not connected".to_owned(), theme.warning);
    }
    let remote = state.numbers.get(name);
    match (remote.and_then(Remote::loading), remote.and_then(Remote::error), remote.and_then(Remote::value)) {
        (Some(_), _, _) => (format!("{} connecting…", screen.spinner()), theme.dim),
        (None, Some(error), _) => (format!("! {}", error.message), theme.warning),
        (None, None, Some(numbers)) if numbers.len() == 1 => ("1 number".to_owned(), theme.good),
        (None, None, Some(numbers)) => (format!("{} numbers", numbers.len()), theme.good),
        (None, None, None) => (String::new(), theme.dim),
    }
}

/// In full.
pub(crate) fn sentence(screen: Screen<'_>, row: &ProfileRow) -> String {
    let (state, name) = (screen.state, &row.profile.name);
    let remote = state.numbers.get(name);
    let error = remote.and_then(Remote::error).filter(|_| remote.is_some_and(|remote| remote.loading().is_none()));
    let mut sentence = match row.status {
        ProfileStatus::New => "New in config.toml and not part of this run. {show} reloads.".to_owned(),
        ProfileStatus::Gone => "No longer in config.toml; this run still uses it.".to_owned(),
        _ if state.profile(name).is_none() => "Hidden: nothing is read from it. {show} shows it.".to_owned(),
        _ if state.is_asked_for(name) => "Waiting for its secret.".to_owned(),
        _ if state.secrets.declined.contains(name) => {
            "Not connected: its secret was not given. {test} asks for it again.".to_owned()
        }
        _ => match (error, remote.and_then(Remote::value)) {
            (Some(error), _) => format!("{} {}", error.message, error.advice),
            (None, Some(numbers)) => format!("Connected; phone numbers: {}.", numbers.len()),
            (None, None) => "Not connected yet.".to_owned(),
        },
    };
    if row.status == ProfileStatus::Changed {
        sentence.push_str(" Changed in config.toml since the start; {reopen} reloads.");
    }
    screen.keys(&sentence)
}
