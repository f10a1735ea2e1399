//! Draws the codes of the selected number, the message first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Action, Column, NumberState, Pane};
use crate::model::QrCode;
use crate::panes::view::columns::Slot;
use crate::panes::view::frame;
use crate::panes::view::pane_list::PaneList;
use crate::view::{Screen, text};

/// Columns of a code; those of both services have fourteen characters.
const CODE: u16 = 14;
/// Columns of the end of a code: four characters and more, as confirmations ask for them.
const TAIL: u16 = 7;
/// From this width on, a row has more than one column.
const WITH_TAIL: u16 = 28;
/// From this width on, a row has the whole code.
const WITH_CODE: u16 = 52;

/// Columns of a day.
const CREATED: u16 = 10;
/// From this width on, a row has the day on which the code was created, where the service tells it.
const WITH_CREATED: u16 = 70;
/// The same where a label needs room, too.
const LABELLED_WITH_CREATED: u16 = 90;

/// The columns of a label, whatever room there is.
const LABEL: std::ops::RangeInclusive<u16> = 7..=24;

/// Blanks between columns.
const GAP: u16 = 2;

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: Option<u16>) {
    let number_state = screen.state.number_state();
    let visible = number_state.map_or(&[][..], |number_state| number_state.code_cursor.visible());
    let rows = number_state.map_or(&[][..], NumberState::code_rows);
    let at = number_state.map_or(0, |number_state| number_state.code_cursor.position());
    let list = PaneList {
        pane: Pane::Codes,
        items: rows.len(),
        shown: visible.len(),
        lines: visible.len(),
        selected: at..at + 1,
        item_of: &Some,
        named: true,
        slots: &|columns| slots(screen, rows, columns),
        rows: &|seen, slots| {
            let seen = visible.get(seen).unwrap_or_default().iter().filter_map(|&at| rows.get(at));
            seen.map(|code| row(screen, code, slots)).collect()
        },
        notes: &|columns| notes(screen, number_state, visible.is_empty(), columns),
    };
    frame::draw(screen, buf, area, tabs, &list);
}

/// The columns that have room: the label at every width where the number has any, and at least the end of the code. In a
/// single column stands what says most, see [`only`].
fn slots(screen: Screen<'_>, rows: &[QrCode], columns: u16) -> Vec<Slot> {
    if columns < WITH_TAIL {
        return vec![Slot::start(Column::Message, 1, columns.saturating_sub(1))];
    }
    let labelled = screen.state.number().is_some_and(|row| screen.state.labels.has_codes_of(&row.key.number));
    let with_created = if labelled { LABELLED_WITH_CREATED } else { WITH_CREATED };
    let created = columns >= with_created && rows.iter().any(|code| code.created.is_some());
    let code = if columns >= WITH_CODE { CODE } else { TAIL };
    let room = columns.saturating_sub(1 + GAP + code + if created { GAP + CREATED } else { 0 });
    let mut slots = Vec::new();
    // The first column has the mark before it.
    if labelled {
        let share = if columns >= WITH_CODE { room * 7 / 20 } else { room * 3 / 10 };
        let label = share.clamp(*LABEL.start(), *LABEL.end());
        slots.push(Slot::start(Column::Label, 1, label));
        slots.push(Slot::start(Column::Message, GAP, room.saturating_sub(label + GAP)));
    } else {
        slots.push(Slot::start(Column::Message, 1, room));
    }
    slots.push(Slot::start(Column::Code, GAP, code));
    if created {
        slots.push(Slot::start(Column::Created, GAP, CREATED));
    }
    slots
}

/// The mark, then what the code has in each column.
fn row(screen: Screen<'_>, code: &QrCode, slots: &[Slot]) -> Line<'static> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Codes).text.text();
    let marked = screen.state.number().is_some_and(|row| screen.state.marked.contains(&row.key, &code.code));
    let mut spans = vec![Span::styled(if marked { "*" } else { " " }, theme.accent.patch(theme.strong))];
    for (at, slot) in slots.iter().enumerate() {
        let (words, style) = match slot.column {
            Column::Label => {
                let label = screen.label(screen.state.number().map(|row| &row.key), Some(&code.code));
                (text::fit(label.unwrap_or_default(), slot.width), theme.accent)
            }
            Column::Message if slots.len() == 1 => only(screen, code, slot.width),
            Column::Message => (text::fit(&text::first_line(&code.message), slot.width), Style::new()),
            Column::Code => (text::fit_end(code.code.as_str(), slot.width), theme.dim),
            _ => (created(code), theme.dim),
        };
        if at > 0 {
            spans.push(Span::raw(" ".repeat(slot.gap.into())));
        }
        let blanks = slot.width.saturating_sub(text::width(&words));
        spans.extend(text::found(&words, filter, style, theme.found));
        spans.push(Span::raw(" ".repeat(blanks.into())));
    }
    Line::from(spans)
}

/// The label, or the message where there is none, or the code where there is nothing to read.
fn only(screen: Screen<'_>, code: &QrCode, columns: u16) -> (String, Style) {
    match screen.label(screen.state.number().map(|row| &row.key), Some(&code.code)) {
        Some(label) => (text::fit(label, columns), screen.theme.accent),
        None if code.message.trim().is_empty() => (text::fit(code.code.as_str(), columns), screen.theme.dim),
        None => (text::fit(&text::first_line(&code.message), columns), Style::new()),
    }
}

/// The day on which a code was created, where that is known.
fn created(code: &QrCode) -> String {
    let at = code.created.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    at.map_or_else(String::new, |at| at.strftime("%Y-%m-%d").to_string())
}

/// What is to be said about the list as a whole.
fn notes(
    screen: Screen<'_>,
    number_state: Option<&NumberState>,
    nothing_shown: bool,
    columns: u16,
) -> Vec<Line<'static>> {
    let Some(number_state) = number_state else {
        let sentence = if screen.state.number().is_some() { "Not loaded yet." } else { "Select a number first." };
        return screen.dim_lines(sentence, columns);
    };
    let mut notes = screen.remote_lines(&number_state.codes, Pane::Codes, columns);
    match number_state.codes.value() {
        Some(codes) if codes.is_empty() && notes.is_empty() => {
            let sentence = screen.advise("This number has no codes.", Pane::Codes, Action::New, "creates one.");
            notes.extend(screen.dim_lines(&sentence, columns));
        }
        Some(codes) if nothing_shown && !codes.is_empty() => {
            let wanted = screen.state.filter(Pane::Codes).text.text();
            if let Some(told) = screen.state.retired.tell(wanted) {
                notes.extend(screen.warning_lines(&told, columns));
            }
            let sentence = nothing_contains(screen);
            notes.extend(screen.dim_lines(&sentence, columns));
        }
        _ => {}
    }
    notes
}

/// That the filter hides all codes, and what matches at other numbers.
fn nothing_contains(screen: Screen<'_>) -> String {
    let elsewhere = match screen.state.elsewhere.count {
        None => "{search} searches all numbers.".to_owned(),
        Some((0, 0)) => {
            return screen
                .keys("No code contains that, nor at any other number listed so far. {back} clears the filter.");
        }
        Some((0, 1)) => "1 code of another number is similar: {search}.".to_owned(),
        Some((0, similar)) => format!("{similar} codes of other numbers are similar: {{search}}."),
        Some((1, _)) => "1 code of another number matches: {search}.".to_owned(),
        Some((exact, _)) => format!("{exact} codes of other numbers match: {{search}}."),
    };
    screen.keys(&format!("No code contains that. {elsewhere} {{back}} clears the filter."))
}
