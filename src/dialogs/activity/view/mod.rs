//! The journal: what was changed from this machine, and its outcome.

mod details;
mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::Logged;
use crate::dialogs::Activity;
use crate::model::NumberKey;
use crate::view::{DialogFrame, Screen};

/// Draws it over the whole width.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, activity: &Activity) {
    let entry = activity.selected().filter(|_| activity.details);
    let title = match (entry, activity.marked().count()) {
        (Some(row), _) => format!("Entry {}", row.entry.id),
        (None, 0) => "Activity".to_owned(),
        (None, marked) => format!("Activity · {marked} marked"),
    };
    let mut dialog = DialogFrame::new(screen, &title, DialogFrame::most(area));
    dialog.badge = vec![screen.badge(screen.state.world())];
    if entry.is_none() {
        dialog.note = Line::styled(place(activity), screen.theme.dim);
    }
    let inside = dialog.open(screen, buf, area);
    match entry {
        Some(row) => details::draw(screen, buf, inside, row),
        None => rows::draw(screen, buf, inside, activity),
    }
}

/// Where in the list one is.
fn place(activity: &Activity) -> String {
    let more = if activity.is_whole() { "" } else { "+" };
    match activity.visible().len() {
        0 => String::new(),
        shown if shown < activity.loaded() => format!(" {shown} of {}{more} ", activity.loaded()),
        _ => format!(" {} of {}{more} ", activity.position() + 1, activity.loaded()),
    }
}

/// The number as people know it, or its identifier.
fn number(screen: Screen<'_>, row: &Logged) -> String {
    let intent = &row.entry.intent;
    let key = NumberKey { profile: intent.profile.clone(), number: intent.number.clone() };
    screen.state.find_number(&key).map_or_else(|| intent.number.to_string(), |number| number.name.clone())
}
