//! The form for a label.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::dialogs::{LabelField, LabelForm};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns of the form.
const COLUMNS: u16 = 60;
/// Rows of the note, its edge included.
const NOTE: usize = 6;

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &LabelForm) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let told = screen.dim_lines("Kept on this machine; the services and customers never see it.", columns);
    let restored = screen.restored_lines(form.restored, columns);
    let told = if restored.is_empty() { told } else { restored };
    let error = form.error.as_ref().map_or_else(Vec::new, |error| screen.error_lines(error, columns));
    let parts = [
        Part::at_least(told.len(), 0, 1),
        Part::whole(3, 9),
        Part::whole(3, 8),
        Part::at_least(NOTE, 3, 7),
        Part::at_least(error.len(), 1, 10),
    ];
    let title = format!("Label of {}", text::line(&form.name));
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [told_rows, label, tags, note, error_rows] = squeeze(parts, inside.height);
    let (place, mut rest) = layout::top(inside, told_rows);
    paint::lines(buf, place, &told);
    for (field, rows) in LabelField::ALL.into_iter().zip([label, tags, note]) {
        let place;
        (place, rest) = layout::top(rest, rows);
        if place.height >= 3 {
            let focused = form.field == field;
            screen.editor(buf, place, &form.editors[field as usize], focused, (field.title(), None));
        }
    }
    paint::lines_cut(buf, layout::top(rest, error_rows).0, error);
}
