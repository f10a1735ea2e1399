//! Each profile with its numbers, and what is to be said about it.

mod notes;
mod row;

use std::collections::HashMap;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use row::Listed;

use crate::app::{Action, Pane};
use crate::model::Profile;
use crate::panes::view::columns::Slot;
use crate::panes::view::frame;
use crate::panes::view::pane_list::PaneList;
use crate::view::Screen;

/// That the filter hides all numbers.
const NOTHING: &str = "No number contains that. {search} searches their codes and groups. {back} clears the filter.";

/// One line of the list.
enum Row<'a> {
    /// A profile begins.
    Profile(&'a Profile),
    /// A number: its place among those that pass the filter.
    Number(usize, Listed<'a>),
    /// The second line of the number before.
    Below(usize, Listed<'a>),
    /// Something to say about a profile.
    Note(Line<'static>),
    /// Nothing.
    Blank,
}

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: Option<u16>) {
    let cursor = &screen.state.number_cursor;
    let room = frame::room(screen, area, Pane::Numbers);
    let mut rows = rows(screen, room.width);
    let header = u16::from(frame::has_header(screen, Pane::Numbers, false, room.height));
    let spacious = room.width < row::ONE_LINE && rows.len() <= usize::from(room.height - header);
    if !spacious {
        rows.retain(|row| !matches!(row, Row::Blank | Row::Below(..)));
    }
    let list = PaneList {
        pane: Pane::Numbers,
        items: screen.state.number_rows.len(),
        shown: cursor.visible().len(),
        lines: rows.len(),
        selected: selected(&rows, cursor.position()),
        item_of: &|line| match rows.get(line) {
            Some(Row::Number(at, _) | Row::Below(at, _)) => Some(*at),
            _ => None,
        },
        // A name above two lines would belong to one of them.
        named: !spacious,
        slots: &|columns| if spacious { row::first_slots(columns) } else { row::slots(columns) },
        rows: &|seen, slots| lines(screen, rows.get(seen).unwrap_or_default(), slots, room.width),
        notes: &|columns| {
            let is_filtered = !screen.state.filter(Pane::Numbers).text.is_empty();
            if is_filtered && cursor.visible().is_empty() && !screen.state.number_rows.is_empty() {
                // What is looked for may be a message.
                return screen.dim_lines(&screen.keys(NOTHING), columns);
            }
            if !rows.is_empty() {
                return Vec::new();
            }
            let sentence = "There is no profile.";
            let sentence = screen.advise(sentence, Pane::Numbers, Action::Connect, "connects an account.");
            screen.dim_lines(&sentence, columns)
        },
    };
    frame::draw(screen, buf, area, tabs, &list);
}

/// The lines on screen. A number whose name looks like another one's is told from it by the number itself.
fn lines(screen: Screen<'_>, rows: &[Row<'_>], slots: &[Slot], columns: u16) -> Vec<Line<'static>> {
    let mut names: HashMap<String, usize> = HashMap::new();
    for row in rows {
        if let Row::Number(_, number) = row {
            *names.entry(row::name(*number, slots)).or_default() += 1;
        }
    }
    let twice = |number: Listed<'_>| names.get(&row::name(number, slots)).is_some_and(|count| *count > 1);
    // Where a number has two lines, it stands in the second one.
    let two_lines = rows.iter().any(|row| matches!(row, Row::Below(..)));
    let line = |row: &Row<'_>| match row {
        Row::Profile(profile) => row::heading(screen, profile, columns),
        Row::Number(_, number) => row::line(screen, *number, slots, !two_lines && twice(*number)),
        Row::Below(_, number) => row::second_line(screen, number.row, columns),
        Row::Note(note) => note.clone(),
        Row::Blank => Line::default(),
    };
    rows.iter().map(line).collect()
}

/// The lines of the selected number.
fn selected(rows: &[Row<'_>], position: usize) -> Range<usize> {
    let is_selected = |row: &Row<'_>| matches!(row, Row::Number(at, _) | Row::Below(at, _) if *at == position);
    let Some(first) = rows.iter().position(is_selected) else { return 0..0 };
    first..first + rows[first..].iter().take_while(|row| is_selected(row)).count()
}

/// All lines where each number has two: each profile with its numbers, and what is to be said about it.
fn rows(screen: Screen<'_>, columns: u16) -> Vec<Row<'_>> {
    let state = screen.state;
    let mut rows = Vec::new();
    // The numbers are in the order of the profiles.
    let listed = |&at: &usize| Some(Listed { row: state.number_rows.get(at)?, shared: state.number_names.shared(at) });
    let mut numbers = state.number_cursor.visible().iter().filter_map(listed).enumerate().peekable();
    for profile in &state.profiles {
        if !rows.is_empty() {
            rows.push(Row::Blank);
        }
        rows.push(Row::Profile(profile));
        rows.extend(notes::of_profile(screen, profile, columns).into_iter().map(Row::Note));
        while let Some((at, number)) = numbers.next_if(|(_, number)| number.row.key.profile == profile.name) {
            rows.push(Row::Number(at, number));
            rows.push(Row::Below(at, number));
        }
    }
    rows.extend(notes::hidden(screen, columns).into_iter().map(Row::Note));
    rows
}
