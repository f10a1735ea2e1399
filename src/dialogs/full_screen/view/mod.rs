//! The QR and nothing but the QR, as large as it gets; under it what it is, as far as there is room.

mod small;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::app::{NumberState, Pane};
use crate::dialogs::FullScreen;
use crate::model::InviteLink;
use crate::qr::{Fit, Ink, Matrix, Preview, Proof};
use crate::view::{self, Screen, footer, layout, paint, scan, text, toast};

/// Rows of words that are worth more than larger modules: what it is, where it leads, the keys.
const WORDS: u16 = 3;
/// Why it needs more on the Linux console.
const WITHOUT_HALF_BLOCKS: &str = " On the Linux console it is drawn without half blocks, which most fonts there lack.";
/// What can be done where there is no code to scan.
const CAN_BE_DONE: &str = "{copy_link} copies the link, {open_link} opens it, {save} saves the QR as a file.";
/// Columns that make a line easy to read.
const COLUMNS: u16 = 76;

/// Draws over everything.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, _: &FullScreen) {
    Clear.render(area, buf);
    buf.set_style(area, screen.theme.base);
    let Some(preview) = &screen.state.preview else {
        if screen.small {
            let lines = screen.dim_lines(nothing(screen), layout::padded(area).width);
            return small::draw(screen, buf, area, &lines);
        }
        let lines = screen.dim_lines(nothing(screen), layout::padded(area).width);
        paint::middle(buf, layout::padded(area), lines);
        return words(screen, buf, layout::bottom(area, 3).1, None);
    };
    if screen.state.shows_details {
        return details(screen, buf, area);
    }
    match preview.matrix() {
        Ok(matrix) => code(screen, buf, area, preview, matrix),
        Err(reason) => {
            let reason = format!("This link cannot be drawn as a QR: {reason}");
            instead(screen, buf, area, &reason, preview.text());
        }
    }
}

/// The code with as many lines of words as it leaves room for.
fn code(screen: Screen<'_>, buf: &mut Buffer, area: Rect, preview: &Preview, matrix: &Matrix) {
    if screen.covered {
        return words(screen, buf, layout::bottom(area, 3).1, None);
    }
    for rows in (0..=WORDS).rev() {
        let Fit::Drawn { rows: taken, .. } = scan::fit(screen, matrix, layout::bottom(area, rows).0.as_size()) else {
            continue;
        };
        // The rows that the code leaves are the message's, as many as it needs.
        let more = if rows == WORDS { message(screen, layout::padded(area).width).len().saturating_sub(1) } else { 0 };
        let wanted = rows.saturating_add(u16::try_from(more).unwrap_or(u16::MAX));
        let (place, below) = layout::bottom(area, wanted.min(area.height.saturating_sub(taken)));
        if let Some(proof) = scan::draw(screen, buf, place, preview, matrix) {
            return words(screen, buf, below, Some(&proof));
        }
    }
    // What is missing for all of it is what it needs.
    if let Fit::TooSmall { missing_cols, missing_rows } = scan::fit(screen, matrix, Size::ZERO) {
        let (columns, rows) = (area.width, area.height);
        let why = if screen.theme.ink == Ink::Console { WITHOUT_HALF_BLOCKS } else { "" };
        let sentence = format!("The QR needs {missing_cols}x{missing_rows}; this terminal is {columns}x{rows}.{why}");
        instead(screen, buf, area, &sentence, preview.text());
    }
}

/// Why there is no code.
fn nothing(screen: Screen<'_>) -> &'static str {
    let state = screen.state;
    let link = state.number_state().and_then(|number_state| Some(number_state.link_of(number_state.group()?)));
    match (state.focus, link) {
        (Pane::Groups, Some(InviteLink::None)) => "This group has no invite link.",
        (Pane::Groups, Some(InviteLink::Unknown)) => "The invite link of this group is not known yet.",
        _ => "There is nothing to show.",
    }
}

/// A sentence and the link as text, where there is no code, and what can be done with the link.
fn instead(screen: Screen<'_>, buf: &mut Buffer, area: Rect, sentence: &str, link: &str) {
    if screen.small {
        return small::instead(screen, buf, area, sentence, link);
    }
    let (place, below) = layout::bottom(area, 3);
    let place = layout::padded(place);
    let strong = |row: String| Line::styled(row, screen.theme.strong);
    let mut lines: Vec<Line<'_>> = text::wrap(sentence, place.width).into_iter().map(Line::from).collect();
    lines.push(Line::default());
    lines.extend(text::wrap(link, place.width).into_iter().map(strong));
    let can_be_done = screen.dim_lines(&screen.keys(CAN_BE_DONE), place.width);
    if lines.len() + 1 + can_be_done.len() <= usize::from(place.height) {
        lines.push(Line::default());
    }
    lines.extend(can_be_done);
    paint::middle(buf, place, lines);
    words(screen, buf, below, None);
}

/// All details, in the place of the code.
fn details(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    if screen.small {
        let lines = view::details::lines(screen, layout::padded(area).width);
        return small::draw(screen, buf, area, &lines);
    }
    let (place, below) = layout::bottom(area, WORDS);
    let place = layout::padded(place);
    let columns = COLUMNS.min(place.width);
    let place = Rect { x: place.x + (place.width - columns) / 2, width: columns, ..place };
    view::details::draw(screen, buf, layout::top(place, 1).1);
    words(screen, buf, below, None);
}

/// What the code is, whether it scans and where it leads, and the keys; the last of these goes first. What is told
/// meanwhile stands in the place of the keys.
fn words(screen: Screen<'_>, buf: &mut Buffer, area: Rect, proof: Option<&Proof>) {
    let theme = screen.theme;
    let padded = layout::padded(area);
    let columns = padded.width;
    let badge = screen.badge(screen.state.world());
    let place = place(screen);
    let rows = usize::from(area.height.saturating_sub(WORDS)) + 1;
    let mut message = message(screen, columns).into_iter();
    let what = match message.next() {
        Some(_) if rows == 1 && message.len() > 0 => {
            let all = text::line(&what(screen)).split_whitespace().collect::<Vec<_>>().join(" ");
            text::fit_words(&all, room(screen, columns))
        }
        first => first.unwrap_or_default(),
    };
    let caption =
        Line::from(vec![badge, Span::raw("  "), Span::styled(what, theme.strong), Span::styled(place, theme.dim)]);
    let mut lines = vec![caption];
    lines.extend(message.take(rows - 1).map(|row| Line::styled(row, theme.strong)));
    let toast = screen.state.toasts.back().map(|toast| toast::toast_line(screen, toast, columns));
    let has_keys = area.height >= WORDS;
    lines.push(match (&toast, proof) {
        (Some(toast), _) if !has_keys => toast.clone(),
        (_, Some(proof @ (Proof::Says(_) | Proof::Fails(_)))) => {
            scan::lines(screen, proof, columns).into_iter().next().unwrap_or_default()
        }
        (_, proof) => {
            let mut spans = proof.map_or_else(Vec::new, |_| scan::scans(screen));
            if !spans.is_empty() {
                spans.push(Span::raw("  "));
            }
            let used = u16::try_from(Line::from(spans.clone()).width()).unwrap_or(u16::MAX);
            spans.push(Span::styled(text::fit(&whereto(screen), columns.saturating_sub(used)), theme.dim));
            Line::from(spans)
        }
    });
    for (row, line) in padded.rows().zip(lines) {
        paint::centred(buf, row, &line);
    }
    let last = layout::bottom(area, 1).1;
    match toast.filter(|_| has_keys) {
        Some(toast) => paint::centred(buf, layout::padded(last), &toast),
        None if has_keys => footer::draw(screen, buf, last),
        None => {}
    }
}

/// The columns that badge and place leave for the message.
fn room(screen: Screen<'_>, columns: u16) -> u16 {
    let badge = screen.badge(screen.state.world());
    columns.saturating_sub(text::width(&badge.content) + text::width(&place(screen)) + 2)
}

/// The whole message of the code, or the subject of the group, in lines.
fn message(screen: Screen<'_>, columns: u16) -> Vec<String> {
    let rows = text::wrap(&what(screen), room(screen, columns));
    rows.into_iter().map(|row| text::steady(row.trim()).into_owned()).filter(|row| !row.is_empty()).collect()
}

/// The message of the code, or the subject of the group.
fn what(screen: Screen<'_>) -> String {
    let state = screen.state;
    match state.focus {
        Pane::Groups => state.group().map_or(String::new(), |(_, group)| group.subject.clone()),
        Pane::Numbers | Pane::Codes => state.code().map_or(String::new(), |(_, code)| code.message.clone()),
    }
}

/// The link and the number.
fn whereto(screen: Screen<'_>) -> String {
    let state = screen.state;
    let number = state.number().map_or(String::new(), |row| format!("{}  {}", row.number.name, row.number.display));
    format!("{}  {number}", state.link().unwrap_or_default()).trim_start().to_owned()
}

/// The place in the list, where there is more than one.
fn place(screen: Screen<'_>) -> String {
    let state = screen.state;
    let place = |number_state: &NumberState| match state.focus {
        Pane::Groups => (number_state.group_cursor.position(), number_state.group_cursor.visible().len()),
        Pane::Numbers | Pane::Codes => (number_state.code_cursor.position(), number_state.code_cursor.visible().len()),
    };
    match state.number_state().map(place) {
        Some((at, all @ 2..)) => format!("  {} of {all}", at + 1),
        _ => String::new(),
    }
}
