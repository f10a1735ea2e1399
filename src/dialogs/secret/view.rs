//! The dialog in which a secret is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::dialogs::SecretForm;
use crate::model::ProviderKind;
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 64;
/// What becomes of it.
const KEPT: &str = "It stays in memory until qrdeck quits and is not stored anywhere.";

/// Draws the dialog.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &SecretForm) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let row = screen.state.profile_list.find(&form.request.profile);
    let (kind, service) = (form.request.kind, row.map(|row| row.profile.provider));
    let name = service.map_or_else(|| kind.names(), |service| kind.name(service).to_owned());

    let account = row.map_or("", |row| row.account.as_str());
    let separator = if account.is_empty() { "" } else { "  ·  " };
    let about =
        screen.dim_lines(&format!("{}{separator}{account}", service.map_or("", ProviderKind::service_name)), columns);
    let told = match (&form.error, &form.request.refused) {
        (Some(error), _) => screen.error_lines(error, columns),
        // What to do about it is to type another one, here.
        (None, Some(error)) => screen.warning_lines(&error.message, columns),
        (None, None) => Vec::new(),
    };
    let mut kept = screen.dim_lines(KEPT, columns);
    kept.extend(more(screen).map(|more| screen.dim_lines(&more, columns)).unwrap_or_default());
    let parts = [
        Part::whole(about.len(), 4),
        Part::at_least(told.len(), 2, 8),
        Part::gap(1),
        Part::whole(1, 9),
        Part::gap(2),
        Part::at_least(kept.len(), 1, 5),
    ];
    let title = format!("{} needs its {name}", text::line(form.request.profile.as_str()));
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(row.map_or(screen.state.world(), |row| row.profile.world))];
    let inside = dialog.open(screen, buf, area);
    let [about_rows, told_rows, gap, typed_rows, lower_gap, kept_rows] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, about_rows);
    paint::lines(buf, place, &about);
    let (place, rest) = layout::top(rest, told_rows);
    paint::lines_cut(buf, place, told);
    let (place, rest) = layout::top(layout::top(rest, gap).1, typed_rows);
    paint::lines(buf, place, &[typed(screen, form, columns)]);
    paint::lines_cut(buf, layout::top(layout::top(rest, lower_gap).1, kept_rows).0, kept);
}

/// That something is typed, and how much of it: what was pasted can be compared by that.
fn typed(screen: Screen<'_>, form: &SecretForm, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let chars = form.typed.chars();
    let count = match chars {
        0 => " type or paste it; it is not shown".to_owned(),
        1 => " 1 character".to_owned(),
        chars => format!(" {chars} characters"),
    };
    let room = columns.saturating_sub(text::width(&count) + 3);
    Line::from(vec![
        Span::styled("▸ ", theme.accent.patch(theme.strong)),
        Span::raw("•".repeat(chars.min(usize::from(room)))),
        screen.cursor(),
        Span::styled(text::fit(&count, columns.saturating_sub(3)), theme.dim),
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
