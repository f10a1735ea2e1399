//! The question whether files may be replaced.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use crate::dialogs::{Choice, Overwrite};
use crate::view::button::{self, Button};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that most paths fit in.
const COLUMNS: u16 = 68;
/// So many files are named in any case, if need be by scrolling.
const NAMED: u16 = 8;
/// Rows that all else takes, and those that stay around the question.
const OTHERS: u16 = 14;

/// Draws the question.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, question: &Overwrite) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let (title, told) = match question.files.len() {
        1 => ("Replace this file?".to_owned(), "This file already exists. Its content would be lost."),
        many => (
            format!("Replace {many} files?"),
            "These files already exist. Their content would be lost. Nothing has been written yet.",
        ),
    };
    let told: Vec<Line<'_>> = text::wrap(told, columns).into_iter().map(Line::from).collect();
    let files = question.files.len();
    let rows = files.min(screen.rows.saturating_sub(OTHERS).max(NAMED).into());
    let parts =
        [Part::at_least(told.len(), 1, 3), Part::gap(1), Part::at_least(rows, 2, 5), Part::gap(2), Part::whole(1, 9)];
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, wanted(&parts))).grave(screen);
    dialog.badge = vec![screen.badge(screen.state.world())];
    dialog.least = Some(parts.iter().filter(|part| part.least > 0).map(|part| part.wanted).sum());
    dialog.pinned = 1;
    dialog.asks = true;
    let inside = dialog.open(screen, buf, area);
    let [told_rows, gap, file_rows, button_gap, buttons] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, told_rows);
    paint::lines(buf, place, &told);
    let (place, rest) = layout::top(layout::top(rest, gap).1, file_rows);
    let room = usize::from(file_rows);
    let named = if files > room { room.saturating_sub(1) } else { files };
    let line = |path: &std::path::PathBuf| text::fit_end(&text::line(&path.display().to_string()), columns);
    let mut lines: Vec<Line<'_>> = question.files.iter().take(named).map(|path| Line::from(line(path))).collect();
    if files > named {
        lines.push(Line::styled(format!("and {} more", files - named), screen.theme.dim));
    }
    paint::lines(buf, place, &lines);
    let replace = Button { destroys: true, ..Button::new("Replace", question.choice == Choice::Proceed) };
    let row = button::row(screen, &[Button::new("Keep them", question.choice == Choice::Stay), replace]);
    button::draw(screen, buf, layout::top(layout::top(rest, button_gap).1, buttons).0, &row);
}
