//! What is to be said about profiles.

use ratatui::text::{Line, Span};

use crate::app::{Action, Pane};
use crate::model::Profile;
use crate::view::Screen;

/// That there are profiles that are not on screen.
pub(crate) fn hidden(screen: Screen<'_>, columns: u16) -> Vec<Line<'static>> {
    let sentence = match screen.state.hidden().count() {
        0 => return Vec::new(),
        _ if screen.state.profiles.is_empty() => "All profiles are hidden.".to_owned(),
        1 => "1 more profile is hidden.".to_owned(),
        more => format!("{more} more profiles are hidden."),
    };
    screen.dim_lines(&screen.advise(&sentence, Pane::Numbers, Action::Profiles, "shows them."), columns)
}

/// What is to be said about a profile.
pub(crate) fn of_profile(screen: Screen<'_>, profile: &Profile, columns: u16) -> Vec<Line<'static>> {
    let Some(remote) = screen.state.numbers.get(&profile.name) else { return Vec::new() };
    let room = columns.saturating_sub(1);
    let mut lines = match secret_note(screen, profile) {
        Some(sentence) => screen.dim_lines(&sentence, room),
        None => screen.remote_lines(remote, Pane::Numbers, room),
    };
    if lines.is_empty() && remote.value().is_some_and(Vec::is_empty) {
        lines = screen.dim_lines("This account has no phone numbers. Add one at the service, then refresh.", room);
    }
    for line in &mut lines {
        line.spans.insert(0, Span::raw(" "));
    }
    lines
}

/// That it waits for a secret that the person is asked for, or would not give.
fn secret_note(screen: Screen<'_>, profile: &Profile) -> Option<String> {
    let state = screen.state;
    if state.is_asked_for(&profile.name) {
        return Some("Waiting for its secret.".to_owned());
    }
    let declined = state.secrets.declined.contains(&profile.name);
    let sentence = "Not connected: its secret was not given.";
    declined.then(|| screen.advise(sentence, Pane::Numbers, Action::Refresh, "asks for it again."))
}
