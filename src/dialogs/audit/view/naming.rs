//! The form in which files are named.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::{DialogFrame, Screen, layout, paint, text};
use crate::dialogs::Audit;
use crate::view::squeeze::{Part, squeeze, wanted};

/// Columns that make a path easy to read.
const COLUMNS: u16 = 76;
/// Rows of the paths, the edge included.
const EDITOR: usize = 5;
/// Rows of the names that a path can go on with.
const NAMES: usize = 6;
const ABOUT: &str =
    "Finds the links and QR codes in text files, web pages, PDFs and pictures, and reports which of them are dead.";
const HOW: &str = "Type, paste or drop them: one per line, or several separated by spaces; ~ is your home directory.";

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, audit: &Audit) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let about = screen.dim_lines(ABOUT, columns);
    let how = screen.dim_lines(HOW, columns);
    let error = audit.error.as_ref().map_or_else(Vec::new, |error| screen.error_lines(error, columns));
    let names = names(audit, columns);
    let parts = [
        Part::at_least(about.len(), 0, 1),
        Part::at_least(3, 3, 9),
        Part::at_least(EDITOR - 3, 0, 3),
        Part::at_least(how.len(), 0, 2),
        Part::at_least(names.len(), 1, 5),
        Part::at_least(error.len(), 1, 8),
    ];
    let mut dialog = DialogFrame::new(screen, "Audit files", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [about_rows, editor_rows, more_rows, how_rows, names_rows, error_rows] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, about_rows);
    paint::lines_cut(buf, place, about);
    let (place, rest) = layout::top(rest, editor_rows + more_rows);
    if place.height >= 3 {
        let title = if place.width < 24 { "Files" } else { "Files and folders" };
        screen.editor(buf, place, &audit.paths, true, (title, None));
    }
    let (place, rest) = layout::top(rest, how_rows);
    paint::lines_cut(buf, place, how);
    let (place, rest) = layout::top(rest, names_rows);
    paint::lines_cut(buf, place, names);
    paint::lines_cut(buf, layout::top(rest, error_rows).0, error);
}

/// The names that a path can go on with.
fn names(audit: &Audit, columns: u16) -> Vec<Line<'static>> {
    let names: Vec<_> = audit.names.iter().map(|name| text::fit(name, columns)).collect();
    let lines = text::wrap(&names.join("  "), columns);
    let lines = text::cut(lines, u16::try_from(NAMES).unwrap_or(u16::MAX), columns);
    lines.into_iter().filter(|line| !line.is_empty()).map(Line::from).collect()
}
