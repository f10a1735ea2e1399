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

/// From so many columns on, a row names the service and whether it is read-only.
const WIDE: u16 = 60;
/// Most columns of a name.
const NAME: u16 = 24;

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
    list::draw(screen, buf, area, &Rows::single(rows.len(), at), |seen| {
        rows[seen].iter().map(|row| line(screen, row, name, area.width)).collect()
    });
}

/// Whether it is on screen, name, service, world, and how it stands.
fn line(screen: Screen<'_>, row: &ProfileRow, name_columns: u16, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let profile = &row.profile;
    let shown = screen.state.profile(&profile.name).is_some();
    let world = match profile.world {
        World::Live => theme.live,
        World::Sandbox => theme.sandbox,
    };
    let mut spans = vec![
        Span::raw(if shown { " [x] " } else { " [ ] " }),
        Span::raw(text::fill(profile.name.as_str(), name_columns)),
        Span::raw("  "),
    ];
    if columns >= WIDE {
        spans.push(Span::styled(format!("{:<6}", profile.provider.short_name()), theme.dim));
    }
    spans.push(Span::styled(format!(" {} ", profile.world.badge()), world));
    if columns >= WIDE {
        let gap = World::Sandbox.badge().len() - profile.world.badge().len();
        spans.push(Span::raw(" ".repeat(if screen.state.profile_list.is_mixed() { gap } else { 0 })));
        spans.push(Span::raw(if profile.read_only { " read-only  " } else { "  " }));
    } else {
        spans.push(Span::raw(if profile.read_only { " ro " } else { " " }));
    }
    let taken = list::MARKER + u16::try_from(Line::from(spans.clone()).width()).unwrap_or(u16::MAX);
    let (word, style) = status::word(screen, row);
    spans.push(Span::styled(text::fit(&word, columns.saturating_sub(taken)), style));
    Line::from(spans)
}
