//! Each profile with its numbers, and what is to be said about it.

mod notes;
mod row;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::{Action, NumberRow, Pane};
use crate::model::Profile;
use crate::panes::view::frame::{self, PaneList};
use crate::view::Screen;

/// One line of the list.
enum Row<'a> {
    /// A profile begins.
    Profile(&'a Profile),
    /// A number: its place among those that pass the filter.
    Number(usize, &'a NumberRow),
    /// The second line of the number before.
    Below(usize, &'a NumberRow),
    /// Something to say about a profile.
    Note(Line<'static>),
    /// Nothing.
    Blank,
}

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool) {
    let cursor = &screen.state.number_cursor;
    let room = frame::room(screen, area, Pane::Numbers);
    let mut rows = rows(screen, room.width, room.width < row::ONE_LINE);
    let spacious = room.width < row::ONE_LINE && rows.len() <= usize::from(room.height);
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
        rows: &|seen, columns| {
            let line = |row: &Row<'_>| match row {
                Row::Profile(profile) => row::heading(screen, profile, columns),
                Row::Number(_, number) => row::first_line(screen, number, spacious, columns),
                Row::Below(_, number) => row::second_line(screen, number, columns),
                Row::Note(note) => note.clone(),
                Row::Blank => Line::default(),
            };
            rows.get(seen).unwrap_or_default().iter().map(line).collect()
        },
        notes: &|columns| {
            if !rows.is_empty() {
                return Vec::new();
            }
            let sentence = "There is no profile.";
            let sentence = screen.advise(sentence, Pane::Numbers, Action::Connect, "connects an account.");
            screen.dim_lines(&sentence, columns)
        },
    };
    list.draw(screen, buf, area, tabs);
}

/// The lines of the selected number.
fn selected(rows: &[Row<'_>], position: usize) -> Range<usize> {
    let is_selected = |row: &Row<'_>| matches!(row, Row::Number(at, _) | Row::Below(at, _) if *at == position);
    let Some(first) = rows.iter().position(is_selected) else { return 0..0 };
    first..first + rows[first..].iter().take_while(|row| is_selected(row)).count()
}

/// All lines: each profile with its numbers, and what is to be said about it.
fn rows(screen: Screen<'_>, columns: u16, spacious: bool) -> Vec<Row<'_>> {
    let state = screen.state;
    let mut rows = Vec::new();
    // The numbers are in the order of the profiles.
    let visible = state.number_cursor.visible().iter().filter_map(|&at| state.number_rows.get(at));
    let mut numbers = visible.enumerate().peekable();
    for profile in &state.profiles {
        if spacious && !rows.is_empty() {
            rows.push(Row::Blank);
        }
        rows.push(Row::Profile(profile));
        rows.extend(notes::of_profile(screen, profile, columns).into_iter().map(Row::Note));
        while let Some((at, number)) = numbers.next_if(|(_, row)| row.key.profile == profile.name) {
            rows.push(Row::Number(at, number));
            if spacious {
                rows.push(Row::Below(at, number));
            }
        }
    }
    rows.extend(notes::hidden(screen, columns).into_iter().map(Row::Note));
    rows
}
