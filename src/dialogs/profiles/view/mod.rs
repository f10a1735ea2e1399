//! All profiles there are, and what is known of the selected one.

mod findings;
mod rows;
mod status;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::{ProfileCheck, ProfileRow};
use crate::dialogs::{Dialog, Profiles};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint};

/// Columns in which a row tells everything.
const COLUMNS: u16 = 96;
/// Rows of what is wrong with the configuration, at most.
const MISTAKES: usize = 8;

/// Draws the list, or the findings of a test.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, list: &Profiles) {
    let profiles = &screen.state.profile_list;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    if let Some(row) = list.row(profiles).filter(|_| list.reading) {
        return findings::draw(screen, buf, area, row);
    }
    let mut mistakes = mistakes(screen, columns);
    if mistakes.len() > MISTAKES {
        mistakes.truncate(MISTAKES);
        mistakes.extend(screen.dim_lines("  and more: see qrdeck doctor", columns));
    }
    let each = Profiles::lines_each(columns);
    let said = list.said.as_ref().map_or_else(Vec::new, |said| screen.warning_lines(&screen.keys(said), columns));
    let facts = list.row(profiles).map_or_else(Vec::new, |row| facts(screen, row, columns));
    let parts = [
        Part::at_least(mistakes.len(), 5, 7),
        Part::at_least(said.len(), 1, 8),
        Part::at_least(each * profiles.rows.len().max(1), 3.max(each), 7),
        Part::gap(2),
        Part::at_least(facts.len(), 2, 5),
    ];
    let mut dialog = DialogFrame::new(screen, "Profiles", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [mistake_rows, said_rows, list_rows, gap, fact_rows] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, mistake_rows);
    paint::lines_cut(buf, place, mistakes);
    let (place, rest) = layout::top(rest, said_rows);
    paint::lines_cut(buf, place, said);
    let (place, rest) = layout::top(rest, list_rows);
    rows::draw(screen, buf, place, list);
    paint::lines_cut(buf, layout::top(layout::top(rest, gap).1, fact_rows).0, facts);
}

/// What is wrong with config.toml.
fn mistakes(screen: Screen<'_>, columns: u16) -> Vec<Line<'static>> {
    let mistakes = screen.state.profile_list.mistakes.as_ref();
    mistakes.map_or_else(Vec::new, |error| screen.warning_lines(&error.message, columns))
}

/// What is known of a profile, the most pressing first.
fn facts(screen: Screen<'_>, row: &ProfileRow, columns: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            lines.extend(screen.fact(name, value, Style::new(), columns));
        }
    };
    add("State", &status::sentence(screen, row));
    if !matches!(screen.state.dialogs.last(), Some(Dialog::Profiles(list)) if list.reading) {
        add("Test", &tested(screen, row));
    }
    let account = if row.account.is_empty() && !row.secrets.is_empty() { "found by its secret" } else { &row.account };
    add("Account", account);
    add("Secret", &row.places());
    add("Address", &row.address);
    lines
}

/// How the last test went.
fn tested(screen: Screen<'_>, row: &ProfileRow) -> String {
    match screen.state.profile_list.checks.get(&row.profile.name) {
        None => String::new(),
        Some(ProfileCheck::Running(_)) => format!("{} asking the service…", screen.spinner()),
        Some(ProfileCheck::Done { failed, at, findings }) => {
            let at = at.wall.strftime("%H:%M:%S");
            let verdict = match (*failed, findings.iter().filter(|finding| !finding.good).count()) {
                (true, _) => "it does not work",
                (false, 0) => "all is well",
                (false, _) => "it works, with warnings",
            };
            screen.keys(&format!("{at}: {verdict}; {{findings}} shows the findings"))
        }
    }
}
