//! The form that changes many messages by a pattern, with every result.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::LineInput;
use crate::dialogs::{Rewrite, RewriteField, Rewritten};
use crate::model::{CodeKey, QrCode, message_chars};
use crate::view::sign::sign;
use crate::view::{DialogFrame, Screen, layout, list, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 76;
/// Rows the results take at most.
const LISTED: usize = 16;
/// Rows above the results.
const ABOVE: u16 = 5;
/// Rows of all else.
const WORDS: u16 = 6;
/// Rows of one result: what it was, what it becomes.
const ITEM: usize = 2;

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &Rewrite) {
    let theme = screen.theme;
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let results = form.results();
    let touched: Vec<_> = results.iter().filter(|(.., result)| *result != Rewritten::Same).collect();
    let mut lines = vec![
        field(screen, "Find     ", &form.find, form.field == RewriteField::Find, columns),
        field(screen, "Replace  ", &form.put, form.field == RewriteField::Put, columns),
        Line::default(),
        match &form.error {
            Some(error) => Line::styled(text::fit(&format!("! {error}"), columns), theme.warning),
            None => Line::styled(text::fit(&verdict(&results), columns), theme.dim),
        },
        Line::default(),
    ];
    let restored = screen.restored_lines(form.restored, columns);
    lines.splice(2..2, restored);
    let room = (usize::from(most.height.saturating_sub(WORDS)).min(LISTED) / ITEM).max(1);
    form.scroll.fits(touched.len().saturating_sub(room), room);
    let first = form.scroll.rows();
    for (_, code, result) in touched.iter().skip(first).take(room) {
        lines.extend(item(screen, &code.message, result, columns));
    }
    if touched.len() > room {
        let place = format!("{}–{} of {}, ↓ ↑ scroll", first + 1, first + room, touched.len());
        lines.push(Line::styled(text::fit(&place, columns), theme.dim));
    }
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(most.height);
    let title = match form.numbers().len() {
        1 => format!("Change {} messages", form.codes.len()),
        numbers => format!("Change {} messages of {numbers} numbers", form.codes.len()),
    };
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, rows));
    let numbers = form.numbers();
    let profiles = numbers.iter().filter_map(|number| screen.state.profile(&number.profile));
    dialog.badge = screen.badges(|world| profiles.clone().any(|profile| profile.world == world));
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
    let listed = layout::top(inside, ABOVE).1;
    list::scroll_bar(screen, buf, listed, touched.len(), &(first..touched.len().min(first + room)));
}

/// A field with its name, and the cursor where it has the focus.
fn field(screen: Screen<'_>, name: &str, typed: &LineInput, focused: bool, columns: u16) -> Line<'static> {
    let style = if focused { screen.theme.accent } else { screen.theme.dim };
    let mut spans = vec![Span::styled(name.to_owned(), style)];
    spans.extend(screen.typed(typed, focused, Style::new(), columns.saturating_sub(text::width(name) + 1)));
    Line::from(spans)
}

/// How many would change.
fn verdict(results: &[(&CodeKey, &QrCode, Rewritten)]) -> String {
    let count = |wanted: fn(&Rewritten) -> bool| results.iter().filter(|(.., result)| wanted(result)).count();
    let changed = count(|result| matches!(result, Rewritten::Changed(_)));
    let refused = count(|result| matches!(result, Rewritten::Refused { .. }));
    if refused > 0 {
        return format!("{changed} would change, {refused} cannot be sent.");
    }
    format!("{changed} of {} would change. Nothing is sent before you confirm.", results.len())
}

/// What a message was and what it becomes.
fn item(screen: Screen<'_>, old: &str, result: &Rewritten, columns: u16) -> [Line<'static>; ITEM] {
    let theme = screen.theme;
    let room = columns.saturating_sub(2);
    let old = Line::styled(format!("  {}", text::fit(&text::first_line(old), room)), theme.dim);
    let new = match result {
        Rewritten::Same => Line::default(),
        Rewritten::Changed(new) => {
            let count = format!(" {}", message_chars(new));
            let new = text::fill(&text::first_line(new), room.saturating_sub(text::width(&count)));
            Line::from(vec![Span::styled("→ ", theme.accent), Span::raw(new), Span::styled(count, theme.dim)])
        }
        Rewritten::Refused { reason, .. } => {
            let [sign, gap] = sign("✗", theme.danger);
            Line::from(vec![sign, gap, Span::raw(text::fit(reason, room))])
        }
    };
    [old, new]
}
