//! The columns of a pane: their places in its rows, and the line that names them.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Column, Pane, Sort};
use crate::view::{Screen, text};

/// The place of a column in the rows of a pane, right of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// What stands there.
    pub column: Column,
    /// Blanks before it.
    pub gap: u16,
    /// Columns of the terminal.
    pub width: u16,
    /// Whether what stands there is aligned to the right.
    pub end: bool,
}

impl Slot {
    /// A column that is aligned to the left.
    pub(crate) fn start(column: Column, gap: u16, width: u16) -> Self {
        Self { column, gap, width, end: false }
    }

    /// A column that is aligned to the right.
    pub(crate) fn end(column: Column, gap: u16, width: u16) -> Self {
        Self { column, gap, width, end: true }
    }
}

/// The names of the columns; an arrow tells by which of them the pane is sorted, and in which direction.
pub(crate) fn header(screen: Screen<'_>, pane: Pane, slots: &[Slot]) -> Line<'static> {
    let sort = screen.state.sort(pane);
    let hidden = sort.filter(|sort| slots.iter().all(|slot| slot.column != sort.column));
    let mut spans = Vec::new();
    for (at, slot) in slots.iter().enumerate() {
        let sorted = sort.filter(|sort| sort.column == slot.column);
        // Room is found in the first column for the name of one that has no room of its own.
        let guest = hidden.filter(|_| at == 0);
        let name = name(*slot, sorted, guest);
        let blanks = " ".repeat(slot.width.saturating_sub(text::width(&name)).into());
        let style = if sorted.or(guest).is_some() { Style::new() } else { screen.theme.dim };
        let (before, after) = if slot.end { (blanks, String::new()) } else { (String::new(), blanks) };
        spans.push(Span::raw(" ".repeat(slot.gap.into()) + &before));
        spans.push(Span::styled(name, style));
        spans.push(Span::raw(after));
    }
    Line::from(spans)
}

/// The longest name that has room: with the arrow where it is sorted by this column, else nothing or the arrow alone.
fn name(slot: Slot, sorted: Option<Sort>, guest: Option<Sort>) -> String {
    let title = slot.column.title();
    let arrow = sorted.map_or("", Sort::arrow);
    let mut names = vec![format!("{title} {arrow}"), format!("{title}{arrow}"), arrow.to_owned()];
    if let Some(guest) = guest {
        let by = format!("{} {}", guest.column.title(), guest.arrow());
        names.splice(0..0, [format!("{title} · {by}"), by]);
    }
    let fits = |name: &&String| text::width(name.trim_end()) <= slot.width;
    names.iter().find(fits).map_or_else(String::new, |name| name.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_with_room_is_shown() {
        let slot = |width| Slot::end(Column::Codes, 1, width);
        let sorted = Some(Sort { column: Column::Codes, descending: true });
        let names = |sorted| [8, 7, 6, 5, 1, 0].map(|width| name(slot(width), sorted, None));
        assert_eq!(names(None), ["Codes", "Codes", "Codes", "Codes", "", ""]);
        assert_eq!(names(sorted), ["Codes ▼", "Codes ▼", "Codes▼", "▼", "▼", ""]);
        let guest = Some(Sort { column: Column::Phone, descending: false });
        let names = [16, 10, 5, 3].map(|width| name(slot(width), None, guest));
        assert_eq!(names, ["Codes · Phone ▲", "Phone ▲", "Codes", ""]);
    }
}
