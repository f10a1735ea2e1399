//! All that is known of the selected row, under its QR.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::dialogs::SearchDialog;
use crate::model::{CodeId, NumberKey};
use crate::search::Row;
use crate::view::{Screen, paint, text};

/// Columns of the names, the gap included.
const NAME: u16 = 9;

/// Draws as much as fits, the most important first.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, search: &SearchDialog) {
    let lines = lines(screen, search, area.width);
    match area.height {
        // A link is of use only if it is whole; that there is more goes without saying.
        0..=2 => paint::lines(buf, area, &lines),
        _ => paint::lines_cut(buf, area, lines),
    }
}

/// Everything, in lines of at most `columns`.
fn lines(screen: Screen<'_>, search: &SearchDialog, columns: u16) -> Vec<Line<'static>> {
    let Some((hit, row)) = search.hit().and_then(|hit| Some((hit, hit.get()?))) else { return Vec::new() };
    let number = hit.segment.number();
    let fact = |name: &str, value: &str| fact(screen, name, value, Style::new(), columns);
    let mut lines = Vec::new();
    // On lines of its own, so that it can be copied whole.
    let link = search.link.as_deref().map(|link| text::wrap(link, columns)).unwrap_or_default();
    lines.extend(link.into_iter().map(|row| Line::styled(row, screen.theme.strong)));
    match row {
        Row::Code(code) | Row::Retired(code) => {
            if matches!(row, Row::Retired(_)) {
                let told = screen.state.retired.tell(code.code);
                let told = told.as_deref().unwrap_or("This code no longer works.");
                lines.extend(screen.warning_lines(told, columns));
            }
            lines.extend(label(screen, number, code.code, columns));
            lines.extend(fact("Message", code.message));
            lines.extend(fact("Code", code.code));
        }
        Row::Group(group) => {
            lines.extend(fact("Group", &group.subject));
            lines.extend(fact("About", &group.description));
        }
    }
    if let Some(number) = screen.state.find_number(number) {
        lines.extend(fact("Number", &format!("{}\n{}", number.name, number.display)));
    }
    lines.extend(fact("Profile", number.profile.as_str()));
    lines
}

/// What people call the code on this machine.
fn label(screen: Screen<'_>, number: &NumberKey, code: &str, columns: u16) -> Vec<Line<'static>> {
    let state = screen.state;
    let key = state.label_key(number, Some(&CodeId::new(code)));
    let Some(label) = key.and_then(|key| state.labels.get(&key)) else { return Vec::new() };
    let tags = label.tags.join(", ");
    [("Label", &label.label, screen.theme.accent), ("Tags", &tags, Style::new()), ("Note", &label.note, Style::new())]
        .into_iter()
        .flat_map(|(name, value, style)| fact(screen, name, value, style, columns))
        .collect()
}

/// A name and what it stands for; nothing where that is empty.
fn fact(screen: Screen<'_>, name: &str, value: &str, style: Style, columns: u16) -> Vec<Line<'static>> {
    let rows = if value.is_empty() { Vec::new() } else { text::wrap(value, columns.saturating_sub(NAME)) };
    let line = |(at, row): (usize, String)| {
        let name = text::fill(if at == 0 { name } else { "" }, NAME);
        Line::from(vec![Span::styled(name, screen.theme.dim), Span::styled(row, style)])
    };
    rows.into_iter().enumerate().map(line).collect()
}
