//! The rows of the list of profiles.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::status;
use crate::app::ProfileRow;
use crate::dialogs::Profiles;
use crate::model::World;
use crate::view::list::{self, Rows};
use crate::view::{Screen, paint, text};

/// Most columns of a name in a row of one line.
const NAME: u16 = 24;
/// Columns of the marker, and of whether a profile is on screen.
const SHOWN: u16 = list::MARKER + 5;

/// Draws the rows around the selected one.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, profiles: &Profiles) {
    let rows = &screen.state.profile_list.rows;
    if rows.is_empty() {
        let sentence = screen.keys("There is no profile. {new} connects a real account.");
        return paint::lines(buf, area, &screen.dim_lines(&sentence, area.width));
    }
    let at = profiles.position(&screen.state.profile_list);
    let widest = rows.iter().map(|row| text::width(&text::line(row.profile.name.as_str()))).max().unwrap_or_default();
    let name = widest.min(NAME).min(area.width / 3);
    let each = Profiles::lines_each(area.width);
    list::draw(screen, buf, area, &Rows::of_lines(rows.len(), each, at), |seen| {
        let lines =
            rows.iter().skip(seen.start / each).take(seen.len().div_ceil(each) + 1).flat_map(|row| match each {
                1 => vec![line(screen, row, name, area.width)],
                _ => lines(screen, row, widest, each, area.width),
            });
        lines.skip(seen.start % each).take(seen.len()).collect()
    });
}

/// Whether it is on screen.
fn shown(screen: Screen<'_>, row: &ProfileRow) -> Span<'static> {
    let shown = screen.state.profile(&row.profile.name).is_some();
    Span::raw(if shown { " [x] " } else { " [ ] " })
}

/// Whether it is on screen, name, service, world, and how it stands.
fn line(screen: Screen<'_>, row: &ProfileRow, name_columns: u16, columns: u16) -> Line<'static> {
    let profile = &row.profile;
    let gap = World::Sandbox.badge().len() - profile.world.badge().len();
    let mut spans = vec![
        shown(screen, row),
        Span::raw(text::fill(profile.name.as_str(), name_columns)),
        Span::styled(format!("  {:<6}", profile.provider.short_name()), screen.theme.dim),
        screen.badge(profile.world),
        Span::raw(" ".repeat(if screen.state.profile_list.is_mixed() { gap } else { 0 })),
        Span::raw(if profile.read_only { "  read-only  " } else { "  " }),
    ];
    let taken = list::MARKER + u16::try_from(Line::from(spans.clone()).width()).unwrap_or(u16::MAX);
    let (word, style) = status::word(screen, row);
    spans.push(Span::styled(text::fit_words(&word, columns.saturating_sub(taken)), style));
    Line::from(spans)
}

/// Whether it is on screen, and its name; below it how it stands. Its world has a line of its own where there is no room
/// for it beside the name.
fn lines(screen: Screen<'_>, row: &ProfileRow, widest: u16, each: usize, columns: u16) -> Vec<Line<'static>> {
    let profile = &row.profile;
    let badge = screen.badge(profile.world);
    let indent = Span::raw(" ".repeat(usize::from(SHOWN - list::MARKER)));
    let room = columns.saturating_sub(SHOWN);
    let (word, style) = status::word(screen, row);
    let word = match (profile.read_only, word.is_empty()) {
        (true, true) => "read-only".to_owned(),
        (true, false) => format!("read-only, {word}"),
        (false, _) => word,
    };
    let second = Line::from(vec![indent.clone(), Span::styled(text::fit_words(&word, room), style)]);
    let name = |columns: u16| Span::raw(text::fill(profile.name.as_str(), columns));
    if each > 2 {
        let first = Line::from(vec![shown(screen, row), name(room)]);
        return vec![first, second, Line::from(vec![indent, badge])];
    }
    let beside = room.saturating_sub(2 + text::width(&format!(" {} ", World::Sandbox.badge())));
    let first = Line::from(vec![shown(screen, row), name(widest.min(beside)), Span::raw("  "), badge]);
    vec![first, second]
}
