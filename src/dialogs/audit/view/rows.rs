//! The list of what an audit has found.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::{AuditReport, Screen, colour, layout, paint, text};
use crate::dialogs::AuditRow;
use crate::view::list::{self, Rows};

/// Columns of the verdicts.
const VERDICT: u16 = 13;
/// From so many columns on, a row tells its code.
const WIDE: u16 = 60;
/// From so many columns on, a row has room for a whole invite.
const WIDER: u16 = 110;
/// Rows for what did not answer.
const SILENT: u16 = 4;

/// Draws the counts, what is in doubt, and the rows around the selected one.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, report: &AuditReport) {
    let silent = text_of(silent(screen, report, area.width), area.height);
    let (place, rest) = layout::top(area, 1);
    paint::lines(buf, place, &[counts(screen, report, area.width)]);
    let (place, rest) = layout::top(rest, u16::try_from(silent.len()).unwrap_or(u16::MAX));
    paint::lines_cut(buf, place, silent);
    let filtered = report.typing || !report.filter.is_empty();
    let (place, rest) = layout::top(rest, u16::from(filtered));
    paint::lines(buf, place, &[screen.filter(&report.filter, report.typing, area.width)]);
    let (_, rest) = layout::top(rest, u16::from(!filtered && rest.height > 8));
    let count = report.visible().len();
    if count == 0 {
        let sentence = screen.keys(&nothing(report, filtered));
        return paint::lines_cut(buf, rest, screen.dim_lines(&sentence, rest.width));
    }
    list::draw(screen, buf, rest, &Rows::single(count, report.position()), |seen| {
        let shown: Vec<_> =
            report.visible().skip(seen.start).take(seen.len()).map(|row| (row, report.place(row))).collect();
        let places = shown.iter().map(|(_, place)| text::width(place) + 2).max().unwrap_or(0);
        shown.iter().map(|(row, place)| line(screen, *row, (place, places), rest.width)).collect()
    });
}

/// At most a few rows, and never so many that the list is gone.
fn text_of(mut lines: Vec<Line<'static>>, rows: u16) -> Vec<Line<'static>> {
    lines.truncate(usize::from(SILENT.min(rows / 3)));
    lines
}

/// How many of what, in how many files, and where.
fn counts(screen: Screen<'_>, report: &AuditReport, columns: u16) -> Line<'static> {
    let mut spans = Vec::new();
    for (count, word) in report.counts() {
        if !spans.is_empty() {
            spans.push(Span::styled(" · ", screen.theme.dim));
        }
        spans.push(Span::styled(format!("{count} {word}"), colour(screen.theme, word)));
    }
    let files = if report.files == 1 { "1 file".to_owned() } else { format!("{} files", report.files) };
    let start = if spans.is_empty() { "No links in " } else { "  in " };
    let taken = spans.iter().map(|span| text::width(&span.content)).sum::<u16>();
    if taken > columns {
        let words = spans.iter().map(|span| span.content.as_ref()).collect::<String>();
        return Line::from(text::fit(&words, columns));
    }
    let mut tail = format!("{start}{files}");
    let room = columns.saturating_sub(taken + text::width(&tail));
    if let Some(root) = report.root().filter(|_| room > 8) {
        tail = format!("{tail} of {}", text::fit_end(&root.display().to_string(), room - 4));
    }
    if text::width(&tail) <= columns - taken {
        spans.push(Span::styled(tail, screen.theme.dim));
    }
    Line::from(spans)
}

/// What did not answer, and why: each reason once.
fn silent(screen: Screen<'_>, report: &AuditReport, columns: u16) -> Vec<Line<'static>> {
    let mut told: Vec<String> = Vec::new();
    for unread in &report.unread {
        let whose = unread.profile.as_ref().map_or_else(|| "the journal".to_owned(), |(name, _)| name.to_string());
        let why = &unread.error.message;
        let sentence = format!(
            "{whose} could not be read completely: links that it may contain are not checked. {why} {{refresh}} tries again."
        );
        if !told.contains(&sentence) {
            told.push(sentence);
        }
    }
    told.iter().flat_map(|sentence| screen.warning_lines(&screen.keys(sentence), columns)).collect()
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

/// The verdict, the code, where it stands, and what is known of it, as there is room. The place comes with the columns
/// that all places on screen take.
fn line(screen: Screen<'_>, row: AuditRow<'_>, (place, places): (&str, u16), columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let (word, id, story) = match row {
        AuditRow::Link(link, _) => {
            let label = link.label.as_ref().map(|label| format!("[{label}] ")).unwrap_or_default();
            (link.word(), link.id.as_str(), format!("{label}{}", link.story()))
        }
        AuditRow::LeftOut(skipped) => ("left out", "", skipped.reason.clone()),
    };
    let mut spans = vec![
        Span::raw(" "),
        Span::styled(text::fill(word, VERDICT), colour(theme, word).remove_modifier(Modifier::DIM)),
    ];
    let mut room = columns.saturating_sub(VERDICT + 2);
    if columns >= WIDE {
        let id_columns = if columns >= WIDER { 24 } else { 16 };
        spans.push(Span::raw(format!("{}  ", text::fill(id, id_columns - 2))));
        room = room.saturating_sub(id_columns);
        let place_columns = places.min(room / 2);
        let place = text::fit_end(place, place_columns.saturating_sub(2));
        let blank = place_columns.saturating_sub(text::width(&place));
        spans.push(Span::raw(place));
        spans.push(Span::raw(" ".repeat(blank.into())));
        spans.push(Span::styled(text::fit(&text::first_line(&story), room - place_columns), theme.dim));
    } else {
        spans.push(Span::raw(text::fit_end(place, room)));
    }
    Line::from(spans)
}
