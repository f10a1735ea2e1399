//! How far an audit has come.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::{DialogFrame, Screen, paint, text};
use crate::audit::ScanProgress;

/// Columns that make a line easy to read.
const COLUMNS: u16 = 60;
/// From so many files on, it is said that they are many.
const MANY: usize = 10_000;

/// Draws it; without progress, the journal is being asked.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, progress: Option<ScanProgress>) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let now = progress.unwrap_or_default();
    let (doing, done, total) = match (progress, now.asked) {
        (None, _) => ("Reading the journal".to_owned(), 1, 1),
        (_, Some((asked, total))) => (format!("Asking the accounts, {asked} of {total} lists read"), asked, total),
        (_, None) if !now.walked => (format!("Looking for files, {} so far", now.files), 0, 0),
        (_, None) => (format!("Reading {} of {} files", now.read, now.files), now.read, now.files),
    };
    let links = match now.links {
        _ if progress.is_none() => String::new(),
        1 => "1 link found".to_owned(),
        links => format!("{links} links found"),
    };
    let mut lines = vec![
        Line::from(vec![
            Span::styled(format!("{} ", screen.spinner()), screen.theme.accent),
            Span::raw(text::fit(&doing, columns.saturating_sub(2))),
        ]),
        bar(screen, done, total, columns),
        Line::styled(text::fit(&links, columns), screen.theme.dim),
    ];
    if now.files >= MANY && now.asked.is_none() {
        lines.extend(
            screen.dim_lines(&screen.keys("There are many files. {back} stops; a smaller folder is faster."), columns),
        );
    }
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut dialog = DialogFrame::new(screen, "Auditing files", Size::new(columns, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
}

/// How much of it is over, as a bar of text.
fn bar(screen: Screen<'_>, done: usize, total: usize, columns: u16) -> Line<'static> {
    let columns = usize::from(columns);
    let full = (columns * done).checked_div(total).unwrap_or(0).min(columns);
    Line::from(vec![
        Span::styled("━".repeat(full), screen.theme.accent),
        Span::styled("─".repeat(columns - full), screen.theme.dim),
    ])
}
