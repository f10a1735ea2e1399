//! The dialog in which a secret is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::dialogs::SecretForm;
use crate::dialogs::connect::view::service::page;
use crate::model::ProviderKind;
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 64;
/// What becomes of it.
const KEPT: &str = "It stays in memory until qrdeck quits and is not stored anywhere.";

/// What to do in it; the first that has room.
const HINTS: [&str; 3] = ["(type or paste it; it is not shown)", "(paste it; it is not shown)", "(not shown)"];

/// Draws the dialog.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &SecretForm) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let row = screen.state.profile_list.find(&form.request.profile);
    let account = row.map_or("", |row| row.account.as_str());
    let separator = if account.is_empty() { "" } else { "  ·  " };
    let service = form.service.map_or("", ProviderKind::service_name);
    let about = screen.dim_lines(&format!("{service}{separator}{account}"), columns);
    // What to do about it is to type another one, here.
    let refused = form.request.refused.as_ref().filter(|_| form.error.is_none());
    let refused = refused.map_or_else(Vec::new, |error| screen.warning_lines(&error.message, columns));
    let wrong = form.error.as_ref().map_or_else(Vec::new, |error| screen.error_lines(error, columns));
    let mut page = match (form.page(), form.service) {
        (Some(_), Some(kind)) => page(screen, kind, &form.name(), columns),
        _ => Vec::new(),
    };
    let mut kept = screen.dim_lines(KEPT, columns);
    kept.extend(more(screen).map(|more| screen.dim_lines(&more, columns)).unwrap_or_default());
    let parts = |page: usize| {
        [
            Part::whole(about.len(), 4),
            Part::at_least(refused.len(), 2, 7),
            Part::gap(1),
            Part::whole(1, 9),
            Part::whole(wrong.len(), 8),
            Part::gap(2),
            Part::at_least(page, 0, 1),
            Part::gap(1),
            Part::whole(kept.len(), 3),
        ]
    };
    let all = wanted(&parts(page.len()));
    let title = format!("{} needs its {}", text::line(form.request.profile.as_str()), form.name());
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, all));
    dialog.badge = vec![screen.badge(row.map_or(screen.state.world(), |row| row.profile.world))];
    let inside = dialog.open(screen, buf, area);
    if inside.height < all {
        // A part of an address leads nowhere.
        page.clear();
    }
    let heights = squeeze(parts(page.len()), inside.height);
    let mut rest = inside;
    let shown =
        [about, refused, Vec::new(), vec![typed(screen, form, columns)], wrong, Vec::new(), page, Vec::new(), kept];
    for (lines, rows) in shown.into_iter().zip(heights) {
        let place;
        (place, rest) = layout::top(rest, rows);
        paint::lines_cut(buf, place, lines);
    }
}

/// That something is typed, and how much of it: what was pasted can be compared by that.
fn typed(screen: Screen<'_>, form: &SecretForm, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let chars = form.typed.chars();
    let room = columns.saturating_sub(3);
    let count = match chars {
        0 => HINTS.into_iter().find(|hint| text::width(hint) <= room).unwrap_or_default().to_owned(),
        1 => " 1 character".to_owned(),
        chars => format!(" {chars} characters"),
    };
    let dots = usize::from(room.saturating_sub(text::width(&count)));
    Line::from(vec![
        Span::styled("▸ ", theme.accent.patch(theme.strong)),
        Span::raw("•".repeat(chars.min(dots))),
        screen.cursor(),
        Span::styled(text::fit(&count, room), theme.dim),
    ])
}

/// That this is not the last question.
fn more(screen: Screen<'_>) -> Option<String> {
    match screen.state.secrets.waiting.len() {
        0 => None,
        1 => Some("Another secret follows this one.".to_owned()),
        more => Some(format!("{more} more secrets follow this one.")),
    }
}
