//! What was saved and what was not.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::app::SaveReport;
use crate::dialogs::SavedList;
use crate::view::sign::sign as signed;
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, list, paint, text};

/// Columns that most paths fit in.
const COLUMNS: u16 = 72;

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, saved: &SavedList) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let theme = screen.theme;
    let SaveReport { files, notes, unsaved, error } = &saved.report;
    let verdict = saved.verdict();
    let mut told = if unsaved.is_empty() {
        text::wrap(&verdict, columns).into_iter().map(Line::from).collect()
    } else {
        screen.warning_lines(&verdict, columns)
    };
    told.extend(error.iter().flat_map(|error| screen.error_lines(error, columns)));
    told.extend(notes.iter().flat_map(|note| screen.warning_lines(note, columns)));
    let names: Vec<Line<'_>> = files
        .iter()
        .map(|path| (theme.good, "✓", path.display().to_string()))
        .chain(unsaved.iter().map(|name| (theme.danger, "✗", name.clone())))
        .map(|(style, sign, name)| {
            let name = text::fit_end(&text::line(&name), columns.saturating_sub(2));
            let [sign, gap] = signed(sign, style);
            Line::from(vec![sign, gap, Span::raw(name)])
        })
        .collect();
    let parts = [Part::at_least(told.len(), 2, 9), Part::gap(1), Part::at_least(names.len(), 2, 5)];
    let title = if unsaved.is_empty() { "Saved" } else { "Not all is saved" };
    let mut dialog = DialogFrame::new(screen, title, Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [told_rows, gap, name_rows] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, told_rows);
    paint::lines_cut(buf, place, told);
    let place = layout::top(layout::top(rest, gap).1, name_rows).0;
    list::scrolled(screen, buf, place, &names, saved.first);
}
