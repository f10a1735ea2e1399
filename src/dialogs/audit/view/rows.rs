//! The list of what an audit has found.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::summary::{counts, silent};
use super::{AuditReport, Screen, colour, details, layout, paint, text};
use crate::dialogs::AuditRow;
use crate::view::beside;
use crate::view::list::{self, Rows};
use crate::view::number_names::widest;

/// Columns of the verdicts.
const VERDICT: u16 = 13;
/// From so many columns on, a row in one line has room for a whole invite.
const WITH_INVITE: u16 = 110;
/// From so many columns on, the verdicts of rows in two lines have a column.
const WITH_COLUMN: u16 = 44;

/// Draws the counts, what is in doubt, and the rows around the selected one.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, report: &AuditReport) {
    let counts = counts(screen, report, area.as_size());
    let (place, rest) = layout::top(area, u16::try_from(counts.len()).unwrap_or(u16::MAX));
    paint::lines(buf, place, &counts);
    let silent = silent(screen, report, area.as_size());
    let (place, rest) = layout::top(rest, u16::try_from(silent.len()).unwrap_or(u16::MAX));
    paint::lines(buf, place, &silent);
    let filtered = report.typing || !report.filter.is_empty();
    let (place, rest) = layout::top(rest, u16::from(filtered));
    paint::lines(buf, place, &[screen.filter(&report.filter, report.typing, area.width)]);
    let (_, rest) = layout::top(rest, u16::from(!filtered && rest.height > 8));
    let count = report.visible().len();
    if count == 0 {
        let sentence = screen.keys(&nothing(report, filtered));
        return paint::lines_cut(buf, rest, screen.dim_lines(&sentence, rest.width));
    }
    let rest = beside::draw(screen, buf, rest, |columns| details::lines(screen, report, columns));
    let each = AuditReport::lines_each(rest.width);
    // Of all rows, not only of those on screen, so that nothing moves sideways while one scrolls.
    let places = match each {
        1 => widest(report.visible().map(|row| text::width(&report.place(row)) + 2), rest.width),
        _ => 0,
    };
    list::draw(screen, buf, rest, &Rows::of_lines(count, each, report.position()), |seen| {
        let rows = report.visible().skip(seen.start / each).take(seen.len().div_ceil(each) + 1);
        let lines = rows.flat_map(|row| {
            let place = report.place(row);
            match each {
                1 => vec![line(screen, row, (&place, places), rest.width)],
                2 => two_lines(screen, row, &place, rest.width),
                _ => narrow(screen, row, &place, rest.width),
            }
        });
        lines.skip(seen.start % each).take(seen.len()).collect()
    });
}

/// Why the list is empty, and what to do.
fn nothing(report: &AuditReport, filtered: bool) -> String {
    match (filtered, report.files) {
        (true, _) if report.rows() > 0 => "No result contains that. {back} clears the filter.",
        (_, 0) => {
            "There is no file to look at: the folder is empty, or holds hidden files only, which are left out unless \
             they are named. {audit} names other files."
        }
        _ => {
            "No link of a message code (wa.me/message/…) and no group invite (chat.whatsapp.com/…) is written or drawn \
             in there. Plain wa.me/<number> links do not count. {audit} names other files."
        }
    }
    .to_owned()
}

/// The verdict, the link, and what is known of it.
fn told(row: AuditRow<'_>) -> (&'static str, &str, String) {
    match row {
        AuditRow::Link(link, _) => {
            let label = link.label.as_ref().map(|label| format!("[{label}] ")).unwrap_or_default();
            (link.word(), link.id.as_str(), text::first_line(&format!("{label}{}", link.story())))
        }
        AuditRow::LeftOut(skipped) => ("left out", "", text::first_line(&skipped.reason)),
    }
}

/// The verdict, the link, where it stands, and what is known of it. The place comes with the columns that all places take.
fn line(screen: Screen<'_>, row: AuditRow<'_>, (place, places): (&str, u16), columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let (word, id, story) = told(row);
    let id_columns = if columns >= WITH_INVITE { 24 } else { 16 };
    let room = columns.saturating_sub(VERDICT + 2 + id_columns);
    let place_columns = places.min(room / 2);
    let place = text::fit_end_words(place, place_columns.saturating_sub(2));
    let blank = place_columns.saturating_sub(text::width(&place));
    let [word, gap] = text::cell(word, VERDICT, colour(theme, word).remove_modifier(Modifier::DIM));
    Line::from(vec![
        Span::raw(" "),
        word,
        gap,
        Span::raw(format!("{}  ", text::fill(id, id_columns - 2))),
        Span::raw(place),
        Span::raw(" ".repeat(blank.into())),
        Span::styled(text::fit_words(&story, room - place_columns), theme.dim),
    ])
}

/// The verdict and where the link stands; below it the link and what is known of it.
fn two_lines(screen: Screen<'_>, row: AuditRow<'_>, place: &str, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let (word, id, story) = told(row);
    let style = colour(theme, word).remove_modifier(Modifier::DIM);
    let room = columns.saturating_sub(list::MARKER + 1);
    let before = if columns < WITH_COLUMN { text::width(word) + 2 } else { VERDICT };
    let place = text::fit_end_words(place, room.saturating_sub(before));
    let [verdict, gap] = text::cell(word, before, style);
    let first = Line::from(vec![Span::raw(" "), verdict, gap, Span::raw(place)]);
    let indent = if columns < WITH_COLUMN { 2 } else { before };
    let link = if id.is_empty() { String::new() } else { format!("{}  ", text::fit(id, room.saturating_sub(indent))) };
    let room = room.saturating_sub(indent + text::width(&link));
    let second = Line::from(vec![
        Span::raw(" ".repeat(usize::from(indent) + 1)),
        Span::raw(link),
        Span::styled(text::fit_words(&story, room), theme.dim),
    ]);
    vec![first, second]
}

/// The verdict, and in two lines below it where the link stands.
fn narrow(screen: Screen<'_>, row: AuditRow<'_>, place: &str, columns: u16) -> Vec<Line<'static>> {
    let (word, ..) = told(row);
    let style = colour(screen.theme, word).remove_modifier(Modifier::DIM);
    let room = columns.saturating_sub(list::MARKER + 2);
    let mut lines = vec![Line::from(vec![Span::raw(" "), Span::styled(word, style)])];
    let mut rows = text::wrap(place, room);
    let above = rows.len().saturating_sub(2);
    rows.drain(..above);
    if let Some(first) = rows.first_mut().filter(|_| above > 0) {
        *first = text::fit(&format!("…{first}"), room);
    }
    rows.resize(2, String::new());
    lines.extend(rows.into_iter().map(|row| Line::from(format!("  {row}"))));
    lines
}
